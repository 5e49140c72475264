"""Sessions and speakers: nothing and nobody in two places."""

from datetime import date, time, timedelta

import pytest
from django.db import connection, transaction

from programs.models import Course, Session, SpeakerSlot
from tests.factories.jombang_umkm import RoomFactory
from tests.factories.programs import (
    CourseFactory,
    DraftProgramFactory,
    SessionFactory,
    SpeakerFactory,
    SpeakerSlotFactory,
)

pytestmark = pytest.mark.django_db

DAY = date(2026, 3, 10)
# The factory's sessions and slots last from 09.00 to 11.15.
OVERLAPPING = [
    pytest.param(time(9), time(11, 15), id="at the same time"),
    pytest.param(time(11, 14), time(12), id="before it is over"),
    pytest.param(time(8), time(9, 1), id="into its beginning"),
    pytest.param(time(10), time(10, 30), id="within it"),
    pytest.param(time(8), time(12), id="around it"),
]
APART = [
    pytest.param(time(11, 15), time(12), id="right after it"),
    pytest.param(time(8), time(9), id="right before it"),
]
CALLED_OFF = [Session.Status.CANCELLED, Session.Status.POSTPONED]


@pytest.fixture
def course() -> Course:
    return CourseFactory(program=DraftProgramFactory())


@pytest.fixture
def session(course) -> Session:
    return SessionFactory(courses=[course], day=DAY)


def beside(session: Session, **fields: object) -> Session:
    """Return another session of the programme in the same room, not saved yet."""
    like = {name: getattr(session, name) for name in ("program", "room", "day", "lesson_hours")}
    hours = {"starts_at": session.starts_at, "ends_at": session.ends_at}
    return Session(topic="Praktik", **{**like, **hours, **fields})


def keeps(*rows: Session | SpeakerSlot) -> None:
    """Assert that neither form nor database objects to the rows."""
    for row in rows:
        row.validate_constraints()
        row.save()
    connection.check_constraints()


class TestSession:
    @pytest.mark.parametrize("ends_at", [time(9), time(8, 59)])
    def test_ends_after_it_starts(self, ends_at, session, breaks):
        session.ends_at = ends_at
        assert len(breaks(session, "session_times_in_order")) == 1

    @pytest.mark.parametrize("status", CALLED_OFF)
    def test_is_called_off_for_a_reason(self, status, session, breaks):
        session.status = status
        breaks(session, "session_reason_given")


class TestRoom:
    @pytest.mark.parametrize(("starts_at", "ends_at"), OVERLAPPING)
    def test_is_not_in_use_twice(self, starts_at, ends_at, session, breaks):
        other = beside(session, starts_at=starts_at, ends_at=ends_at)
        breaks(other, "session_room_free")

    @pytest.mark.parametrize(("starts_at", "ends_at"), APART)
    def test_is_free_before_and_after(self, starts_at, ends_at, session):
        keeps(beside(session, starts_at=starts_at, ends_at=ends_at))

    def test_is_free_on_another_day(self, session):
        keeps(beside(session, day=DAY + timedelta(days=1)))

    def test_another_room_is_free(self, session):
        keeps(beside(session, room=RoomFactory(facility=session.program.facility)))

    def test_sessions_without_a_room_may_be_at_the_same_time(self, session):
        keeps(beside(session, room=None), beside(session, room=None))

    def test_stays_taken_by_a_session_that_was_held(self, session, breaks):
        session.status = Session.Status.HELD
        session.save()
        breaks(beside(session), "session_room_free")

    @pytest.mark.parametrize("status", CALLED_OFF)
    def test_is_free_again_once_its_session_is_called_off(self, status, session):
        session.status, session.status_reason = status, "Narasumber sakit"
        keeps(session, beside(session))

    def test_two_sessions_change_rooms_in_one_transaction(self, course, session):
        other = SessionFactory(courses=[course], day=DAY)
        rooms = session.room, other.room
        with transaction.atomic():
            other.room, session.room = rooms
            session.save()
            other.save()
            connection.check_constraints()
        assert (other.room, session.room) == rooms


class TestSpeaker:
    @pytest.fixture
    def slot(self, session) -> SpeakerSlot:
        return SpeakerSlotFactory(session=session)

    @pytest.fixture
    def elsewhere(self, course) -> Session:
        return SessionFactory(courses=[course], day=DAY)

    def again(self, slot: SpeakerSlot, session: Session, **fields: object) -> SpeakerSlot:
        """Return another slot of the same speaker, not saved yet."""
        return SpeakerSlotFactory.build(session=session, speaker=slot.speaker, **fields)

    def test_has_a_slot_that_ends_after_it_starts(self, slot, breaks):
        slot.ends_at = slot.starts_at
        slot.starts_at = time(23)
        assert len(breaks(slot, "speaker_slot_times_in_order")) == 1

    @pytest.mark.parametrize(("starts_at", "ends_at"), OVERLAPPING)
    def test_is_not_in_two_places(self, starts_at, ends_at, slot, elsewhere, breaks):
        second = self.again(slot, elsewhere, starts_at=starts_at, ends_at=ends_at)
        breaks(second, "speaker_slot_speaker_free")

    @pytest.mark.parametrize(("starts_at", "ends_at"), APART)
    def test_may_go_from_one_to_the_next(self, starts_at, ends_at, slot, elsewhere):
        keeps(self.again(slot, elsewhere, starts_at=starts_at, ends_at=ends_at))

    def test_is_free_again_once_released(self, slot, elsewhere):
        slot.is_released = True
        keeps(slot, self.again(slot, elsewhere))

    def test_another_speaker_may_be_there_too(self, slot):
        speaker = SpeakerFactory(office=slot.speaker.office)
        keeps(SpeakerSlotFactory.build(session=slot.session, speaker=speaker))

    def test_two_speakers_change_places_in_one_transaction(self, slot, elsewhere):
        other = SpeakerSlotFactory(session=elsewhere)
        speakers = slot.speaker, other.speaker
        with transaction.atomic():
            other.speaker, slot.speaker = speakers
            slot.save()
            other.save()
            connection.check_constraints()
        assert (other.speaker, slot.speaker) == speakers
