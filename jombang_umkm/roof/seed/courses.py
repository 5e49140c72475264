"""Courses with their modules, and sessions with their speakers, from the lessons of a timetable."""

from collections.abc import Sequence

from jombang_umkm.roof.seed.stage import Stage
from jombang_umkm.roof.seed.timetable import Lesson
from jombang_umkm.roof.seed.trades import TRADES, Trade
from programs.models import Course, Module, Program, Session, SpeakerSlot

SEATS = 4

Courses = dict[Trade, Course]


def create_courses(program: Program, lessons: Sequence[Lesson], stage: Stage) -> Courses:
    """Make a course of each trade, its hours and modules being what the lessons teach."""
    given = [lesson for lesson in lessons if not lesson.called_off]
    courses = Course.objects.bulk_create(
        Course(
            program=program,
            skill=stage.skills[trade.skill],
            name=trade.skill,
            quota=SEATS,
            lesson_hours=sum(lesson.lesson_hours for lesson in given if trade in lesson.trades),
        )
        for trade in TRADES
    )
    by_trade = dict(zip(TRADES, courses, strict=True))
    Module.objects.bulk_create(
        Module(
            course=course, position=position, title=lesson.topic, lesson_hours=lesson.lesson_hours
        )
        for trade, course in by_trade.items()
        for position, lesson in enumerate(
            (lesson for lesson in given if lesson.trades == (trade,)), start=1
        )
    )
    return by_trade


def create_sessions(
    program: Program, courses: Courses, lessons: Sequence[Lesson], stage: Stage
) -> list[Session]:
    """Plan a session for each lesson, in their order."""
    modules = {
        (module.course_id, module.title): module
        for module in Module.objects.filter(course__program=program)
    }
    planned = Session.objects.bulk_create(
        Session(
            program=program,
            # A lesson of all courses belongs to no module of one.
            module=modules.get((courses[lesson.trades[0]].pk, lesson.topic)),
            topic=lesson.topic,
            room=stage.rooms[lesson.room],
            day=lesson.day,
            starts_at=lesson.hours.starts_at,
            ends_at=lesson.hours.ends_at,
            lesson_hours=lesson.lesson_hours,
        )
        for lesson in lessons
    )
    pairs = list(zip(planned, lessons, strict=True))
    Session.courses.through.objects.bulk_create(
        Session.courses.through(session=session, course=courses[trade])
        for session, lesson in pairs
        for trade in lesson.trades
    )
    SpeakerSlot.objects.bulk_create(
        SpeakerSlot(
            session=session,
            speaker=stage.speakers[speaker],
            day=session.day,
            starts_at=hours.starts_at,
            ends_at=hours.ends_at,
        )
        for session, lesson in pairs
        for speaker, hours in lesson.talks
    )
    return planned
