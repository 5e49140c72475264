"""A prison's list taken over in a browser, from the file to the corrected rows of a second one."""

import re
from collections.abc import Iterator
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from jombang_umkm.models import User
from participants.models import Custody, Participant, PeopleImport
from tests.browser.conftest import OpenWindow
from tests.browser.importing import LISTS, ListPages, corrected, rows_in
from tests.browser.keyboard import Keyboard
from tests.browser.window import PHONE, WIDTHS, Width, inside
from tests.factories.participants import CustodyFactory, DetaineeCustodyFactory
from tests.factories.programs import SeatFactory
from tests.jobs import do_jobs
from tests.participants.importing import Row, file_of, row

every_width = pytest.mark.parametrize("width", WIDTHS, ids=lambda width: width.name)

ENTRY = date(2026, 2, 14)
DOUBTFUL, NEW, CHANGED, WRONG = "ANWAR", "TUKIJAN", "PONIMAN", "SITI"


@pytest.fixture
def known(officer: User) -> Iterator[dict[str, Custody]]:
    """A detainee who may have got a verdict, and a convict who has moved."""
    here = {"facility": officer.facility, "entry_date": ENTRY}
    detainee = DetaineeCustodyFactory(
        participant__full_name=DOUBTFUL, registration_no="A.III 5/2026", **here
    )
    convict = CustodyFactory(
        participant__full_name=CHANGED, registration_no="B.I 7/2025", block="A", **here
    )
    yield {DOUBTFUL: detainee, CHANGED: convict}


def rows() -> list[Row]:
    return [
        row(NEW, "B.I 912/2026", block="A", cell="3"),
        row(CHANGED, "B.I 7/2025", entry=ENTRY, block="C"),
        row(DOUBTFUL, "B.I 990/2026"),
        row(WRONG, "B.I 913/2026", sex="P", entry="31-02-2026", alias="TI"),
    ]


def choose_who(page: Page, label: str) -> None:
    page.locator(".conflict .choice", has_text=label).click()


@every_width
def test_from_the_file_to_the_second_import(
    open_window: OpenWindow, officer: User, known: dict[str, Custody], width: Width
) -> None:
    page = open_window(width, user=officer)
    pages = ListPages(page)
    page.goto("/warga-binaan/")
    page.locator(f'main a[href="{LISTS}"]').click()

    # What is read, and nothing saved yet.
    pages.read(file_of(*rows()))
    expect(page.locator(".tally [aria-current]")).to_contain_text("1")
    assert not Participant.objects.filter(full_name=NEW).exists()

    # Who is doubtful is chosen; the choice stays when another group is looked at.
    expect(page.locator(".conflict legend")).to_contain_text(DOUBTFUL)
    choose_who(page, "Orang yang sama")
    pages.press('.save-bar [value="keep"]')
    expect(page.locator(".notice--success")).to_be_visible()
    pages.group("berubah")
    expect(page.locator(".changes del").first).to_have_text("A")
    pages.group("ragu")
    expect(page.locator(".conflict [type=radio]:checked")).to_have_count(1)
    expect(page.locator(".save-bar .counter")).to_contain_text(re.compile(r"1\s*dipilih"))

    # All is saved together.
    pages.save()
    expect(page.locator("h1")).to_have_text("Hasil impor")
    assert PeopleImport.objects.get().status == "DONE"
    new = Custody.objects.get(participant__full_name=NEW)
    assert (new.block, new.cell, new.facility) == ("A", "3", officer.facility)
    convict, detainee = (Custody.objects.get(pk=known[who].pk) for who in (CHANGED, DOUBTFUL))
    assert convict.block == "C"
    assert (detainee.status, detainee.registration_no) == ("CONVICT", "B.I 990/2026")

    # What was rejected comes as a file, with why; corrected, it is taken.
    rejected = rows_in(pages.download('main a[href$="ditolak.xlsx"]'))
    assert [line[0] for line in rejected[1:]] == [WRONG]
    assert "Tgl masuk" in str(rejected[1][rejected[0].index("Alasan")])
    pages.read(corrected(rejected, {(WRONG, "Tgl masuk"): "28-02-2026"}), name="perbaiki.xlsx")
    expect(page.locator(".tally [aria-current]")).to_contain_text("baru")
    pages.save()
    expect(page.locator(".facts")).to_contain_text(re.compile(r"Didaftarkan\s*1"))
    expect(page.locator('main a[href$="ditolak.xlsx"]')).to_have_count(0)
    siti = Custody.objects.select_related("participant").get(participant__full_name=WRONG)
    assert (siti.entry_date, siti.participant.aliases) == (date(2026, 2, 28), ["TI"])


