"""Roster × sessions and the rates that follow, computed by hand; told without a database."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from participants.models import Custody, Participant
from programs.models import Attendance, Course, Enrolment, Session
from programs.rules.attendance import Rate
from programs.rules.progress import Progress, is_seated, progress

DAY = date(2026, 3, 10)
NOON = timezone.make_aware(datetime.combine(DAY, time(12)))
A_DAY = timedelta(days=1)

COURSE = Course(pk=1, min_attendance=80)


def session(number: int, *, status: str = "HELD", day: date = DAY, hour: int = 9) -> Session:
    return Session(pk=number, day=day, starts_at=time(hour), ends_at=time(hour + 1), status=status)


def stay(pk: int = 1, *, name: str = "Slamet", left: date | None = None) -> Custody:
    """Return the stay of somebody held since a month before DAY."""
    person = Participant(pk=pk, full_name=name)
    return Custody(pk=pk, participant=person, entry_date=DAY - 30 * A_DAY, left_on=left)


def seat(of: Custody, joined: date | None = DAY - 9 * A_DAY, left: date | None = None) -> Enrolment:
    return Enrolment(custody=of, course=COURSE, joined_on=joined, left_on=left)


def progress_of(
    sessions: list[Session],
    seats: list[Enrolment],
    marks: Mapping[tuple[int, int], str],
    *,
    at: datetime = NOON,
) -> Progress:
    return progress(COURSE, sessions=sessions, seats=seats, marks=marks, at=at)


class TestACourseByHand:
    """Three people, four sessions of which one lies ahead and one was cancelled."""

    @pytest.fixture
    def course(self) -> Progress:
        sessions = [
            session(1, day=DAY - 2 * A_DAY),
            session(2, day=DAY - A_DAY),
            session(3, status="PLANNED", day=DAY + A_DAY),
            session(4, status="CANCELLED"),
        ]
        ana, budi, cici = stay(1, name="Ana"), stay(2, name="budi"), stay(3, name="Cici")
        seats = [seat(cici, DAY - A_DAY), seat(ana), seat(budi, left=DAY)]
        marks = {
            (1, ana.pk): "HADIR",
            (2, ana.pk): "ALPA",
            (1, budi.pk): "TERLAMBAT",
            (4, budi.pk): "HADIR",
            (2, cici.pk): "HADIR",
        }
        return progress_of(sessions, seats, marks)

    def test_people_stand_by_name_and_sessions_called_off_are_left_out(self, course):
        names = [line.stay.participant.full_name for line in course.lines]
        assert names == ["Ana", "budi", "Cici"]
        assert [each.pk for each in course.sessions] == [1, 2, 3]
        assert course.held == 2

    def test_each_rate_counts_the_marks_of_held_sessions(self, course):
        assert [line.rate for line in course.lines] == [Rate(1, 2), Rate(1, 1), Rate(1, 1)]
        assert course.rate == Rate(3, 4)
        assert course.rate.percent == 75

    def test_what_is_missing_is_said_beside(self, course):
        assert course.unrecorded == 1  # budi at the second session

    def test_who_lies_below_the_minimum_and_who_sits_today(self, course):
        assert [course.is_below(line) for line in course.lines] == [True, False, False]
        assert course.below == 1
        assert course.seated == 2


class TestRates:
    def rate(self, marked: Session, of: Enrolment, mark: str = "HADIR") -> Rate:
        return progress_of([marked], [of], {(marked.pk, of.custody_id): mark}).rate

    def test_a_mark_at_a_held_session_while_seated_counts(self):
        assert self.rate(session(1), seat(stay())) == Rate(1, 1)

    @pytest.mark.parametrize("status", ["CANCELLED", "POSTPONED", "PLANNED"])
    def test_a_mark_at_any_other_session_counts_nowhere(self, status):
        assert self.rate(session(1, status=status), seat(stay())) == Rate(0, 0)

    @pytest.mark.parametrize(
        "unseated",
        [
            pytest.param(seat(stay(), joined=DAY + A_DAY), id="before joining"),
            pytest.param(seat(stay(), left=DAY), id="after leaving the course"),
            pytest.param(seat(stay(left=DAY)), id="after leaving the prison"),
        ],
    )
    def test_a_mark_outside_the_seat_counts_nowhere_but_is_shown(self, unseated):
        assert self.rate(session(1), unseated) == Rate(0, 0)
        (line,) = progress_of([session(1)], [unseated], {(1, unseated.custody_id): "HADIR"}).lines
        assert (line.cells[0].mark, line.cells[0].is_seated) == ("HADIR", False)

    def test_nothing_held_is_no_rate_and_not_below(self):
        course = progress_of([], [seat(stay())], {})
        assert course.rate.percent is None
        assert course.below == 0

    def test_exactly_the_minimum_is_not_below(self):
        sessions = [session(number) for number in range(5)]
        marks = {(number, 1): "HADIR" if number else "ALPA" for number in range(5)}
        course = progress_of(sessions, [seat(stay())], marks)
        assert course.rate.percent == COURSE.min_attendance
        assert course.below == 0

    def test_two_seats_of_one_stay_are_one_line(self):
        one = stay()
        seats = [seat(one, DAY - 9 * A_DAY, DAY - 5 * A_DAY), seat(one, DAY - A_DAY)]
        sessions = [session(n, day=DAY - n * A_DAY) for n in (0, 1, 3, 6)]
        (line,) = progress_of(sessions, seats, {}).lines
        assert [cell.is_seated for cell in line.cells] == [True, True, False, True]

    def test_a_nomination_has_no_line(self):
        assert progress_of([session(1)], [seat(stay(), joined=None)], {}).lines == []


class TestUnrecorded:
    @pytest.mark.parametrize(
        ("hour", "day", "missing"),
        [
            pytest.param(9, DAY, 1, id="begun this morning"),
            pytest.param(12, DAY, 1, id="begins this moment"),
            pytest.param(13, DAY, 0, id="begins this afternoon"),
            pytest.param(13, DAY - A_DAY, 1, id="was yesterday"),
            pytest.param(9, DAY + A_DAY, 0, id="is tomorrow"),
        ],
    )
    def test_a_mark_is_missing_once_the_session_has_begun(self, hour, day, missing):
        planned = session(1, status="PLANNED", day=day, hour=hour)
        assert progress_of([planned], [seat(stay())], {}).unrecorded == missing

    def test_no_mark_is_missing_of_somebody_not_seated(self):
        assert progress_of([session(1)], [seat(stay(), left=DAY)], {}).unrecorded == 0


days = st.integers(-4, 4).map(lambda number: DAY + number * A_DAY)


@st.composite
def classes(draw) -> tuple[list[Session], list[Enrolment], dict[tuple[int, int], str]]:
    """Return some sessions, some people with a seat each, and marks of some of them."""
    statuses = st.sampled_from(Session.Status.values)
    sessions = [
        session(number, status=draw(statuses), day=draw(days))
        for number in range(draw(st.integers(0, 5)))
    ]
    seats = [
        seat(stay(pk, left=draw(st.none() | days)), draw(days), draw(st.none() | days))
        for pk in range(draw(st.integers(0, 4)))
    ]
    mark = st.sampled_from([*Attendance.Mark.values, ""])
    marks = {(each.pk, own.custody_id): draw(mark) for each in sessions for own in seats}
    return sessions, seats, marks


@given(classes())
def test_the_base_of_a_rate_is_the_number_of_marks_at_held_sessions_while_seated(made):
    sessions, seats, marks = made
    course = progress_of(sessions, seats, marks)
    counted = [
        mark
        for each in sessions
        for own in seats
        if (mark := marks[each.pk, own.custody_id])
        and each.status == "HELD"
        and is_seated([own], own.custody, each.day)
    ]
    assert course.rate.base == len(counted)
    assert course.rate.base == sum(line.rate.base for line in course.lines)
    assert course.rate.present == sum(line.rate.present for line in course.lines)
    assert course.rate.present == counted.count("HADIR") + counted.count("TERLAMBAT")
