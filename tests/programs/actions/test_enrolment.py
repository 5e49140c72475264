"""Taking a seat in a course, and giving it up."""

from datetime import date, timedelta

import pytest

from jombang_umkm.errors import ActionRefused
from jombang_umkm.history import versions_of
from participants.models import Custody
from programs.actions import enrolment as actions
from programs.models import Attendance, Course, Enrolment, Program
from programs.rules.lifecycle import ENDED_EARLY, SEAT
from tests.factories.jombang_umkm import (
    AdministratorFactory,
    FacilityFactory,
    OfficerFactory,
    StaffFactory,
)
from tests.factories.participants import (
    CustodyFactory,
    DetaineeCustodyFactory,
    ReleasedCustodyFactory,
)
from tests.factories.programs import (
    CourseFactory,
    DetaineeCourseFactory,
    DraftProgramFactory,
    make_class,
    program_in,
    record,
    seat_people,
    stays_on,
)
from tests.threads import together

pytestmark = pytest.mark.django_db

Status = Enrolment.Status

ENTRY, ON, LATER = date(2026, 1, 5), date(2026, 3, 2), date(2026, 3, 10)
A_DAY = timedelta(days=1)


@pytest.fixture
def course() -> Course:
    return CourseFactory(program=DraftProgramFactory(starts_on=ON))


@pytest.fixture
def stay(course) -> Custody:
    return stay_for(course)


def stay_for(course: Course, **fields: object) -> Custody:
    """Return a new stay in the facility of that course."""
    return CustodyFactory(**{"facility": course.program.facility, "entry_date": ENTRY, **fields})


def confirm(custody: Custody, course: Course, *, on: date = ON, by=None) -> Enrolment:
    by = by or AdministratorFactory.build()
    return actions.confirm(custody=custody, course=course, on=on, by=by)


def end(seat: Enrolment, to: str = Status.WITHDRAWN, *, on: date = LATER, by=None) -> Enrolment:
    by = by or AdministratorFactory.build()
    return actions.end(enrolment=seat, to=to, on=on, by=by)


class TestConfirm:
    def test_gives_a_seat_from_that_day_on(self, stay, course):
        seat = confirm(stay, course)
        assert seat == Enrolment.objects.get()
        assert (seat.custody, seat.course, seat.status) == (stay, course, Status.CONFIRMED)
        assert (seat.joined_on, seat.left_on) == (ON, None)

    @pytest.mark.parametrize("day", [ON, LATER])
    def test_a_repeat_changes_nothing(self, day, stay, course, unchanged):
        seat = confirm(stay, course)
        with unchanged(Enrolment):
            assert confirm(stay, course, on=day) == seat

    def test_a_repeat_needs_no_free_seat(self, course, stay):
        Course.objects.update(quota=1)
        assert confirm(stay, course) == confirm(stay, course)

    def test_whoever_left_may_come_back(self, stay, course):
        first = end(confirm(stay, course), on=LATER)
        second = confirm(stay, course, on=LATER)
        assert second != first
        assert second.joined_on == first.left_on

    def test_one_person_may_take_two_courses(self, stay, course):
        confirm(stay, course)
        confirm(stay, CourseFactory(program=course.program))
        assert Enrolment.objects.held(on=ON).filter(custody=stay).count() == 2

    def test_is_refused_before_a_seat_they_have_from_a_later_day_on(self, stay, course, refused):
        confirm(stay, course, on=LATER)
        with refused("seated_later", Enrolment):
            confirm(stay, course, on=ON)

    def test_a_later_seat_that_was_never_sat_on_is_no_obstacle(self, stay, course):
        end(confirm(stay, course, on=LATER), on=LATER)
        assert confirm(stay, course, on=ON).joined_on == ON


