"""The NIK: typed for the record of a person, or to find who has it."""

from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from jombang_umkm.errors import ActionRefused
from jombang_umkm.forms import Helper
from participants.models import Participant
from participants.rules import nik as rules
from participants.rules.identity import Identity

# With every space and dot that people put between the groups.
LONGEST = 40
WIDGET_ATTRS = {"autocomplete": "off", "inputmode": "numeric", "spellcheck": "false"}

# The field a refusal about a NIK belongs to.
REFUSALS = {
    "nik_wrong": "nik",
    "nik_taken": "nik",
    "nik_held": "nik",
    "nik_status": "nik_status",
}

Status = Participant.NikStatus


def _nik_field(label: Any, help_text: Any, **options: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=LONGEST,
        widget=forms.TextInput(attrs=WIDGET_ATTRS),
        **options,
    )


class NikForm(forms.Form):
    """The status of a person's NIK, and the number where it is typed anew."""

    nik_status = forms.ChoiceField(
        label=_("NIK status"),
        choices=Status.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how it stands with the NIK.")},
    )
    nik = _nik_field(_("NIK"), _("16 digits, as on the card."), required=False)

    def __init__(self, *args: Any, has_nik: bool, cancel_url: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if has_nik:
            self.fields["nik"].help_text = _(
                "16 digits, as on the card. Leave it empty to keep the one that stands here."
            )
        self.cancel_url = cancel_url

    @property
    def helper(self) -> Helper:
        helper = Helper(self, submit=_("Save"), cancel_url=self.cancel_url)
        helper.form_tag = False
        helper.layout = Layout("nik_status", "nik")
        return helper

    def identity(self) -> Identity:
        """Return what was typed."""
        return Identity(self.cleaned_data["nik_status"], self.cleaned_data["nik"])

    def refuse(self, refusal: ActionRefused) -> None:
        """Say beside the field it is about why the action refused."""
        self.add_error(REFUSALS.get(refusal.code), str(refusal.message))


class NewNikFields(forms.Form):
    """A NIK beside the facts of somebody who is registered; its status follows unless chosen."""

    nik = _nik_field(
        _("NIK"),
        _("16 digits, as on the card. Sealed at once; lists never show it."),
        required=False,
    )
    nik_status = forms.ChoiceField(
        label=_("NIK status"),
        help_text=_("Choose one if there is no NIK, or if Dukcapil has verified it."),
        choices=[("", _("As the NIK says")), *Status.choices],
        required=False,
    )

    def identity(self) -> Identity:
        """Return what was typed."""
        nik = self.cleaned_data["nik"]
        there = nik and not rules.means_none(nik)
        status = self.cleaned_data["nik_status"] or (Status.FILLED if there else Status.UNKNOWN)
        return Identity(status, nik)


class FindByNikForm(forms.Form):
    """A NIK to look for; it is posted, so that it gets into no address and no log."""

    nik = _nik_field(
        _("Find by NIK"),
        _("16 digits. The NIK stays out of the address and of the log."),
        error_messages={"required": _("Type the NIK.")},
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, auto_id="find_%s")

    def clean_nik(self) -> str:
        nik = rules.digits(self.cleaned_data["nik"])
        errors = rules.check(nik, birth_date=None, sex="").errors
        if errors:
            raise ValidationError(errors[0].message)
        return nik
