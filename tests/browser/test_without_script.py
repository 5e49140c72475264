"""A browser that runs no scripts."""

from datetime import timedelta

import pytest
import time_machine
from playwright.sync_api import Page, expect

from jombang_umkm.models import User
from participants.models import Custody
from programs.models import Session, SheetSave
from programs.rules.attendance import Entry
from tests.browser.conftest import OpenWindow
from tests.browser.sheet import Sheet, recorded, url_of
from tests.browser.window import PHONE, WIDE, Width
from tests.factories.jombang_umkm import PASSWORD
from tests.factories.programs import record


@pytest.fixture
def page(open_window: OpenWindow, officer: User) -> Page:
    return open_window(user=officer, java_script_enabled=False)


def _mark_the_rest(sheet: Sheet) -> None:
    with sheet.page.expect_navigation():
        sheet.mark_rest_button.click()


@pytest.mark.parametrize("width", [WIDE, PHONE], ids=lambda width: width.name)
def test_signs_in_marks_and_saves(
    open_window: OpenWindow, session: Session, officer: User, stays: list[Custody], width: Width
) -> None:
    page = open_window(width, java_script_enabled=False)
    page.goto(url_of(session))
    page.locator("#id_username").fill(officer.username)
    page.locator("#id_password").fill(PASSWORD)
    with page.expect_navigation():
        page.locator("main form button[type=submit]").click()
    sheet = Sheet(page)
    sheet.set(stays[0], "TERLAMBAT")
    sheet.minutes(stays[0]).fill("10")
    sheet.note(stays[0]).fill("apel")
    sheet.save()
    assert recorded(session) == {stays[0].pk: Entry("TERLAMBAT", 10, "apel")}
    sheet.expect_counts(1, 0, 19)


def test_mark_the_rest_fills_and_saves_nothing_yet(
    page: Page, session: Session, stays: list[Custody]
) -> None:
    sheet = Sheet.open(page, session)
    sheet.set(stays[0], "ALPA")
    _mark_the_rest(sheet)
    assert recorded(session) == {}
    sheet.expect_marked(stays[0], "ALPA")
    sheet.expect_marked(stays[1], "HADIR")
    sheet.expect_counts(19, 1, 0)
    expect(sheet.unsaved).to_have_count(20)
    sheet.save()
    assert len(recorded(session)) == 20
    expect(sheet.unsaved).to_have_count(0)


def _in_conflict(page: Page, session: Session, stay: Custody) -> Sheet:
    sheet = Sheet.open(page, session)
    sheet.set(stay, "HADIR")
    record(session, {stay: "SAKIT"})
    sheet.save()
    sheet.expect_conflict(stay)
    return sheet


@pytest.mark.parametrize(("choice", "mark"), [("MINE", "HADIR"), ("THEIRS", "SAKIT")])
def test_a_conflict_is_asked_and_answered(
    page: Page, session: Session, stays: list[Custody], choice: str, mark: str
) -> None:
    sheet = _in_conflict(page, session, stays[0])
    sheet.choice(stays[0], choice).check()
    sheet.save()
    assert recorded(session) == {stays[0].pk: Entry(mark)}
    sheet.expect_marked(stays[0], mark)


def test_mark_the_rest_leaves_a_conflict_open(
    page: Page, session: Session, stays: list[Custody]
) -> None:
    sheet = _in_conflict(page, session, stays[0])
    _mark_the_rest(sheet)
    sheet.expect_conflict(stays[0])
    sheet.save()
    sheet.expect_conflict(stays[0])
    assert recorded(session)[stays[0].pk] == Entry("SAKIT")


def test_a_correction_on_a_later_day_asks_for_its_reason(
    page: Page,
    session: Session,
    officer: User,
    stays: list[Custody],
    clock: time_machine.Traveller,
) -> None:
    record(session, {stays[0]: "ALPA"}, by=officer)
    clock.shift(timedelta(minutes=25))
    sheet = Sheet.open(page, session)
    expect(page.locator("#id_reason")).to_have_count(0)
    clock.shift(timedelta(days=1))
    sheet.set(stays[0], "IZIN")
    sheet.save()
    page.locator("#id_username").fill(officer.username)
    page.locator("#id_password").fill(PASSWORD)
    with page.expect_navigation():
        page.locator("main form button[type=submit]").click()
    sheet.save()
    sheet.expect_marked(stays[0], "IZIN")
    page.locator("#id_reason").fill("Surat izin menyusul")
    sheet.save()
    assert recorded(session) == {stays[0].pk: Entry("IZIN")}
    assert SheetSave.objects.latest("pk").reason == "Surat izin menyusul"
