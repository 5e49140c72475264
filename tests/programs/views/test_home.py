"""Home: what needs doing."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from jombang_umkm.models import User
from programs.models import Course
from tests.factories.jombang_umkm import AdministratorFactory, OfficerFactory, StaffFactory
from tests.factories.programs import (
    CourseFactory,
    DraftProgramFactory,
    ProgramFactory,
    SessionFactory,
    record,
    seat_people,
    stays_on,
)

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=timezone.get_default_timezone())
TODAY = NOW.date()
A_DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def course() -> Course:
    """A course with one person, in a running programme."""
    course = CourseFactory()
    seat_people(1, course)
    return course


@pytest.fixture
def staff(course) -> User:
    return StaffFactory(office=course.program.office)


def test_an_officers_home_is_the_day(opens):
    response = opens(OfficerFactory(), "/")
    assert response.status_code == 302
    assert response["Location"] == reverse("today")


def test_the_office_sees_what_is_overdue_with_the_oldest_by_name(course, staff, opens):
    for days in (1, 4):
        SessionFactory(courses=[course], day=TODAY - days * A_DAY)
    done = SessionFactory(courses=[course], day=TODAY - 9 * A_DAY)
    record(done, dict.fromkeys(stays_on(done), "HADIR"))
    response = opens(staff, "/")
    assert [card.session.day for card in response.context["overdue"]] == [
        TODAY - 4 * A_DAY,
        TODAY - A_DAY,
    ]
    assert course.name in response.text


def test_nothing_overdue_says_so(course, staff, opens):
    assert "Nothing waits for you" in opens(staff, "/").text


def test_todays_sessions_lead_to_their_sheets(course, staff, opens):
    session = SessionFactory(courses=[course], day=TODAY)
    response = opens(staff, "/")
    assert [card.session for card in response.context["cards"]] == [session]
    assert reverse("sheet", args=[session.pk]) in response.text


def test_only_programmes_that_run_are_listed(course, staff, opens):
    draft = DraftProgramFactory(facility=course.program.facility)
    response = opens(staff, "/")
    assert list(response.context["programs"]) == [course.program]
    assert draft.name not in response.text


def test_another_office_sees_nothing_of_it_and_an_administrator_all(course, opens):
    SessionFactory(courses=[course], day=TODAY)
    SessionFactory(courses=[course], day=TODAY - A_DAY)
    seen = {}
    for user in (StaffFactory(), AdministratorFactory()):
        context = opens(user, "/").context
        seen[user] = [len(context[part]) for part in ("overdue", "cards", "programs")]
    assert list(seen.values()) == [[0, 0, 0], [1, 1, 1]]


def test_takes_the_same_few_statements_for_little_and_much(course, staff, statements):
    def add(count: int) -> None:
        for number in range(count):
            SessionFactory(courses=[course], day=TODAY)
            SessionFactory(courses=[course], day=TODAY - number * A_DAY - A_DAY)
        ProgramFactory.create_batch(count, facility=course.program.facility)

    add(1)
    few = statements(staff, "/")
    add(7)
    # Six, and one for each of three queues.
    assert statements(staff, "/") == few <= 9
