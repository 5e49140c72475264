"""Training, in the states that the actions lead to.

Whatever depends on the day takes `today`, which is the WIB day of the clock
unless a test says otherwise.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

import factory
from django.utils import timezone

from jombang_umkm.models import User
from participants.models import Custody
from programs.actions import attendance as attendance_actions
from programs.actions import enrolment as enrolment_actions
from programs.actions import program as program_actions
from programs.actions import session as session_actions
from programs.models import (
    Course,
    Enrolment,
    Module,
    Program,
    Session,
    Skill,
    Speaker,
    SpeakerSlot,
)
from programs.rules.attendance import Entry, Row
from programs.rules.lifecycle import PROGRAM
from tests.factories.jombang_umkm import (
    AdministratorFactory,
    FacilityFactory,
    OfficeFactory,
    OfficerFactory,
    RoomFactory,
)
from tests.factories.participants import CustodyFactory, make_stays
from tests.tables import path_to

SKILLS = ("Merajut", "Tata boga", "Pengelasan", "Konstruksi bangunan", "Mekanik mesin", "Laundry")


def _skill_name(number: int) -> str:
    again, at = divmod(number, len(SKILLS))
    return f"{SKILLS[at]} {again + 1}" if again else SKILLS[at]


class SkillFactory(factory.django.DjangoModelFactory[Skill]):
    class Meta:
        model = Skill

    name = factory.Sequence(_skill_name)


class SpeakerFactory(factory.django.DjangoModelFactory[Speaker]):
    class Meta:
        model = Speaker

    office = factory.SubFactory(OfficeFactory)
    full_name = factory.Sequence(lambda number: f"Narasumber {number + 1}, S.E.")
    expertise = "Kewirausahaan"


class DraftProgramFactory(factory.django.DjangoModelFactory[Program]):
    """A programme from a month before `today` to two months after it, still a draft."""

    class Meta:
        model = Program

    class Params:
        today = factory.LazyFunction(timezone.localdate)

    facility = factory.SubFactory(FacilityFactory)
    office = factory.SelfAttribute("facility.office")
    name = factory.Sequence(lambda number: f"Pemberdayaan Usaha Mikro angkatan {number + 1}")
    starts_on = factory.LazyAttribute(lambda program: program.today - timedelta(days=30))
    ends_on = factory.LazyAttribute(lambda program: program.today + timedelta(days=60))
    quota = 40

    _path: tuple[str, ...] = ()

    @classmethod
    def _create(cls, model_class: type[Program], *args: Any, **fields: Any) -> Program:
        program = super()._create(model_class, *args, **fields)
        return move_along(program, *cls._path)


_TO_RUNNING = (Program.Status.PROPOSED, Program.Status.APPROVED, Program.Status.RUNNING)
_TO_REPORTED = (Program.Status.FINISHED, Program.Status.REPORTED)


class ProgramFactory(DraftProgramFactory):
    """A programme that is running."""

    _path = _TO_RUNNING


class ReportedProgramFactory(DraftProgramFactory):
    """A programme whose report has gone out; its class must be made before: see move_along()."""

    _path = (*_TO_RUNNING, *_TO_REPORTED)


class ClosedProgramFactory(DraftProgramFactory):
    """A programme that is over and done with."""

    _path = (*_TO_RUNNING, *_TO_REPORTED, Program.Status.CLOSED)


class CancelledProgramFactory(DraftProgramFactory):
    """A programme that was given up as a draft."""

    _path = (Program.Status.CANCELLED,)


def move_along(program: Program, *path: str) -> Program:
    """Move a programme through these states, and return it as it then stands."""
    for status in path:
        program = program_actions.move(program=program, to=status, by=AdministratorFactory.build())
    return program


def program_in(status: str, **fields: Any) -> Program:
    """Return a programme in that state, led there from being a draft."""
    return move_along(DraftProgramFactory(**fields), *path_to(status, table=PROGRAM))


def close(program: Program) -> Program:
    """Finish, report and close a running programme, and return it."""
    return move_along(program, *_TO_REPORTED, Program.Status.CLOSED)


class CourseFactory(factory.django.DjangoModelFactory[Course]):
    """A course of a running programme."""

    class Meta:
        model = Course

    class Params:
        today = factory.LazyFunction(timezone.localdate)

    program = factory.SubFactory(ProgramFactory, today=factory.SelfAttribute("..today"))
    skill = factory.SubFactory(SkillFactory)
    name = factory.LazyAttribute(lambda course: f"Kelas {course.skill.name}")
    quota = 20
    lesson_hours = 24


class DetaineeCourseFactory(CourseFactory):
    """A course that takes detainees too."""

    accepts_detainees = True


class ModuleFactory(factory.django.DjangoModelFactory[Module]):
    class Meta:
        model = Module

    course = factory.SubFactory(CourseFactory)
    position = factory.Sequence(lambda number: number + 1)
    title = factory.LazyAttribute(lambda module: f"Materi {module.position}")
    lesson_hours = 4


class SessionFactory(factory.django.DjangoModelFactory[Session]):
    """A planned session `today` from 09.00 to 11.15, of one course unless `courses` are given."""

    class Meta:
        model = Session

    class Params:
        today = factory.LazyFunction(timezone.localdate)

    program = factory.SubFactory(ProgramFactory, today=factory.SelfAttribute("..today"))
    courses = factory.LazyAttribute(lambda session: [CourseFactory(program=session.program)])
    topic = factory.Sequence(lambda number: f"Pertemuan {number + 1}")
    room = factory.SubFactory(RoomFactory, facility=factory.SelfAttribute("..program.facility"))
    day = factory.LazyAttribute(lambda session: session.today)
    starts_at = time(9)
    ends_at = time(11, 15)
    lesson_hours = 3

    @classmethod
    def _generate(cls, strategy: Any, params: dict[str, Any]) -> Session:
        # The courses say which programme it is.
        if params.get("courses"):
            params.setdefault("program", params["courses"][0].program)
        return super()._generate(strategy, params)

    @classmethod
    def _create(
        cls, model_class: type[Session], *args: Any, courses: Iterable[Course], **fields: Any
    ) -> Session:
        session = super()._create(model_class, *args, **fields)
        session.courses.set(courses)
        return session


class CancelledSessionFactory(SessionFactory):
    """A session that was called off."""

    @classmethod
    def _create(cls, model_class: type[Session], *args: Any, **fields: Any) -> Session:
        session = super()._create(model_class, *args, **fields)
        return session_actions.cancel(
            session=session, by=AdministratorFactory.build(), reason="Narasumber sakit"
        )


class PostponedSessionFactory(SessionFactory):
    """A session that was put off without a new day."""

    @classmethod
    def _create(cls, model_class: type[Session], *args: Any, **fields: Any) -> Session:
        session = super()._create(model_class, *args, **fields)
        return session_actions.postpone(
            session=session, by=AdministratorFactory.build(), reason="Listrik padam"
        )


class SpeakerSlotFactory(factory.django.DjangoModelFactory[SpeakerSlot]):
    """A speaker for a whole session."""

    class Meta:
        model = SpeakerSlot

    session = factory.SubFactory(SessionFactory)
    speaker = factory.SubFactory(
        SpeakerFactory, office=factory.SelfAttribute("..session.program.office")
    )
    day = factory.SelfAttribute("session.day")
    starts_at = factory.SelfAttribute("session.starts_at")
    ends_at = factory.SelfAttribute("session.ends_at")


class SeatFactory(factory.django.DjangoModelFactory[Enrolment]):
    """A confirmed seat, held since the programme's first day unless `joined_on` is given."""

    class Meta:
        model = Enrolment

    course = factory.SubFactory(CourseFactory)
    joined_on = factory.SelfAttribute("course.program.starts_on")
    custody = factory.SubFactory(
        CustodyFactory,
        facility=factory.SelfAttribute("..course.program.facility"),
        entry_date=factory.LazyAttribute(
            lambda stay: stay.factory_parent.joined_on - timedelta(days=30)
        ),
    )

    @classmethod
    def _create(
        cls,
        model_class: type[Enrolment],
        *args: Any,
        custody: Custody,
        course: Course,
        joined_on: date,
    ) -> Enrolment:
        return enrolment_actions.confirm(
            custody=custody, course=course, on=joined_on, by=AdministratorFactory.build()
        )


