"""That somebody agrees to an office's aftercare, and that they take it back."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jombang_umkm.errors import ActionRefused
from jombang_umkm.form_fields import DayField
from jombang_umkm.forms import Helper
from jombang_umkm.models import Office
from participants.models import AftercareConsent

# Of which field a refusal speaks; what is about none of them stands above the form.
FIELDS = {
    "given_already": "office",
    "consent_ahead": "given_on",
    "before_entry": "given_on",
    "before_withdrawal": "given_on",
}


class OfficeField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """An office by its name."""

    def label_from_instance(self, obj: Office) -> str:
        return obj.name


class AftercareForm(forms.Form):
    """To which office somebody agreed, when, and on which paper; staff record for their own."""

    office = OfficeField(
        queryset=Office.objects.all(),
        label=_("Office"),
        empty_label=None,
        help_text=_("Usually the one of the regency where they will live."),
        error_messages={"required": _("Choose the office.")},
    )
    given_on = DayField(
        label=_("Signed on"), error_messages={"required": _("Enter the day they signed.")}
    )
    document_no = forms.CharField(
        label=_("Number of the signed paper"),
        max_length=AftercareConsent._meta.get_field("document_no").max_length,
        required=False,
        help_text=_("Or where it is kept, such as the folder. Leave empty if it has none."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, own: Office | None, cancel_url: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.own, self.cancel_url = own, cancel_url
        if own is not None:
            del self.fields["office"]

    @property
    def helper(self) -> Helper:
        return Helper(self, submit=_("Record the consent"), cancel_url=self.cancel_url)

    def facts(self) -> dict[str, Any]:
        """Return what was said, by field of the consent."""
        return {"office": self.own, **self.cleaned_data}

    def refuse(self, refusal: ActionRefused) -> None:
        """Say beside the field it is about why the action refused."""
        field = FIELDS.get(refusal.code)
        self.add_error(field if field in self.fields else None, str(refusal.message))


class WithdrawForm(forms.Form):
    """From which day on somebody no longer agrees."""

    on = DayField(
        label=_("Withdrawn on"), error_messages={"required": _("Enter the day they said so.")}
    )

    def __init__(self, *args: Any, cancel_url: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cancel_url = cancel_url

    @property
    def helper(self) -> Helper:
        return Helper(self, submit=_("Withdraw consent"), cancel_url=self.cancel_url)

    def refuse(self, refusal: ActionRefused) -> None:
        """Say beside the day why the action refused."""
        days = ("consent_ahead", "before_consent")
        self.add_error("on" if refusal.code in days else None, str(refusal.message))