class TestBeingHere:
    def test_is_for_people_held_there_from_the_day_of_entry_on(self, stay, course, refused):
        with refused("not_here", Enrolment):
            confirm(stay, course, on=ENTRY - A_DAY)
        assert confirm(stay, course, on=ENTRY).joined_on == ENTRY

    def test_is_not_for_people_who_leave_that_day(self, course, refused):
        leaving = ReleasedCustodyFactory(
            facility=course.program.facility, entry_date=ENTRY, left_on=ON
        )
        with refused("not_here", Enrolment):
            confirm(leaving, course)
        assert confirm(leaving, course, on=ON - A_DAY)

    def test_is_not_for_people_held_elsewhere(self, course, refused):
        elsewhere = stay_for(course, facility=FacilityFactory(office=course.program.office))
        with refused("not_here", Enrolment):
            confirm(elsewhere, course)

    def test_is_for_detainees_only_in_a_course_that_accepts_them(self, course, refused):
        detainee = DetaineeCustodyFactory(facility=course.program.facility, entry_date=ENTRY)
        with refused("detainee", Enrolment):
            confirm(detainee, course)
        assert confirm(detainee, DetaineeCourseFactory(program=course.program))


class TestQuotas:
    @pytest.fixture
    def course(self) -> Course:
        """A course with two seats, in a programme for three people."""
        return CourseFactory(program=DraftProgramFactory(starts_on=ON, quota=3), quota=2)

    def test_the_last_seat_is_given_and_no_more(self, stay, course, refused):
        seat_people(1, course)
        confirm(stay, course)
        with refused("course_full", Enrolment):
            confirm(stay_for(course), course)

    def test_a_seat_is_free_from_the_day_it_is_given_up(self, stay, course, refused):
        seat_people(1, course)
        end(confirm(stay, course), on=LATER)
        successor = stay_for(course)
        with refused("course_full", Enrolment):
            confirm(successor, course, on=LATER - A_DAY)
        confirm(successor, course, on=LATER)

    def test_a_seat_is_not_free_when_it_is_taken_from_a_later_day_on(self, stay, course, refused):
        seat_people(1, course)
        confirm(stay, course, on=LATER)
        with refused("course_full", Enrolment):
            confirm(stay_for(course), course, on=ON)

    def test_the_programme_takes_no_more_people_than_its_own_quota(self, course, refused):
        other = CourseFactory(program=course.program, quota=20)
        seat_people(2, course)
        confirm(stay_for(course), other)
        with refused("program_full", Enrolment):
            confirm(stay_for(course), other)

    def test_the_programme_counts_people_and_not_seats(self, stay, course):
        other = CourseFactory(program=course.program, quota=20)
        seat_people(2, other)
        confirm(stay, other)
        confirm(stay, course)
        assert Enrolment.objects.count() == 4

    def test_other_programmes_do_not_count(self, stay, course):
        seat_people(3, CourseFactory(program=DraftProgramFactory(facility=stay.facility, quota=3)))
        assert confirm(stay, course)


class TestEnd:
    OPEN = [state for state in Status if SEAT.moves[state]]
    SEATED = (Status.CONFIRMED, Status.ATTENDING)

    def seat(self, stay: Custody, course: Course, status: str) -> Enrolment:
        """Return a seat in that state; most are reached by verbs that come later."""
        open_or_over = (*self.SEATED, Status.PASSED, Status.NOT_PASSED)
        joined_on = ON if status in open_or_over else None
        return Enrolment.objects.create(
            custody=stay, course=course, status=status, joined_on=joined_on
        )

    @pytest.mark.parametrize("to", ENDED_EARLY)
    @pytest.mark.parametrize("status", OPEN)
    def test_ends_whatever_is_open_and_a_repeat_changes_nothing(
        self, status, to, stay, course, unchanged
    ):
        seat = end(self.seat(stay, course, status), to)
        seat.refresh_from_db()
        left_on = LATER if status in self.SEATED else None
        assert (seat.status, seat.left_on) == (to, left_on)
        with unchanged(Enrolment):
            end(seat, to, on=LATER + A_DAY)

    @pytest.mark.parametrize("status", Status)
    def test_moves_nothing_against_the_table(self, status, stay, course, refused):
        seat = self.seat(stay, course, status)
        for to in set(Status) - {status} - SEAT.moves[status]:
            with refused("illegal_move", Enrolment):
                end(seat, to)

    @pytest.mark.parametrize("status", OPEN)
    def test_leads_to_no_state_in_which_the_seat_goes_on(self, status, stay, course, refused):
        seat = self.seat(stay, course, status)
        for to in SEAT.moves[status] - set(ENDED_EARLY):
            with refused("not_an_end", Enrolment):
                end(seat, to)

    def test_may_be_on_the_first_day_and_not_before(self, stay, course, refused):
        seat = confirm(stay, course)
        with refused("before_joining", Enrolment):
            end(seat, on=ON - A_DAY)
        assert end(seat, on=ON).left_on == ON

    def test_leaves_the_marks_and_keeps_both_versions_of_the_seat(self, unchanged):
        session = make_class(people=1)
        record(session, dict.fromkeys(stays_on(session), "HADIR"))
        seat = Enrolment.objects.get()
        with unchanged(Attendance):
            end(seat, on=session.day)
        statuses = versions_of(Enrolment).values_list("status", flat=True)
        assert list(statuses) == [Status.CONFIRMED, Status.WITHDRAWN]


