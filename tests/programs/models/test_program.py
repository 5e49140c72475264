"""Programmes, skills, courses and their modules: what the database never lets be."""

from datetime import timedelta

import pytest
from django.db import connection, transaction

from programs.models import Course, Module
from tests.factories.programs import (
    CourseFactory,
    DraftProgramFactory,
    ModuleFactory,
    SkillFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def course() -> Course:
    return CourseFactory(program=DraftProgramFactory(), name="Kelas Merajut")


class TestProgram:
    def test_does_not_end_before_it_starts(self, breaks):
        program = DraftProgramFactory()
        program.ends_on = program.starts_on - timedelta(days=1)
        breaks(program, "program_dates_in_order")

    def test_may_last_one_day(self):
        program = DraftProgramFactory()
        program.ends_on = program.starts_on
        program.validate_constraints()
        program.save()

    def test_is_for_somebody(self, breaks):
        program = DraftProgramFactory()
        program.quota = 0
        breaks(program, "program_quota_positive")


class TestSkill:
    def test_is_named_once_in_whatever_case(self, breaks):
        SkillFactory(name="Tata boga")
        breaks(SkillFactory.build(name="TATA BOGA"), "skill_name_unique")


class TestCourse:
    def test_is_named_once_in_a_programme_in_whatever_case(self, course, breaks):
        twin = CourseFactory.build(program=course.program, skill=course.skill, name="KELAS MERAJUT")
        breaks(twin, "course_name_unique")

    def test_may_have_the_name_of_a_course_elsewhere(self, course):
        CourseFactory(program=DraftProgramFactory(), skill=course.skill, name=course.name)

    def test_has_a_seat(self, course, breaks):
        course.quota = 0
        breaks(course, "course_quota_positive")

    @pytest.mark.parametrize("percent", [0, 80, 100])
    def test_asks_for_up_to_all_of_its_sessions(self, percent, course):
        course.min_attendance = percent
        course.validate_constraints()
        course.save()

    def test_does_not_ask_for_more(self, course, breaks):
        course.min_attendance = 101
        breaks(course, "course_min_attendance_percent")


class TestModule:
    @pytest.fixture
    def modules(self, course) -> list[Module]:
        return [ModuleFactory(course=course, position=position) for position in (1, 2)]

    def test_has_its_position_alone(self, modules, breaks):
        second = modules[1]
        second.position = 1
        breaks(second, "module_position_unique")

    def test_may_have_the_position_of_a_module_of_another_course(self, modules):
        ModuleFactory(course=CourseFactory(program=modules[0].course.program), position=1)

    def test_two_change_places_in_one_transaction(self, course, modules):
        first, second = modules
        with transaction.atomic():
            first.position, second.position = 2, 1
            first.save()
            second.save()
            connection.check_constraints()
        assert list(course.modules.all()) == [second, first]
