"""Whom a list of people shows, as its address says it."""

from collections.abc import Callable, Collection, Iterable
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.choices import CallableChoiceIterator
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from participants.models import Custody

Choices = Iterable[tuple[Any, Any]]

HERE, GONE, ALL = "di-sini", "pernah", "semua"
PRESENCES = {HERE: _("Held here now"), GONE: _("Were here"), ALL: _("All")}
# The office is nowhere near them.
PRESENCES_TO_OFFICE = {HERE: _("Still held"), GONE: _("No longer held"), ALL: _("All")}
MONTHS = (1, 3, 6, 12)

_STATUSES = {
    HERE: [each for each in Custody.Status.choices if each[0] in Custody.HELD],
    GONE: [each for each in Custody.Status.choices if each[0] not in Custody.HELD],
    ALL: Custody.Status.choices,
}


def _within(months: int) -> str | Promise:
    return ngettext_lazy("Within %(months)s month", "Within %(months)s months", months) % {
        "months": months
    }


class FindForm(forms.Form):
    """Text, filters and order; what is not one of the choices counts as not chosen.

    Blocks and courses are asked for when the form is drawn, and not before.
    """

    cari = forms.CharField(
        label=_("Find by name, alias or number"),
        max_length=100,
        widget=forms.TextInput(
            {"type": "search", "autocomplete": "off", "spellcheck": "false", "maxlength": 100}
        ),
    )
    siapa = forms.ChoiceField(choices=list(PRESENCES.items()), widget=forms.HiddenInput)
    status = forms.ChoiceField(label=_("Status"))
    jenis = forms.ChoiceField(
        label=_("Detainee or convict"), choices=[("", _("Both")), *Custody.Kind.choices]
    )
    blok = forms.CharField(label=_("Block"), max_length=20, widget=forms.Select)
    kelas = forms.IntegerField(label=_("Course"), widget=forms.Select)
    ekspirasi = forms.TypedChoiceField(
        label=_("Expiry"),
        coerce=int,
        empty_value=None,
        choices=[("", _("Any day")), *((months, _within(months)) for months in MONTHS)],
    )
    urut = forms.ChoiceField(label=_("Sorted by"))
    tanpa_nik = forms.BooleanField(label=_("Without NIK"))
    tanpa_keluarga = forms.BooleanField(label=_("Without family contact"))
    setuju = forms.BooleanField(label=_("Agreed to aftercare"))

    def __init__(
        self,
        query: QueryDict,
        *,
        orders: Choices,
        blocks: Callable[[], Choices],
        courses: Callable[[], Choices],
        without: Collection[str] = (),
    ) -> None:
        super().__init__(query, auto_id="cari_%s")
        for name in without:
            del self.fields[name]
        asked = query.get("siapa", "")
        self.presence = asked if asked in PRESENCES else HERE
        for field in self.fields.values():
            field.required = False
        self._offer("status", [("", _("Any status")), *_STATUSES[self.presence]])
        self._offer("urut", orders)
        for name, every, choices in (
            ("blok", _("All blocks"), blocks),
            ("kelas", _("Any course or none"), courses),
        ):
            if name in self.fields:
                self.fields[name].widget.choices = CallableChoiceIterator(
                    lambda every=every, choices=choices: [("", every), *choices()]
                )
        self.is_valid()

    def _offer(self, name: str, choices: Choices) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(choices)

    @property
    def text(self) -> str:
        """What is looked for; empty for all."""
        found: str = self.cleaned_data.get("cari", "")
        return found

    @property
    def order(self) -> str:
        """The name of the order chosen, if any."""
        found: str = self.cleaned_data.get("urut", "")
        return found

    @property
    def narrowing(self) -> list[forms.BoundField]:
        """The fields with something to choose from, as they are drawn."""
        selects = [field for field in self if field.widget_type == "select"]
        for field in selects:
            # Asked for once, though they are counted and drawn.
            field.field.widget.choices = list(field.field.widget.choices)
        return [field for field in selects if len(field.field.widget.choices) > 1]

    @property
    def ticks(self) -> list[forms.BoundField]:
        """The fields to be ticked."""
        return [field for field in self if field.widget_type == "checkbox"]

    @property
    def chosen(self) -> dict[str, Any]:
        """The filters that narrow the list, by name."""
        apart = ("cari", "siapa", "urut")
        return {
            name: value
            for name, value in self.cleaned_data.items()
            if value and name in self.fields and name not in apart
        }
