"""An officer who has only a keyboard."""

import re

from playwright.sync_api import Locator, Page, expect

from jombang_umkm.models import User
from participants.models import Custody
from programs.models import Session
from programs.rules.attendance import Entry
from tests.browser.conftest import OpenWindow
from tests.browser.keyboard import Keyboard
from tests.browser.sheet import Sheet, recorded, url_of
from tests.factories.jombang_umkm import PASSWORD, StaffFactory
from tests.factories.programs import record

KEYS = {
    "h": "HADIR",
    "t": "TERLAMBAT",
    "i": "IZIN",
    "s": "SAKIT",
    "a": "ALPA",
    "k": "TIDAK_DIKELUARKAN",
}
# Capitals too: Caps Lock may be on.
TWENTY = "hhhhtiHsakHhhTtsakhh"
NOTE = "hadir terlambat, izin ke klinik"


def _sign_in(keys: Keyboard, user: User) -> None:
    keys.expect_on("#id_username")
    keys.type(user.username)
    keys.tab_to("#id_password", within=1)
    keys.type(PASSWORD)
    keys.press_and_go("Enter")


def _mark(stay: Custody, mark: str = "HADIR") -> str:
    return f'[data-row="{stay.pk}"] .marks [value="{mark}"]'


def _open_first_row(page: Page, session: Session, first: Custody) -> tuple[Keyboard, Sheet]:
    sheet = Sheet.open(page, session)
    keys = Keyboard(page)
    keys.tab_to(_mark(first))
    return keys, sheet


def test_records_twenty_people_and_the_office_sees_it(
    open_window: OpenWindow, session: Session, officer: User, stays: list[Custody]
) -> None:
    page = open_window()
    keys, sheet = Keyboard(page), Sheet(page)
    page.goto("/")
    _sign_in(keys, officer)
    keys.tab_to(f'a[href="{url_of(session)}"]', within=20)
    keys.press_and_go("Enter")

    keys.tab_to(_mark(stays[0]))
    for key, next_stay in zip(TWENTY, [*stays[1:], stays[-1]], strict=True):
        keys.press(key)
        keys.expect_on(f'[data-row="{next_stay.pk}"] .marks input:focus')
    sheet.expect_counts(13, 7, 0)
    keys.press(*["ArrowUp"] * 6)
    late = stays[13]
    keys.expect_on(_mark(late, "TERLAMBAT"))
    keys.tab_to(f'[name="t-{late.pk}"]', within=1)
    keys.type("15")
    keys.tab_to(f'[name="n-{late.pk}"]', within=1)
    keys.type(NOTE)
    sheet.expect_counts(13, 7, 0)
    keys.press_and_go("Enter")

    expect(sheet.unsaved).to_have_count(0)
    expected = {stay.pk: Entry(KEYS[key.lower()]) for stay, key in zip(stays, TWENTY, strict=True)}
    expected[late.pk] = Entry("TERLAMBAT", 15, NOTE)
    assert recorded(session) == expected
    _office_sees(open_window(), session, late)


def _office_sees(page: Page, session: Session, late: Custody) -> None:
    """The sheet to read, the mark in the matrix, and the rates of course and programme."""
    staff = StaffFactory(office=session.program.office)
    page.goto(url_of(session))
    _sign_in(Keyboard(page), staff)
    expect(page.locator("[data-sheet]")).to_have_count(0)
    row = page.locator(f"#baris-{late.pk}")
    expect(row.locator(".tag--terlambat")).to_be_visible()
    expect(row).to_contain_text("15")
    expect(row).to_contain_text(NOTE)

    course = session.courses.get()
    page.goto(f"/kelas/{course.pk}/")
    expect(page.locator(".matrix .code--h")).to_have_count(10)
    expect(page.locator(".matrix .code--t")).to_have_count(3)
    _expect_rate(page.locator(".facts"), 13, 20, 65)
    page.goto(f"/pelatihan/{session.program_id}/")
    _expect_rate(page.locator(f'tr:has(a[href="/kelas/{course.pk}/"])'), 13, 20, 65)


def _expect_rate(where: Locator, present: int, base: int, percent: int) -> None:
    expect(where).to_contain_text(re.compile(rf"\b{present}\D+{base}\b.*\b{percent}\s%"))


