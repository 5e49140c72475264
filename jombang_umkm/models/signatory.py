from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from jombang_umkm.history import tracked
from jombang_umkm.models.facility import Facility
from jombang_umkm.models.office import Office


def _in_office() -> Func:
    """Return the days a signatory is in office, both the first and the last included."""
    return Func(
        F("valid_from"),
        F("valid_to"),
        RangeBoundary(inclusive_lower=True, inclusive_upper=True),
        function="daterange",
        output_field=DateRangeField(),
    )


def _one_at_a_time(body: str) -> ExclusionConstraint:
    return ExclusionConstraint(
        name=f"signatory_one_at_a_time_{body}",
        expressions=[
            (body, RangeOperators.EQUAL),
            (Lower("title"), RangeOperators.EQUAL),
            (_in_office(), RangeOperators.OVERLAPS),
        ],
        # A range that ends before it begins is an error, and a check says so.
        condition=Q(**{f"{body}__isnull": False})
        & (Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from"))),
        violation_error_message=_("Somebody else holds this title in that time."),
    )


class SignatoryQuerySet(models.QuerySet["Signatory"]):
    """Signatories in the sentences of letters."""

    def valid_on(self, day: object) -> "SignatoryQuerySet":
        """Return those in office on that day."""
        return self.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=day), valid_from__lte=day)


@tracked()
class Signatory(models.Model):
    """Who signs for a body under which title, and when: heads change almost every year."""

    class Acting(models.TextChoices):
        PLT = "PLT", _("Acting (Plt.)")
        PLH = "PLH", _("Daily acting (Plh.)")

    office = models.ForeignKey(
        Office,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="signatories",
        verbose_name=_("office"),
    )
    facility = models.ForeignKey(
        Facility,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="signatories",
        verbose_name=_("facility"),
    )
    name = models.CharField(_("name"), max_length=150, help_text=_("With academic titles."))
    nip = models.CharField(
        _("NIP"),
        max_length=18,
        blank=True,
        validators=[RegexValidator(r"^\d{18}$", _("A NIP has 18 digits."))],
        help_text=_("18 digits, if known."),
    )
    title = models.CharField(_("title"), max_length=150)
    acting = models.CharField(_("acting"), max_length=3, choices=Acting, blank=True)
    is_head = models.BooleanField(
        _("head"),
        default=False,
        help_text=_("Signs for the whole office or facility, and so is proposed on documents."),
    )
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("until"), null=True, blank=True)

    objects = SignatoryQuerySet.as_manager()

    class Meta:
        ordering = ("title", "-valid_from")
        verbose_name = _("signatory")
        verbose_name_plural = _("signatories")
        constraints = (
            models.CheckConstraint(
                name="signatory_of_one_body",
                condition=Q(office__isnull=False, facility__isnull=True)
                | Q(office__isnull=True, facility__isnull=False),
                violation_error_message=_("Choose either an office or a facility."),
            ),
            models.CheckConstraint(
                name="signatory_dates_in_order",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                violation_error_message=_("The last day lies before the first."),
            ),
            models.CheckConstraint(
                name="signatory_nip_digits",
                condition=Q(nip="") | Q(nip__regex=r"^\d{18}$"),
                violation_error_message=_("A NIP has 18 digits."),
            ),
            _one_at_a_time("office"),
            _one_at_a_time("facility"),
        )

    def __str__(self) -> str:
        return f"{self.name}, {self.title}"

    @property
    def full_title(self) -> str:
        """The title as it is printed: "Plt. Kepala Dinas" for who acts."""
        prefix = {self.Acting.PLT: "Plt. ", self.Acting.PLH: "Plh. "}.get(self.acting, "")  # type: ignore[call-overload]
        return f"{prefix}{self.title}"
