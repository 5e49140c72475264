"""Leaving a sheet: with marks that are not saved the browser asks, else it does not."""

import pytest
from playwright.sync_api import Dialog, Page, expect

from jombang_umkm.models import User
from participants.models import Custody
from programs.models import Session
from tests.browser.conftest import OpenWindow
from tests.browser.sheet import Sheet, url_of


class _Question:
    """The question before leaving: counts, and answers as told."""

    def __init__(self, page: Page, *, leave: bool) -> None:
        self.asked: list[str] = []
        self.leave = leave
        page.on("dialog", self._answer)

    def _answer(self, dialog: Dialog) -> None:
        self.asked.append(dialog.type)
        dialog.accept() if self.leave else dialog.dismiss()


@pytest.fixture
def sheet(open_window: OpenWindow, session: Session, officer: User) -> Sheet:
    return Sheet.open(open_window(user=officer), session)


def _leave(page: Page) -> None:
    page.locator('nav a[href="/pelatihan/"]').click()


def test_with_unsaved_marks_it_asks_and_staying_keeps_them(
    sheet: Sheet, session: Session, stays: list[Custody]
) -> None:
    question = _Question(sheet.page, leave=False)
    sheet.set(stays[0], "HADIR")
    _leave(sheet.page)
    sheet.expect_marked(stays[0], "HADIR")
    assert question.asked == ["beforeunload"]
    assert sheet.page.url.endswith(url_of(session))


def test_leaving_all_the_same_leaves(sheet: Sheet, stays: list[Custody]) -> None:
    question = _Question(sheet.page, leave=True)
    sheet.note(stays[0]).evaluate("element => element.closest('[data-row]').scrollIntoView()")
    sheet.set(stays[0], "HADIR")
    _leave(sheet.page)
    sheet.page.wait_for_url("**/pelatihan/")
    assert question.asked == ["beforeunload"]


@pytest.mark.parametrize("then", ["nothing", "back", "saved"])
def test_without_unsaved_marks_it_does_not_ask(
    sheet: Sheet, stays: list[Custody], then: str
) -> None:
    question = _Question(sheet.page, leave=False)
    if then != "nothing":
        sheet.set(stays[0], "HADIR")
    if then == "back":
        sheet.mark(stays[0], "HADIR").press("Delete")
    if then == "saved":
        sheet.save()
        expect(sheet.unsaved).to_have_count(0)
    _leave(sheet.page)
    sheet.page.wait_for_url("**/pelatihan/")
    assert question.asked == []
