"""What is measured: sheets of several sizes, and a prison with years of sessions behind it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time, timedelta

from django.test import Client
from django.utils import timezone

from jombang_umkm.models import User
from participants.models import Custody
from programs.models import Attendance, Course, Program, Session, SheetSave
from tests.factories.jombang_umkm import AdministratorFactory, OfficerFactory, RoomFactory
from tests.factories.programs import (
    CourseFactory,
    ProgramFactory,
    SessionFactory,
    make_class,
    seat_people,
)

# Nine of ten are there.
MARKS = ("HADIR",) * 8 + ("TERLAMBAT", "SAKIT")


@dataclass(frozen=True)
class Sheets:
    """A class of so many people, with unrecorded sessions to open and to save."""

    officer: User
    stays: list[int]
    sessions: list[Session]


@dataclass(frozen=True)
class Prison:
    """Years of sessions, all recorded but three, with today's."""

    officer: User
    course: Course
    past: int
    open: int


def make_sheets(people: int, count: int) -> Sheets:
    """Return a class of that size with that many sessions, a few on each of the last days."""
    first = make_class(people, day=_days_ago(1), **_hours(0))
    course = first.courses.get()
    others = [
        SessionFactory(courses=[course], room=first.room, day=_days_ago(n // 4 + 1), **_hours(n))
        for n in range(1, count)
    ]
    stays = Custody.objects.filter(enrolments__course=course).order_by("pk")
    return Sheets(
        officer=OfficerFactory(facility=first.program.facility),
        stays=list(stays.values_list("pk", flat=True)),
        sessions=[first, *others],
    )


def make_prison(*, courses: int = 15, sessions: int = 40, people: int = 40) -> Prison:
    """Return a prison where each course met once a week, and meets today."""
    started = _days_ago(7 * sessions + 7)
    program = ProgramFactory(starts_on=started, quota=courses * people)
    officer = OfficerFactory(facility=program.facility)
    taught = [
        _taught_course(program, officer, sessions=sessions, people=people) for _n in range(courses)
    ]
    for number, course in enumerate(taught[:4]):
        SessionFactory(courses=[course], day=_days_ago(0), **_hours(number))
    gaps = Attendance.objects.filter(session__courses=taught[-1]).order_by("session__day")
    gap_sessions = list(gaps.values_list("session", flat=True).distinct()[:3])
    Attendance.objects.filter(session__in=gap_sessions, mark="SAKIT").delete()
    return Prison(officer, taught[0], past=courses * sessions, open=len(gap_sessions))


def make_empty_marks(session: Session, stays: Iterable[int], by: User) -> list[int]:
    """Give a session an empty mark a person, as an inline needs them; return their numbers."""
    saved = SheetSave.objects.create(session=session, saved_by=by, saved_at=timezone.now())
    marks = [Attendance(session=session, custody_id=stay, saved=saved) for stay in stays]
    return [mark.pk for mark in Attendance.objects.bulk_create(marks)]


def make_administrator() -> User:
    """Return somebody who may do everything in the admin."""
    return AdministratorFactory()


def signed_in(user: User) -> str:
    """Return the value of the session cookie of somebody who just signed in."""
    client = Client()
    client.force_login(user)
    return client.cookies["sessionid"].value


def _taught_course(program: Program, officer: User, *, sessions: int, people: int) -> Course:
    course = CourseFactory(program=program, quota=people)
    stays = seat_people(people, course)
    room = RoomFactory(facility=program.facility)
    held = Session.objects.bulk_create(
        Session(
            program=program,
            topic=f"Pertemuan {number + 1}",
            room=room,
            day=_days_ago(7 * (sessions - number)),
            starts_at=time(9),
            ends_at=time(11, 15),
            lesson_hours=3,
            status=Session.Status.HELD,
        )
        for number in range(sessions)
    )
    through = Session.courses.through
    through.objects.bulk_create(through(session=session, course=course) for session in held)
    saves = SheetSave.objects.bulk_create(
        SheetSave(session=session, saved_by=officer, saved_at=timezone.now()) for session in held
    )
    Attendance.objects.bulk_create(
        Attendance(
            session=save.session,
            custody=stay,
            mark=MARKS[(save.session.pk + number) % len(MARKS)],
            saved=save,
        )
        for save in saves
        for number, stay in enumerate(stays)
    )
    return course


def _days_ago(number: int) -> date:
    return timezone.localdate() - timedelta(days=number)


def _hours(number: int) -> dict[str, time]:
    """Return one of four parts of a morning, so that the room is free."""
    return {"starts_at": time(7 + number % 4), "ends_at": time(7 + number % 4, 45)}
