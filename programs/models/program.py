from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from jombang_umkm.history import tracked
from jombang_umkm.models import Facility, Office, Signatory
from programs.querysets import ProgramQuerySet


@tracked()
class Program(models.Model):
    """One budget activity of an office at one facility, with its opening.

    `status` changes only through `programs.actions.program`.
    """

    class Status(models.TextChoices):
        DRAFT = "DRAFT", _("Draft")
        PROPOSED = "PROPOSED", _("Proposed")
        APPROVED = "APPROVED", _("Approved")
        RUNNING = "RUNNING", _("Running")
        SUSPENDED = "SUSPENDED", _("Suspended")
        FINISHED = "FINISHED", _("Finished")
        REPORTED = "REPORTED", _("Reported")
        CLOSED = "CLOSED", _("Closed")
        CANCELLED = "CANCELLED", _("Cancelled")

    # The report has gone out with its figures: nothing under it may change.
    LOCKED = (Status.REPORTED, Status.CLOSED)
    # Nothing more is planned or recorded in these.
    OVER = (*LOCKED, Status.CANCELLED)

    office = models.ForeignKey(
        Office, on_delete=models.PROTECT, related_name="programs", verbose_name=_("office")
    )
    facility = models.ForeignKey(
        Facility, on_delete=models.PROTECT, related_name="programs", verbose_name=_("facility")
    )
    name = models.CharField(_("name"), max_length=200)
    status = models.CharField(_("status"), max_length=9, choices=Status, default=Status.DRAFT)
    starts_on = models.DateField(_("starts on"))
    ends_on = models.DateField(_("ends on"))
    quota = models.PositiveSmallIntegerField(_("quota"), help_text=_("People."))
    opened_on = models.DateField(_("opened on"), null=True, blank=True)
    opening_place = models.CharField(_("place of the opening"), max_length=150, blank=True)
    opened_by = models.ForeignKey(
        Signatory,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="programs_opened",
        verbose_name=_("opened by"),
    )
    opening_attended_by = models.ManyToManyField(
        Signatory,
        blank=True,
        related_name="openings_attended",
        verbose_name=_("opening attended by"),
    )
    opening_note = models.CharField(
        _("also present"),
        max_length=300,
        blank=True,
        help_text=_("Others at the opening, such as prison staff and resource persons."),
    )

    objects = ProgramQuerySet.as_manager()

    class Meta:
        ordering = ("-starts_on", "name")
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")
        constraints = (
            models.CheckConstraint(
                name="program_dates_in_order",
                condition=Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("The last day lies before the first."),
            ),
            models.CheckConstraint(
                name="program_quota_positive",
                condition=Q(quota__gt=0),
                violation_error_message=_("A programme is for at least one person."),
            ),
        )

    def __str__(self) -> str:
        return self.name


@tracked()
class OpeningAttendee(Program.opening_attended_by.through):  # type: ignore[name-defined,misc]
    """Who attended an opening, named only so that its changes are kept."""

    class Meta:
        proxy = True
