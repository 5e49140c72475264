"""What happened to stays, in the admin: read, and reversed where it was recorded wrongly."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminTextInputWidget
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jombang_umkm.admin.base import ReadOnlyMixin
from jombang_umkm.admin.steps import Step, StepsAdmin
from jombang_umkm.models import User
from participants.actions import custody as actions
from participants.admin.agreement import AgreedForm
from participants.models import CustodyEvent, Participant
from participants.rules.custody import effective


class ReverseForm(AgreedForm):
    """Asks why."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=CustodyEvent._meta.get_field("reason").max_length,
        widget=AdminTextInputWidget,
        help_text=_("For example: recorded for the wrong person, or the decision was withdrawn."),
    )

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or self.cleaned_data
        return {**answers, "agreed": self.agreed}


def _reverse(event: CustodyEvent, by: User, answers: dict[str, Any]) -> CustodyEvent:
    return actions.reverse(
        event=event,
        by=by,
        at=timezone.now(),
        reason=answers["reason"],
        agreed=answers["agreed"],
    )


def _can_reverse(event: CustodyEvent) -> bool:
    """Return whether it is the last that holds, and did not open the stay.

    None of a stay that was folded into another.
    """
    if event.custody.merged_into_id is not None:
        return False
    events = list(CustodyEvent.objects.filter(custody=event.custody_id).order_by("pk"))
    return not event.is_opening and effective(events)[-1] == event


@admin.register(CustodyEvent)
class CustodyEventAdmin(ReadOnlyMixin, StepsAdmin):
    list_display = ("custody", "became", "happened_on", "document_no", "recorded_by", "recorded_at")
    list_filter = ("became", "custody__facility", "happened_on")
    search_fields = ("custody__participant__full_name", "custody__registration_no", "document_no")
    date_hierarchy = "happened_on"
    ordering = ("-recorded_at", "-pk")
    related = ("custody__participant", "recorded_by", "reverses__custody__participant")
    fields = (
        "custody",
        "was",
        "became",
        "happened_on",
        "document_no",
        "reason",
        "registration_no",
        "register_class",
        "old_registration_no",
        "old_register_class",
        "reverses",
        "recorded_by",
        "recorded_at",
    )
    steps = (
        Step(
            name="reverse",
            label=_("Reverse the event"),
            done=_("Reversed: %(name)s."),
            explains=_(
                "The stay is again what it was before, with the number it had; both events stay "
                "on record. Seats that are still free are given back."
            ),
            run=_reverse,
            form=ReverseForm,
            possible=_can_reverse,
        ),
    )

    def tells_of(self, record: CustodyEvent) -> tuple[Participant, ...]:
        return (record.custody.participant,)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Return whether events may be reversed; an event itself never changes."""
        return obj is None and request.user.has_perm("participants.change_custodyevent")
