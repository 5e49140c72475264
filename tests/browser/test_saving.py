"""Saving a part of the sheet, the rest of it later, and taking a saving back."""

from datetime import timedelta

import pytest
import time_machine
from playwright.sync_api import Page, Route, expect

from jombang_umkm.models import User
from participants.models import Custody
from programs.models import Session, SheetSave
from programs.rules.attendance import Entry
from tests.browser.conftest import OpenWindow
from tests.browser.sheet import Sheet, recorded, url_of
from tests.factories.programs import record


@pytest.fixture
def sheet(open_window: OpenWindow, session: Session, officer: User) -> Sheet:
    return Sheet.open(open_window(user=officer), session)


def _state_today(page: Page, session: Session) -> str:
    """Return what "Hari ini" says about the session, in its own words."""
    page.goto("/hari-ini/")
    card = page.locator(f'.session:has(a[href="{url_of(session)}"])')
    return card.locator(".session__state").inner_text()


def test_a_part_is_saved_stays_incomplete_and_is_completed(
    sheet: Sheet, session: Session, stays: list[Custody]
) -> None:
    sheet.expect_counts(0, 0, 20)
    for number, stay in enumerate(stays[:10], start=1):
        sheet.set(stay, "HADIR")
        sheet.expect_counts(number, 0, 20 - number)
    sheet.set(stays[0], "SAKIT")
    sheet.expect_counts(9, 1, 10)
    sheet.save()
    sheet.expect_counts(9, 1, 10)
    assert len(recorded(session)) == 10

    state = _state_today(sheet.page, session)
    assert "10" in state
    assert "20" in state
    expect(sheet.page.locator(".session .tag--warn")).to_be_visible()

    Sheet.open(sheet.page, session)
    sheet.mark_rest_button.click()
    sheet.expect_counts(19, 1, 0)
    expect(sheet.unsaved).to_have_count(10)
    sheet.save()
    expected = {stay.pk: Entry("HADIR") for stay in stays} | {stays[0].pk: Entry("SAKIT")}
    assert recorded(session) == expected
    _state_today(sheet.page, session)
    expect(sheet.page.locator(".session .tag--good")).to_be_visible()


def test_mark_the_rest_touches_no_row_that_has_a_mark(
    sheet: Sheet, session: Session, stays: list[Custody]
) -> None:
    sheet.set(stays[4], "ALPA")
    sheet.mark_rest_button.click()
    sheet.expect_marked(stays[4], "ALPA")
    sheet.expect_counts(19, 1, 0)
    assert recorded(session) == {}


def test_a_mark_is_taken_away_only_on_purpose(
    sheet: Sheet, session: Session, officer: User, stays: list[Custody]
) -> None:
    record(session, {stays[0]: "HADIR", stays[1]: "IZIN"}, by=officer)
    Sheet.open(sheet.page, session)
    sheet.set(stays[0], "KOSONG")
    sheet.expect_counts(0, 1, 19)
    sheet.save()
    sheet.expect_counts(0, 1, 19)
    assert recorded(session) == {stays[0].pk: Entry(), stays[1].pk: Entry("IZIN")}


def test_minutes_and_note_are_saved_and_shown_again(
    sheet: Sheet, session: Session, stays: list[Custody]
) -> None:
    note = 'keluarga | "sakit" <b>'
    sheet.set(stays[0], "TERLAMBAT")
    sheet.minutes(stays[0]).fill("25")
    sheet.note(stays[0]).fill(note)
    expect(sheet.unsaved).to_have_count(1)
    sheet.save()
    assert recorded(session) == {stays[0].pk: Entry("TERLAMBAT", 25, note)}
    expect(sheet.minutes(stays[0])).to_have_value("25")
    expect(sheet.note(stays[0])).to_have_value(note)
    expect(sheet.unsaved).to_have_count(0)


