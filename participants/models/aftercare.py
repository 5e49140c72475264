from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from jombang_umkm.history import tracked
from jombang_umkm.models import Office
from participants.models.merged import of_nobody_merged
from participants.models.participant import Participant
from participants.querysets import AftercareConsentQuerySet


@tracked()
class AftercareConsent(models.Model):
    """A person's signed word that an office may look after them once they are free.

    It opens the person to that office after release (`CustodyQuerySet.free_and_agreed_to`), and
    holds until it is withdrawn; agreeing again is a new row.
    """

    participant = models.ForeignKey(
        Participant,
        on_delete=models.PROTECT,
        related_name="aftercare_consents",
        verbose_name=_("participant"),
    )
    office = models.ForeignKey(
        Office,
        on_delete=models.PROTECT,
        related_name="aftercare_consents",
        verbose_name=_("office"),
    )
    given_on = models.DateField(_("agreed on"), help_text=_("The day the person signed."))
    document_no = models.CharField(
        _("document number"),
        max_length=80,
        blank=True,
        help_text=_("Of the signed paper, or where it is kept."),
    )
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="aftercare_recorded",
        verbose_name=_("recorded by"),
    )
    recorded_at = models.DateTimeField(_("recorded at"))
    withdrawn_on = models.DateField(
        _("withdrawn on"), null=True, blank=True, help_text=_("The day the person took it back.")
    )
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="aftercare_withdrawn",
        verbose_name=_("withdrawal recorded by"),
    )
    withdrawn_at = models.DateTimeField(_("withdrawal recorded at"), null=True, blank=True)

    objects = AftercareConsentQuerySet.as_manager()

    class Meta:
        ordering = ("participant", "-given_on", "-pk")
        verbose_name = _("consent to aftercare")
        verbose_name_plural = _("consents to aftercare")
        constraints = (
            # By the office first: its people are found here.
            models.UniqueConstraint(
                fields=("office", "participant"),
                name="aftercare_one_in_force",
                condition=Q(withdrawn_on__isnull=True),
                violation_error_message=_("This person agreed to this office's aftercare already."),
            ),
            models.CheckConstraint(
                name="aftercare_days_in_order",
                condition=Q(withdrawn_on__isnull=True) | Q(withdrawn_on__gte=F("given_on")),
                violation_error_message=_("Consent is given before it is withdrawn."),
            ),
            models.CheckConstraint(
                name="aftercare_withdrawal_complete",
                condition=Q(
                    withdrawn_on__isnull=True,
                    withdrawn_by__isnull=True,
                    withdrawn_at__isnull=True,
                )
                | Q(
                    withdrawn_on__isnull=False,
                    withdrawn_by__isnull=False,
                    withdrawn_at__isnull=False,
                ),
                violation_error_message=_("A withdrawal says who recorded it, and when."),
            ),
        )
        triggers = (of_nobody_merged("aftercare_consent"),)

    def __str__(self) -> str:
        return f"{self.participant}, {self.office}"

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_on is not None
