"""Correcting what is known of a record, beside somebody who may do the same."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext as _

from participants.rules.facts import fingerprint, in_words


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
            value = in_words(record, name) or "–"
            self.add_error(name, _("Saved meanwhile: %(value)s.") % {"value": value})
        base = fingerprint(record, self.names)
        self.data = {**{name: self.data[name] for name in self.data}, "base": base}
