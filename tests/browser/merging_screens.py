"""Two records that may be one person, in the states that their screens show."""

from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import Page

from participants.actions.two_people import tell_apart
from participants.models import Custody, Participant
from tests.browser.screen import Screen
from tests.browser.world import World
from tests.factories.participants import CustodyFactory, ParticipantFactory, attach_photo, happen
from tests.factories.programs import (
    CourseFactory,
    ProgramFactory,
    SeatFactory,
    SessionFactory,
    record,
)
from tests.participants.merging import merge

LIST = "/warga-binaan/ganda/"


def twice(world: World, name: str = "Sulaiman Hadi", again: str = "Sulaeman Hadi") -> list[Custody]:
    """Return one stay that was entered twice, with marks and facts that differ."""
    by = world.users["officer"]
    program = ProgramFactory(facility=world.program.facility, name="Wirausaha Baru angkatan II")
    course = CourseFactory(program=program, skill=world.course.skill, name=f"Kelas {name}")
    stays = []
    for number, called in enumerate((name, again)):
        person = ParticipantFactory(
            full_name=called,
            parent_name=f"AYAH DARI {name}",
            birth_date=world.today - timedelta(days=12_000 + len(name)),
            birth_place=("Jombang", "Kediri")[number],
            skills=("", "Menjahit dan memperbaiki mesin jahit")[number],
        )
        stay = CustodyFactory(
            participant=person,
            facility=world.program.facility,
            entry_date=world.today - timedelta(days=200 + number),
            block=("A", "C")[number],
        )
        SeatFactory(course=course, custody=stay, joined_on=program.starts_on)
        attach_photo(person, called, by=by)
        stays.append(stay)
    session = SessionFactory(courses=[course], room=None, day=world.today - timedelta(days=2))
    record(session, {stays[0]: "HADIR", stays[1]: "SAKIT"}, by=by)
    return stays


def pages(*stays: Custody) -> str:
    one, other = (stay.participant_id for stay in stays)
    return f"/warga-binaan/{one}/banding/{other}/"


def _no_pairs(page: Page, world: World) -> None:
    """With nobody alike: most people that tests make are of one father and one birth date."""
    for number, person in enumerate(Participant.objects.order_by("pk")):
        person.parent_name = f"AYAH {number}"
        person.birth_date = world.today - timedelta(days=9000 + number)
        person.save()
    page.goto(LIST)
    assert page.locator(".empty").count() == 1


def _pairs(page: Page, world: World) -> None:
    twice(world)
    apart = twice(world, "Hasan Basri", "Husen Basri")
    one, other = (stay.participant for stay in apart)
    tell_apart(one=one, other=other, by=world.users["officer"], at=timezone.now())
    twice(world, "Wahyudi", "Wahyudi")
    page.goto(LIST)
    page.locator("details summary").click()


def _compare_with(page: Page, world: World) -> None:
    one, _other = twice(world, "Mustofa Kamal", "Mustafa Kamal")
    page.goto(f"/warga-binaan/{one.participant_id}/banding/?cari=an")


def _compare(page: Page, world: World) -> None:
    page.goto(pages(*twice(world, "Rohmat Hidayat", "Rahmat Hidayat")))


def _nothing_chosen(page: Page, world: World) -> None:
    page.goto(pages(*twice(world, "Jumadi Asmara", "Djumadi Asmoro")))
    with page.expect_navigation():
        page.locator(".merge-form .btn-primary").click()


def _changed_meanwhile(page: Page, world: World) -> None:
    one, other = twice(world, "Solikin Arif", "Sholikin Arif")
    page.goto(pages(one, other))
    for question in page.locator(".merge-form .choose").all():
        question.locator("input").first.check()
    Participant.objects.filter(pk=one.participant_id).update(skills="Las")
    with page.expect_navigation():
        page.locator(".merge-form .btn-primary").click()


def _not_yet(page: Page, world: World) -> None:
    one, other = twice(world, "Anshori", "Ansori")
    people = [stay.participant for stay in (one, other)]
    tell_apart(one=people[0], other=people[1], by=world.users["officer"], at=timezone.now())
    page.goto(pages(one, other))


def _twin(page: Page, world: World) -> None:
    one, _other = twice(world, "Fathurrohman", "Fatkhurrohman")
    page.goto(f"/warga-binaan/{one.participant_id}/")


def _merged(page: Page, world: World) -> Custody:
    one, other = twice(world, "Zainul Arifin", "Jainul Arifin")
    done = merge(one.participant, other.participant, by=world.users["officer"])
    page.goto(f"/warga-binaan/{done.kept_id}/")
    return one


def _merging(page: Page, world: World) -> None:
    _merged(page, world)
    page.locator("#h-merges ~ ul a").click()


def _merging_anew(page: Page, world: World) -> None:
    """What was merged, to be undone by an administrator."""
    one, other = twice(world, "Abdul Wahab", "Abdul Wahap")
    done = merge(one.participant, other.participant, by=world.users["officer"])
    page.goto(f"/warga-binaan/gabungan/{done.pk}/")


def _built_on(page: Page, world: World) -> None:
    one, other = twice(world, "Khoirul Anam", "Choirul Anam")
    done = merge(one.participant, other.participant, by=world.users["officer"])
    happen(one, "ASSIMILATION", on=world.today, by=world.users["officer"])
    page.goto(f"/warga-binaan/gabungan/{done.pk}/")


MERGING = (
    Screen("duplicates-none", "duplicates", _no_pairs),
    Screen("duplicates", "duplicates", _pairs),
    Screen("compare-with", "compare_with", _compare_with),
    Screen("compare", "compare", _compare),
    Screen("compare-error", "compare", _nothing_chosen, status=409),
    Screen("compare-meanwhile", "compare", _changed_meanwhile, status=409),
    Screen("compare-not", "compare", _not_yet),
    Screen("person-twice", "person", _twin),
    Screen("person-merged", "person", _merged),
    Screen("merging", "merging", _merging),
)
MERGING_OF_ALL = (
    Screen("duplicates", "duplicates", _pairs),
    Screen("merging", "merging", _merging_anew),
    Screen("merging-built-on", "merging", _built_on),
)
