"""What is known of a person, as officers type it."""

from collections.abc import Mapping
from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.forms.models import fields_for_model
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jombang_umkm.errors import ActionRefused
from jombang_umkm.form_fields import DayField, RegionField
from jombang_umkm.forms import Helper
from participants.forms.facts import FactsForm
from participants.forms.layout import Group, More, wide
from participants.models import Participant
from participants.rules.person import ALIASES_AT_MOST, FACTS


class AliasesField(forms.CharField):
    """Names by which somebody is called too, separated by commas; a list of them."""

    LONGEST, MOST = 100, ALIASES_AT_MOST

    def to_python(self, value: Any) -> Any:
        if isinstance(value, list):
            return value
        names = (" ".join(name.split()) for name in (super().to_python(value) or "").split(","))
        return list(dict.fromkeys(filter(None, names)))

    def validate(self, value: Any) -> None:
        super().validate(value)
        if len(value) > self.MOST or any(len(name) > self.LONGEST for name in value):
            raise ValidationError(
                _("At most %(most)s aliases of at most %(longest)s letters."),
                params={"most": self.MOST, "longest": self.LONGEST},
            )

    def run_validators(self, value: Any) -> None:
        """Those of a text are none of a list's."""

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(value) if isinstance(value, list) else value


def may_be_nothing(field: forms.Field, kinds: type[models.TextChoices]) -> None:
    """Let a choice begin with nothing, written as such and not as a row of dashes."""
    assert isinstance(field, forms.ChoiceField)
    field.choices = [("", "–"), *kinds.choices]


def groups() -> list[Group | More]:
    """Return who it is, where they come from, and what one may know beside."""
    return [
        Group(_("Who it is"), *("full_name", "parent_name"), wide("aliases"), *BORN),
        Group(_("Where they come from"), wide("home_region"), wide("home_address")),
        More(_("School, work before, disability"), *MORE),
    ]


BORN = ("sex", "birth_date", "birth_place")
MORE = ("education", "skills", "business_experience", "disability", "disability_needs")


class PersonFields(forms.Form):
    """What is known of a person but the NIK, for the forms that ask for it."""

    aliases = AliasesField(
        label=_("Aliases"),
        help_text=_("Other names they are called by, separated by commas."),
        required=False,
    )
    sex = forms.ChoiceField(
        label=_("Sex"),
        choices=Participant.Sex.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the sex.")},
    )
    home_region = RegionField(label=_("Home region"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rest = [name for name in FACTS if name not in self.base_fields]
        days = {"birth_date": DayField}
        self.fields |= fields_for_model(Participant, fields=rest, field_classes=days)
        may_be_nothing(self.fields["education"], Participant.Education)
        may_be_nothing(self.fields["disability"], Participant.Disability)
        self.fields["full_name"].error_messages["required"] = _("Type the name.")
        for name in FACTS:
            # The PC is shared: the browser offers nobody's data again.
            self.fields[name].widget.attrs.setdefault("autocomplete", "off")
        self.order_fields(FACTS)

    def clean_birth_date(self) -> Any:
        birth_date = self.cleaned_data["birth_date"]
        if birth_date is not None and birth_date >= timezone.localdate():
            raise ValidationError(_("This day lies ahead."))
        return birth_date


class ChangePersonForm(PersonFields, FactsForm):
    """The same, to be corrected, safe beside somebody who corrects it too."""

    def __init__(
        self, data: Mapping[str, Any] | None, *, person: Participant, cancel_url: str
    ) -> None:
        super().__init__(data, record=person, names=FACTS)
        self.cancel_url = cancel_url

    @property
    def helper(self) -> Helper:
        helper = Helper(self, submit=_("Save"), cancel_url=self.cancel_url)
        helper.layout = Layout("base", *groups())
        return helper

    def refuse(self, refusal: ActionRefused) -> None:
        """Say why the action refused."""
        self.add_error(None, str(refusal.message))
