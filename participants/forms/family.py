"""What is known of a family contact, what they agreed to, and what was talked about."""

from datetime import date
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from jombang_umkm import phones
from jombang_umkm.errors import ActionRefused
from jombang_umkm.form_fields import DayField, PhoneField
from jombang_umkm.forms import Helper
from participants.forms.facts import compare
from participants.models import FamilyContact, FamilyNote
from participants.rules.facts import fingerprint
from participants.rules.family import FACTS, facts_of


class ContactForm(forms.Form):
    """Somebody of the family; of one who withdrew consent, without what is hidden."""

    base = forms.CharField(widget=forms.HiddenInput, required=False)
    name = forms.CharField(
        label=_("Name"),
        max_length=FamilyContact._meta.get_field("name").max_length,
        help_text=_("An adult. Names of children are not kept."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Type the name.")},
    )
    relation = forms.ChoiceField(
        label=_("Relation"),
        choices=[("", "–"), *FamilyContact.Relation.choices],
        error_messages={"required": _("Choose what they are to the person.")},
    )
    phone = PhoneField(
        label=_("Phone"),
        required=False,
        help_text=_("Such as 0812-3456-7890. Leave empty if they have none."),
    )
    address = forms.CharField(
        label=_("Address"),
        max_length=FamilyContact._meta.get_field("address").max_length,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    is_guarantor = forms.BooleanField(
        label=_("Guarantor (penjamin): stands surety for a release"), required=False
    )
    willingness = forms.ChoiceField(
        label=_("Willing to support"),
        choices=FamilyContact.Willingness.choices,
        initial=FamilyContact.Willingness.UNDECIDED,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose whether they are willing to support.")},
    )
    consent_on = DayField(
        label=_("Agreed on"),
        required=False,
        help_text=_("The day they agreed to be contacted; leave empty until they did."),
    )

    def __init__(
        self, *args: Any, contact: FamilyContact | None = None, cancel_url: str, **kwargs: Any
    ) -> None:
        self.contact = contact
        self.cancel_url = cancel_url
        if contact is not None:
            known = facts_of(contact)
            values = {name: getattr(contact, name) for name in known}
            kwargs["initial"] = {"base": fingerprint(contact, known), **values}
        super().__init__(*args, **kwargs)
        for name in FACTS:
            if contact is not None and name not in facts_of(contact):
                del self.fields[name]

    @property
    def helper(self) -> Helper:
        submit = _("Save") if self.contact else _("Add the contact")
        return Helper(self, submit=submit, cancel_url=self.cancel_url)

    def facts(self) -> dict[str, Any]:
        """Return what was typed, by field of the contact."""
        return {name: self.cleaned_data[name] for name in FACTS if name in self.fields}

    def refuse(self, refusal: ActionRefused) -> None:
        """Say beside the field it is about why the action refused."""
        fields = {"consent_ahead": "consent_on", "listed_already": "name"}
        self.add_error(fields.get(refusal.code), str(refusal.message))

    def compare(self, contact: FamilyContact) -> None:
        """Say what stands there now beside each field that both changed, and go on from there."""
        compare(self, contact, self.facts(), shown=shown)


def shown(contact: FamilyContact, name: str) -> str:
    """Return the value of a contact's field as people read it."""
    value = getattr(contact, name)
    if isinstance(value, bool):
        return _now("yes") if value else _now("no")
    if isinstance(value, date):
        return date_format(value, "j F Y")
    if name == "phone":
        value = phones.shown(value)
    elif name in ("relation", "willingness"):
        value = getattr(contact, f"get_{name}_display")()
    return str(value) or "–"


class ConsentForm(forms.Form):
    """From which day on they agree, or no longer do; `to` is what the page offered."""

    to = forms.ChoiceField(choices=[("setuju", ""), ("cabut", "")], widget=forms.HiddenInput)
    on = DayField(error_messages={"required": _("Enter the day they said so.")})

    def __init__(
        self, *args: Any, label: str, submit: str | Promise, cancel_url: str, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].label = label
        self.submit, self.cancel_url = submit, cancel_url

    @property
    def helper(self) -> Helper:
        return Helper(self, submit=self.submit, cancel_url=self.cancel_url)

    def refuse(self, refusal: ActionRefused) -> None:
        """Say beside the day why the action refused."""
        days = ("consent_ahead", "before_withdrawal", "before_consent")
        self.add_error("on" if refusal.code in days else None, str(refusal.message))


class NoteForm(forms.Form):
    """What was talked about, or what support was given."""

    kind = forms.ChoiceField(
        label=_("What happened"),
        choices=FamilyNote.Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what happened.")},
    )
    happened_on = DayField(
        label=_("Date"),
        error_messages={"required": _("Enter the day it happened.")},
    )
    note = forms.CharField(
        label=_("Note"),
        max_length=FamilyNote._meta.get_field("note").max_length,
        help_text=_("What was agreed or given. It cannot be changed afterwards."),
        error_messages={"required": _("Type what happened.")},
    )

    def __init__(self, *args: Any, cancel_url: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cancel_url = cancel_url

    @property
    def helper(self) -> Helper:
        return Helper(self, submit=_("Note it"), cancel_url=self.cancel_url)

    def refuse(self, refusal: ActionRefused) -> None:
        """Say beside the field it is about why the action refused."""
        field = "happened_on" if refusal.code in ("future_day", "withdrawn") else None
        self.add_error(field, str(refusal.message))
