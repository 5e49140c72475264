"""Hari ini: the day's sessions of my facility, and what is overdue first."""

import html
import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from jombang_umkm.models import User
from participants.models import Custody
from programs.models import Course, Session
from programs.views.today import OVERDUE_SHOWN
from tests.factories.jombang_umkm import (
    AdministratorFactory,
    FacilityFactory,
    OfficerFactory,
    StaffFactory,
)
from tests.factories.participants import CustodyFactory, send
from tests.factories.programs import (
    CancelledSessionFactory,
    CourseFactory,
    PostponedSessionFactory,
    ProgramFactory,
    SessionFactory,
    SpeakerSlotFactory,
    record,
    seat_people,
    stays_on,
)

pytestmark = pytest.mark.django_db

# A Monday, an hour into the sessions of the morning.
NOW = datetime(2026, 11, 23, 10, 0, tzinfo=timezone.get_default_timezone())
TODAY = NOW.date()
A_DAY = timedelta(days=1)

TODAY_PAGE = "/hari-ini/"


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def course() -> Course:
    """A course with two people."""
    course = CourseFactory()
    seat_people(2, course)
    return course


@pytest.fixture
def officer(course) -> User:
    return OfficerFactory(facility=course.program.facility)


def session_of(course: Course, day: date = TODAY, *, marked: int = 0, **fields: object) -> Session:
    """Return a session of that course, with that many of its people marked."""
    session = SessionFactory(courses=[course], day=day, **fields)
    if marked:
        record(session, dict.fromkeys(stays_on(session)[:marked], "HADIR"))
    return session


def topics(cards) -> list[str]:
    return [card.session.topic for card in cards]


def test_asks_who_is_there(course):
    response = Client().get(TODAY_PAGE)
    assert response.status_code == 302
    assert response["Location"].startswith(reverse("sign_in"))


class TestTheDay:
    def test_is_shown_by_time(self, course, officer, opens):
        for topic, hour in (("sore", 15), ("pagi", 7), ("siang", 12)):
            session_of(course, topic=topic, starts_at=time(hour), ends_at=time(hour + 1))
        response = opens(officer, TODAY_PAGE)
        assert topics(response.context["cards"]) == ["pagi", "siang", "sore"]
        places = [response.text.index(topic) for topic in ("pagi", "siang", "sore")]
        assert places == sorted(places)

    def test_names_course_room_and_speaker(self, course, officer, opens):
        session = session_of(course)
        slot = SpeakerSlotFactory(session=session)
        page = html.unescape(opens(officer, TODAY_PAGE).text)
        for name in (course.name, session.room.name, slot.speaker.full_name):
            assert name in page
        assert re.search("09.00–11.15", page)
        assert reverse("sheet", args=[session.pk]) in page

    def test_a_session_of_all_courses_says_so(self, course, officer, opens):
        SessionFactory(courses=[course, CourseFactory(program=course.program)], day=TODAY)
        response = opens(officer, TODAY_PAGE)
        (card,) = response.context["cards"]
        assert card.number is None
        assert "<h3>All courses</h3>" in response.text

    def test_a_session_of_some_courses_names_them(self, course, officer, opens):
        second, _third = CourseFactory.create_batch(2, program=course.program)
        SessionFactory(courses=[course, second], day=TODAY)
        (card,) = opens(officer, TODAY_PAGE).context["cards"]
        assert card.title == ", ".join(sorted([course.name, second.name]))

    def test_each_says_how_far_its_sheet_is(self, course, officer, opens):
        empty_course = CourseFactory(program=course.program)
        made = {
            "nothing": session_of(course),
            "half": session_of(course, marked=1),
            "whole": session_of(course, marked=2),
            "later": session_of(course, starts_at=time(13), ends_at=time(14)),
            "nobody": session_of(empty_course),
            "cancelled": CancelledSessionFactory(courses=[course], day=TODAY),
            "postponed": PostponedSessionFactory(courses=[course], day=TODAY),
        }
        response = opens(officer, TODAY_PAGE)
        states = {card.session.pk: card.state for card in response.context["cards"]}
        assert {name: states[session.pk] for name, session in made.items()} == {
            "nothing": "empty",
            "half": "incomplete",
            "whole": "complete",
            "later": "ahead",
            "nobody": "nobody",
            "cancelled": "cancelled",
            "postponed": "postponed",
        }
        assert response.context["incomplete"] == 2
        for words in ("Not recorded yet", "Recorded 1 of 2", "Recorded 2 of 2", "Not started"):
            assert words in response.text

    def test_without_sessions_says_what_to_do(self, course, officer, opens):
        assert "Choose another day" in opens(officer, TODAY_PAGE).text
        stranger = OfficerFactory()
        assert "No programme has sessions here yet" in opens(stranger, TODAY_PAGE).text

    @pytest.mark.parametrize(("hour", "day"), [(0, TODAY), (23, TODAY)])
    def test_is_a_wib_day(self, hour, day, course, officer, opens):
        with time_machine.travel(NOW.replace(hour=hour), tick=False):
            assert opens(officer, TODAY_PAGE).context["day"] == day


