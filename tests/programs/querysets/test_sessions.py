"""Sessions: when, where, which number, and how far their sheet is."""

from datetime import date, time, timedelta

import pytest

from programs.models import Attendance, Course, Program, Session
from tests.factories.participants import happen
from tests.factories.programs import (
    CancelledSessionFactory,
    CourseFactory,
    DraftProgramFactory,
    PostponedSessionFactory,
    SessionFactory,
    record,
    seat_people,
)

pytestmark = pytest.mark.django_db

DAY = date(2026, 3, 10)
A_DAY = timedelta(days=1)

Mark = Attendance.Mark


@pytest.fixture
def course() -> Course:
    return CourseFactory(program=DraftProgramFactory(today=DAY))


def session_of(*courses: Course, day: date = DAY, **fields: object) -> Session:
    return SessionFactory(courses=courses, day=day, **fields)


class TestCounts:
    def counts(self, session: Session) -> tuple[int, int, int]:
        counted = Session.objects.with_counts().get(pk=session.pk)
        return counted.roster_size, counted.recorded, counted.present

    def test_are_nothing_where_nobody_has_a_seat(self, course):
        assert self.counts(session_of(course)) == (0, 0, 0)

    def test_tell_people_marks_and_presence_apart(self, course):
        session, people = session_of(course), seat_people(8, course)
        record(session, dict(zip(people, Mark, strict=False)))
        assert self.counts(session) == (8, len(Mark), 2)

    def test_leave_out_marks_that_were_cleared(self, course):
        session, people = session_of(course), seat_people(2, course)
        record(session, dict.fromkeys(people, Mark.PRESENT))
        session.attendances.filter(custody=people[0]).update(mark="")
        assert self.counts(session) == (2, 1, 1)

    def test_leave_out_marks_of_people_who_had_left(self, course):
        session, people = session_of(course), seat_people(2, course)
        record(session, dict.fromkeys(people, Mark.PRESENT))
        happen(people[0], "FULL_RELEASE", on=DAY)
        assert self.counts(session) == (1, 1, 1)

    def test_leave_out_marks_at_other_sessions(self, course):
        session, people = session_of(course), seat_people(2, course)
        record(session_of(course, day=DAY - A_DAY), dict.fromkeys(people, Mark.PRESENT))
        assert self.counts(session) == (2, 0, 0)

    def test_are_those_of_each_session_in_one_statement(self, course, django_assert_num_queries):
        sessions = [session_of(course, day=DAY - number * A_DAY) for number in range(3)]
        people = seat_people(3, course)
        for number, session in enumerate(sessions):
            record(session, dict.fromkeys(people[:number], Mark.PRESENT))
        with django_assert_num_queries(1):
            recorded = {each.pk: each.recorded for each in Session.objects.with_counts()}
        assert recorded == {session.pk: number for number, session in enumerate(sessions)}


class TestStillToRecord:
    def is_missing(self, session: Session) -> bool:
        return Session.objects.still_to_record().filter(pk=session.pk).exists()

    @pytest.mark.parametrize(("marked", "is_missing"), [(0, True), (1, True), (2, False)])
    def test_until_everybody_has_a_mark(self, marked, is_missing, course):
        session, people = session_of(course), seat_people(2, course)
        record(session, dict.fromkeys(people[:marked], Mark.ABSENT))
        assert self.is_missing(session) is is_missing

    def test_again_when_a_mark_was_cleared(self, course):
        session, people = session_of(course), seat_people(1, course)
        record(session, dict.fromkeys(people, Mark.ABSENT))
        session.attendances.update(mark="")
        assert self.is_missing(session)

    def test_not_where_nobody_has_a_seat(self, course):
        assert not self.is_missing(session_of(course))

    @pytest.mark.parametrize("factory", [CancelledSessionFactory, PostponedSessionFactory])
    def test_not_what_was_called_off(self, factory, course):
        seat_people(1, course)
        assert not self.is_missing(factory(courses=[course], day=DAY))

    @pytest.mark.parametrize("status", ["REPORTED", "CLOSED", "CANCELLED"])
    def test_not_in_a_programme_that_takes_no_marks(self, status, course):
        seat_people(1, course)
        session = session_of(course)
        assert self.is_missing(session)
        Program.objects.update(status=status)
        assert not self.is_missing(session)


class TestNumber:
    def numbers(self) -> dict[str, int]:
        return {
            session.topic: session.number for session in Session.objects.with_number().in_order()
        }

    def test_counts_a_courses_sessions_by_day_and_hour(self, course):
        session_of(course, topic="siang", starts_at=time(13), ends_at=time(14))
        session_of(course, topic="esok", day=DAY + A_DAY)
        session_of(course, topic="pagi")
        assert self.numbers() == {"pagi": 1, "siang": 2, "esok": 3}

    def test_skips_what_was_cancelled(self, course):
        CancelledSessionFactory(courses=[course], topic="batal", day=DAY - A_DAY)
        session_of(course, topic="jadi")
        assert self.numbers()["jadi"] == 1

    def test_counts_a_shared_session_in_each_of_its_courses(self, course):
        other = CourseFactory(program=course.program)
        session_of(course, other, topic="pembukaan", day=DAY - A_DAY)
        session_of(course, topic="merajut")
        session_of(other, topic="las")
        assert self.numbers() == {"pembukaan": 1, "merajut": 2, "las": 2}

    def test_does_not_count_sessions_of_other_courses(self, course):
        session_of(CourseFactory(program=course.program), topic="las", day=DAY - A_DAY)
        session_of(course, topic="merajut")
        assert self.numbers() == {"las": 1, "merajut": 1}

    def test_differs_also_for_two_at_the_same_hour(self, course):
        for topic in ("kelompok 1", "kelompok 2", "bersama"):
            hours = (time(13), time(14)) if topic == "bersama" else (time(9), time(11))
            session_of(course, topic=topic, starts_at=hours[0], ends_at=hours[1])
        assert self.numbers() == {"kelompok 1": 1, "kelompok 2": 2, "bersama": 3}


class TestWhenAndWhere:
    @pytest.fixture
    def sessions(self, course) -> list[Session]:
        """One the day before, two on the day, one the day after; made in another order."""
        made = [
            session_of(course, day=DAY + A_DAY),
            session_of(course, starts_at=time(13), ends_at=time(14)),
            session_of(course),
            session_of(course, day=DAY - A_DAY),
        ]
        return [made[3], made[2], made[1], made[0]]

    def test_on_a_day(self, sessions):
        assert list(Session.objects.on(DAY).in_order()) == sessions[1:3]

    def test_before_a_day(self, sessions):
        assert list(Session.objects.before(DAY)) == sessions[:1]

    def test_in_order_is_by_day_and_hour(self, sessions):
        assert list(Session.objects.in_order()) == sessions

    def test_at_a_facility(self, course):
        session = session_of(course)
        session_of(CourseFactory(program=DraftProgramFactory(today=DAY)))
        assert Session.objects.at(course.program.facility).get() == session


class TestMarks:
    def test_recorded_leaves_out_what_was_cleared_and_in_the_room_the_absent(self, course):
        session, people = session_of(course), seat_people(len(Mark), course)
        record(session, dict(zip(people, Mark, strict=True)))
        session.attendances.filter(mark=Mark.ILL).update(mark="")
        marks = Attendance.objects.values_list("mark", flat=True)
        assert set(marks.recorded()) == set(Mark) - {Mark.ILL}
        assert set(marks.in_the_room()) == {Mark.PRESENT, Mark.LATE}
