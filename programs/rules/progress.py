"""A course's roster × sessions, and the rates that follow: counted here and nowhere else."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from participants.models import Custody
from programs.models import Attendance, Course, Enrolment, Session
from programs.rules.attendance import Rate, local_day, rate, starts
from programs.rules.seats import is_held

# (session, stay) -> mark
Marks = Mapping[tuple[int, int], str]


@dataclass(frozen=True)
class Cell:
    """One person at one session.

    `is_seated` says whether they were on its roster: where not, a cell shows "–",
    and a mark that stands there all the same is flagged and counts in no rate.
    """

    session: Session
    mark: str
    is_seated: bool

    @property
    def counted_mark(self) -> str:
        """The mark if it enters rates: given at a held session while seated."""
        return self.mark if self.is_seated and self.session.status == Session.Status.HELD else ""

    @property
    def mark_word(self) -> str:
        """The mark in words; nothing where there is none."""
        return str(Attendance.Mark(self.mark).label) if self.mark else ""

    def is_unrecorded(self, at: datetime) -> bool:
        """Return whether a mark is missing: seated, the session has begun, nothing recorded."""
        return self.is_seated and not self.mark and starts(self.session) <= at


@dataclass(frozen=True)
class Line:
    """One person's cells, session by session."""

    stay: Custody
    seats: Sequence[Enrolment]
    cells: Sequence[Cell]

    @property
    def rate(self) -> Rate:
        return rate(cell.counted_mark for cell in self.cells)


@dataclass(frozen=True)
class Progress:
    """How a course goes: its people, its sessions, and what the marks add up to."""

    course: Course
    sessions: Sequence[Session]
    lines: Sequence[Line]
    at: datetime

    @property
    def held(self) -> int:
        """How many sessions were held."""
        return sum(1 for session in self.sessions if session.status == Session.Status.HELD)

    @property
    def rate(self) -> Rate:
        return rate(cell.counted_mark for line in self.lines for cell in line.cells)

    @property
    def unrecorded(self) -> int:
        """How many marks are missing at sessions that have begun."""
        return sum(1 for line in self.lines for cell in line.cells if cell.is_unrecorded(self.at))

    @property
    def seated(self) -> int:
        """How many people hold a seat today."""
        today = local_day(self.at)
        return sum(1 for line in self.lines if is_seated(line.seats, line.stay, today))

    def is_below(self, line: Line) -> bool:
        """Return whether a person's rate lies under the course's minimum."""
        percent = line.rate.percent
        return percent is not None and percent < self.course.min_attendance

    @property
    def below(self) -> int:
        return sum(1 for line in self.lines if self.is_below(line))


def is_seated(seats: Iterable[Enrolment], stay: Custody, day: date) -> bool:
    """Return whether the stay held one of these seats and was in custody on that day.

    The same rule as `EnrolmentQuerySet.on_roster()`, for rows already read.
    """
    return stay.is_here(day) and any(is_held(seat, day) for seat in seats)


def going_ahead(sessions: Iterable[Session]) -> Iterator[Session]:
    """Yield the sessions that were not called off, as `SessionQuerySet.going_ahead()`."""
    return (session for session in sessions if session.status in ("PLANNED", "HELD"))


def line_of(seats: Sequence[Enrolment], *, sessions: Iterable[Session], marks: Marks) -> Line:
    """Return the line of the stay whose seats in one course these are, at least one."""
    stay = seats[0].custody
    cells = [
        Cell(session, marks.get((session.pk, stay.pk), ""), is_seated(seats, stay, session.day))
        for session in sessions
    ]
    return Line(stay, seats, cells)


def progress(
    course: Course,
    *,
    sessions: Iterable[Session],
    seats: Iterable[Enrolment],
    marks: Marks,
    at: datetime,
) -> Progress:
    """Return the course's progress over sessions that were not called off, people by name."""
    counted = list(going_ahead(sessions))
    by_stay: dict[int, list[Enrolment]] = {}
    for seat in seats:
        if seat.joined_on is not None:
            by_stay.setdefault(seat.custody_id, []).append(seat)
    lines = [line_of(own, sessions=counted, marks=marks) for own in by_stay.values()]
    lines.sort(key=lambda line: (line.stay.participant.full_name.casefold(), line.stay.pk))
    return Progress(course, counted, lines, at)