class TestOtherDays:
    @pytest.fixture(autouse=True)
    def sessions(self, course) -> None:
        for days in (-9, -2, 0, 3, 8):
            session_of(course, TODAY + days * A_DAY, topic=f"hari {days}")

    def test_the_nearest_days_with_sessions_are_offered(self, officer, opens):
        context = opens(officer, TODAY_PAGE).context
        assert (context["previous_day"], context["next_day"]) == (
            TODAY - 2 * A_DAY,
            TODAY + 3 * A_DAY,
        )

    @pytest.mark.parametrize(
        ("days", "previous", "following", "shown"),
        [(-9, None, -2, ["hari -9"]), (8, 3, None, ["hari 8"]), (1, 0, 3, [])],
    )
    def test_another_day_can_be_asked_for(self, days, previous, following, shown, officer, opens):
        asked = TODAY + days * A_DAY
        response = opens(officer, TODAY_PAGE, tanggal=asked.isoformat())
        context = response.context
        nearest = [None if each is None else TODAY + each * A_DAY for each in (previous, following)]
        assert context["day"] == asked
        assert topics(context["cards"]) == shown
        assert [context["previous_day"], context["next_day"]] == nearest

    def test_what_is_overdue_stands_on_todays_page_only(self, officer, opens):
        assert opens(officer, TODAY_PAGE).context["overdue"]
        yesterday = (TODAY - A_DAY).isoformat()
        assert not opens(officer, TODAY_PAGE, tanggal=yesterday).context["overdue"]

    @pytest.mark.parametrize("extreme", ["0001-01-01", "9999-12-31"])
    def test_the_ends_of_the_calendar_are_days_too(self, extreme, officer, opens):
        response = opens(officer, TODAY_PAGE, tanggal=extreme)
        assert response.status_code == 200
        assert response.context["day"].isoformat() == extreme

    @pytest.mark.parametrize(
        "typed",
        [
            "besok",
            "2026-02-30",
            "2026-13-01",
            "30-02-2026",
            "0000-01-01",
            "<b>",
            "9" * 5000,
            "a\0b",
        ],
    )
    def test_what_is_no_date_shows_today_and_says_so(self, typed, officer, opens):
        response = opens(officer, TODAY_PAGE, tanggal=typed)
        assert response.status_code == 200
        assert response.context["day"] == TODAY
        assert response.context["not_a_date"] == typed
        assert html.escape(typed) in response.text

    @pytest.mark.parametrize("typed", ["", "  "])
    def test_nothing_typed_is_today(self, typed, officer, opens):
        context = opens(officer, TODAY_PAGE, tanggal=typed).context
        assert (context["day"], context["not_a_date"]) == (TODAY, "")