def test_a_wrong_row_names_the_person_and_keeps_all_that_was_typed(
    sheet: Sheet, session: Session, stays: list[Custody]
) -> None:
    sheet.set(stays[0], "HADIR")
    sheet.set(stays[1], "TERLAMBAT")
    sheet.minutes(stays[1]).fill("abc")
    sheet.save()
    assert recorded(session) == {}
    alert = sheet.page.get_by_role("alert")
    expect(alert).to_contain_text(stays[1].participant.full_name)
    expect(alert).to_be_focused()
    sheet.expect_marked(stays[0], "HADIR")
    expect(sheet.minutes(stays[1])).to_have_value("abc")
    alert.get_by_role("link").click()
    expect(sheet.row(stays[1])).to_be_in_viewport()
    sheet.minutes(stays[1]).fill("5")
    sheet.save()
    assert len(recorded(session)) == 2


def test_a_saving_is_taken_back_within_ten_minutes(
    sheet: Sheet, session: Session, officer: User, stays: list[Custody]
) -> None:
    record(session, {stays[0]: "IZIN"}, by=officer)
    Sheet.open(sheet.page, session)
    sheet.set(stays[0], "HADIR")
    sheet.set(stays[1], "HADIR")
    sheet.save()
    with sheet.page.expect_navigation():
        sheet.page.locator('form[action$="/urungkan/"] button').click()
    assert recorded(session) == {stays[0].pk: Entry("IZIN"), stays[1].pk: Entry()}
    sheet.expect_marked(stays[0], "IZIN")
    sheet.expect_counts(0, 1, 19)


def test_after_ten_minutes_it_is_no_longer_offered(
    sheet: Sheet, session: Session, stays: list[Custody], clock: time_machine.Traveller
) -> None:
    sheet.set(stays[0], "HADIR")
    sheet.save()
    undo = sheet.page.locator('form[action$="/urungkan/"]')
    expect(undo).to_have_count(1)
    clock.shift(timedelta(minutes=11))
    sheet.page.reload()
    expect(undo).to_have_count(0)


class _HeldBack:
    """The posts of a sheet, kept from the server until they are let go."""

    def __init__(self, sheet: Sheet, session: Session) -> None:
        self.page = sheet.page
        self.posts: list[Route] = []
        # Playwright's own click on a button would wait for the answer.
        box = sheet.save_button.bounding_box()
        assert box is not None
        self.button = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        self.page.route(f"**{url_of(session)}", self._hold)

    def _hold(self, route: Route) -> None:
        if route.request.method == "POST":
            self.posts.append(route)
        else:
            route.continue_()

    def click(self) -> None:
        self.page.mouse.click(*self.button)

    def wait_for(self, number: int) -> None:
        for _patience in range(300):
            if len(self.posts) >= number:
                return
            self.page.wait_for_timeout(20)
        raise AssertionError(f"{len(self.posts)} posts were sent, not {number}")

    def let_go(self) -> None:
        with self.page.expect_navigation():
            self.posts[-1].continue_()


def test_a_double_click_saves_once(sheet: Sheet, session: Session, stays: list[Custody]) -> None:
    sheet.set(stays[0], "HADIR")
    held = _HeldBack(sheet, session)
    sheet.page.mouse.dblclick(*held.button)
    held.wait_for(1)
    held.click()
    held.let_go()
    assert len(held.posts) == 1
    assert SheetSave.objects.count() == 1


def test_a_saving_that_was_broken_off_can_be_sent_again(
    sheet: Sheet, session: Session, stays: list[Custody]
) -> None:
    sheet.page.clock.install()
    sheet.page.reload()
    sheet.set(stays[0], "HADIR")
    held = _HeldBack(sheet, session)
    held.click()
    held.wait_for(1)
    held.posts[-1].abort("aborted")
    sheet.page.clock.run_for(5000)
    held.click()
    held.wait_for(2)
    held.let_go()
    assert recorded(session) == {stays[0].pk: Entry("HADIR")}
