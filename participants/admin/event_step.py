"""Recording what happened to a stay, as a step of its page."""

from functools import cached_property
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminTextInputWidget
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jombang_umkm.admin.choices import ChoiceSelect
from jombang_umkm.admin.steps import DatedMoveForm
from jombang_umkm.models import Facility, User
from participants.actions import custody as actions
from participants.actions.custody import Destination, Papers
from participants.admin.agreement import AgreedForm
from participants.models import Custody, CustodyEvent, Transfer
from participants.rules.custody import CUSTODY, next_states

B_CLASSES = [choice for choice in Custody.RegisterClass.choices if choice[0].startswith("B")]


def _text(model: Any, name: str, label: Any, *, help_text: Any = "") -> forms.CharField:
    """Return a field for a text that the action may or may not need."""
    return forms.CharField(
        label=label,
        required=False,
        max_length=model._meta.get_field(name).max_length,
        widget=AdminTextInputWidget,
        help_text=help_text,
    )


class RecordEventForm(AgreedForm, DatedMoveForm):
    """What happened, when, and on which paper; what it needs of the rest, the action says."""

    transitions = CUSTODY

    document_no = _text(
        CustodyEvent,
        "document_no",
        _("Document number"),
        help_text=_("Of the decision, decree or minutes it rests on."),
    )
    reason = _text(
        CustodyEvent,
        "reason",
        _("Reason"),
        help_text=_("Needed when something is revoked; else if there is more to say."),
    )
    registration_no = _text(
        CustodyEvent,
        "registration_no",
        _("New registration number"),
        help_text=_("Only where a verdict is final: a number of class B."),
    )
    register_class = forms.ChoiceField(
        label=_("New register class"), required=False, choices=[("", "–"), *B_CLASSES]
    )
    facility = forms.ModelChoiceField(
        Facility.objects.all(),
        label=_("To the facility"),
        required=False,
        widget=ChoiceSelect(Transfer._meta.get_field("facility"), admin.site),
        help_text=_("Only for a transfer; it sees the name and the number, and answers."),
    )
    elsewhere = _text(
        Transfer,
        "elsewhere",
        _("Or to another facility"),
        help_text=_("One that does not use this system; it is not told."),
    )

    @cached_property
    def _next(self) -> list[set[str]]:
        return [set(next_states(list(each.happenings.order_by("pk")))) for each in self.records]

    def offers(self, state: str) -> bool:
        return all(state in states for states in self._next)

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or self.cleaned_data
        return {**answers, "agreed": self.agreed}


def record_event(stay: Custody, by: User, answers: dict[str, Any]) -> CustodyEvent:
    papers = {name: answers[name] for name in vars(Papers())}
    destination = Destination(answers["facility"], answers["elsewhere"])
    return actions.record(
        custody=stay,
        to=answers["to"],
        on=answers["on"],
        papers=Papers(**papers),
        destination=None if destination == Destination() else destination,
        by=by,
        at=timezone.now(),
        agreed=answers["agreed"],
    )


def can_record(stay: Custody) -> bool:
    return stay.merged_into_id is None and bool(CUSTODY.moves[stay.status])
