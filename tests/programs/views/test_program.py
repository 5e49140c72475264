"""One programme: its opening, its courses, how they go."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from jombang_umkm.models import User
from programs.models import Course, Program
from tests.factories.jombang_umkm import (
    OfficerFactory,
    SignatoryFactory,
    StaffFactory,
)
from tests.factories.programs import (
    CourseFactory,
    ProgramFactory,
    SessionFactory,
    record,
    seat_people,
    stays_on,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def course() -> Course:
    return CourseFactory()


@pytest.fixture
def staff(course) -> User:
    return StaffFactory(office=course.program.office)


def address(program: Program) -> str:
    return reverse("program", args=[program.pk])


def hold_session(course: Course, *, days_ago: int, marks: list[str]) -> None:
    """Hold a session of the course, its people marked like this by name."""
    day = timezone.localdate() - timedelta(days=days_ago)
    session = SessionFactory(courses=[course], day=day)
    record(session, dict(zip(stays_on(session), marks, strict=False)))


def test_each_course_has_its_figures(course, staff, opens):
    seat_people(2, course)
    hold_session(course, days_ago=2, marks=["HADIR", "HADIR"])
    hold_session(course, days_ago=1, marks=["ALPA"])
    empty = CourseFactory(program=course.program)
    response = opens(staff, address(course.program))
    figures = {
        progress.course: (progress.seated, progress.held, progress.rate.percent)
        for progress in response.context["progresses"]
    }
    assert figures == {course: (2, 2, 67), empty: (0, 0, None)}
    assert "2 of 3, 67 %" in response.text
    assert reverse("course", args=[empty.pk]) in response.text


def test_a_person_of_two_courses_is_one_participant(course, staff, opens):
    (stay,) = seat_people(1, course)
    second = CourseFactory(program=course.program)
    seat_people(1, second)
    second.enrolments.create(custody=stay, status="CONFIRMED", joined_on=second.program.starts_on)
    assert opens(staff, address(course.program)).context["people"] == 2


def test_a_shared_session_counts_in_each_of_its_courses(course, staff, opens):
    second = CourseFactory(program=course.program)
    for each in (course, second):
        seat_people(1, each)
    day = timezone.localdate() - timedelta(days=1)
    shared = SessionFactory(courses=[course, second], day=day)
    record(shared, dict(zip(stays_on(shared), ["HADIR", "HADIR"], strict=True)))
    progresses = opens(staff, address(course.program)).context["progresses"]
    assert [(each.held, each.rate.base) for each in progresses] == [(1, 1), (1, 1)]


def test_the_opening_is_told(staff, opens):
    head = SignatoryFactory(office=staff.office, name="Fahruddin Widodo")
    program = ProgramFactory(
        office=staff.office,
        opened_on=date(2023, 3, 10),
        opening_place="Aula",
        opened_by=head,
        opening_note="staf Lapas",
    )
    program.opening_attended_by.add(head)
    text = opens(staff, address(program)).text
    for part in ("10 March 2023", "Aula", "Fahruddin Widodo", "staf Lapas"):
        assert part in text


def test_a_programme_without_courses_says_what_to_do(staff, opens):
    program = ProgramFactory(office=staff.office)
    assert "No course yet" in opens(staff, address(program)).text


def test_is_not_there_for_others(course, opens):
    for stranger in (StaffFactory(), OfficerFactory()):
        assert opens(stranger, address(course.program)).status_code == 404
    assert opens(StaffFactory(), reverse("program", args=[0])).status_code == 404


def test_takes_the_same_few_statements_for_few_and_many_people(course, staff, statements):
    def grow(people: int, courses: int) -> None:
        for each in [course, *CourseFactory.create_batch(courses, program=course.program)]:
            seat_people(people, each)
            hold_session(each, days_ago=1, marks=["HADIR"] * people)

    grow(people=3, courses=1)
    few = statements(staff, address(course.program))
    grow(people=40, courses=4)
    assert statements(staff, address(course.program)) == few <= 10
