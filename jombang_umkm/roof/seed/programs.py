"""The two programmes, built through the actions that a real one goes through."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from jombang_umkm.models import Holiday, Signatory, User
from jombang_umkm.roof.seed import sheets, timetable
from jombang_umkm.roof.seed.courses import create_courses, create_sessions
from jombang_umkm.roof.seed.people import SEATS_2023, SEATS_NOW, Seats
from jombang_umkm.roof.seed.stage import Stage
from jombang_umkm.roof.seed.timetable import Lesson
from jombang_umkm.roof.seed.trades import HALL
from participants.models import Custody
from programs.actions import enrolment as enrolments
from programs.actions import program as programs
from programs.actions import session as sessions
from programs.models import Program, Session

NAME_2023 = "Pemberdayaan Kelembagaan Potensi dan Pengembangan Usaha Mikro"
NAME_NOW = "Pelatihan Keterampilan Usaha Mikro"

HEAD_OF_OFFICE = "Kepala Dinas Koperasi dan Usaha Mikro Kabupaten Jombang"
HEAD_OF_DIVISION = "Kepala Bidang Usaha Mikro"
HEAD_OF_FACILITY = "Kepala Lembaga Pemasyarakatan Kelas IIB Jombang"
HEAD_OF_SECTION = "Kepala Seksi Bimbingan Narapidana dan Kegiatan Kerja"
POSTS_IN_OFFICE = (HEAD_OF_OFFICE, HEAD_OF_DIVISION)
POSTS_OF_HEADS = (HEAD_OF_OFFICE, HEAD_OF_FACILITY)

HEADS_2023 = {
    HEAD_OF_OFFICE: "Fahruddin Widodo",
    HEAD_OF_DIVISION: "Jawahirul Ulum",
    HEAD_OF_FACILITY: "Margono",
}
INVENTED_HEADS = {
    HEAD_OF_OFFICE: "Retno Widyastuti",
    HEAD_OF_DIVISION: "Arif Budiono",
    HEAD_OF_FACILITY: "Joko Purnomo",
    HEAD_OF_SECTION: "Bambang Sutejo",
}

PEOPLE_QUOTA = 20

Status = Program.Status
Heads = dict[str, Signatory]


@dataclass(frozen=True)
class Cast:
    """Who plans, who marks, and who takes part, by name."""

    staff: User
    officer: User
    stays: dict[str, Custody]


def build_2023(stage: Stage, cast: Cast) -> None:
    """Build the programme of 10 March 2023, closed, every sheet of it recorded.

    The three heads are known for that one day, so they are valid on no other.
    """
    lessons = timetable.of_2023()
    day = lessons[0].day
    heads = _heads(stage, HEADS_2023, valid_from=day, valid_to=day)
    program = _program(stage, NAME_2023, lessons, heads)
    held = _start(program, lessons, SEATS_2023, stage, cast)
    sheets.record_whole(held, by=cast.officer)
    _move(program, Status.FINISHED, Status.REPORTED, Status.CLOSED, by=cast.staff)


def build_current(stage: Stage, cast: Cast, *, today: date) -> None:
    """Build the running programme around today.

    Of the days behind, the last has no sheet at all, and the last sheet of the day
    before is half filled. The invented heads hold office since that year began.
    """
    lessons = timetable.around(today, set(Holiday.objects.values_list("day", flat=True)))
    heads = _heads(stage, INVENTED_HEADS, valid_from=lessons[0].day.replace(month=1, day=1))
    program = _program(stage, f"{NAME_NOW} {today.year}", lessons, heads)
    planned = _start(program, lessons, SEATS_NOW, stage, cast)
    behind = [session for session in planned if session.day < today]
    *whole, half = [session for session in behind if session.day < behind[-1].day]
    sheets.record_whole(whole, by=cast.officer)
    sheets.record_half(half, by=cast.officer)


def _heads(
    stage: Stage, names: dict[str, str], *, valid_from: date, valid_to: date | None = None
) -> Heads:
    """Return who heads the office and the prison in that time, by title; no NIP is invented."""
    signatories = Signatory.objects.bulk_create(
        Signatory(
            office=stage.office if title in POSTS_IN_OFFICE else None,
            facility=None if title in POSTS_IN_OFFICE else stage.facility,
            name=name,
            title=title,
            is_head=title in POSTS_OF_HEADS,
            valid_from=valid_from,
            valid_to=valid_to,
        )
        for title, name in names.items()
    )
    return {signatory.title: signatory for signatory in signatories}


def _program(stage: Stage, name: str, lessons: Sequence[Lesson], heads: Heads) -> Program:
    """Return a draft that spans the lessons and was opened with the first of them."""
    program = Program.objects.create(
        office=stage.office,
        facility=stage.facility,
        name=name,
        starts_on=lessons[0].day,
        ends_on=lessons[-1].day,
        quota=PEOPLE_QUOTA,
        opened_on=lessons[0].day,
        opening_place=f"{HALL} {stage.facility.short_name}",
        opened_by=heads[HEAD_OF_OFFICE],
        opening_note=f"Jajaran {stage.facility.short_name} dan para narasumber",
    )
    program.opening_attended_by.set([heads[HEAD_OF_FACILITY], heads[HEAD_OF_DIVISION]])
    return program


def _start(
    program: Program, lessons: Sequence[Lesson], seats: Seats, stage: Stage, cast: Cast
) -> list[Session]:
    """Give the draft courses, people and sessions, set it running, and return the sessions."""
    courses = create_courses(program, lessons, stage)
    for trade, names in seats.items():
        for name in names:
            enrolments.confirm(
                custody=cast.stays[name],
                course=courses[trade],
                by=cast.staff,
                on=program.starts_on,
            )
    _move(program, Status.PROPOSED, Status.APPROVED, Status.RUNNING, by=cast.staff)
    planned = create_sessions(program, courses, lessons, stage)
    for lesson, session in zip(lessons, planned, strict=True):
        if lesson.called_off:
            sessions.cancel(session=session, by=cast.staff, reason=lesson.called_off)
    return planned


def _move(program: Program, *states: str, by: User) -> None:
    for state in states:
        programs.move(program=program, to=state, by=by)
