"""Correcting on a later day what was recorded: it asks why, and keeps who, when and why."""

from datetime import timedelta

import pytest
import time_machine
from playwright.sync_api import expect

from jombang_umkm.models import User
from participants.models import Custody
from programs.models import Session, SheetSave
from programs.rules.attendance import Entry
from tests.browser.conftest import OpenWindow
from tests.browser.sheet import Sheet, recorded, url_of
from tests.factories.jombang_umkm import OfficerFactory
from tests.factories.programs import SessionFactory, record

REASON = "Surat izin baru diterima"


@pytest.fixture
def sheet(
    open_window: OpenWindow,
    session: Session,
    stays: list[Custody],
    clock: time_machine.Traveller,
) -> Sheet:
    """A sheet of yesterday on which a colleague recorded two people."""
    first = OfficerFactory(facility=session.program.facility, full_name="Wulan Sari")
    record(session, {stays[0]: "ALPA", stays[1]: "HADIR"}, by=first)
    clock.shift(timedelta(days=1))
    second = OfficerFactory(facility=session.program.facility, full_name="Hendro Wicaksono")
    return Sheet.open(open_window(user=second), session)


def test_a_missing_reason_is_asked_for_and_nothing_typed_is_lost(
    sheet: Sheet, session: Session, stays: list[Custody]
) -> None:
    sheet.set(stays[0], "IZIN")
    sheet.note(stays[0]).fill("keluarga")
    sheet.set(stays[5], "TERLAMBAT")
    sheet.minutes(stays[5]).fill("10")
    sheet.save()
    assert recorded(session) == {stays[0].pk: Entry("ALPA"), stays[1].pk: Entry("HADIR")}

    alert = sheet.page.get_by_role("alert")
    expect(alert).to_be_focused()
    sheet.expect_marked(stays[0], "IZIN")
    expect(sheet.note(stays[0])).to_have_value("keluarga")
    expect(sheet.minutes(stays[5])).to_have_value("10")
    expect(sheet.unsaved).to_have_count(2)
    alert.get_by_role("link").click()
    expect(sheet.page.locator("#id_reason")).to_be_focused()
    sheet.page.keyboard.type(REASON)
    sheet.save()
    assert recorded(session) == {
        stays[0].pk: Entry("IZIN", None, "keluarga"),
        stays[1].pk: Entry("HADIR"),
        stays[5].pk: Entry("TERLAMBAT", 10),
    }


def test_completing_without_correcting_needs_no_reason(
    sheet: Sheet, session: Session, stays: list[Custody]
) -> None:
    sheet.mark_rest_button.click()
    sheet.save()
    assert len(recorded(session)) == 20
    assert recorded(session)[stays[0].pk] == Entry("ALPA")


def test_the_history_of_the_mark_shows_who_when_and_why(
    sheet: Sheet, stays: list[Custody], clock: time_machine.Traveller
) -> None:
    sheet.set(stays[0], "IZIN")
    sheet.page.locator("#id_reason").fill(REASON)
    sheet.save()
    page = sheet.page
    sheet.row(stays[0]).get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(stays[0].participant.full_name)
    correction, recording = page.locator("tbody tr").all()
    for text in ("Hendro Wicaksono", REASON, "25 November 2026", "11.3"):
        expect(correction).to_contain_text(text)
    for text in ("Wulan Sari", "24 November 2026", "11.15"):
        expect(recording).to_contain_text(text)
    page.locator(".crumbs a").last.click()
    sheet.expect_marked(stays[0], "IZIN")


def test_on_the_same_day_no_reason_is_asked(
    open_window: OpenWindow, session: Session, officer: User, stays: list[Custody]
) -> None:
    record(session, {stays[0]: "ALPA"}, by=officer)
    sheet = Sheet.open(open_window(user=officer), session)
    expect(sheet.page.locator("#id_reason")).to_have_count(0)
    sheet.set(stays[0], "IZIN")
    sheet.save()
    assert recorded(session) == {stays[0].pk: Entry("IZIN")}
    assert SheetSave.objects.latest("pk").reason == ""


def test_a_sheet_typed_into_the_wrong_session_is_moved(
    open_window: OpenWindow, session: Session, officer: User, stays: list[Custody]
) -> None:
    early = SessionFactory(
        courses=session.courses.all(), day=session.day - timedelta(days=1), topic="Kemarin"
    )
    sheet = Sheet.open(open_window(user=officer), session)
    sheet.set(stays[0], "SAKIT")
    sheet.mark_rest_button.click()
    sheet.save()
    page = sheet.page
    page.get_by_role("link", name="Pindahkan seluruh daftar").click()
    page.get_by_role("radio", name="Kemarin").check()
    page.locator("#id_reason").fill("Terketik dari lembar kemarin")
    with page.expect_navigation():
        page.get_by_role("button", name="Pindahkan 20").click()
    assert page.url.endswith(url_of(early))
    expect(page.get_by_text("20 tanda kehadiran dipindahkan ke sini")).to_be_visible()
    assert recorded(early)[stays[0].pk] == Entry("SAKIT")
    assert not any(entry.mark for entry in recorded(session).values())
