"""Answering a transfer: what the receiver writes into its register, or why it declines."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jombang_umkm.errors import ActionRefused
from jombang_umkm.form_fields import DayField
from jombang_umkm.forms import Helper
from participants.models import Custody, Transfer


class ArrivalForm(forms.Form):
    """The day they came, and number, block and cell here."""

    entry_date = DayField(
        label=_("Entry date"),
        help_text=_("The day they came in here."),
        error_messages={"required": _("Enter the day they came in.")},
    )
    registration_no = forms.CharField(
        label=_("Registration number here"),
        help_text=_("As written on your register; the number there does not come along."),
        max_length=Custody._meta.get_field("registration_no").max_length,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Type the registration number they have here.")},
    )
    block = forms.CharField(
        label=_("Block"), max_length=Custody._meta.get_field("block").max_length, required=False
    )
    cell = forms.CharField(
        label=_("Cell"), max_length=Custody._meta.get_field("cell").max_length, required=False
    )

    @property
    def helper(self) -> Helper:
        return Helper(self, submit=_("Accept and open a stay"))

    def refuse(self, refusal: ActionRefused) -> None:
        """Say beside the field it is about why the action refused."""
        fields = {
            "before_sending": "entry_date",
            "future_day": "entry_date",
            "number_needed": "registration_no",
            "number_taken": "registration_no",
        }
        self.add_error(fields.get(refusal.code), str(refusal.message))


class DeclineForm(forms.Form):
    """Why nobody was taken in."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=Transfer._meta.get_field("answer_reason").max_length,
        help_text=_("The sender reads it. For example: did not arrive, or papers missing."),
        error_messages={"required": _("Say why they are not taken in.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        # Another form stands above it on the page.
        kwargs.setdefault("auto_id", "decline_%s")
        super().__init__(*args, **kwargs)

    def refuse(self, refusal: ActionRefused) -> None:
        """Say beside the field it is about why the action refused."""
        field = "reason" if refusal.code == "reason_needed" else None
        self.add_error(field, str(refusal.message))
