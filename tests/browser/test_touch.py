"""An officer with a phone."""

import pytest
from playwright.sync_api import Page, expect

from jombang_umkm.models import User
from participants.models import Custody
from programs.models import Session
from programs.rules.attendance import Entry
from tests.browser.conftest import OpenWindow
from tests.browser.sheet import Sheet, recorded, url_of
from tests.browser.window import NARROWEST, PHONE, inside, overflow
from tests.factories.jombang_umkm import PASSWORD

# A finger needs this many CSS pixels each way.
TARGET = 44

# What is operated but too small; links within a line of text are read more than tapped.
SMALL_TARGETS = """
(least) => [...document.querySelectorAll("input:not([type=hidden]), button, .btn, .chips a")]
  .map((element) => [element, (element.closest(".form-check, .choice") ?? element)])
  .filter(([element]) => element.checkVisibility({ visibilityProperty: true }))
  .map(([element, target]) => [element.outerHTML.slice(0, 90), target.getBoundingClientRect()])
  .filter(([, box]) => box.width < least - 0.5 || box.height < least - 0.5)
  .map(([what, box]) => `${what}: ${box.width} × ${box.height}`)
"""

# Where the rows stand on the page, however far it is scrolled.
PLACES = """
() => [...document.querySelectorAll("[data-row]")]
  .map((row) => row.getBoundingClientRect().top + scrollY)
"""


def _sign_in_by_finger(page: Page, user: User) -> None:
    page.locator("#id_username").tap()
    page.keyboard.type(user.username)
    page.locator("#id_password").tap()
    page.keyboard.type(PASSWORD)
    with page.expect_navigation():
        page.locator("main button[type=submit]").tap()


def test_records_twenty_people_with_one_tap_each(
    open_window: OpenWindow, session: Session, officer: User, stays: list[Custody]
) -> None:
    page = open_window(PHONE)
    page.goto("/")
    _sign_in_by_finger(page, officer)
    with page.expect_navigation():
        page.locator(f'a[href="{url_of(session)}"]').tap()
    sheet = Sheet(page)
    absent = dict(zip(stays[3:8], ("IZIN", "SAKIT", "ALPA", "TIDAK_DIKELUARKAN"), strict=False))
    for number, (stay, mark) in enumerate(absent.items(), start=1):
        sheet.mark(stay, mark).tap()
        sheet.expect_counts(0, number, 20 - number)
        assert inside(page, ".save-bar")
    sheet.mark_rest_button.tap()
    sheet.expect_counts(16, 4, 0)
    with page.expect_navigation():
        sheet.save_button.tap()
    assert recorded(session) == {stay.pk: Entry(absent.get(stay, "HADIR")) for stay in stays}


def test_a_tap_marks_one_person_and_moves_no_other_row(
    open_window: OpenWindow, session: Session, officer: User, stays: list[Custody]
) -> None:
    sheet = Sheet.open(open_window(PHONE, user=officer), session)
    before = sheet.page.evaluate(PLACES)
    sheet.mark(stays[1], "HADIR").tap()
    sheet.expect_counts(1, 0, 19)
    assert sheet.page.evaluate(PLACES) == before


@pytest.mark.parametrize("width", [PHONE.width, NARROWEST])
def test_every_target_on_the_sheet_is_large_enough(
    open_window: OpenWindow, session: Session, officer: User, stays: list[Custody], width: int
) -> None:
    sheet = Sheet.open(open_window(PHONE, user=officer), session)
    sheet.page.set_viewport_size({"width": width, "height": PHONE.height})
    sheet.mark_rest_button.tap()
    for stay, mark in zip(stays, ("TERLAMBAT", "IZIN", "SAKIT"), strict=False):
        sheet.mark(stay, mark).tap()
    assert sheet.page.evaluate(SMALL_TARGETS, TARGET) == []
    assert overflow(sheet.page) <= 0


def test_the_save_bar_is_in_reach_wherever_one_scrolls(
    open_window: OpenWindow, session: Session, officer: User
) -> None:
    page = Sheet.open(open_window(PHONE, user=officer), session).page
    height = page.evaluate("document.documentElement.scrollHeight")
    for top in range(0, height, height // 8):
        page.evaluate("(top) => scrollTo(0, top)", top)
        assert inside(page, "[data-save]")
        assert inside(page, "[data-mark-rest]")
        assert inside(page, "[data-counter]")


def test_the_mark_taken_away_by_a_finger(
    open_window: OpenWindow, session: Session, officer: User, stays: list[Custody]
) -> None:
    sheet = Sheet.open(open_window(PHONE, user=officer), session)
    sheet.mark(stays[0], "ALPA").tap()
    sheet.mark(stays[0], "KOSONG").tap()
    sheet.expect_counts(0, 0, 20)
    expect(sheet.unsaved).to_have_count(0)