def test_the_focus_goes_through_the_page_in_reading_order(
    open_window: OpenWindow, session: Session, officer: User, stays: list[Custody]
) -> None:
    page = open_window(user=officer)
    keys, sheet = _open_first_row(page, session, stays[0])
    keys.press("h")  # the first row has a note from now on
    keys.press("ArrowUp")
    passed = keys.tab_to("[data-save]", within=30)
    marks = [f"n-{stays[0].pk}", *(f"m-{stay.pk}" for stay in stays[1:])]
    # The signed paper comes after the list.
    assert passed == [*marks, "id_pindaian", "lampirkan"]
    keys.tab_to("[data-mark-rest]", within=1)
    keys.press("Enter")
    sheet.expect_counts(20, 0, 0)


def test_arrows_up_and_down_change_the_person_left_and_right_the_mark(
    open_window: OpenWindow, session: Session, officer: User, stays: list[Custody]
) -> None:
    keys, sheet = _open_first_row(open_window(user=officer), session, stays[0])
    first, second, *_others = stays
    keys.press("ArrowUp")
    keys.expect_on(_mark(first))
    keys.press(*["ArrowDown"] * 30, *["ArrowUp"] * 25)
    sheet.expect_counts(0, 0, 20)
    keys.expect_on(_mark(first))

    keys.press("ArrowRight")
    sheet.expect_marked(first, "TERLAMBAT")
    keys.press("ArrowRight")
    sheet.expect_marked(first, "IZIN")
    keys.press("ArrowLeft")
    sheet.expect_marked(first, "TERLAMBAT")
    keys.press("ArrowDown", "a", "ArrowUp", "ArrowUp", "ArrowDown")
    sheet.expect_marked(first, "TERLAMBAT")
    sheet.expect_marked(second, "ALPA")
    keys.expect_on(_mark(second, "ALPA"))
    sheet.expect_counts(1, 1, 18)


def test_the_focus_is_in_sight_on_every_row(
    open_window: OpenWindow, session: Session, officer: User, stays: list[Custody]
) -> None:
    keys, _sheet = _open_first_row(open_window(user=officer), session, stays[0])
    for stay in stays[1:]:
        keys.press("ArrowDown")
        keys.expect_on(_mark(stay))
    for stay in reversed(stays[:-1]):
        keys.press("ArrowUp")
        keys.expect_on(_mark(stay))


def test_letters_typed_in_a_note_mark_nobody(
    open_window: OpenWindow, session: Session, officer: User, stays: list[Custody]
) -> None:
    keys, sheet = _open_first_row(open_window(user=officer), session, stays[0])
    keys.press("s", "ArrowUp")
    keys.tab_to(f'[name="n-{stays[0].pk}"]', within=1)
    keys.type("hitsak HITSAK")
    keys.press("Backspace", "Delete")
    expect(sheet.note(stays[0])).to_have_value("hitsak HITSA")
    sheet.expect_marked(stays[0], "SAKIT")
    sheet.expect_counts(0, 1, 19)
    keys.press("ArrowDown")
    keys.expect_on(_mark(stays[1]))


def test_letters_with_control_or_alt_belong_to_the_browser(
    open_window: OpenWindow, session: Session, officer: User, stays: list[Custody]
) -> None:
    keys, sheet = _open_first_row(open_window(user=officer), session, stays[0])
    keys.press("Control+a", "Alt+s", "Control+i")
    sheet.expect_counts(0, 0, 20)


def test_delete_puts_a_row_back_as_it_was_recorded(
    open_window: OpenWindow, session: Session, officer: User, stays: list[Custody]
) -> None:
    record(session, {stays[0]: Entry("TERLAMBAT", 10, "apel")}, by=officer)
    page = open_window(user=officer)
    sheet = Sheet.open(page, session)
    keys = Keyboard(page)
    keys.tab_to(_mark(stays[0], "TERLAMBAT"), within=20)
    keys.press("a", "ArrowUp")
    expect(sheet.unsaved).to_have_count(1)
    keys.press("Delete")
    sheet.expect_marked(stays[0], "TERLAMBAT")
    expect(sheet.minutes(stays[0])).to_have_value("10")
    expect(sheet.note(stays[0])).to_have_value("apel")
    expect(sheet.unsaved).to_have_count(0)
    keys.expect_on(_mark(stays[0], "TERLAMBAT"))


def test_enter_on_a_mark_saves(
    open_window: OpenWindow, session: Session, officer: User, stays: list[Custody]
) -> None:
    keys, _sheet = _open_first_row(open_window(user=officer), session, stays[0])
    keys.press("k")
    keys.press_and_go("Enter")
    assert recorded(session) == {stays[0].pk: Entry("TIDAK_DIKELUARKAN")}
