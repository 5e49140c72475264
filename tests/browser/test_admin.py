"""The admin in Chromium: no page breaks the CSP, is wider than its window, or saves twice."""

from datetime import timedelta

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from jombang_umkm.actions.access import note
from jombang_umkm.models import AccessLog, User
from participants.models import Participant
from programs.models import Enrolment, Session
from programs.rules.attendance import local_day
from tests.browser.conftest import OpenWindow
from tests.browser.window import WIDE, WIDTHS, Width, overflow
from tests.clock import NOW
from tests.factories.jombang_umkm import AdministratorFactory, HolidayFactory, OfficerFactory
from tests.factories.participants import CustodyFactory
from tests.factories.programs import SpeakerSlotFactory, record, stays_on

LISTS = (
    "jombang_umkm_user",
    "jombang_umkm_facility",
    "jombang_umkm_holiday",
    "participants_participant",
    "participants_custody",
    "programs_program",
    "programs_course",
    "programs_session",
    "programs_enrolment",
    "programs_attendance",
)


@pytest.fixture
def administrator(session: Session) -> User:
    """Somebody who keeps the system, in which there is something of every kind."""
    SpeakerSlotFactory(session=session)
    HolidayFactory()
    record(session, dict.fromkeys(stays_on(session), "HADIR"), at=NOW)
    return AdministratorFactory()


def _pages(session: Session) -> list[str]:
    lists = [reverse(f"admin:{name}_changelist") for name in LISTS]
    records = [
        f"{url}{row}/{page}/"
        for url, row in (
            (reverse("admin:programs_session_changelist"), session.pk),
            (reverse("admin:programs_program_changelist"), session.program.pk),
            (reverse("admin:programs_course_changelist"), session.courses.get().pk),
            (reverse("admin:participants_participant_changelist"), Participant.objects.first().pk),
        )
        for page in ("change", "history")
    ]
    asking = [
        reverse("admin:jombang_umkm_user_add"),
        reverse("admin:participants_custody_add"),
        reverse("admin:programs_session_add"),
        f"{reverse('admin:programs_session_add')}?program={session.program.pk}",
        f"{reverse('admin:programs_session_cancel')}?ids={session.pk}",
        f"{reverse('admin:programs_program_move')}?ids={session.program.pk}",
    ]
    return [reverse("admin:index"), *lists, *records, *asking]


@pytest.mark.parametrize("width", WIDTHS, ids=lambda width: width.name)
def test_every_page_fits_and_keeps_the_csp(
    open_window: OpenWindow, administrator: User, session: Session, width: Width
) -> None:
    page = open_window(width, user=administrator)
    for url in _pages(session):
        answer = page.goto(url)
        assert answer is not None
        assert answer.ok, url
        assert overflow(page) <= 0, url


def test_who_whom_when_and_from_where_are_seen_beside_each_other(
    open_window: OpenWindow, administrator: User, session: Session
) -> None:
    stay = stays_on(session)[0]
    for address in ("2001:db8:1234:5678:9abc:def0:1234:5678", "192.168.100.200"):
        note(
            act=AccessLog.Act.OPEN_PERSON,
            whom=stay.participant,
            by=OfficerFactory(full_name="Hendro Wicaksono Kusumawardhana"),
            at=NOW,
            address=address,
            detail=f"/warga-binaan/{stay.participant_id}/data/1234567/data.json",
        )
    page = open_window(WIDE, user=administrator)
    page.goto(reverse("admin:jombang_umkm_accesslog_changelist"))
    box = page.locator("#changelist-form .results")
    assert box.evaluate("box => box.scrollWidth - box.clientWidth") <= 0
    expect(page.get_by_role("cell", name="192.168.100.200")).to_be_in_viewport(ratio=1)


def test_a_person_is_chosen_by_typing_and_two_clicks_save_once(
    open_window: OpenWindow, administrator: User, session: Session
) -> None:
    stay = CustodyFactory(
        facility=session.program.facility,
        participant__full_name="Bagus Setiawan",
        entry_date=local_day(NOW) - timedelta(days=3),
    )
    page = open_window(user=administrator)
    course = session.courses.get()
    course.quota += 1
    course.save()
    page.goto(f"{reverse('admin:programs_enrolment_add')}?course={course.pk}")
    page.locator(".field-custody .select2-selection").click()
    page.keyboard.type("bagus")
    page.get_by_role("option", name=stay.registration_no).click()
    page.locator("[name=_save]").dblclick()
    expect(page.locator(".messagelist .success")).to_have_count(1)
    assert Enrolment.objects.get(custody=stay).joined_on == local_day(NOW)
