"""Correcting the facts of a record beside somebody who may do the same."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _

from jombang_umkm.admin.refusals import RecordForm
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
        """Say what stands there now where somebody changed it meanwhile, and go on from there."""
        super().clean()
        stands = self.initial["base"]
        if self.instance.pk and self.cleaned_data.get("base") != stands:
            for name in [name for name in self.names if self._differs(name)]:
                value = in_words(self.instance, name) or "–"
                self.add_error(name, _("Saved meanwhile: %(value)s.") % {"value": value})
            self.data = self.data.copy()
            self.data["base"] = stands
        return self.cleaned_data

    def facts(self) -> dict[str, Any]:
        """Return what was typed, by field of the record."""
        return {name: self.cleaned_data[name] for name in self.names}

    def _differs(self, name: str) -> bool:
        typed = self.cleaned_data
        return name in typed and typed[name] != getattr(self.instance, name)
