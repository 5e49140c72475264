"""Who sees what of training: one matrix for all of it."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db.models import Model

from jombang_umkm.models import User
from programs.models import Course, Enrolment, Program, Session, Speaker
from tests.factories.jombang_umkm import (
    AdministratorFactory,
    FacilityFactory,
    OfficeFactory,
    OfficerFactory,
    StaffFactory,
)
from tests.factories.programs import (
    CourseFactory,
    DraftProgramFactory,
    SeatFactory,
    SessionFactory,
    SpeakerFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def program() -> Program:
    """A programme with a course, a session, a seat, and a speaker of its office."""
    program = DraftProgramFactory()
    course = CourseFactory(program=program)
    SessionFactory(courses=[course])
    SeatFactory(course=course)
    SpeakerFactory(office=program.office)
    return program


VISITORS: dict[str, Callable[[Program], User | AnonymousUser]] = {
    "an administrator": lambda program: AdministratorFactory(),
    "staff of its office": lambda program: StaffFactory(office=program.office),
    "an officer there": lambda program: OfficerFactory(facility=program.facility),
    "staff of another office": lambda program: StaffFactory(),
    "an officer elsewhere": lambda program: OfficerFactory(
        facility=FacilityFactory(office=program.office)
    ),
    "nobody signed in": lambda program: AnonymousUser(),
}
INSIDERS = {"an administrator", "staff of its office", "an officer there"}
SEEN_BY: dict[type[Model], set[str]] = {
    Program: INSIDERS,
    Course: INSIDERS,
    Session: INSIDERS,
    Enrolment: INSIDERS,
    # Speakers are people the office knows: the prison sees them on its sessions only.
    Speaker: {"an administrator", "staff of its office"},
}


@pytest.mark.parametrize("visitor", VISITORS)
@pytest.mark.parametrize("model", SEEN_BY)
def test_is_seen_by_whose_it_is(model, visitor, program):
    user = VISITORS[visitor](program)
    seen = model.objects.visible_to(user).count()
    assert seen == (1 if visitor in SEEN_BY[model] else 0)


@pytest.mark.parametrize("model", [Program, Course, Session, Enrolment])
def test_a_facility_that_trains_with_two_offices_sees_both_and_each_office_its_own(model, program):
    other = DraftProgramFactory(facility=program.facility, office=OfficeFactory())
    course = CourseFactory(program=other)
    SessionFactory(courses=[course])
    SeatFactory(course=course)
    assert model.objects.visible_to(OfficerFactory(facility=program.facility)).count() == 2
    assert model.objects.visible_to(StaffFactory(office=other.office)).count() == 1