class TestOverdue:
    def test_comes_first_oldest_first(self, course, officer, opens):
        session_of(course, topic="hari ini")
        session_of(course, TODAY - A_DAY, topic="kemarin", marked=1)
        session_of(course, TODAY - 5 * A_DAY, topic="minggu lalu")
        response = opens(officer, TODAY_PAGE)
        assert topics(response.context["overdue"]) == ["minggu lalu", "kemarin"]
        places = [response.text.index(topic) for topic in ("minggu lalu", "kemarin", "hari ini")]
        assert places == sorted(places)

    def test_is_nothing_of_what_is_whole_or_called_off(self, course, officer, opens):
        session_of(course, TODAY - A_DAY, marked=2)
        CancelledSessionFactory(courses=[course], day=TODAY - A_DAY)
        PostponedSessionFactory(courses=[course], day=TODAY - A_DAY)
        assert opens(officer, TODAY_PAGE).context["overdue"] == []

    def test_much_of_it_is_counted_and_the_oldest_shown(self, course, officer, opens):
        for number in range(OVERDUE_SHOWN + 2):
            session_of(course, TODAY - (1 + number) * A_DAY, topic=f"lalu {number}")
        response = opens(officer, TODAY_PAGE)
        assert len(response.context["overdue"]) == OVERDUE_SHOWN
        assert response.context["overdue_count"] == OVERDUE_SHOWN + 2
        assert topics(response.context["overdue"])[0] == f"lalu {OVERDUE_SHOWN + 1}"


class TestWhoSeesWhat:
    @pytest.fixture
    def elsewhere(self, course) -> Session:
        """A session in another facility of the same office."""
        facility = FacilityFactory(office=course.program.office)
        other = CourseFactory(program=ProgramFactory(facility=facility))
        seat_people(1, other)
        session_of(course, topic="di sini")
        return session_of(other, topic="di sana")

    def test_an_officer_sees_one_facility_and_may_record(self, elsewhere, officer, opens):
        response = opens(officer, TODAY_PAGE)
        assert topics(response.context["cards"]) == ["di sini"]
        assert "di sana" not in response.text
        assert response.context["can_record"]

    def test_the_office_sees_all_of_its_facilities_by_name_and_looks_on(self, elsewhere, opens):
        staff = StaffFactory(office=elsewhere.program.office)
        response = opens(staff, TODAY_PAGE)
        assert sorted(topics(response.context["cards"])) == ["di sana", "di sini"]
        for card in response.context["cards"]:
            assert card.session.program.facility.short_name in response.text
        assert not response.context["can_record"]
        assert "btn-primary" not in response.text

    def test_another_office_sees_nothing_and_an_administrator_all(self, elsewhere, opens):
        assert topics(opens(StaffFactory(), TODAY_PAGE).context["cards"]) == []
        assert len(opens(AdministratorFactory(), TODAY_PAGE).context["cards"]) == 2


@pytest.mark.parametrize("factory", [OfficerFactory, StaffFactory])
def test_takes_the_same_few_statements_for_few_and_many_sessions(factory, course, statements):
    place = {
        OfficerFactory: {"facility": course.program.facility},
        StaffFactory: {"office": course.program.office},
    }
    user = factory(**place[factory])

    def add_sessions(count: int) -> None:
        for number in range(count):
            SpeakerSlotFactory(session=session_of(course, marked=number % 3))
            session_of(course, TODAY - A_DAY)
            for stay in seat_people(3, course):
                Custody.objects.filter(pk=stay.pk).update(expiry_date=TODAY + number * A_DAY)
            send(CustodyFactory(), course.program.facility, on=TODAY)

    add_sessions(1)
    few = statements(user, TODAY_PAGE)
    add_sessions(5)
    # Two of them for who is released, and one for the transfers that wait for an officer.
    assert statements(user, TODAY_PAGE) == few <= 10 + 3
