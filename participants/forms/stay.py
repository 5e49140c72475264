"""What is known of a stay, and the days on which somebody was out of reach."""

from collections.abc import Mapping
from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.forms.models import fields_for_model
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from jombang_umkm.errors import ActionRefused
from jombang_umkm.form_fields import DayField
from jombang_umkm.forms import Helper
from participants.forms.facts import FactsForm
from participants.forms.layout import Group
from participants.models import Custody, CustodyAbsence
from participants.rules.stay import ABSENCE_FACTS, DAYS, FACTS

REGISTER = ("registration_no", "register_class", "block", "cell")
PARTS = ("half_date", "two_thirds_date")


class StayForm(FactsForm):
    """The facts of a stay; its status changes by events alone."""

    def __init__(self, data: Mapping[str, Any] | None, *, stay: Custody, cancel_url: str) -> None:
        super().__init__(data, record=stay, names=FACTS)
        days = dict.fromkeys(DAYS, DayField)
        self.fields |= fields_for_model(Custody, fields=FACTS, field_classes=days)
        self.fields["registration_no"].error_messages["required"] = _(
            "Type the registration number."
        )
        self.fields["entry_date"].error_messages["required"] = _("Enter the day of entry.")
        self.cancel_url = cancel_url

    @property
    def helper(self) -> Helper:
        helper = Helper(self, submit=_("Save the stay"), cancel_url=self.cancel_url)
        helper.layout = Layout(
            "base",
            Group(
                pgettext_lazy("of a prison", "Register"),
                "registration_no",
                "register_class",
                "block",
                "cell",
            ),
            Group(_("Sentence"), "entry_date", "counted_from", "expiry_date", *PARTS),
            Group(_("Who guides them"), "caseworker", "probation_office", "probation_officer"),
        )
        return helper

    def refuse(self, refusal: ActionRefused) -> None:
        """Say beside the field it is about why the action refused."""
        fields = {
            "number_needed": "registration_no",
            "number_taken": "registration_no",
            "future_day": "entry_date",
            "after_event": "entry_date",
            "after_absence": "entry_date",
            "held_elsewhere": "entry_date",
            "expiry_before_entry": "expiry_date",
            "counted_after_entry": "counted_from",
            "parts_out_of_order": "two_thirds_date",
        }
        self.add_error(fields.get(refusal.code), str(refusal.message))


class AbsenceForm(FactsForm):
    """Why somebody is out of reach, and on which days."""

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        *,
        absence: CustodyAbsence,
        submit: str,
        cancel_url: str,
    ) -> None:
        super().__init__(data, record=absence, names=ABSENCE_FACTS)
        self.fields |= fields_for_model(
            CustodyAbsence,
            fields=ABSENCE_FACTS,
            widgets={"kind": forms.RadioSelect},
            field_classes=dict.fromkeys(("away_from", "back_on"), DayField),
        )
        kind = self.fields["kind"]
        assert isinstance(kind, forms.ChoiceField)
        kind.choices = CustodyAbsence.Kind.choices
        kind.error_messages["required"] = _("Choose why they are out of reach.")
        self.fields["away_from"].error_messages["required"] = _("Enter the first day away.")
        self.submit, self.cancel_url = submit, cancel_url

    @property
    def helper(self) -> Helper:
        return Helper(self, submit=self.submit, cancel_url=self.cancel_url)

    def refuse(self, refusal: ActionRefused) -> None:
        """Say beside the field it is about why the action refused."""
        fields = {
            "not_here": "away_from",
            "absence_overlaps": "away_from",
            "back_before": "back_on",
        }
        self.add_error(fields.get(refusal.code), str(refusal.message))


class RemoveAbsenceForm(forms.Form):
    """Whether an absence is really to be taken away."""

    never_was = forms.BooleanField(
        label=_("This absence never was"),
        error_messages={"required": _("Tick this to take the absence away.")},
    )
