"""What is known of a stay when it begins: by itself, or with the person who is registered."""

from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.forms.models import fields_for_model
from django.utils.translation import gettext_lazy as _

from jombang_umkm.errors import ActionRefused
from jombang_umkm.form_fields import DayField
from jombang_umkm.forms import Helper
from participants.forms.layout import Group, More, wide
from participants.forms.person import may_be_nothing
from participants.models import Custody

COMMON = ("registration_no", "register_class", "entry_date", "expiry_date", "block", "cell")
SENTENCE = ("counted_from", "half_date", "two_thirds_date")
GUIDES = ("caseworker", "probation_office", "probation_officer")
STAY = (*COMMON, *SENTENCE, *GUIDES)

MESSAGES = {
    "registration_no": {"required": _("Type the registration number.")},
    "entry_date": {"required": _("Type the day they came in.")},
}

# The field a refusal of `admit` is about.
REFUSALS = {
    "number_needed": "registration_no",
    "number_taken": "registration_no",
    "held_elsewhere": "entry_date",
    "future_day": "entry_date",
    "not_held": "status",
    "expiry_before_entry": "expiry_date",
    "counted_after_entry": "counted_from",
    "parts_out_of_order": "two_thirds_date",
}


def groups() -> list[Group | More]:
    """Return the stay, and what is not always known of it."""
    return [
        Group(
            _("The stay"),
            wide("status"),
            *COMMON,
            hint=_("Dates as day-month-year, such as 14-02-2026."),
        ),
        More(_("Dates of the sentence, and who guides"), *SENTENCE, *GUIDES),
    ]


class StayFields(forms.Form):
    """The fields of a new stay, for the forms that begin one."""

    status = forms.ChoiceField(
        label=_("Taken in as"),
        choices=[(state.value, state.label) for state in Custody.HELD],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what they are taken in as.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        days = dict.fromkeys(("entry_date", "expiry_date", *SENTENCE), DayField)
        self.fields |= fields_for_model(Custody, fields=STAY, field_classes=days)
        may_be_nothing(self.fields["register_class"], Custody.RegisterClass)
        for name in STAY:
            self.fields[name].widget.attrs.setdefault("autocomplete", "off")
            self.fields[name].error_messages |= MESSAGES.get(name, {})
        for name in days:
            # How a day is typed is said once, above the fields.
            self.fields[name].help_text = getattr(Custody._meta.get_field(name), "help_text", "")

    def stay(self, **more: Any) -> Custody:
        """Return the stay as typed, not saved yet; `more` is what the form does not ask for."""
        return Custody(**{name: self.cleaned_data[name] for name in ("status", *STAY)}, **more)


class ReadmitForm(StayFields):
    """A new stay of somebody who was here before."""

    def __init__(self, *args: Any, cancel_url: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cancel_url = cancel_url

    @property
    def helper(self) -> Helper:
        helper = Helper(self, submit=_("Open the stay"), cancel_url=self.cancel_url)
        helper.layout = Layout(*groups())
        return helper

    def refuse(self, refusal: ActionRefused) -> None:
        """Say beside the field it is about why the action refused."""
        self.add_error(REFUSALS.get(refusal.code), str(refusal.message))
