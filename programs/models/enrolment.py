from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _

from jombang_umkm.history import tracked
from participants.models import Custody, CustodyEvent
from programs.models.course import Course
from programs.models.of_program import program_of
from programs.models.program import Program
from programs.querysets import EnrolmentQuerySet


@tracked(exclude=["program"])
class Enrolment(models.Model):
    """A person's seat in a course, held from `joined_on` until the day before `left_on`.

    It joins a stay, not a person: a seat does not outlive the stay. `status` and
    both days change only through `programs.actions.enrolment`. `program` is the course's,
    for row security (docs/adr/0019); the database fills it in.
    """

    class Status(models.TextChoices):
        NOMINATED = "NOMINATED", _("Nominated")
        WAITLISTED = "WAITLISTED", _("On the waiting list")
        OFFERED = "OFFERED", _("Seat offered")
        CONFIRMED = "CONFIRMED", _("Confirmed")
        ATTENDING = "ATTENDING", _("Attending")
        PASSED = "PASSED", _("Passed")
        NOT_PASSED = "NOT_PASSED", _("Not passed")
        REJECTED = "REJECTED", _("Rejected")
        WITHDRAWN = "WITHDRAWN", _("Withdrawn")
        REMOVED = "REMOVED", _("Removed")
        CUT_BY_RELEASE = "CUT_BY_RELEASE", _("Cut short by release")
        CUT_BY_TRANSFER = "CUT_BY_TRANSFER", _("Cut short by transfer")
        DIED = "DIED", _("Died")

    custody = models.ForeignKey(
        Custody, on_delete=models.PROTECT, related_name="enrolments", verbose_name=_("stay")
    )
    course = models.ForeignKey(
        Course, on_delete=models.PROTECT, related_name="enrolments", verbose_name=_("course")
    )
    program = models.ForeignKey(
        Program,
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
        verbose_name=_("programme"),
    )
    status = models.CharField(_("status"), max_length=15, choices=Status, default=Status.NOMINATED)
    joined_on = models.DateField(_("joined on"), null=True, blank=True)
    left_on = models.DateField(
        _("left on"), null=True, blank=True, help_text=_("First day without the seat.")
    )
    cut_by = models.ForeignKey(
        CustodyEvent,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="seats_cut",
        verbose_name=_("ended by"),
        help_text=_("What happened to the stay: its reversal brings the seat back."),
    )
    cut_from = models.CharField(_("state before that"), max_length=15, choices=Status, blank=True)

    objects = EnrolmentQuerySet.as_manager()

    class Meta:
        ordering = ("course", "custody")
        verbose_name = _("seat")
        verbose_name_plural = _("seats")
        constraints = (
            models.CheckConstraint(
                name="enrolment_dates_in_order",
                condition=Q(left_on__isnull=True)
                | Q(joined_on__isnull=False, left_on__gte=F("joined_on")),
                violation_error_message=_("The last day lies before the first."),
            ),
            models.CheckConstraint(
                name="enrolment_seat_held",
                condition=(
                    Q(status__in=["CONFIRMED", "ATTENDING", "PASSED", "NOT_PASSED"])
                    & Q(joined_on__isnull=False)
                )
                | (Q(status__in=["NOMINATED", "WAITLISTED", "OFFERED"]) & Q(joined_on__isnull=True))
                | (
                    Q(
                        status__in=[
                            "REJECTED",
                            "WITHDRAWN",
                            "REMOVED",
                            "CUT_BY_RELEASE",
                            "CUT_BY_TRANSFER",
                            "DIED",
                        ]
                    )
                    & (Q(joined_on__isnull=True) | Q(left_on__isnull=False))
                ),
                violation_error_message=_(
                    "A confirmed seat has a first day, a nomination none; one that was ended "
                    "has a first day without it."
                ),
            ),
            models.CheckConstraint(
                name="enrolment_cut_complete",
                condition=Q(cut_by__isnull=True, cut_from="")
                | (
                    Q(cut_by__isnull=False)
                    & ~Q(cut_from="")
                    & Q(status__in=["CUT_BY_RELEASE", "CUT_BY_TRANSFER", "REMOVED", "DIED"])
                ),
                violation_error_message=_("A seat is cut short by an event, from a state."),
            ),
            ExclusionConstraint(
                name="enrolment_one_seat_a_course",
                expressions=[
                    ("custody", RangeOperators.EQUAL),
                    ("course", RangeOperators.EQUAL),
                    (
                        Func(
                            F("joined_on"),
                            F("left_on"),
                            RangeBoundary(inclusive_lower=True, inclusive_upper=False),
                            function="daterange",
                            output_field=DateRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                # A range that ends before it begins is an error, and a check says so.
                condition=Q(joined_on__isnull=False)
                & (Q(left_on__isnull=True) | Q(left_on__gte=F("joined_on"))),
                violation_error_message=_("This person already has a seat in this course then."),
            ),
        )
        triggers = (program_of("course"),)

    def __str__(self) -> str:
        return f"{self.custody}, {self.course}"
