"""Signed out while marking: the marks come along through the sign-in."""

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
from tests.factories.jombang_umkm import PASSWORD, OfficerFactory
from tests.factories.programs import record

NOTE = "keluarga datang"


@pytest.fixture
def sheet(
    open_window: OpenWindow,
    session: Session,
    officer: User,
    stays: list[Custody],
    clock: time_machine.Traveller,
) -> Sheet:
    """A sheet with two marks that were posted after the idle time: it asks who is there."""
    sheet = Sheet.open(open_window(user=officer), session)
    sheet.set(stays[0], "HADIR")
    sheet.set(stays[1], "TERLAMBAT")
    sheet.minutes(stays[1]).fill("15")
    sheet.note(stays[1]).fill(NOTE)
    clock.shift(timedelta(minutes=31))
    sheet.save()
    expect(sheet.page.locator("#id_password")).to_be_visible()
    assert recorded(session) == {}
    return sheet


def _sign_in(page: Page, user: User, password: str = PASSWORD) -> None:
    page.locator("#id_username").fill(user.username)
    page.locator("#id_password").fill(password)
    with page.expect_navigation():
        page.locator("#id_password").press("Enter")


def _expect_carried(sheet: Sheet, stays: list[Custody]) -> None:
    """The marks are shown, and not saved."""
    sheet.expect_marked(stays[0], "HADIR")
    sheet.expect_marked(stays[1], "TERLAMBAT")
    expect(sheet.minutes(stays[1])).to_have_value("15")
    expect(sheet.note(stays[1])).to_have_value(NOTE)
    expect(sheet.unsaved).to_have_count(2)
    sheet.expect_counts(2, 0, 18)
    assert SheetSave.objects.count() == 0


def _expect_all_saved(session: Session, stays: list[Custody], by: User) -> None:
    assert recorded(session) == {
        stays[0].pk: Entry("HADIR"),
        stays[1].pk: Entry("TERLAMBAT", 15, NOTE),
    }
    assert SheetSave.objects.get().saved_by == by


def test_the_same_officer_checks_the_marks_and_saves_them(
    sheet: Sheet, session: Session, officer: User, stays: list[Custody]
) -> None:
    _sign_in(sheet.page, officer)
    _expect_carried(sheet, stays)
    sheet.save()
    _expect_all_saved(session, stays, officer)
    expect(sheet.unsaved).to_have_count(0)


def test_a_wrong_password_first_keeps_them(
    sheet: Sheet, session: Session, officer: User, stays: list[Custody]
) -> None:
    _sign_in(sheet.page, officer, "salah-sandi-ini")
    expect(sheet.page.get_by_role("alert")).to_be_visible()
    _sign_in(sheet.page, officer)
    _expect_carried(sheet, stays)
    sheet.save()
    _expect_all_saved(session, stays, officer)


def test_a_colleague_must_confirm_before_they_are_saved_under_their_name(
    sheet: Sheet, session: Session, officer: User, stays: list[Custody]
) -> None:
    colleague = OfficerFactory(facility=session.program.facility, full_name="Wulan Sari")
    _sign_in(sheet.page, colleague)
    _expect_carried(sheet, stays)
    expect(sheet.page.get_by_role("alert")).to_contain_text(officer.full_name)
    sheet.save()
    _expect_carried(sheet, stays)
    sheet.page.locator("#id_confirm_by").check()
    sheet.save()
    _expect_all_saved(session, stays, colleague)


def test_an_officer_of_another_prison_finds_nothing_and_saves_nothing(
    sheet: Sheet, session: Session, stays: list[Custody]
) -> None:
    stranger = OfficerFactory()
    _sign_in(sheet.page, stranger)
    expect(sheet.page.get_by_text(stays[0].participant.full_name, exact=True)).to_have_count(0)
    expect(sheet.page.get_by_text(NOTE)).to_have_count(0)
    assert sheet.page.request.get(url_of(session)).status == 404
    assert recorded(session) == {}


def test_marks_changed_meanwhile_come_as_conflicts(
    sheet: Sheet, session: Session, officer: User, stays: list[Custody]
) -> None:
    record(session, {stays[0]: "ALPA"})
    _sign_in(sheet.page, officer)
    sheet.expect_conflict(stays[0])
    sheet.expect_marked(stays[1], "TERLAMBAT")
    sheet.save()
    sheet.expect_conflict(stays[0])
    assert recorded(session) == {
        stays[0].pk: Entry("ALPA"),
        stays[1].pk: Entry("TERLAMBAT", 15, NOTE),
    }
    sheet.choice(stays[0], "MINE").check()
    sheet.save()
    assert recorded(session)[stays[0].pk] == Entry("HADIR")


def test_a_question_asked_before_stays_one(
    sheet: Sheet,
    session: Session,
    officer: User,
    stays: list[Custody],
    clock: time_machine.Traveller,
) -> None:
    record(session, {stays[0]: "ALPA"})
    _sign_in(sheet.page, officer)
    sheet.save()
    sheet.expect_conflict(stays[0])
    clock.shift(timedelta(minutes=31))
    sheet.save()
    _sign_in(sheet.page, officer)
    sheet.expect_conflict(stays[0])
    assert recorded(session)[stays[0].pk] == Entry("ALPA")


def test_who_only_opens_it_signed_out_is_led_back_to_it(
    open_window: OpenWindow, session: Session, officer: User
) -> None:
    page = open_window()
    page.goto(url_of(session))
    _sign_in(page, officer)
    page.wait_for_url(f"**{url_of(session)}")
    expect(page.locator("[data-sheet]")).to_be_visible()


def test_signed_in_anew_in_another_tab_meanwhile_keeps_the_marks(
    open_window: OpenWindow, session: Session, officer: User, stays: list[Custody]
) -> None:
    sheet = Sheet.open(open_window(user=officer), session)
    sheet.set(stays[0], "HADIR")
    sheet.set(stays[1], "TERLAMBAT")
    sheet.minutes(stays[1]).fill("15")
    sheet.note(stays[1]).fill(NOTE)
    other_tab = sheet.page.context.new_page()
    other_tab.context.clear_cookies()
    other_tab.goto("/masuk/")
    _sign_in(other_tab, officer)
    sheet.save()
    _expect_carried(sheet, stays)
    sheet.save()
    _expect_all_saved(session, stays, officer)
