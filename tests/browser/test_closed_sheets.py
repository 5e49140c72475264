"""Sheets that take no marks say why, and offer nothing to press."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from playwright.sync_api import expect

from jombang_umkm.models import User
from participants.models import Custody
from programs.actions import session as session_actions
from programs.models import Session
from tests.browser.conftest import OpenWindow
from tests.browser.sheet import Sheet, recorded
from tests.factories.jombang_umkm import AdministratorFactory, OfficerFactory
from tests.factories.programs import close, make_class, record


def _cancelled() -> Session:
    return session_actions.cancel(
        session=make_class(3), by=AdministratorFactory(), reason="Narasumber sakit"
    )


def _postponed() -> Session:
    return session_actions.postpone(
        session=make_class(3), by=AdministratorFactory(), reason="Listrik padam"
    )


def _future() -> Session:
    return make_class(3, day=timezone.localdate() + timedelta(days=1))


def _locked() -> Session:
    session = make_class(3)
    close(session.program)
    return session


@pytest.mark.parametrize(
    "closed", [_cancelled, _postponed, _future, _locked], ids=lambda make: make.__name__[1:]
)
def test_a_sentence_and_no_form(open_window: OpenWindow, closed: object) -> None:
    session = closed()  # type: ignore[operator]
    officer = OfficerFactory(facility=session.program.facility)
    page = open_window(user=officer)
    Sheet.open(page, session)
    expect(page.locator("main .notice")).to_have_text(re.compile(r"\w{3}"))
    expect(page.locator("[data-sheet], .save-bar, main input, main button")).to_have_count(0)
    expect(page.locator(".sheet-row")).to_have_count(3)
    if session.status_reason:
        expect(page.locator("main .notice")).to_contain_text(session.status_reason)


def test_called_off_while_marking_it_refuses_and_says_so(
    open_window: OpenWindow, session: Session, officer: User, stays: list[Custody]
) -> None:
    sheet = Sheet.open(open_window(user=officer), session)
    sheet.set(stays[0], "HADIR")
    session_actions.cancel(session=session, by=AdministratorFactory(), reason="Narasumber sakit")
    sheet.save()
    expect(sheet.page.get_by_role("alert")).to_be_focused()
    expect(sheet.page.locator("[data-sheet]")).to_have_count(0)
    assert recorded(session) == {}


def test_before_its_start_it_warns_and_takes_marks_all_the_same(
    open_window: OpenWindow,
    session: Session,
    officer: User,
    stays: list[Custody],
    clock: time_machine.Traveller,
) -> None:
    clock.shift(-timedelta(hours=3))
    sheet = Sheet.open(open_window(user=officer), session)
    warning = sheet.page.locator(".notice--warn:not([hidden])")
    expect(warning).to_contain_text("09.00")
    sheet.set(stays[0], "HADIR")
    sheet.save()
    assert len(recorded(session)) == 1


def test_nobody_on_the_list_says_what_comes_next(open_window: OpenWindow) -> None:
    session = make_class(0)
    page = open_window(user=OfficerFactory(facility=session.program.facility))
    Sheet.open(page, session)
    expect(page.locator(".empty")).to_be_visible()
    expect(page.locator(".save-bar")).to_have_count(0)


def test_the_office_reads_and_is_offered_no_form(
    open_window: OpenWindow, session: Session, officer: User, stays: list[Custody]
) -> None:
    record(session, {stays[0]: "HADIR"}, by=officer)
    page = open_window(user=AdministratorFactory())
    Sheet.open(page, session)
    expect(page.locator("[data-sheet], .save-bar")).to_have_count(0)
    expect(page.locator(".tag--hadir")).to_have_count(1)
    expect(page.locator(".sheet-row")).to_have_count(20)
