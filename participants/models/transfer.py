from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from jombang_umkm.history import tracked
from jombang_umkm.models import Facility
from participants.models.custody import Custody
from participants.models.custody_event import CustodyEvent
from participants.querysets import TransferQuerySet


@tracked()
class Transfer(models.Model):
    """Where somebody was transferred to: a facility of this system, which answers, or another.

    Until it accepts, the receiver sees no more than name, number and sender.
    """

    class Status(models.TextChoices):
        SENT = "SENT", _("On the way")
        ACCEPTED = "ACCEPTED", _("Accepted")
        DECLINED = "DECLINED", _("Declined")
        WITHDRAWN = "WITHDRAWN", pgettext_lazy("of a transfer", "Withdrawn")
        OUTSIDE = "OUTSIDE", _("To a facility outside this system")

    event = models.OneToOneField(
        CustodyEvent, on_delete=models.PROTECT, related_name="transfer", verbose_name=_("event")
    )
    facility = models.ForeignKey(
        Facility,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="transfers_in",
        verbose_name=_("to"),
    )
    elsewhere = models.CharField(
        _("to another facility"),
        max_length=150,
        blank=True,
        help_text=_("One that does not use this system."),
    )
    status = models.CharField(_("status"), max_length=9, choices=Status, default=Status.SENT)
    new_custody = models.OneToOneField(
        Custody,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="came_by",
        verbose_name=_("stay there"),
    )
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="transfers_answered",
        verbose_name=_("answered by"),
    )
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    answer_reason = models.CharField(_("why it was declined"), max_length=300, blank=True)

    objects = TransferQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        verbose_name = _("transfer")
        verbose_name_plural = _("transfers")
        constraints = (
            models.CheckConstraint(
                name="transfer_to_one_place",
                condition=(Q(facility__isnull=False, elsewhere="") & ~Q(status="OUTSIDE"))
                | (
                    Q(facility__isnull=True, status__in=["OUTSIDE", "WITHDRAWN"]) & ~Q(elsewhere="")
                ),
                violation_error_message=_(
                    "Choose a facility, or type one that does not use this system."
                ),
            ),
            models.CheckConstraint(
                name="transfer_answer_complete",
                condition=Q(
                    status="ACCEPTED",
                    new_custody__isnull=False,
                    answered_by__isnull=False,
                    answered_at__isnull=False,
                )
                | (
                    Q(status="DECLINED", new_custody__isnull=True)
                    & Q(answered_by__isnull=False, answered_at__isnull=False)
                    & ~Q(answer_reason="")
                )
                | (
                    Q(status__in=["SENT", "WITHDRAWN", "OUTSIDE"], new_custody__isnull=True)
                    & Q(answered_by__isnull=True, answered_at__isnull=True, answer_reason="")
                ),
                violation_error_message=_("An answer says who gave it, and why it declines."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.event.custody} → {self.to}"

    @property
    def to(self) -> str:
        """The facility's name, in this system or not."""
        return self.facility.short_name if self.facility else self.elsewhere
