"""Correcting what is known of a record, beside somebody who may do the same."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.db import models
from django.utils.formats import localize
from django.utils.translation import gettext as _

from jombang_umkm.regions import name_of
from participants.rules.facts import fingerprint


class FactsForm(forms.Form):
    """The facts of a record with, hidden, the fingerprint of what the form was opened with."""

    base = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, data: Mapping[str, Any] | None, *, record: models.Model, names: Sequence[str]
    ) -> None:
        self.names = names
        known = {name: getattr(record, name) for name in names}
        super().__init__(data, initial={"base": fingerprint(record, names), **known})

    def facts(self) -> dict[str, Any]:
        """Return what was typed, by field of the record."""
        return {name: self.cleaned_data[name] for name in self.names}

    def compare(self, record: models.Model) -> None:
        """Say what stands there now beside each field that differs, and go on from there."""
        facts = self.facts()
        for name in [name for name in self.names if getattr(record, name) != facts[name]]:
            value = shown(record, name)
            self.add_error(name, _("Saved meanwhile: %(value)s.") % {"value": value})
        base = fingerprint(record, self.names)
        self.data = {**{name: self.data[name] for name in self.data}, "base": base}


def shown(record: models.Model, name: str) -> str:
    """Return a fact of a record as people read it."""
    label = getattr(record, f"get_{name}_display", None)
    value = getattr(record, name)
    if isinstance(value, list):
        return ", ".join(value) or "–"
    if name.endswith("_region"):
        return name_of(value) or "–"
    return str((label() if label else localize(value)) or "–")
