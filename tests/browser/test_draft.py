"""Marks not yet saved, kept in the browser for the day the power fails."""

import json
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from jombang_umkm.models import User
from participants.models import Custody
from programs.models import Session
from programs.rules.attendance import Entry
from tests.browser.conftest import OpenWindow
from tests.browser.sheet import Sheet, recorded, url_of
from tests.factories.jombang_umkm import PASSWORD, OfficerFactory
from tests.factories.programs import record

NOTE = "keluarga datang"


@pytest.fixture
def sheet(open_window: OpenWindow, session: Session, officer: User, stays: list[Custody]) -> Sheet:
    """A sheet on which two marks were set, one with a note, and nothing saved."""
    sheet = Sheet.open(open_window(user=officer), session)
    sheet.set(stays[0], "HADIR")
    sheet.set(stays[1], "TERLAMBAT")
    sheet.note(stays[1]).fill(NOTE)
    return sheet


def _kept(page: Page) -> dict[str, Any]:
    """Return all that the browser keeps."""
    return page.evaluate("({ ...localStorage })")


def _reopen_after_power_cut(sheet: Sheet, session: Session) -> Sheet:
    context = sheet.page.context
    sheet.page.close(run_before_unload=False)
    return _open(context, session)


def _open(context: BrowserContext, session: Session) -> Sheet:
    return Sheet.open(context.new_page(), session)


def _change_officer(page: Page, user: User) -> None:
    """Sign out by "Ganti petugas", and in again as somebody."""
    with page.expect_navigation():
        page.locator("[data-sign-out] button").click()
    page.locator("#id_username").fill(user.username)
    page.locator("#id_password").fill(PASSWORD)
    with page.expect_navigation():
        page.locator("#id_password").press("Enter")


def test_it_is_offered_used_and_saved(sheet: Sheet, session: Session, stays: list[Custody]) -> None:
    sheet = _reopen_after_power_cut(sheet, session)
    expect(sheet.draft).to_be_visible()
    expect(sheet.draft).to_contain_text("2")
    sheet.expect_counts(0, 0, 20)
    sheet.page.locator("[data-draft-use]").click()
    expect(sheet.draft).to_be_hidden()
    expect(sheet.mark(stays[0], "HADIR")).to_be_focused()
    sheet.expect_counts(2, 0, 18)
    expect(sheet.unsaved).to_have_count(2)
    sheet.save()
    assert recorded(session) == {stays[0].pk: Entry("HADIR"), stays[1].pk: Entry("TERLAMBAT")}
    assert _kept(sheet.page) == {}


def test_a_second_power_cut_before_it_is_answered_loses_nothing(
    sheet: Sheet, session: Session
) -> None:
    sheet = _reopen_after_power_cut(sheet, session)
    expect(sheet.draft).to_be_visible()
    sheet = _reopen_after_power_cut(sheet, session)
    expect(sheet.draft).to_be_visible()


def test_it_can_be_thrown_away(sheet: Sheet, session: Session) -> None:
    sheet = _reopen_after_power_cut(sheet, session)
    sheet.page.locator("[data-draft-drop]").click()
    expect(sheet.draft).to_be_hidden()
    assert _kept(sheet.page) == {}
    sheet.page.reload()
    expect(sheet.draft).to_be_hidden()


def test_it_keeps_numbers_and_marks_and_nothing_else(
    sheet: Sheet, session: Session, officer: User, stays: list[Custody]
) -> None:
    (name, text), *others = _kept(sheet.page).items()
    assert not others
    assert name == f"draft:{officer.pk}:{session.pk}"
    kept = json.loads(text)
    assert kept.keys() == {"at", "marks"}
    assert kept["marks"] == {
        str(stays[0].pk): ["HADIR", "0"],
        str(stays[1].pk): ["TERLAMBAT", "0"],
    }


def test_saving_drops_it(sheet: Sheet) -> None:
    sheet.save()
    assert _kept(sheet.page) == {}


def test_taking_all_back_drops_it(sheet: Sheet, stays: list[Custody]) -> None:
    for stay in stays[:2]:
        sheet.mark(stay, "HADIR").press("Delete")
    assert _kept(sheet.page) == {}


def test_signing_out_drops_it_and_the_next_officer_sees_nothing_of_it(
    sheet: Sheet, session: Session
) -> None:
    colleague = OfficerFactory(facility=session.program.facility)
    sheet.page.on("dialog", lambda dialog: dialog.accept())
    _change_officer(sheet.page, colleague)
    assert _kept(sheet.page) == {}
    expect(Sheet.open(sheet.page, session).draft).to_be_hidden()


def test_another_officer_on_the_same_machine_is_not_offered_it(
    sheet: Sheet, session: Session
) -> None:
    context = sheet.page.context
    sheet.page.close(run_before_unload=False)
    context.clear_cookies()
    page = context.new_page()
    page.goto(url_of(session))
    colleague = OfficerFactory(facility=session.program.facility)
    page.locator("#id_username").fill(colleague.username)
    page.locator("#id_password").fill(PASSWORD)
    with page.expect_navigation():
        page.locator("#id_password").press("Enter")
    sheet = Sheet(page)
    sheet.expect_counts(0, 0, 20)
    expect(sheet.draft).to_be_hidden()


def test_it_leaves_out_who_was_recorded_since_and_says_so(
    sheet: Sheet, session: Session, stays: list[Custody]
) -> None:
    record(session, {stays[0]: "ALPA"})
    sheet = _reopen_after_power_cut(sheet, session)
    newer = sheet.draft.get_attribute("data-newer")
    assert newer
    expect(sheet.draft).to_contain_text(newer.replace("{count}", "1"))
    sheet.page.locator("[data-draft-use]").click()
    sheet.expect_marked(stays[0], "ALPA")
    sheet.expect_counts(1, 1, 18)
    sheet.save()
    assert recorded(session)[stays[0].pk] == Entry("ALPA")


def test_recorded_by_others_throughout_it_is_gone(
    sheet: Sheet, session: Session, stays: list[Custody]
) -> None:
    record(session, dict.fromkeys(stays, "IZIN"))
    sheet = _reopen_after_power_cut(sheet, session)
    expect(sheet.draft).to_be_hidden()
    assert _kept(sheet.page) == {}


def test_it_outlives_a_save_that_was_refused(
    sheet: Sheet, session: Session, stays: list[Custody]
) -> None:
    sheet.minutes(stays[1]).fill("abc")
    sheet.save()
    assert recorded(session) == {}
    sheet = _reopen_after_power_cut(sheet, session)
    expect(sheet.draft).to_be_visible()
    expect(sheet.draft).to_contain_text("2")
