import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from participants.models.custody import Custody


class CustodyEvent(models.Model):
    """Something that changed a stay, for good: a wrong event is reversed, never edited.

    `became` is the state from `happened_on` on. A reversing event names the one it
    `reverses` and leads back to the state before. Append-only; the state of a stay
    follows from its events (`participants.rules.custody.standing`).
    """

    custody = models.ForeignKey(
        Custody, on_delete=models.PROTECT, related_name="happenings", verbose_name=_("stay")
    )
    was = models.CharField(
        _("state before"),
        max_length=17,
        choices=Custody.Status,
        blank=True,
        help_text=_("Nothing for the event that opens a stay."),
    )
    became = models.CharField(_("state after"), max_length=17, choices=Custody.Status)
    happened_on = models.DateField(_("date"))
    document_no = models.CharField(
        _("document number"),
        max_length=80,
        blank=True,
        help_text=_("Of the decision, decree or minutes behind it."),
    )
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    # What the event changed of the stay's number: a verdict brings a B number.
    registration_no = models.CharField(_("new registration number"), max_length=40, blank=True)
    register_class = models.CharField(
        _("new register class"), max_length=5, choices=Custody.RegisterClass, blank=True
    )
    old_registration_no = models.CharField(
        _("registration number before"), max_length=40, blank=True
    )
    old_register_class = models.CharField(
        _("register class before"), max_length=5, choices=Custody.RegisterClass, blank=True
    )
    reverses = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="reversed_by",
        verbose_name=_("reverses"),
    )
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="custody_events",
        verbose_name=_("recorded by"),
        help_text=_("Nobody where an upgrade wrote what had been known without events."),
    )
    recorded_at = models.DateTimeField(_("recorded at"))

    class Meta:
        ordering = ("custody", "pk")
        verbose_name = _("event of a stay")
        verbose_name_plural = _("events of stays")
        constraints = (
            models.UniqueConstraint(
                fields=("custody",),
                condition=Q(was=""),
                name="custody_event_opens_once",
                violation_error_message=_("This stay was opened already."),
            ),
            models.CheckConstraint(
                name="custody_event_changes_something",
                condition=~Q(was=F("became")),
                violation_error_message=_("An event leads to another state."),
            ),
            models.CheckConstraint(
                name="custody_event_reversal_has_reason",
                condition=Q(reverses__isnull=True) | (~Q(reason="") & ~Q(was="")),
                violation_error_message=_("Say why it is reversed."),
            ),
        )
        triggers = (
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        )

    def __str__(self) -> str:
        return f"{self.custody}: {self.get_became_display()}, {self.happened_on:%d-%m-%Y}"

    @property
    def is_opening(self) -> bool:
        return not self.was

    @property
    def is_reversal(self) -> bool:
        return self.reverses_id is not None
