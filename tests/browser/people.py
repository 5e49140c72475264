"""People in the states that their screens show, and what leads a page there."""

from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import Page

from participants.actions import custody as custodies
from participants.actions import stay as stays
from participants.actions.transfer import Arrival, accept
from participants.models import Custody, CustodyAbsence
from participants.rules.facts import fingerprint
from programs.actions.printing import print_sheets
from programs.rules.paper import SheetOptions
from tests.browser.world import World
from tests.factories.jombang_umkm import FacilityFactory
from tests.factories.participants import (
    CustodyFactory,
    DetaineeCustodyFactory,
    attach_photo,
    happen,
    send,
)

Status = Custody.Status


def page_of(stay: Custody) -> str:
    return f"/warga-binaan/{stay.participant_id}/"


def event_of(stay: Custody) -> str:
    return f"/masa/{stay.pk}/peristiwa/"


def submit(page: Page) -> None:
    with page.expect_navigation():
        page.locator("main form .btn-primary").first.click()


def _detainee(world: World) -> Custody:
    return DetaineeCustodyFactory(
        participant__full_name="Joko Susilo",
        participant__birth_date=None,
        facility=world.program.facility,
        entry_date=world.today - timedelta(days=200),
    )


def person(page: Page, world: World) -> None:
    """Somebody of whom much is missing, with a photo."""
    stay = world.stay_of("Supri")
    attach_photo(stay.participant, by=world.users["officer"])
    page.goto(page_of(stay))


def person_absent(page: Page, world: World) -> None:
    page.goto(page_of(world.stay_of("Gunawan")))


def person_with_a_life(page: Page, world: World) -> None:
    """A detainee's stay years ago; then a verdict, parole recorded wrongly, court and hospital."""
    by, today = world.users["officer"], world.today
    first = DetaineeCustodyFactory(
        participant__full_name="Sugeng Riyadi",
        participant__aliases=["Cak Geng"],
        facility=world.program.facility,
        entry_date=today - timedelta(days=1400),
    )
    happen(first, Status.RELEASED_BY_COURT, on=today - timedelta(days=1300), by=by)
    stay = DetaineeCustodyFactory(
        participant=first.participant,
        facility=world.program.facility,
        entry_date=today - timedelta(days=300),
        expiry_date=today - timedelta(days=2),
    )
    custodies.record(
        custody=stay,
        to=Status.CONVICT,
        on=today - timedelta(days=200),
        papers=custodies.Papers(
            document_no="112/Pid.B/2026/PN Jbg",
            registration_no="B.I 901/2026",
            register_class="B.I",
        ),
        by=by,
        at=timezone.now(),
    )
    happen(stay, Status.PAROLE, on=today - timedelta(days=20), by=by)
    custodies.reverse(
        event=stay.happenings.last(),
        by=by,
        at=timezone.now(),
        reason="Salah orang: SK untuk Sugeng Santoso",
    )
    for kind, start, days in (("SIDANG", 250, 1), ("RUMAH_SAKIT", 60, 4), ("SIDANG", -5, 1)):
        away_from = today - timedelta(days=start)
        absence = CustodyAbsence(
            custody=stay,
            kind=kind,
            away_from=away_from,
            back_on=away_from + timedelta(days=days),
        )
        stays.add_absence(absence=absence, by=by)
    page.goto(page_of(stay))


def person_in_training(page: Page, world: World) -> None:
    """Somebody with marks and printed lists; all that is folded is open."""
    stay = world.mark.custody
    print_sheets(
        sessions=[world.recorded],
        options=SheetOptions(),
        title="Daftar hadir pembukaan",
        by=world.users["officer"],
        at=timezone.now(),
    )
    page.goto(page_of(stay))
    for fold in page.locator("details.fold > summary").all():
        fold.click()


def data_of(page: Page, world: World) -> None:
    page.goto(f"{page_of(world.stay_of('Supri'))}data/")


def data_without_asker(page: Page, world: World) -> None:
    data_of(page, world)
    submit(page)


def data_ready(page: Page, world: World) -> None:
    data_of(page, world)
    page.locator("#id_asked_by").fill("Yang bersangkutan, secara lisan")
    submit(page)


