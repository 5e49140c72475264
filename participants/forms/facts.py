"""Correcting what is known of a record, beside somebody who may do the same."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext as _

from participants.rules.facts import edits, fingerprint, in_words


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
        """Say what stands there now beside each field that both changed, and go on from there."""
        compare(self, record, self.facts(), shown=in_words)


def compare(
    form: forms.BaseForm,
    record: models.Model,
    facts: Mapping[str, Any],
    *,
    shown: Callable[[Any, str], str],
) -> None:
    """Say beside each field that was typed, and that somebody changed meanwhile, what stands there.

    What was not typed is shown as it stands now, and the form goes on from that.
    """
    found = edits(record, facts, base=form.data.get("base", ""))
    for name in found.conflicting:
        value = shown(record, name) or "–"
        form.add_error(name, _("Saved meanwhile: %(value)s.") % {"value": value})
    stands = {name: getattr(record, name) for name in facts if name not in found.typed}
    data = {name: form.data[name] for name in form.data}
    form.data = {**data, **stands, "base": fingerprint(record, facts)}
