"""Choosing how lists are printed."""

from datetime import date
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from jombang_umkm.forms import Helper
from jombang_umkm.models import Facility, Office, Signatory
from programs.rules.attendance import SheetOrder
from programs.rules.paper import Paper, SheetOptions

BLANK, FILLED = "kosong", "terisi"
PAPERS = [(Paper.A4.value, "A4 (21 × 29,7 cm)"), (Paper.F4.value, "F4 (21,5 × 33 cm)")]


class SheetsForm(forms.Form):
    """How the lists of sessions are to look."""

    content = forms.ChoiceField(
        label=_("What is on it"),
        choices=[
            (BLANK, _("Empty, to be signed")),
            (FILLED, _("With the recorded marks")),
        ],
        widget=forms.RadioSelect,
    )
    order = forms.ChoiceField(
        label=_("Sorted by"),
        choices=[(SheetOrder.NAME.value, _("Name")), (SheetOrder.BLOCK.value, _("Block and cell"))],
    )
    paper = forms.ChoiceField(label=_("Paper"), choices=PAPERS)
    approved_by = forms.ModelChoiceField(
        label=_("Acknowledged by"),
        queryset=Signatory.objects.none(),
        required=False,
        empty_label=_("Nobody"),
        help_text=_("Those in office on the day of the session."),
    )

    def __init__(self, *args: Any, facility: Facility, day: date, **kwargs: Any) -> None:
        signatories = Signatory.objects.valid_on(day).filter(facility=facility)
        head = signatories.filter(is_head=True).first()
        kwargs["initial"] = {
            "content": BLANK,
            "order": SheetOrder.NAME.value,
            "paper": Paper.A4.value,
            "approved_by": head,
            **kwargs.get("initial", {}),
        }
        super().__init__(*args, **kwargs)
        self.fields["approved_by"].queryset = signatories  # type: ignore[attr-defined]

    @property
    def helper(self) -> Helper:
        helper = Helper(self, submit=_("Print"))
        helper.form_tag = False
        return helper

    def options(self) -> SheetOptions:
        """Return what was chosen."""
        chosen = self.cleaned_data
        return SheetOptions(
            filled=chosen["content"] == FILLED,
            paper=Paper(chosen["paper"]),
            order=SheetOrder(chosen["order"]),
            approved_by=chosen["approved_by"],
        )


class MonthForm(forms.Form):
    """Which month of a course, and who signs its page."""

    month = forms.TypedChoiceField(label=_("Month"), coerce=date.fromisoformat)
    paper = forms.ChoiceField(label=_("Paper"), choices=PAPERS)
    for_facility = forms.ModelChoiceField(
        label=_("Signs for the facility"),
        queryset=Signatory.objects.none(),
        required=False,
        empty_label=_("Nobody"),
    )
    for_office = forms.ModelChoiceField(
        label=_("Signs for the office"),
        queryset=Signatory.objects.none(),
        required=False,
        empty_label=_("Nobody"),
    )

    def __init__(
        self,
        *args: Any,
        months: list[date],
        facility: Facility,
        office: Office,
        day: date,
        **kwargs: Any,
    ) -> None:
        valid = Signatory.objects.valid_on(day)
        of_facility, of_office = valid.filter(facility=facility), valid.filter(office=office)
        kwargs["initial"] = {
            "month": months[-1].isoformat() if months else "",
            "for_facility": of_facility.filter(is_head=True).first(),
            "for_office": of_office.filter(is_head=True).first(),
            **kwargs.get("initial", {}),
        }
        super().__init__(*args, **kwargs)
        names = [(month.isoformat(), date_format(month, "F Y")) for month in reversed(months)]
        self.fields["month"].choices = names  # type: ignore[attr-defined]
        self.fields["for_facility"].queryset = of_facility  # type: ignore[attr-defined]
        self.fields["for_office"].queryset = of_office  # type: ignore[attr-defined]

    @property
    def helper(self) -> Helper:
        helper = Helper(self, submit=_("Print the month"))
        helper.form_tag = False
        return helper

    def signatories(self) -> list[Signatory]:
        """Return who signs, the facility's first."""
        chosen = (self.cleaned_data["for_facility"], self.cleaned_data["for_office"])
        return [signatory for signatory in chosen if signatory is not None]
