"""The list of programmes."""

from datetime import timedelta

import pytest

from jombang_umkm.models import User
from programs.models import Program
from tests.factories.jombang_umkm import (
    AdministratorFactory,
    FacilityFactory,
    OfficerFactory,
    StaffFactory,
)
from tests.factories.programs import (
    ClosedProgramFactory,
    CourseFactory,
    DraftProgramFactory,
    EndedSeatFactory,
    ProgramFactory,
    seat_people,
)

pytestmark = pytest.mark.django_db

ADDRESS = "/pelatihan/"


@pytest.fixture
def program() -> Program:
    return ProgramFactory()


@pytest.fixture
def staff(program) -> User:
    return StaffFactory(office=program.office)


def listed(response) -> list[Program]:
    return list(response.context["programs"])


def test_those_that_run_come_first_then_the_newest(program, staff, opens):
    place = {"facility": program.facility}
    earlier = program.starts_on - timedelta(days=300)
    later = program.starts_on + timedelta(days=30)
    closed = ClosedProgramFactory(**place, starts_on=earlier)
    draft = DraftProgramFactory(**place, starts_on=later)
    assert listed(opens(staff, ADDRESS)) == [program, draft, closed]


def test_courses_and_people_are_counted_once(program, staff, opens):
    first, second = CourseFactory.create_batch(2, program=program)
    stays = seat_people(3, first)
    seat_people(2, second)
    EndedSeatFactory(course=second, custody=stays[0])
    (shown,) = listed(opens(staff, ADDRESS))
    assert (shown.course_count, shown.people_count) == (2, 5)


def test_each_sees_its_own(program, opens):
    facility = FacilityFactory(office=program.office)
    elsewhere = ProgramFactory(facility=facility)
    others = ProgramFactory()
    assert listed(opens(OfficerFactory(facility=facility), ADDRESS)) == [elsewhere]
    assert set(listed(opens(StaffFactory(office=program.office), ADDRESS))) == {program, elsewhere}
    everything = {program, elsewhere, others}
    assert set(listed(opens(AdministratorFactory(), ADDRESS))) == everything


def test_nothing_to_list_says_what_comes_here(opens):
    assert "they appear here" in opens(StaffFactory(), ADDRESS).text


def test_takes_the_same_few_statements_for_few_and_many(program, staff, statements):
    few = statements(staff, ADDRESS)
    for course in CourseFactory.create_batch(4, program=program):
        seat_people(10, course)
    ProgramFactory.create_batch(8, facility=program.facility)
    assert statements(staff, ADDRESS) == few <= 10