class EndedSeatFactory(SeatFactory):
    """A seat given up on `left_on`, for the reason that `ended` names."""

    ended = Enrolment.Status.WITHDRAWN
    left_on = factory.LazyAttribute(lambda seat: seat.joined_on + timedelta(days=7))

    @classmethod
    def _create(
        cls, model_class: type[Enrolment], *args: Any, ended: str, left_on: date, **fields: Any
    ) -> Enrolment:
        seat = super()._create(model_class, *args, **fields)
        return enrolment_actions.end(
            enrolment=seat, to=ended, on=left_on, by=AdministratorFactory.build()
        )


def make_class(people: int = 20, **session_fields: Any) -> Session:
    """Return a session with that many people on its roster, made in bulk.

    They hold a seat in its first course since the programme's first day. Fields of
    the session, `today` among them, may be given.
    """
    if "courses" not in session_fields:
        today = session_fields.get("today") or session_fields.get("day") or timezone.localdate()
        program = session_fields.get("program") or ProgramFactory(
            today=today, quota=max(people, 40)
        )
        session_fields["courses"] = [CourseFactory(program=program, quota=max(people, 20))]
    session = SessionFactory(**session_fields)
    seat_people(people, session.courses.first())
    return session


def seat_people(people: int, course: Course) -> list[Custody]:
    """Return that many new people, seated in the course since the programme's first day."""
    since = course.program.starts_on
    stays = make_stays(
        people, facility=course.program.facility, entry_date=since - timedelta(days=30)
    )
    Enrolment.objects.bulk_create(
        Enrolment(custody=stay, course=course, status=Enrolment.Status.CONFIRMED, joined_on=since)
        for stay in stays
    )
    return stays


def stays_on(session: Session) -> list[Custody]:
    """Return the people on the session's roster, by name."""
    seats = Enrolment.objects.on_roster(session=session.pk, day=session.day)
    stays = Custody.objects.filter(pk__in=seats.values("custody"))
    return list(stays.select_related("participant").order_by("participant__full_name", "pk"))


def record(
    session: Session,
    marks: Mapping[Custody, str | Entry],
    *,
    by: User | None = None,
    at: datetime | None = None,
    reason: str = "",
) -> attendance_actions.Outcome:
    """Record marks on empty rows of a sheet: by an officer there, when the session ends."""
    ends = timezone.make_aware(datetime.combine(session.day, session.ends_at))
    rows = [
        Row(stay.pk, base=Entry(), new=mark if isinstance(mark, Entry) else Entry(mark))
        for stay, mark in marks.items()
    ]
    return attendance_actions.record(
        session=session,
        rows=rows,
        by=by or OfficerFactory(facility=session.program.facility),
        at=at or ends,
        reason=reason,
    )
