from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _

from jombang_umkm.history import tracked
from jombang_umkm.models import Facility
from participants.models.participant import Participant
from participants.querysets import CustodyQuerySet, RegistrationKey


@tracked(exclude=["registration_key"])
class Custody(models.Model):
    """One stay of one person in one facility; a return is a new stay.

    They are there from `entry_date` until the day before `left_on`: whoever is
    released today is on no list of today. `status` and `left_on` change only
    through `participants.actions.custody`.
    """

    class Status(models.TextChoices):
        DETAINEE = "DETAINEE", _("Detainee")
        CONVICT = "CONVICT", _("Convict")
        ASSIMILATION = "ASSIMILATION", _("Assimilation")
        PAROLE = "PAROLE", _("Parole (PB)")
        CONDITIONAL_LEAVE = "CONDITIONAL_LEAVE", _("Conditional leave (CB)")
        PRE_RELEASE_LEAVE = "PRE_RELEASE_LEAVE", _("Pre-release leave (CMB)")
        FULL_RELEASE = "FULL_RELEASE", _("Released, sentence served")
        RELEASED_BY_LAW = "RELEASED_BY_LAW", _("Released by law")
        RELEASED_BY_COURT = "RELEASED_BY_COURT", _("Released by the court")
        GUIDANCE_ENDED = "GUIDANCE_ENDED", _("Guidance ended")
        TRANSFERRED_OUT = "TRANSFERRED_OUT", _("Transferred out")
        ESCAPED = "ESCAPED", _("Escaped")
        DIED = "DIED", _("Died")

    class RegisterClass(models.TextChoices):
        """Permenkumham register books: A for detainees by authority, B for convicts by sentence."""

        A_I = "A.I", _("A.I, held by the police")
        A_II = "A.II", _("A.II, held by the prosecutor")
        A_III = "A.III", _("A.III, held by the district court")
        A_IV = "A.IV", _("A.IV, held by the high court")
        A_V = "A.V", _("A.V, held by the Supreme Court")
        B_I = "B.I", _("B.I, more than one year")
        B_IIA = "B.IIa", _("B.IIa, three to twelve months")
        B_IIB = "B.IIb", _("B.IIb, up to three months")
        B_III = "B.III", _("B.III, in lieu of a fine")

    # Held here: they sleep in the facility and can be on a roster.
    HELD = (Status.DETAINEE, Status.CONVICT, Status.ASSIMILATION)

    participant = models.ForeignKey(
        Participant,
        on_delete=models.PROTECT,
        related_name="custodies",
        verbose_name=_("participant"),
    )
    facility = models.ForeignKey(
        Facility, on_delete=models.PROTECT, related_name="custodies", verbose_name=_("facility")
    )
    registration_no = models.CharField(
        _("registration number"), max_length=40, help_text=_("As written on the register.")
    )
    registration_key = models.GeneratedField(
        expression=RegistrationKey("registration_no"),
        output_field=models.CharField(max_length=40),
        db_persist=True,
        verbose_name=_("registration key"),
    )
    register_class = models.CharField(
        _("register class"), max_length=5, choices=RegisterClass, blank=True
    )
    block = models.CharField(_("block"), max_length=20, blank=True)
    cell = models.CharField(_("cell"), max_length=20, blank=True)
    entry_date = models.DateField(_("entry date"))
    expiry_date = models.DateField(_("expiry date"), null=True, blank=True)
    status = models.CharField(_("status"), max_length=17, choices=Status, default=Status.CONVICT)
    left_on = models.DateField(
        _("left on"), null=True, blank=True, help_text=_("First day they are no longer here.")
    )

    objects = CustodyQuerySet.as_manager()

    class Meta:
        ordering = ("participant__full_name", "pk")
        verbose_name = _("stay")
        verbose_name_plural = _("stays")
        constraints = (
            models.UniqueConstraint(
                fields=("facility", "registration_key"),
                name="custody_registration_unique",
                violation_error_message=_("This registration number is already in use here."),
            ),
            models.CheckConstraint(
                name="custody_registration_not_blank",
                condition=Q(registration_no__regex=r"[A-Za-z0-9]"),
                violation_error_message=_("Type the registration number."),
            ),
            models.CheckConstraint(
                name="custody_dates_in_order",
                condition=(Q(left_on__isnull=True) | Q(left_on__gte=F("entry_date")))
                & (Q(expiry_date__isnull=True) | Q(expiry_date__gte=F("entry_date"))),
                violation_error_message=_("A date lies before the day of entry."),
            ),
            models.CheckConstraint(
                name="custody_held_until_left",
                condition=Q(
                    status__in=["DETAINEE", "CONVICT", "ASSIMILATION"], left_on__isnull=True
                )
                | (
                    ~Q(status__in=["DETAINEE", "CONVICT", "ASSIMILATION"])
                    & Q(left_on__isnull=False)
                ),
                violation_error_message=_("Somebody held has not left; somebody gone has."),
            ),
            ExclusionConstraint(
                name="custody_one_place_at_a_time",
                expressions=[
                    ("participant", RangeOperators.EQUAL),
                    (
                        Func(
                            F("entry_date"),
                            F("left_on"),
                            RangeBoundary(inclusive_lower=True, inclusive_upper=False),
                            function="daterange",
                            output_field=DateRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                # A range that ends before it begins is an error, and the check above says so.
                condition=Q(left_on__isnull=True) | Q(left_on__gte=F("entry_date")),
                violation_error_message=_("This person is already held somewhere in that time."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.participant} ({self.registration_no})"

    @property
    def place_inside(self) -> str:
        """Block and cell as one text, "A / 3"; empty when neither is known."""
        return " / ".join(part for part in (self.block, self.cell) if part)
