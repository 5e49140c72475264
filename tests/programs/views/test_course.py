"""One course: who was where, and what it adds up to."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from jombang_umkm.models import User
from programs.models import Course, Session
from tests.factories.jombang_umkm import OfficerFactory, StaffFactory
from tests.factories.participants import happen
from tests.factories.programs import (
    CancelledSessionFactory,
    CourseFactory,
    PostponedSessionFactory,
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
    return CourseFactory(min_attendance=80)


@pytest.fixture
def staff(course) -> User:
    return StaffFactory(office=course.program.office)


def address(course: Course) -> str:
    return reverse("course", args=[course.pk])


def hold_session(course: Course, *, days_ago: int, marks: list[str]) -> Session:
    """Hold a session of the course, its people marked like this by name."""
    session = SessionFactory(courses=[course], day=TODAY - days_ago * A_DAY)
    record(session, dict(zip(stays_on(session), marks, strict=False)))
    return session


def cells(text: str) -> list[list[str]]:
    """Return the words in each person's cells, a line a person."""
    body = text.partition("<tbody>")[2].partition("</tbody>")[0]
    return [
        [
            " ".join(re.sub(r"<[^>]+>", " ", cell).split())
            for cell in re.findall(r"<td.*?</td>", row)
        ]
        for row in body.split("</tr>")[:-1]
    ]


class TestTheMatrix:
    def test_shows_each_mark_in_words_and_what_is_missing(self, course, staff, opens):
        seat_people(2, course)
        hold_session(course, days_ago=3, marks=["HADIR", "TIDAK_DIKELUARKAN"])
        hold_session(course, days_ago=2, marks=["TERLAMBAT"])
        SessionFactory(courses=[course], day=TODAY + A_DAY)
        assert cells(opens(staff, address(course)).text) == [
            ["H Present", "T Late", "", "2 of 2", "100 %"],
            ["K Not brought out", "Not recorded yet", "", "0 of 1", "below 80 % 0 %"],
        ]

    def test_a_mark_of_somebody_who_had_left_stands_there_and_counts_nowhere(
        self, course, staff, opens
    ):
        (stay,) = seat_people(1, course)
        session = hold_session(course, days_ago=3, marks=["HADIR"])
        happen(stay, "FULL_RELEASE", on=session.day)
        assert cells(opens(staff, address(course)).text) == [["H Present not counted", "–", "–"]]

    def test_somebody_not_seated_on_a_day_has_a_dash_there(self, course, staff, opens):
        (stay,) = seat_people(1, course)
        happen(stay, "DIED", on=TODAY - 2 * A_DAY)
        SessionFactory(courses=[course], day=TODAY - A_DAY)
        assert cells(opens(staff, address(course)).text) == [["–", "–", "–"]]

    def test_leaves_out_what_was_called_off(self, course, staff, opens):
        seat_people(1, course)
        CancelledSessionFactory(courses=[course], day=TODAY - 2 * A_DAY)
        PostponedSessionFactory(courses=[course], day=TODAY - 2 * A_DAY)
        held = hold_session(course, days_ago=1, marks=["HADIR"])
        progress = opens(staff, address(course)).context["progress"]
        assert progress.sessions == [held]

    def test_numbers_a_session_as_the_day_does(self, course, staff, opens):
        seat_people(1, course)
        CancelledSessionFactory(courses=[course], day=TODAY - 3 * A_DAY)
        PostponedSessionFactory(courses=[course], day=TODAY - 2 * A_DAY)
        SessionFactory(courses=[course], day=TODAY - A_DAY)
        SessionFactory(courses=[course], day=TODAY)
        (card,) = opens(staff, reverse("today")).context["cards"]
        sessions = opens(staff, address(course)).context["progress"].sessions
        assert card.number == sessions.index(card.session) + 1


class TestRates:
    @pytest.fixture
    def progress(self, course, staff, opens):
        seat_people(3, course)
        hold_session(course, days_ago=2, marks=["HADIR", "SAKIT", "TERLAMBAT"])
        hold_session(course, days_ago=1, marks=["HADIR", "ALPA"])
        return opens(staff, address(course)).context["progress"]

    def test_are_those_of_each_person_and_of_all(self, progress):
        rates = [(line.rate.present, line.rate.base) for line in progress.lines]
        assert rates == [(2, 2), (0, 2), (1, 1)]
        assert (progress.rate.present, progress.rate.base) == (3, 5)
        assert (progress.unrecorded, progress.below) == (1, 1)

    def test_stand_once_on_the_page_and_are_equal_on_the_programmes(
        self, progress, course, staff, opens
    ):
        pages = [address(course), reverse("program", args=[course.program_id])]
        for page in pages:
            assert opens(staff, page).text.count("3 of 5, 60 %") == 1

    def test_say_what_they_count(self, progress, course, staff, opens):
        assert "What is not recorded counts nowhere" in opens(staff, address(course)).text


@pytest.mark.parametrize(("people", "sentence"), [(0, "Nobody has a seat"), (1, "No session is")])
def test_an_empty_course_says_what_comes_next(people, sentence, course, staff, opens):
    seat_people(people, course)
    assert sentence in opens(staff, address(course)).text


def test_the_officers_there_read_it_too(course, opens):
    assert (
        opens(OfficerFactory(facility=course.program.facility), address(course)).status_code == 200
    )


def test_is_not_there_for_others(course, opens):
    for stranger in (StaffFactory(), OfficerFactory()):
        assert opens(stranger, address(course)).status_code == 404


def test_takes_the_same_few_statements_for_few_and_many_people(course, staff, statements):
    def grow(people: int, sessions: int) -> None:
        seat_people(people, course)
        for number in range(sessions):
            hold_session(course, days_ago=number + 1, marks=["HADIR"] * people)

    grow(people=3, sessions=1)
    few = statements(staff, address(course))
    grow(people=37, sessions=9)
    assert statements(staff, address(course)) == few <= 10
