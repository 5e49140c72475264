from datetime import date

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _

from jombang_umkm.history import tracked
from participants.models.custody import Custody
from participants.querysets import AbsenceQuerySet


@tracked()
class CustodyAbsence(models.Model):
    """Days of a stay on which somebody was out of reach: no state, they are still held.

    From `away_from` until the day before `back_on`; nobody knows yet when it is not set.
    """

    class Kind(models.TextChoices):
        COURT = "SIDANG", _("Court (bon)")
        HOSPITAL = "RUMAH_SAKIT", _("Hospital")
        FAMILY_LEAVE = "CUTI_KELUARGA", _("Family leave")
        PUNISHMENT_CELL = "SEL_HUKUMAN", _("Punishment cell")

    custody = models.ForeignKey(
        Custody, on_delete=models.PROTECT, related_name="absences", verbose_name=_("stay")
    )
    kind = models.CharField(_("kind of absence"), max_length=13, choices=Kind)
    away_from = models.DateField(_("away from"), help_text=_("First day away."))
    back_on = models.DateField(
        _("back on"), null=True, blank=True, help_text=_("First day back; leave empty until known.")
    )
    document_no = models.CharField(_("document number"), max_length=80, blank=True)
    note = models.CharField(_("note"), max_length=200, blank=True)

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        ordering = ("custody", "away_from")
        verbose_name = _("absence")
        verbose_name_plural = _("absences")
        constraints = (
            models.CheckConstraint(
                name="absence_dates_in_order",
                condition=Q(back_on__isnull=True) | Q(back_on__gt=F("away_from")),
                violation_error_message=_("The first day back comes after the first day away."),
            ),
            ExclusionConstraint(
                name="absence_one_at_a_time",
                expressions=[
                    ("custody", RangeOperators.EQUAL),
                    (
                        Func(
                            F("away_from"),
                            F("back_on"),
                            RangeBoundary(inclusive_lower=True, inclusive_upper=False),
                            function="daterange",
                            output_field=DateRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                # A range that ends before it begins is an error, and a check says so.
                condition=Q(back_on__isnull=True) | Q(back_on__gt=F("away_from")),
                violation_error_message=_("Another absence covers some of these days."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.custody}: {self.get_kind_display()}, {self.away_from:%d-%m-%Y}"

    def covers(self, day: date) -> bool:
        """Return whether that is one of the days away, as `on()` says of rows."""
        return self.away_from <= day and (self.back_on is None or day < self.back_on)
