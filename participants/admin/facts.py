"""Correcting the facts of a record beside somebody who may do the same."""

from typing import Any, ClassVar

from django import forms

from jombang_umkm.admin.refusals import RecordForm
from participants.forms.facts import compare
from participants.rules.facts import fingerprint, in_words


class FactsForm(RecordForm):
    """The facts of a record with, hidden, the fingerprint of what the page was opened with."""

    names: ClassVar[tuple[str, ...]]
    # What was posted, or an empty mapping.
    data: Any

    base = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["base"] = fingerprint(self.instance, self.names)

    def clean(self) -> dict[str, Any] | None:
        """Say what stands there now where both changed a field, and go on from there."""
        super().clean()
        if self.instance.pk and self.cleaned_data.get("base") != self.initial["base"]:
            typed = {name: value for name, value in self.cleaned_data.items() if name in self.names}
            compare(self, self.instance, typed, shown=in_words)
        return self.cleaned_data

    def facts(self) -> dict[str, Any]:
        """Return what was typed, by field of the record."""
        return {name: self.cleaned_data[name] for name in self.names}