def test_by_keyboard_alone(
    open_window: OpenWindow, officer: User, known: dict[str, Custody]
) -> None:
    page = open_window(user=officer)
    keys = Keyboard(page)
    ListPages(page).choose_file(file_of(*rows()))
    page.locator("#id_as_of").focus()
    keys.press_and_go("Enter")
    keys.tab_to(".form-wide .btn-primary", within=30)
    keys.press_and_go("Enter")
    with page.expect_navigation():
        do_jobs()

    # Enter on a choice keeps it: it decides nothing of the others.
    keys.tab_to(".conflict [type=radio] >> nth=0", within=30)
    keys.press("Space")
    keys.press_and_go("Enter")
    expect(page.locator(".notice--success")).to_be_visible()
    expect(page.locator(".conflict [type=radio]:checked")).to_have_count(1)

    # Nor does it on a box: the one taken off stays off, the others stay.
    page.locator('.tally a[href$="kelompok=baru"]').focus()
    keys.press_and_go("Enter")
    keys.tab_to(".take >> nth=0", within=30)
    keys.press("Space")
    keys.press_and_go("Enter")
    expect(page.locator(".take").first).not_to_be_checked()
    keys.tab_to(".take >> nth=0", within=30)
    keys.press("Space")
    keys.tab_to('.save-bar [value="save"]', within=15)
    keys.press_and_go("Enter")
    with page.expect_navigation():
        do_jobs()
    keys.tab_to('main a[href$="ditolak.xlsx"]', within=20)
    with page.expect_download():
        keys.press("Enter")
    assert Participant.objects.filter(full_name=NEW).exists()
    assert Custody.objects.get(pk=known[DOUBTFUL].pk).status == "CONVICT"


@every_width
def test_without_scripts(
    open_window: OpenWindow, officer: User, known: dict[str, Custody], width: Width
) -> None:
    page = open_window(width, user=officer, java_script_enabled=False)
    pages = ListPages(page)
    pages.upload(file_of(*rows()))
    pages.match()
    # The page comes again by itself.
    expect(page.locator("h1")).to_have_text("Sedang dibaca")
    pages.work()
    expect(page.locator(".conflict legend")).to_contain_text(DOUBTFUL)
    choose_who(page, "Jangan disimpan")
    pages.save()
    expect(page.locator("h1")).to_have_text("Hasil impor")
    assert Participant.objects.filter(full_name=NEW).exists()
    assert Custody.objects.get(pk=known[DOUBTFUL].pk).status == "DETAINEE"
    assert [line[0] for line in rows_in(pages.download('main a[href$="ditolak.xlsx"]'))[1:]] == [
        DOUBTFUL,
        WRONG,
    ]


def test_columns_of_another_layout_are_matched_once(open_window: OpenWindow, officer: User) -> None:
    page = open_window(user=officer)
    pages = ListPages(page)
    headings = ("Orangnya", "Induk", "Sejak", "Agama")
    content = file_of((NEW, "B.I 912/2026", "14/02/2026", "rahasia"), headings=headings)
    pages.upload(content)
    page.locator("summary").click()
    page.locator("#id_header").select_option("0")
    pages.press("details .btn")
    assert "rahasia" not in page.content()
    for number, field in enumerate(("full_name", "registration_no", "entry_date")):
        page.locator(f"#id_column-{number}").select_option(field)
    page.locator("[name=sex][value=L]").check()
    pages.match()
    pages.work()
    expect(page.locator("main table tbody tr")).to_contain_text(NEW)
    pages.save()
    assert Custody.objects.get(participant__full_name=NEW).entry_date == ENTRY

    again = file_of(("WARSITO", "B.I 914/2026", "15/02/2026", "rahasia"), headings=headings)
    pages.upload(again)
    expect(page.locator("#id_column-1")).to_have_value("registration_no")


def test_a_list_that_was_left_goes_on_without_the_page(
    open_window: OpenWindow, officer: User
) -> None:
    page = open_window(user=officer)
    pages = ListPages(page)
    pages.upload(file_of(*rows()))
    pages.match()
    page.goto("/hari-ini/")
    do_jobs()
    page.goto(LISTS)
    page.locator("main table a").click()
    expect(page.locator("h1")).to_contain_text("Periksa isi daftar")


def test_the_bar_is_in_reach_and_the_rows_are_large_enough(
    open_window: OpenWindow, officer: User
) -> None:
    page = open_window(PHONE, user=officer)
    many = [row(f"ORANG {number}", f"B.I {900 + number}/2026") for number in range(60)]
    pages = ListPages(page)
    pages.read(file_of(*many))
    assert inside(page, ".save-bar")
    first = page.locator(".take").first
    name = page.locator("tbody th").first
    box, beside = first.bounding_box(), name.bounding_box()
    assert box is not None and beside is not None
    assert box["width"] >= 24 and abs(box["y"] - beside["y"]) < 24
    first.uncheck()
    pages.press(".pager__next")
    expect(page.locator("tbody tr")).to_have_count(10)
    pages.save()
    assert not Participant.objects.filter(full_name="ORANG 0").exists()
    assert Participant.objects.filter(full_name__startswith="ORANG").count() == 59


def test_many_who_are_missing_are_released_at_once(open_window: OpenWindow, officer: User) -> None:
    stays = [
        CustodyFactory(facility=officer.facility, participant__full_name=name, entry_date=ENTRY)
        for name in ("ARIF", "BUDI", "CATUR")
    ]
    seat = SeatFactory(custody=stays[0], course__program__facility=officer.facility)
    page = open_window(user=officer)
    pages = ListPages(page)
    pages.read(file_of(*rows()))
    pages.save()
    pages.press('main a[href$="hilang/"]')
    for name in ("ARIF", "CATUR"):
        page.locator(f'.take[aria-label^="{name}"]').check()
    page.locator("[name=to][value=FULL_RELEASE]").check()
    page.locator("#id_document_no").fill("W15.PAS-77/2026")
    pages.press(".event .form .btn-primary")
    expect(page.locator(".notice--success")).to_contain_text("2")
    states = [Custody.objects.get(pk=stay.pk).status for stay in stays]
    assert states == ["FULL_RELEASE", "CONVICT", "FULL_RELEASE"]
    seat.refresh_from_db()
    assert seat.status == "CUT_BY_RELEASE"
