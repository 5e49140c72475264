"""Cancelling and postponing sessions, and taking that back."""

from datetime import date, datetime, time, timedelta

import pytest
from django.utils import timezone

from jombang_umkm.history import versions_of
from programs.actions import session as actions
from programs.models import Attendance, Course, Program, Session, SpeakerSlot
from tests.factories.jombang_umkm import AdministratorFactory, OfficerFactory, StaffFactory
from tests.factories.programs import (
    CourseFactory,
    DraftProgramFactory,
    SessionFactory,
    SpeakerSlotFactory,
    program_in,
    record,
    seat_people,
)

pytestmark = pytest.mark.django_db

Status = Session.Status

DAY = date(2026, 3, 10)
REASON = "Narasumber sakit"


def at(day: date = DAY, hour: time = time(8)) -> datetime:
    return timezone.make_aware(datetime.combine(day, hour))


def cancel(session: Session, *, reason: str = REASON, by=None) -> Session:
    return actions.cancel(session=session, by=by or AdministratorFactory(), reason=reason)


def postpone(session: Session, *, reason: str = REASON, by=None) -> Session:
    return actions.postpone(session=session, by=by or AdministratorFactory(), reason=reason)


def reinstate(session: Session, *, now: datetime | None = None, by=None) -> Session:
    return actions.reinstate(session=session, by=by or AdministratorFactory(), at=now or at())


VERBS = [cancel, postpone, reinstate]


@pytest.fixture
def course() -> Course:
    return CourseFactory(program=DraftProgramFactory(today=DAY))


@pytest.fixture
def session(course) -> Session:
    """A planned session with a room and a speaker."""
    session = SessionFactory(courses=[course], day=DAY)
    SpeakerSlotFactory(session=session)
    return session


def lead_to(session: Session, status: str) -> Session:
    """Return the session led to that state; HELD by marks for two people."""
    if status == Status.HELD:
        record(session, dict.fromkeys(seat_people(2, session.courses.get()), "HADIR"))
    elif status != Status.PLANNED:
        {Status.CANCELLED: cancel, Status.POSTPONED: postpone}[status](session)
    session.refresh_from_db()
    return session


def stands(session: Session) -> tuple[str, str, bool]:
    """Return state and reason as stored, and whether the speakers are free."""
    stored = Session.objects.get(pk=session.pk)
    (released,) = set(stored.speaker_slots.values_list("is_released", flat=True))
    return stored.status, stored.status_reason, released


class TestCallingOff:
    @pytest.mark.parametrize(
        ("verb", "before", "after"),
        [
            (cancel, Status.PLANNED, Status.CANCELLED),
            (cancel, Status.POSTPONED, Status.CANCELLED),
            (cancel, Status.HELD, Status.CANCELLED),
            (postpone, Status.PLANNED, Status.POSTPONED),
        ],
    )
    def test_says_why_frees_the_speakers_and_a_repeat_changes_nothing(
        self, verb, before, after, session, unchanged
    ):
        lead_to(session, before)
        assert verb(session, reason="  Listrik padam ").status == after
        assert stands(session) == (after, "Listrik padam", True)
        assert versions_of(Session).last().status == after
        with unchanged(Session, SpeakerSlot):
            verb(session, reason="Alasan lain")

    @pytest.mark.parametrize("before", [Status.HELD, Status.CANCELLED])
    def test_what_was_held_or_cancelled_is_not_postponed(self, before, session, refused):
        lead_to(session, before)
        with refused("illegal_move", Session, SpeakerSlot):
            postpone(session)

    @pytest.mark.parametrize("verb", [cancel, postpone])
    @pytest.mark.parametrize("reason", ["", "   "])
    def test_needs_a_reason(self, verb, reason, session, refused):
        with refused("reason_needed", Session, SpeakerSlot):
            verb(session, reason=reason)

    @pytest.mark.parametrize("verb", [cancel, postpone])
    def test_frees_the_room(self, verb, course, session):
        verb(session)
        SessionFactory(courses=[course], day=DAY, room=session.room)

    def test_leaves_the_marks(self, session, unchanged):
        lead_to(session, Status.HELD)
        with unchanged(Attendance):
            cancel(session)


class TestReinstating:
    @pytest.mark.parametrize("before", [Status.CANCELLED, Status.POSTPONED])
    def test_plans_what_was_called_off_again_with_its_speakers(self, before, session, unchanged):
        lead_to(session, before)
        assert reinstate(session).status == Status.PLANNED
        assert stands(session) == (Status.PLANNED, "", False)
        with unchanged(Session, SpeakerSlot):
            reinstate(session)

    @pytest.mark.parametrize("before", [Status.PLANNED, Status.HELD])
    def test_leaves_what_takes_place_as_it_is(self, before, session, unchanged):
        lead_to(session, before)
        with unchanged(Session, SpeakerSlot):
            assert reinstate(session).status == before

    def test_with_marks_it_is_held_again(self, session):
        cancel(lead_to(session, Status.HELD))
        assert reinstate(session).status == Status.HELD
        assert stands(session) == (Status.HELD, "", False)

    @pytest.mark.parametrize("before", [Status.CANCELLED, Status.POSTPONED])
    def test_is_possible_until_midnight_in_jombang(self, before, session, refused):
        lead_to(session, before)
        midnight = at(DAY + timedelta(days=1), time(0))
        with refused("day_over", Session, SpeakerSlot):
            reinstate(session, now=midnight)
        assert reinstate(session, now=midnight - timedelta(seconds=1))

    def test_is_refused_when_the_room_was_given_away(self, course, session, refused):
        cancel(session)
        SessionFactory(courses=[course], day=DAY, room=session.room)
        with refused("taken", Session, SpeakerSlot):
            reinstate(session)

    def test_is_refused_when_the_speaker_was_given_away(self, course, session, refused):
        cancel(session)
        other = SessionFactory(courses=[course], day=DAY)
        SpeakerSlotFactory(session=other, speaker=session.speaker_slots.get().speaker)
        with refused("taken", Session, SpeakerSlot):
            reinstate(session)


class TestProgramState:
    @pytest.mark.parametrize("verb", VERBS)
    @pytest.mark.parametrize("status", ["REPORTED", "CLOSED"])
    def test_nothing_changes_under_a_report(self, status, verb, course, session, refused):
        if verb is reinstate:
            cancel(session)
        Program.objects.filter(pk=course.program_id).update(status=status)
        with refused("locked", Session, SpeakerSlot):
            verb(session)

    @pytest.mark.parametrize("status", ["DRAFT", "APPROVED", "RUNNING", "SUSPENDED", "FINISHED"])
    def test_all_is_possible_before(self, status):
        program = program_in(status, today=DAY)
        session = SessionFactory(courses=[CourseFactory(program=program)], day=DAY)
        SpeakerSlotFactory(session=session)
        assert reinstate(cancel(postpone(session))).status == Status.PLANNED


class TestWhoMay:
    def test_staff_of_the_office(self, session):
        staff = StaffFactory(office=session.program.office)
        assert reinstate(cancel(postpone(session, by=staff), by=staff), by=staff)

    @pytest.mark.parametrize("verb", VERBS)
    def test_nobody_of_another_office_nor_the_officers_there(self, verb, session, refused):
        for outsider in (StaffFactory(), OfficerFactory(facility=session.program.facility)):
            with refused("not_allowed", Session, SpeakerSlot):
                verb(session, by=outsider)
