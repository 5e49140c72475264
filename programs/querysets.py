"""Programmes, sessions and seats in the sentences of the domain.

The models import this module for their managers, so a method that needs another
model imports it when it is called.
"""

from datetime import date
from typing import TYPE_CHECKING, Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Exists, F, Func, OuterRef, Q, Subquery
from django.db.models.expressions import Combinable
from django.db.models.lookups import LessThanOrEqual

from jombang_umkm import access
from jombang_umkm.models import Facility
from participants.querysets import in_custody

if TYPE_CHECKING:
    from programs.models import (  # noqa: F401
        Attendance,
        Course,
        Enrolment,
        PrintedSheet,
        Program,
        Session,
        SheetScan,
        Speaker,
    )


class CountOf(Subquery):
    """How many rows a subquery has; 0 where Django's own Count would need a group."""

    template = "(SELECT count(*) FROM (%(subquery)s) AS counted)"
    output_field = models.IntegerField()


class InTime(Func):
    """Day, hour and number of a session as one value, which compares as they stand in_order()."""

    template = "(%(expressions)s)"
    # Compared by the database alone, which knows it as a row of the three.
    output_field = models.DateTimeField()


def _program_visible_to(user: access.Visitor, prefix: str = "") -> Q:
    """Return the condition that a programme is at the user's facility or of their office."""
    return access.acts_for(user, facility=f"{prefix}facility", office=f"{prefix}office")


def _seat_held(*, on: date | Combinable, prefix: str = "") -> Q:
    """Return the condition that a seat is held on that day; `prefix` leads to the seat."""
    return Q(**{f"{prefix}joined_on__lte": on}) & (
        Q(**{f"{prefix}left_on__isnull": True}) | Q(**{f"{prefix}left_on__gt": on})
    )


def nominated_to(office: int) -> Q:
    """Return the condition that a stay has, or had, a seat in a programme of that office.

    Whatever became of the seat: who was rejected stands on the list that was decided on.
    """
    from programs.models import Enrolment

    seats = Enrolment.objects.filter(course__program__office=office)
    return Q(Exists(seats.filter(custody=OuterRef("pk"))))


class SpeakerQuerySet(models.QuerySet["Speaker"]):
    """Speakers, and who may see them."""

    def visible_to(self, user: access.Visitor) -> "SpeakerQuerySet":
        """Return the speakers of the offices the user works for."""
        return self.filter(office__in=access.offices_of(user))


class ProgramQuerySet(models.QuerySet["Program"]):
    """Programmes, and who may see them."""

    def visible_to(self, user: access.Visitor) -> "ProgramQuerySet":
        """Return the programmes at the user's facility or of their office."""
        return self.filter(_program_visible_to(user))


class CourseQuerySet(models.QuerySet["Course"]):
    """Courses, and who may see them."""

    def visible_to(self, user: access.Visitor) -> "CourseQuerySet":
        """Return the courses of the programmes the user sees."""
        return self.filter(_program_visible_to(user, "program__"))


class EnrolmentQuerySet(models.QuerySet["Enrolment"]):
    """Seats: who holds one, when."""

    def visible_to(self, user: access.Visitor) -> "EnrolmentQuerySet":
        """Return the seats in the programmes the user sees."""
        return self.filter(_program_visible_to(user, "course__program__"))

    def held(self, *, on: date | Combinable) -> "EnrolmentQuerySet":
        """Return the seats held on that day."""
        return self.filter(_seat_held(on=on))

    def going_on(self, *, on: date) -> "EnrolmentQuerySet":
        """Return confirmed seats, held now or later, and those that a release cut short.

        Seats in programmes that are over are none of them.
        """
        from programs.models import Program

        goes_on = Q(status__in=["CONFIRMED", "ATTENDING"]) & (
            Q(left_on__isnull=True) | Q(left_on__gt=on)
        )
        cut = Q(status="CUT_BY_RELEASE", left_on__gte=F("custody__left_on"))
        return self.filter(goes_on | cut).exclude(course__program__status__in=Program.OVER)

    def on_roster(
        self, *, session: Any, day: date | Combinable, facility: int | None = None
    ) -> "EnrolmentQuerySet":
        """Return the seats of whoever is on a session's roster on its day.

        That is whoever held a seat in one of its courses and was in custody in the
        programme's facility on that day; where that is known, it need not be looked up.
        """
        there: int | F = facility or F("course__program__facility")
        return self.of_session(session=session, day=day).filter(
            in_custody(on=day, prefix="custody__"), Q(custody__facility=there)
        )

    def of_session(self, *, session: Any, day: date | Combinable) -> "EnrolmentQuerySet":
        """Return the seats in a session's courses that are held on its day.

        On its roster are those of them whose people are in custody there: see `on_roster()`.
        """
        return self.held(on=day).filter(course__sessions=session)


