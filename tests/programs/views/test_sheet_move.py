"""Moving a sheet by its page: what is offered, what is not, and what the move says."""

from datetime import datetime, time, timedelta
from typing import Any

import pytest
import time_machine
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from jombang_umkm.models import User
from programs.models import Attendance, Course, Session, SheetSave
from tests.factories.jombang_umkm import OfficerFactory, StaffFactory
from tests.factories.programs import (
    CancelledSessionFactory,
    CourseFactory,
    SeatFactory,
    SessionFactory,
    make_class,
    record,
    stays_on,
)

pytestmark = pytest.mark.django_db

# A Monday afternoon.
NOW = datetime(2026, 11, 23, 15, 0, tzinfo=timezone.get_default_timezone())


@pytest.fixture(autouse=True)
def clock() -> Any:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def wrong() -> Session:
    """A session with three people, all marked."""
    session = make_class(people=3, topic="Pokok yang salah")
    record(session, dict.fromkeys(stays_on(session), "HADIR"))
    return session


@pytest.fixture
def course(wrong: Session) -> Course:
    return wrong.courses.get()


@pytest.fixture
def officer(wrong: Session) -> User:
    return OfficerFactory(facility=wrong.program.facility)


def other(course: Course, topic: str, *, days: int = 0, hour: int = 13) -> Session:
    """Return a session of the course on another day, or later on the same one."""
    day = timezone.localdate() + timedelta(days=days)
    return SessionFactory(
        courses=[course], topic=topic, day=day, starts_at=time(hour), ends_at=time(hour + 1)
    )


def page_of(opens: Any, officer: User, session: Session) -> str:
    answer = opens(officer, reverse("sheet_move", args=[session.pk]))
    assert answer.status_code == 200
    return str(answer.content.decode())


def move(by: User, session: Session, to: Session | int, reason: str = "salah") -> HttpResponse:
    client = Client()
    client.force_login(by)
    fields = {"to": to.pk if isinstance(to, Session) else to, "reason": reason}
    return client.post(reverse("sheet_move", args=[session.pk]), fields)


def test_offers_the_sessions_around_that_day_that_are_not_marked(wrong, course, officer, opens):
    other(course, "Sore hari")
    other(course, "Pekan lalu", days=-7)
    other(course, "Terlalu lama", days=-8)
    other(course, "Besok", days=1)
    recorded = other(course, "Sudah dicatat", days=-1)
    record(recorded, {stays_on(recorded)[0]: "HADIR"})
    CancelledSessionFactory(courses=[course], topic="Batal", day=wrong.day - timedelta(days=2))
    page = page_of(opens, officer, wrong)
    assert "Sore hari" in page
    assert "Pekan lalu" in page
    for left_out in ("Terlalu lama", "Besok", "Sudah dicatat", "Batal"):
        assert left_out not in page
    assert page.index("Sore hari") < page.index("Pekan lalu")


def test_shows_why_a_session_cannot_take_the_sheet(wrong, course, officer, opens):
    second = CourseFactory(program=course.program, name="Kelas Lain")
    SeatFactory(course=second, custody=stays_on(wrong)[0], joined_on=course.program.starts_on)
    closed = other(second, "Tidak cocok", days=-1)
    page = page_of(opens, officer, wrong)
    assert "1 of 3 with a mark are on this list" in page
    assert stays_on(wrong)[1].participant.full_name in page
    assert f'value="{closed.pk}"' not in page


def test_moves_and_says_from_where(wrong, course, officer):
    right = other(course, "Sore hari")
    answer = move(officer, wrong, right)
    assert answer.headers["Location"] == reverse("sheet", args=[right.pk])
    assert right.attendances.recorded().count() == 3
    assert not wrong.attendances.recorded().exists()


def test_a_double_click_moves_once(wrong, course, officer):
    right = other(course, "Sore hari")
    move(officer, wrong, right)
    saves = SheetSave.objects.count()
    assert move(officer, wrong, right).status_code == 302
    assert SheetSave.objects.count() == saves


@pytest.mark.parametrize("reason", ["", "   "])
def test_without_a_reason_nothing_moves_and_the_choice_is_kept(wrong, course, officer, reason):
    right = other(course, "Sore hari")
    answer = move(officer, wrong, right, reason)
    assert answer.status_code == 409
    assert f'value="{right.pk}" checked' in " ".join(answer.content.decode().split())
    assert not right.attendances.exists()


def test_a_refusal_keeps_the_reason(wrong, course, officer):
    right = other(course, "Sore hari")
    other(course, "Kemarin", days=-1)
    record(right, {stays_on(right)[0]: "SAKIT"})
    answer = move(officer, wrong, right, "dari lembar yang salah")
    assert answer.status_code == 409
    assert 'value="dari lembar yang salah"' in answer.content.decode()
    assert wrong.attendances.recorded().count() == 3


@pytest.mark.parametrize("to", [0, 999_999])
def test_a_session_that_is_not_there_is_no_choice(wrong, officer, to):
    assert move(officer, wrong, to).status_code == 409
    assert Attendance.objects.recorded().count() == 3


def test_the_office_is_offered_no_session(wrong, course, opens):
    other(course, "Sore hari")
    staff = StaffFactory(office=wrong.program.office)
    assert "Sore hari" not in page_of(opens, staff, wrong)


def test_the_office_moves_nothing(wrong, course):
    right = other(course, "Sore hari")
    staff = StaffFactory(office=wrong.program.office)
    assert move(staff, wrong, right).status_code == 409
    assert not right.attendances.exists()


def test_an_empty_sheet_has_nothing_to_move(course, officer, opens):
    empty = other(course, "Kosong")
    assert "there is nothing to move" in page_of(opens, officer, empty)


@pytest.mark.parametrize("count", [1, 12])
def test_takes_as_many_statements_for_few_sessions_and_many(
    wrong, course, officer, statements, count
):
    for number in range(count):
        other(course, f"Sesi {number}", days=-(number % 6) - 1, hour=7 + number)
    assert statements(officer, reverse("sheet_move", args=[wrong.pk])) <= 10
