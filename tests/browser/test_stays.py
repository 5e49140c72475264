"""What happens to people, recorded and reversed; and the days on which they are away."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from jombang_umkm.models import User
from participants.models import Custody, CustodyAbsence
from programs.models import Enrolment, Session
from tests.browser.conftest import OpenWindow
from tests.browser.keyboard import Keyboard
from tests.browser.people import event_of, page_of, submit
from tests.browser.window import PHONE, WIDE, WIDTHS, Width, inside
from tests.factories.programs import record

SEATED = Enrolment.Status.CONFIRMED


def _seat(stay: Custody) -> Enrolment:
    return stay.enrolments.get()


def _release(page: Page, stay: Custody) -> None:
    """Type a release of today, and send it."""
    page.goto(page_of(stay))
    page.locator(f'main a[href="{event_of(stay)}"]').first.click()
    page.locator("[value=FULL_RELEASE]").check()
    page.locator("#id_document_no").fill("W15.PAS-12/2026")
    submit(page)


@pytest.mark.parametrize("width", WIDTHS, ids=lambda width: width.name)
def test_a_release_asks_about_later_marks_and_its_reversal_gives_the_seat_back(
    open_window: OpenWindow, session: Session, stays: list[Custody], officer: User, width: Width
) -> None:
    stay = stays[0]
    record(session, {stay: "HADIR"}, by=officer)
    page = open_window(width, user=officer)
    _release(page, stay)

    notice = page.locator(".notice--warn")
    expect(notice).to_contain_text("24 November 2026")
    assert inside(page, ".notice--warn h2")
    expect(page.locator("#id_document_no")).to_have_value("W15.PAS-12/2026")
    expect(page.locator("[value=FULL_RELEASE]")).to_be_checked()
    assert _seat(stay).status == SEATED
    page.locator("#id_agreed").check()
    submit(page)
    expect(page).to_have_url(re.compile(f"{page_of(stay)}$"))
    expect(page.locator(".notice--success")).to_contain_text(stay.participant.full_name)
    expect(page.locator(".notice--success")).to_contain_text(_seat(stay).course.name)
    assert _seat(stay).status == Enrolment.Status.CUT_BY_RELEASE

    page.locator('.timeline a[href*="/batalkan/"]').click()
    page.locator("#id_reason").fill("Salah orang")
    submit(page)
    expect(page.locator(".notice--success")).to_contain_text(_seat(stay).course.name)
    expect(page.locator(".timeline del")).to_have_count(1)
    expect(page.locator(".timeline__back")).to_contain_text("Salah orang")
    assert (_seat(stay).status, _seat(stay).left_on) == (SEATED, None)
    stay.refresh_from_db()
    assert (stay.status, stay.left_on) == (Custody.Status.CONVICT, None)


def test_by_keyboard_alone(open_window: OpenWindow, stays: list[Custody], officer: User) -> None:
    stay = stays[0]
    page = open_window(WIDE, user=officer)
    keys = Keyboard(page)
    page.goto(page_of(stay))
    keys.tab_to(f'.actions a[href="{event_of(stay)}"]', within=20)
    keys.press_and_go("Enter")
    keys.tab_to('[name="to"] >> nth=0', within=20)
    # Down to the last but two: the transfer.
    keys.press(*["ArrowDown"] * 5)
    expect(page.locator("[value=TRANSFERRED_OUT]")).to_be_checked()
    keys.tab_to("#id_document_no")
    keys.type("W15.MUTASI/2026")
    keys.tab_to("#id_elsewhere")
    keys.type("Lapas Malang")
    keys.press_and_go("Enter")
    expect(page.locator(".notice--success")).to_contain_text(stay.participant.full_name)
    expect(page.locator(".timeline")).to_contain_text(["Lapas Malang"] * 1)
    stay.refresh_from_db()
    assert stay.status == Custody.Status.TRANSFERRED_OUT


def test_only_the_questions_of_the_choice_stand_there(
    open_window: OpenWindow, stays: list[Custody], officer: User
) -> None:
    page = open_window(PHONE, user=officer)
    page.goto(event_of(stays[0]))
    expect(page.locator("#id_elsewhere")).to_be_hidden()
    page.locator("[value=TRANSFERRED_OUT]").check()
    expect(page.locator("#id_elsewhere")).to_be_visible()
    page.locator("[value=PAROLE]").check()
    expect(page.locator("#id_elsewhere")).to_be_hidden()


def test_without_scripts_too(open_window: OpenWindow, stays: list[Custody], officer: User) -> None:
    page = open_window(WIDE, user=officer, java_script_enabled=False)
    page.goto(event_of(stays[0]))
    page.locator("[value=ASSIMILATION]").check()
    page.locator("#id_document_no").fill("W15.PAS-12/2026")
    submit(page)
    stays[0].refresh_from_db()
    assert stays[0].status == Custody.Status.ASSIMILATION


@pytest.mark.parametrize("width", WIDTHS, ids=lambda width: width.name)
def test_hospital_from_today_and_back_two_days_later(
    open_window: OpenWindow, session: Session, stays: list[Custody], officer: User, width: Width
) -> None:
    stay, today = stays[0], session.day
    page = open_window(width, user=officer)
    page.goto(page_of(stay))
    page.locator(f'.actions a[href="/masa/{stay.pk}/absen/"]').click()
    page.locator("[value=RUMAH_SAKIT]").check()
    page.locator("#id_note").fill("RSUD Jombang")
    submit(page)
    expect(page.locator(".page-head .tag--warn")).to_be_visible()

    page.locator('.timeline a[href^="/absen/"]').click()
    page.locator("#id_back_on").fill((today + timedelta(days=2)).isoformat())
    submit(page)
    absence = CustodyAbsence.objects.get()
    assert (absence.kind, absence.note) == (CustodyAbsence.Kind.HOSPITAL, "RSUD Jombang")
    assert (absence.away_from, absence.back_on) == (today, today + timedelta(days=2))

    page.locator('.timeline a[href^="/absen/"]').click()
    page.locator("#id_never_was").check()
    with page.expect_navigation():
        page.locator("form:has(#id_never_was) button").click()
    expect(page.locator(".page-head .tag--warn")).to_have_count(0)
    assert not CustodyAbsence.objects.exists()


def test_an_absence_by_keyboard_alone(
    open_window: OpenWindow, stays: list[Custody], officer: User
) -> None:
    page = open_window(WIDE, user=officer)
    keys = Keyboard(page)
    page.goto(f"/masa/{stays[0].pk}/absen/")
    keys.tab_to('[name="kind"] >> nth=0', within=20)
    keys.press("Space")
    keys.tab_to("#id_note", within=20)
    keys.type("PN Jombang")
    keys.press_and_go("Enter")
    assert CustodyAbsence.objects.get().note == "PN Jombang"
