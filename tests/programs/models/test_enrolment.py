"""A seat: one per person and course at a time, and days that fit its state."""

from datetime import date, timedelta

import pytest

from participants.models import Custody
from programs.models import Course, Enrolment
from tests.factories.participants import CustodyFactory
from tests.factories.programs import CourseFactory, DraftProgramFactory

pytestmark = pytest.mark.django_db

Status = Enrolment.Status

JOINED, LEFT = date(2026, 3, 2), date(2026, 3, 10)
A_DAY = timedelta(days=1)

WITHOUT_A_SEAT = [Status.NOMINATED, Status.WAITLISTED, Status.OFFERED]
SEATED = [Status.CONFIRMED, Status.ATTENDING, Status.PASSED, Status.NOT_PASSED]


@pytest.fixture
def course() -> Course:
    return CourseFactory(program=DraftProgramFactory())


@pytest.fixture
def stay(course) -> Custody:
    return CustodyFactory(facility=course.program.facility, entry_date=date(2026, 1, 5))


@pytest.fixture
def seat(course, stay) -> Enrolment:
    """A seat from JOINED until LEFT."""
    return Enrolment.objects.create(
        course=course, custody=stay, status=Status.WITHDRAWN, joined_on=JOINED, left_on=LEFT
    )


def keeps(seat: Enrolment) -> None:
    """Assert that neither form nor database objects to it."""
    seat.validate_constraints()
    seat.save()


class TestOneSeatACourse:
    def again(self, seat: Enrolment, joined_on: date, **fields: object) -> Enrolment:
        """Return another seat of the same stay from that day on, not saved yet."""
        fields = {"custody": seat.custody, "course": seat.course, **fields}
        return Enrolment(status=Status.CONFIRMED, joined_on=joined_on, **fields)

    @pytest.mark.parametrize(
        ("joined_on", "left_on"),
        [(JOINED, LEFT), (LEFT - A_DAY, None), (JOINED - A_DAY, JOINED + A_DAY)],
    )
    def test_two_seats_do_not_overlap(self, joined_on, left_on, seat, breaks):
        second = self.again(seat, joined_on, left_on=left_on)
        breaks(second, "enrolment_one_seat_a_course")

    def test_one_may_come_back_on_the_day_of_leaving(self, seat):
        keeps(self.again(seat, LEFT))

    def test_a_seat_in_another_course_is_another_matter(self, seat):
        keeps(self.again(seat, JOINED, course=CourseFactory(program=seat.course.program)))

    def test_another_person_has_a_seat_of_their_own(self, seat):
        keeps(self.again(seat, JOINED, custody=CustodyFactory(entry_date=JOINED)))

    def test_a_nomination_beside_a_seat_takes_none(self, seat):
        keeps(Enrolment(custody=seat.custody, course=seat.course, status=Status.NOMINATED))


class TestDays:
    def test_a_seat_is_not_left_before_it_is_taken(self, seat, breaks):
        seat.left_on = JOINED - A_DAY
        assert len(breaks(seat, "enrolment_dates_in_order")) == 1

    def test_what_was_never_taken_is_not_left(self, seat, breaks):
        seat.joined_on = None
        breaks(seat, "enrolment_dates_in_order")

    def test_a_seat_may_be_given_up_on_its_first_day(self, seat):
        seat.left_on = JOINED
        keeps(seat)

    @pytest.mark.parametrize("status", SEATED)
    def test_a_confirmed_seat_has_a_first_day(self, status, course, stay, breaks):
        breaks(Enrolment(course=course, custody=stay, status=status), "enrolment_seat_held")

    @pytest.mark.parametrize("status", WITHOUT_A_SEAT)
    def test_a_nomination_has_none(self, status, course, stay, breaks):
        nominated = Enrolment(course=course, custody=stay, status=status, joined_on=JOINED)
        breaks(nominated, "enrolment_seat_held")

    @pytest.mark.parametrize(
        "status", [state for state in Status if state not in (*SEATED, *WITHOUT_A_SEAT)]
    )
    def test_a_seat_that_was_ended_has_its_first_day_without(self, status, course, stay, breaks):
        ended = Enrolment(course=course, custody=stay, status=status, joined_on=JOINED)
        breaks(ended, "enrolment_seat_held")

    @pytest.mark.parametrize(
        "status", [state for state in Status if state not in (*SEATED, *WITHOUT_A_SEAT)]
    )
    def test_both_a_seat_and_a_nomination_may_end_early(self, status, course, stay):
        keeps(Enrolment(course=course, custody=stay, status=status))
        seat = Enrolment(course=course, custody=stay, status=status, joined_on=JOINED, left_on=LEFT)
        keeps(seat)
