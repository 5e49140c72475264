from typing import Any

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _

from jombang_umkm.history import tracked
from jombang_umkm.models import Room
from programs.models.course import Course, Module
from programs.models.program import Program
from programs.models.speaker import Speaker
from programs.querysets import SessionQuerySet


class DayTimeRange(models.Field):  # type: ignore[type-arg]
    """Names the type of `during()` for the exclusion constraints; no column has it."""

    def db_type(self, connection: Any) -> str:
        return "tsrange"


class Moment(Func):
    """A day and an hour of it as one timestamp, in wall-clock time."""

    template = "(%(expressions)s)"
    arg_joiner = " + "
    output_field = models.DateTimeField()


class During(Func):
    """The wall-clock time between two hours of a day, its end excluded."""

    function = "tsrange"
    output_field = DayTimeRange()

    def __init__(self) -> None:
        super().__init__(Moment("day", "starts_at"), Moment("day", "ends_at"))


def _not_in_two_places(name: str, what: str, *, condition: Q, message: Any) -> ExclusionConstraint:
    """Return the constraint that `what` is free; deferrable, so that two can change places."""
    return ExclusionConstraint(
        name=name,
        expressions=[(what, RangeOperators.EQUAL), (During(), RangeOperators.OVERLAPS)],
        # A range that ends before it begins is an error, and a check says so.
        condition=condition & Q(ends_at__gt=F("starts_at")),
        deferrable=models.Deferrable.DEFERRED,
        violation_error_message=message,
    )


@tracked()
class Session(models.Model):
    """One meeting of one or more courses on one day; times are local (WIB).

    `status` changes only through `programs.actions.session` and, with the first
    and the last mark, through `programs.actions.attendance`.
    """

    class Status(models.TextChoices):
        PLANNED = "PLANNED", _("Planned")
        HELD = "HELD", _("Held")
        POSTPONED = "POSTPONED", _("Postponed")
        CANCELLED = "CANCELLED", _("Cancelled")

    program = models.ForeignKey(
        Program, on_delete=models.PROTECT, related_name="sessions", verbose_name=_("programme")
    )
    courses = models.ManyToManyField(
        Course,
        related_name="sessions",
        verbose_name=_("courses"),
        help_text=_("The opening and common lessons belong to several."),
    )
    module = models.ForeignKey(
        Module,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="sessions",
        verbose_name=_("module"),
    )
    topic = models.CharField(_("topic"), max_length=200)
    room = models.ForeignKey(
        Room,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="sessions",
        verbose_name=_("room"),
    )
    day = models.DateField(_("day"))
    starts_at = models.TimeField(_("starts at"))
    ends_at = models.TimeField(_("ends at"))
    lesson_hours = models.PositiveSmallIntegerField(
        _("lesson hours"), help_text=_("JP; one JP is 45 minutes.")
    )
    status = models.CharField(_("status"), max_length=9, choices=Status, default=Status.PLANNED)
    status_reason = models.CharField(
        _("reason"), max_length=200, blank=True, help_text=_("Why it is cancelled or postponed.")
    )

    objects = SessionQuerySet.as_manager()

    class Meta:
        ordering = ("day", "starts_at", "pk")
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        indexes = (
            models.Index(fields=("program", "day", "starts_at"), name="session_program_day"),
        )
        constraints = (
            models.CheckConstraint(
                name="session_times_in_order",
                condition=Q(ends_at__gt=F("starts_at")),
                violation_error_message=_("The session ends before it starts."),
            ),
            models.CheckConstraint(
                name="session_reason_given",
                condition=~Q(status__in=["CANCELLED", "POSTPONED"]) | ~Q(status_reason=""),
                violation_error_message=_("Give a reason."),
            ),
            _not_in_two_places(
                "session_room_free",
                "room",
                condition=Q(room__isnull=False, status__in=["PLANNED", "HELD"]),
                message=_("This room is taken at that time."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.topic}, {self.day:%d-%m-%Y}"


@tracked()
class SessionCourse(Session.courses.through):  # type: ignore[name-defined,misc]
    """Which courses a session belongs to, named only so that its changes are kept."""

    class Meta:
        proxy = True


@tracked()
class SpeakerSlot(models.Model):
    """A speaker's part of a session.

    Day and times are the slot's own, for a speaker may take half a session; they
    also let the database refuse one speaker in two places. `is_released` says that
    the session no longer needs them (cancelled or postponed).
    """

    session = models.ForeignKey(
        Session, on_delete=models.CASCADE, related_name="speaker_slots", verbose_name=_("session")
    )
    speaker = models.ForeignKey(
        Speaker, on_delete=models.PROTECT, related_name="slots", verbose_name=_("speaker")
    )
    day = models.DateField(_("day"))
    starts_at = models.TimeField(_("starts at"))
    ends_at = models.TimeField(_("ends at"))
    is_released = models.BooleanField(_("released"), default=False, editable=False)

    class Meta:
        ordering = ("day", "starts_at")
        verbose_name = _("speaker's slot")
        verbose_name_plural = _("speakers' slots")
        constraints = (
            models.CheckConstraint(
                name="speaker_slot_times_in_order",
                condition=Q(ends_at__gt=F("starts_at")),
                violation_error_message=_("The slot ends before it starts."),
            ),
            _not_in_two_places(
                "speaker_slot_speaker_free",
                "speaker",
                condition=Q(is_released=False),
                message=_("This speaker is elsewhere at that time."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.speaker}, {self.day:%d-%m-%Y}"