def person_past(page: Page, world: World) -> None:
    """Somebody whom another facility took in."""
    stay = CustodyFactory(
        participant__full_name="Wahyu Widodo",
        facility=world.program.facility,
        entry_date=world.today - timedelta(days=400),
    )
    elsewhere = FacilityFactory(short_name="Lapas Kediri")
    sent = send(stay, elsewhere, on=world.today - timedelta(days=9), by=world.users["officer"])
    accept(
        transfer=sent,
        arrival=Arrival(world.today - timedelta(days=8), "B.I 77/2026"),
        by=world.users["administrator"],
        at=timezone.now(),
    )
    page.goto(page_of(stay))


def event_verdict(page: Page, world: World) -> None:
    page.goto(event_of(_detainee(world)))
    page.locator("[value=CONVICT]").check()


def event_transfer(page: Page, world: World) -> None:
    page.goto(event_of(world.stay_of("Supri")))
    page.locator("[value=TRANSFERRED_OUT]").check()


def event_error(page: Page, world: World) -> None:
    page.goto(event_of(world.stay_of("Supri")))
    submit(page)


def event_agreement(page: Page, world: World) -> None:
    """Release somebody from a day on which attendance is recorded."""
    page.goto(event_of(world.mark.custody))
    page.locator("[value=FULL_RELEASE]").check()
    page.locator("#id_on").fill(world.recorded.day.isoformat())
    page.locator("#id_document_no").fill("W15.PAS-12/2026")
    submit(page)


def event_end(page: Page, world: World) -> None:
    stay = CustodyFactory(participant__full_name="Mbah Karto", facility=world.program.facility)
    page.goto(event_of(happen(stay, Status.DIED, on=world.today, by=world.users["officer"])))


def event_recorded(page: Page, world: World) -> None:
    """Release somebody who has two seats."""
    page.goto(event_of(world.stay_of("Paijo")))
    page.locator("[value=FULL_RELEASE]").check()
    page.locator("#id_document_no").fill("W15.PAS-13/2026")
    submit(page)


def _reversal_of(stay: Custody) -> str:
    return f"/peristiwa/{stay.happenings.last().pk}/batalkan/"


def event_reverse(page: Page, world: World) -> None:
    page.goto(_reversal_of(world.stay_of("Paijo")))


def event_reverse_asking(page: Page, world: World) -> None:
    """Reverse a release, now that a seat it ended is taken."""
    seat = world.stay_of("Paijo").enrolments.filter(left_on=world.today).first()
    course = seat.course
    course.quota = course.enrolments.filter(left_on=None).count()
    course.save()
    event_reverse(page, world)
    page.locator("#id_reason").fill("Salah orang")
    submit(page)


def event_reverse_not(page: Page, world: World) -> None:
    """The opening of a stay."""
    page.goto(_reversal_of(world.stay_of("Supri")))


def stay_change(page: Page, world: World) -> None:
    page.goto(f"/masa/{world.stay_of('Supri').pk}/ubah/")


def stay_change_meanwhile(page: Page, world: World) -> None:
    """Type a new cell while a colleague writes another one."""
    stay_change(page, world)
    stay, facts = world.stay_of("Supri"), {"block": "C", "cell": "9"}
    names = page.locator("main form [name]").evaluate_all("all => all.map(each => each.name)")
    assert {"block", "cell"} <= set(names)
    stays.change(
        custody=stay,
        facts=facts,
        base=fingerprint(stay, facts),
        by=world.users["colleague"],
        at=timezone.now(),
    )
    page.locator("#id_cell").fill("2")
    submit(page)


def absence_add(page: Page, world: World) -> None:
    page.goto(f"/masa/{world.stay_of('Supri').pk}/absen/")


def absence_error(page: Page, world: World) -> None:
    absence_add(page, world)
    page.locator("[value=SIDANG]").check()
    page.locator("#id_back_on").fill(world.today.isoformat())
    submit(page)


def absence_change(page: Page, world: World) -> None:
    absence = world.stay_of("Gunawan").absences.get()
    page.goto(f"/absen/{absence.pk}/")
