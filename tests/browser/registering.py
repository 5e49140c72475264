"""What leads to the screens on which people are found, registered and corrected."""

from datetime import timedelta

from playwright.sync_api import Page

from participants.actions import participant as actions
from participants.models import Custody
from participants.rules.facts import fingerprint
from tests.browser.world import World
from tests.factories.jombang_umkm import FacilityFactory
from tests.factories.participants import (
    CustodyFactory,
    DetaineeCustodyFactory,
    ParticipantFactory,
    ReleasedCustodyFactory,
    happen,
    make_stays,
    send,
)

REGISTER = "/warga-binaan/daftar/"
# Of a kecamatan that does not exist: it can be nobody's.
NIK = "3517990407890007"


def address_of(stay: Custody, part: str = "") -> str:
    return f"/warga-binaan/{stay.participant_id}/{part}"


def send_form(page: Page) -> None:
    """Send the form of the page with the button that stands last in it."""
    with page.expect_navigation():
        page.locator("main form [type=submit].btn-primary").last.click()


def fill_in(page: Page, name: str = "Supri", **fields: str) -> None:
    """Fill in what the page for registering must have, and those fields."""
    typed = {"full_name": name, "registration_no": "B.I 500/2026", "entry_date": "20-11-2026"}
    for field, text in {**typed, **fields}.items():
        page.locator(f"#id_{field}").fill(text)
    page.locator("[name=sex][value=L]").check()
    page.locator("[name=status][value=CONVICT]").check()


def _ways_out(world: World) -> None:
    """Let people be gone in several ways, once a world."""
    if Custody.objects.filter(participant__full_name="Karnoto").exists():
        return
    here, today = world.program.facility, world.today
    entry, out = today - timedelta(days=500), today - timedelta(days=12)
    person = ParticipantFactory(
        full_name="Karnoto", parent_name="Madi", birth_date=None, aliases=["Cak No", "Gendut"]
    )
    ReleasedCustodyFactory(participant=person, facility=here, entry_date=entry, left_on=out)
    happen(
        CustodyFactory(
            participant__full_name="Mochammad Rizky Ardiansyah Putra Pratama",
            facility=here,
            entry_date=entry,
            expiry_date=today + timedelta(days=90),
        ),
        Custody.Status.PAROLE,
        on=out,
    )
    DetaineeCustodyFactory(participant__full_name="Joko Santoso", facility=here)
    coming = CustodyFactory(participant__full_name="Wahyu Setiawan", facility=FacilityFactory())
    send(coming, here, on=today)


def people(page: Page, world: World) -> None:
    """Those held here, while somebody is on the way."""
    _ways_out(world)
    page.goto("/warga-binaan/")


def people_gone(page: Page, world: World) -> None:
    _ways_out(world)
    page.goto("/warga-binaan/?siapa=pernah")


def people_many(page: Page, world: World) -> None:
    """The second of several pages."""
    entry = world.today - timedelta(days=30)
    make_stays(60, facility=world.program.facility, entry_date=entry)
    page.goto("/warga-binaan/?siapa=semua")
    with page.expect_navigation():
        page.locator(".pager__next").click()


def people_found(page: Page, world: World) -> None:
    page.goto("/warga-binaan/?cari=moh&siapa=semua")


def people_not_found(page: Page, world: World) -> None:
    page.goto("/warga-binaan/?cari=tidak-ada")


def people_nearly(page: Page, world: World) -> None:
    """Somebody's name typed with a slip."""
    page.goto("/warga-binaan/?cari=gunwan")


def people_filtered(page: Page, world: World) -> None:
    """Filters that the script has put into the address."""
    page.goto("/warga-binaan/")
    page.locator(".filters summary").click()
    page.locator("#cari_tanpa_nik").check()
    with page.expect_response("**/warga-binaan/?*"):
        page.locator("#cari_urut").select_option("ekspirasi")
    page.locator("[data-list]:not([aria-busy])").wait_for()


def people_filtered_away(page: Page, world: World) -> None:
    page.goto("/warga-binaan/?cari=supri&jenis=TAHANAN")


def upcoming(page: Page, world: World) -> None:
    """Days given, estimated, and today's."""
    here, today = world.program.facility, world.today
    for name, ahead, half in (("Sugiyono", 0, None), ("Wiyono", 200, 40), ("Tukiman", 70, None)):
        CustodyFactory(
            participant__full_name=name,
            facility=here,
            entry_date=today - timedelta(days=160),
            expiry_date=today + timedelta(days=ahead),
            half_date=half and today + timedelta(days=half),
        )
    page.goto("/warga-binaan/akan-datang/?hari=90")


def upcoming_none(page: Page, world: World) -> None:
    page.goto("/warga-binaan/akan-datang/?apa=setengah")


def people_no_nik(page: Page, world: World) -> None:
    page.goto("/warga-binaan/")
    page.locator("#find_nik").fill(NIK)
    with page.expect_navigation():
        page.locator("#find_nik").press("Enter")


def register_error(page: Page, world: World) -> None:
    page.goto(REGISTER)
    page.locator("#id_birth_date").fill("25-13-1990")
    page.locator("#id_nik").fill("1234")
    send_form(page)


def register_doubtful(page: Page, world: World) -> None:
    """Somebody was here before, and the NIK names no region that is known."""
    _ways_out(world)
    page.goto(REGISTER)
    fill_in(page, "KARNOTO", nik=NIK)
    send_form(page)


def readmit(page: Page, world: World) -> None:
    """Come from the page for registering, with what was typed there."""
    register_doubtful(page, world)
    with page.expect_navigation():
        page.locator("[name=bawa]").click()


def person_change(page: Page, world: World) -> None:
    page.goto(address_of(world.stay_of("Supri"), "ubah/"))


def person_change_clash(page: Page, world: World) -> None:
    person_change(page, world)
    person = world.stay_of("Supri").participant
    facts = {"birth_place": "Kediri", "aliases": ["Pendek", "Cak Pri"]}
    actions.change(
        participant=person,
        facts=facts,
        base=fingerprint(person, facts),
        by=world.users["colleague"],
    )
    page.locator("#id_birth_place").fill("Nganjuk")
    page.locator("#id_aliases").fill("Pendek")
    send_form(page)


def nik(page: Page, world: World) -> None:
    page.goto(address_of(world.stay_of("Achmad Sholikin"), "nik/"))


def nik_none(page: Page, world: World) -> None:
    page.goto(address_of(world.stay_of("Supri"), "nik/"))


def nik_shown(page: Page, world: World) -> None:
    nik(page, world)
    with page.expect_navigation():
        page.locator("[name=tampilkan]").click()


def nik_doubtful(page: Page, world: World) -> None:
    nik(page, world)
    page.locator("[name=nik_status][value=BELUM_ADA]").check()
    send_form(page)