class TestProgramState:
    @pytest.mark.parametrize(
        "status", ["DRAFT", "PROPOSED", "APPROVED", "RUNNING", "SUSPENDED", "FINISHED"]
    )
    def test_seats_change_until_the_report_goes_out(self, status):
        course = CourseFactory(program=program_in(status, starts_on=ON))
        end(confirm(stay_for(course), course))

    @pytest.mark.parametrize("status", ["REPORTED", "CLOSED", "CANCELLED"])
    def test_seats_are_locked_afterwards_and_in_a_programme_given_up(self, status, refused):
        course = CourseFactory(program=DraftProgramFactory(starts_on=ON))
        seat = confirm(stay_for(course), course)
        Program.objects.update(status=status)
        with refused("locked", Enrolment):
            confirm(stay_for(course), course)
        with refused("locked", Enrolment):
            end(seat)


class TestWhoMay:
    """The staff of the programme's office and administrators plan; nobody else does."""

    def test_staff_of_its_office(self, stay, course):
        staff = StaffFactory(office=course.program.office)
        end(confirm(stay, course, by=staff), by=staff)

    @pytest.mark.parametrize("outsider", [OfficerFactory, StaffFactory])
    def test_nobody_of_another_office_or_facility(self, outsider, stay, course, refused):
        seat, user = confirm(stay, course), outsider()
        with refused("not_allowed", Enrolment):
            confirm(stay_for(course), course, by=user)
        with refused("not_allowed", Enrolment):
            end(seat, by=user)

    def test_not_even_officers_of_the_facility(self, stay, course, refused):
        with refused("not_allowed", Enrolment):
            confirm(stay, course, by=OfficerFactory(facility=stay.facility))


@pytest.mark.django_db(transaction=True)
class TestRaces:
    """Real threads on real connections."""

    ROUNDS = 5

    def test_the_last_seat_is_taken_once(self):
        course = CourseFactory(program=DraftProgramFactory(starts_on=ON), quota=1)
        for _round in range(self.ROUNDS):
            results = together(*[self.taking(stay_for(course), course) for _number in range(2)])
            (seat,) = [each for each in results if isinstance(each, Enrolment)]
            (refusal,) = [each for each in results if isinstance(each, ActionRefused)]
            assert refusal.code == "course_full"
            assert Enrolment.objects.held(on=ON).get() == seat
            end(seat, on=ON)

    def test_the_last_place_of_a_programme_is_taken_once_by_two_courses(self):
        program = DraftProgramFactory(starts_on=ON, quota=1)
        courses = CourseFactory.create_batch(2, program=program)
        results = together(*[self.taking(stay_for(course), course) for course in courses])
        (refusal,) = [each for each in results if isinstance(each, ActionRefused)]
        assert refusal.code == "program_full"
        assert Enrolment.objects.count() == 1

    def test_a_double_click_takes_one_seat(self):
        course = CourseFactory(program=DraftProgramFactory(starts_on=ON))
        stay = stay_for(course)
        first, second = together(*[self.taking(stay, course)] * 2)
        assert first == second == Enrolment.objects.get()

    def taking(self, stay: Custody, course: Course):
        return lambda: confirm(stay, course)
