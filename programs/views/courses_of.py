"""The courses of one person: their seats, and what they attended, by stay and course."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef

from participants.models import Custody
from programs.models import Attendance, Course, Enrolment, Session
from programs.querysets import EnrolmentQuerySet
from programs.rules.attendance import Rate
from programs.rules.progress import Cell, Line, Marks, going_ahead, line_of

# So many of the last marks tell how it goes.
LAST = 5


@dataclass(frozen=True)
class CourseTaken:
    """A course that somebody has, or had, a seat in during one stay; the newest seat last."""

    course: Course
    seats: Sequence[Enrolment]
    line: Line

    @property
    def status(self) -> str:
        """What became of the newest seat, in words."""
        return self.seats[-1].get_status_display()

    @property
    def since(self) -> date | None:
        """The first day of the first seat; None for somebody who only was nominated."""
        return self.seats[0].joined_on

    @property
    def rate(self) -> Rate:
        return self.line.rate

    @property
    def last(self) -> list[Cell]:
        """The newest marks, the newest first."""
        return self.marks[:LAST]

    @property
    def has_more(self) -> bool:
        return len(self.marks) > LAST

    @cached_property
    def marks(self) -> list[Cell]:
        """All marks, the newest first; those that count nowhere are none of them."""
        return [cell for cell in reversed(self.line.cells) if cell.counted_mark]


def courses_of(stays: Iterable[Custody], *, seats: EnrolmentQuerySet) -> list[CourseTaken]:
    """Return the courses of these stays, among those seats, the newest first, read in two
    statements.
    """
    by_pk = {stay.pk: stay for stay in stays}
    seats_of: dict[tuple[int, int], list[Enrolment]] = defaultdict(list)
    own_seats = seats.filter(custody__in=by_pk).select_related("course__program__facility")
    for seat in own_seats.order_by("joined_on", "pk"):
        seat.custody = by_pk[seat.custody_id]
        seats_of[seat.custody_id, seat.course_id].append(seat)
    sessions_of, marks = _attended(by_pk)
    taken = [
        CourseTaken(
            own[0].course, own, line_of(own, sessions=going_ahead(sessions_of[key]), marks=marks)
        )
        for key, own in seats_of.items()
    ]
    # Who was only nominated comes first: it lies ahead.
    return sorted(taken, key=lambda each: (each.since or date.max, each.course.pk), reverse=True)


def _attended(stays: Iterable[int]) -> tuple[dict[tuple[int, int], list[Session]], Marks]:
    """Return the sessions at which a stay has a mark, by stay and course, and the marks."""
    courses = Session.courses.through.objects.filter(session=OuterRef("session")).order_by()
    found: Any = Attendance.objects.recorded().filter(custody__in=stays)
    in_order = found.select_related("session").order_by(
        "session__day", "session__starts_at", "session"
    )
    sessions_of: dict[tuple[int, int], list[Session]] = defaultdict(list)
    marks = {}
    for each in in_order.annotate(courses=ArraySubquery(courses.values("course"))):
        marks[each.session_id, each.custody_id] = each.mark
        for course in each.courses:
            sessions_of[each.custody_id, course].append(each.session)
    return sessions_of, marks