class SessionQuerySet(models.QuerySet["Session"]):
    """Sessions: when, where, and how far their sheet is."""

    def visible_to(self, user: access.Visitor) -> "SessionQuerySet":
        """Return the sessions of the programmes the user sees."""
        return self.filter(_program_visible_to(user, "program__"))

    def on(self, day: date) -> "SessionQuerySet":
        """Return the sessions of that day."""
        return self.filter(day=day)

    def before(self, day: date) -> "SessionQuerySet":
        """Return the sessions of earlier days."""
        return self.filter(day__lt=day)

    def at(self, facility: Facility | int) -> "SessionQuerySet":
        """Return the sessions in that facility, or in the one of that number."""
        return self.filter(program__facility=facility)

    def going_ahead(self) -> "SessionQuerySet":
        """Return the sessions that were not called off."""
        return self.filter(status__in=["PLANNED", "HELD"])

    def recordable(self) -> "SessionQuerySet":
        """Return the sessions that take marks, from their day on."""
        from programs.models import Program

        return self.going_ahead().exclude(program__status__in=Program.OVER)

    def still_to_record(self) -> "SessionQuerySet":
        """Return the recordable sessions that lack somebody's mark."""
        from programs.models import Attendance, Enrolment

        marks = Attendance.objects.filter(
            session=OuterRef(OuterRef("pk")), custody=OuterRef("custody")
        )
        roster = Enrolment.objects.on_roster(session=OuterRef("pk"), day=OuterRef("day"))
        return self.recordable().filter(Exists(roster.filter(~Exists(marks.recorded()))))

    def unmarked(self) -> "SessionQuerySet":
        """Return the sessions at which nobody has a mark."""
        from programs.models import Attendance

        marks = Attendance.objects.filter(session=OuterRef("pk"))
        return self.filter(~Exists(marks.recorded()))

    def with_counts(self) -> "SessionQuerySet":
        """Annotate `roster_size`, and how many of these people are `recorded` and `present`."""
        from programs.models import Attendance, Enrolment

        roster = (
            Enrolment.objects.on_roster(session=OuterRef("pk"), day=OuterRef("day"))
            .order_by()
            .values("custody")
            .distinct()
        )
        marks = Attendance.objects.filter(
            session=OuterRef(OuterRef("pk")), custody=OuterRef("custody")
        )
        return self.annotate(
            roster_size=CountOf(roster),
            recorded=CountOf(roster.filter(Exists(marks.recorded()))),
            present=CountOf(roster.filter(Exists(marks.in_the_room()))),
        )

    def with_number(self) -> "SessionQuerySet":
        """Annotate `number`, the session's place among those of its course.

        Those called off do not count. A session of several courses has none: each of
        them would count it differently.
        """
        from programs.models import Session

        until_this: LessThanOrEqual[Any] = LessThanOrEqual(
            InTime("day", "starts_at", "pk"),
            InTime(OuterRef("day"), OuterRef("starts_at"), OuterRef("pk")),
        )
        until_here = (
            Session.objects.filter(until_this, courses__sessions=OuterRef("pk"))
            .going_ahead()
            .order_by()
            .values("pk")
            .distinct()
        )
        return self.annotate(number=CountOf(until_here))

    def with_names(self) -> "SessionQuerySet":
        """Return them with all that names them on a list, in one statement."""
        from programs.models import SpeakerSlot

        slots = SpeakerSlot.objects.filter(session=OuterRef("pk"))
        return (
            self.select_related("program__facility", "room")
            .with_title()
            .with_number()
            .annotate(speaker_names=ArraySubquery(slots.values("speaker__full_name")))
        )

    def with_title(self) -> "SessionQuerySet":
        """Annotate what `rules.naming.title_of` reads."""
        from programs.models import Course

        courses = Course.objects.filter(sessions=OuterRef("pk"))
        in_program = Course.objects.filter(program=OuterRef("program")).order_by()
        return self.annotate(
            course_names=ArraySubquery(courses.values("name")),
            program_courses=CountOf(in_program.values("pk")),
        )

    def with_has_scans(self) -> "SessionQuerySet":
        """Annotate `has_scans`, whether pictures of the signed list are attached."""
        from programs.models import SheetScan

        scans = SheetScan.objects.attached().filter(session=OuterRef("pk"))
        return self.annotate(has_scans=Exists(scans))

    def with_speakers(self) -> "SessionQuerySet":
        """Return them with their slots, and whom each speaker comes from, in two statements."""
        from programs.models import SpeakerSlot

        slots = SpeakerSlot.objects.select_related("speaker__partner")
        return self.prefetch_related(models.Prefetch("speaker_slots", queryset=slots))

    def rosters(self) -> "models.QuerySet[Any, tuple[int, int]]":
        """Return pairs of session and stay for everybody on these sessions' rosters.

        The same people as `EnrolmentQuerySet.on_roster()` for each, in one statement.
        """
        seat = "courses__enrolments__"
        on_roster = (
            _seat_held(on=F("day"), prefix=seat)
            & in_custody(on=F("day"), prefix=f"{seat}custody__")
            & Q(**{f"{seat}custody__facility": F("program__facility")})
        )
        pairs = self.filter(on_roster).order_by()
        return pairs.values_list("pk", f"{seat}custody").distinct()

    def in_order(self) -> "SessionQuerySet":
        """Return them by time."""
        return self.order_by("day", "starts_at", "pk")


class AttendanceQuerySet(models.QuerySet["Attendance"]):
    """Marks on sheets."""

    def recorded(self) -> "AttendanceQuerySet":
        """Return the marks; a cleared row has none."""
        return self.exclude(mark="")

    def in_the_room(self) -> "AttendanceQuerySet":
        """Return the marks of those who were there, in time or late."""
        return self.filter(mark__in=["HADIR", "TERLAMBAT"])


class PrintedSheetQuerySet(models.QuerySet["PrintedSheet"]):
    """Lists on paper."""

    def visible_to(self, user: access.Visitor) -> "PrintedSheetQuerySet":
        """Return the lists of the sessions the user sees."""
        return self.filter(_program_visible_to(user, "session__program__"))

    def valid(self) -> "PrintedSheetQuerySet":
        """Return those whose document was not voided."""
        return self.filter(document__voided_at__isnull=True)


class SheetScanQuerySet(models.QuerySet["SheetScan"]):
    """Pictures of signed lists."""

    def visible_to(self, user: access.Visitor) -> "SheetScanQuerySet":
        """Return those of the sessions the user sees."""
        return self.filter(_program_visible_to(user, "session__program__"))

    def attached(self) -> "SheetScanQuerySet":
        """Return those that were not taken off."""
        return self.filter(removed_at__isnull=True)
