"""A prison's list: its file, and what each of its columns holds."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jombang_umkm.errors import ActionRefused
from jombang_umkm.form_fields import DayField
from jombang_umkm.forms import Helper
from participants.models import Participant
from participants.rules.listing.fields import FIELDS, is_forbidden
from participants.rules.listing.header import Header
from participants.rules.listing.matching import Matching

ACCEPTED = ".xlsx,.xlsm,.xls,.ods,.csv,.txt"
# Rows among which the headings are looked for by hand.
OFFERED = 30
BOTH = "both"


class UploadForm(forms.Form):
    """The file, and the day the prison made the list."""

    file = forms.FileField(
        label=_("Spreadsheet"),
        help_text=_("Excel (xlsx, xls), LibreOffice (ods) or csv, at most 10 MB, as it came."),
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        error_messages={
            "required": _("Choose the file of the list."),
            "empty": _("This file is empty. Choose the file of the list."),
        },
    )
    as_of = DayField(
        label=_("Date of the list"),
        help_text=_("The day the list was made, day-month-year. A list older than the last warns."),
        error_messages={"required": _("Type the day the list was made.")},
    )

    @property
    def helper(self) -> Helper:
        return Helper(self, submit=_("Upload and go on"))

    def refuse(self, refusal: ActionRefused) -> None:
        """Say beside the field it is about why the action refused."""
        fields = {"not_allowed": None, "future_day": "as_of"}
        self.add_error(fields.get(refusal.code, "file"), str(refusal.message))

    def ask_for_file_again(self) -> None:
        """Say that the file is to be chosen anew where something else was wrong."""
        if not self.has_error("file"):
            self.add_error("file", _("Choose the file again: the page cannot keep it."))


class ColumnsForm(forms.Form):
    """What each column of a file holds; who is meant where none says men or women."""

    sex = forms.ChoiceField(
        label=_("Who is in this list?"),
        help_text=_("Where no column says it. “bin” or “binti” in a name comes first."),
        choices=[
            (Participant.Sex.MALE.value, _("Men")),
            (Participant.Sex.FEMALE.value, _("Women")),
            (BOTH, _("Both: whoever is new and has neither column nor bin or binti is left out")),
        ],
        widget=forms.RadioSelect,
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        header: Header,
        matching: Matching,
        samples: Sequence[Sequence[str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.header, self.samples = header, samples
        choices = [("", _("Not read")), *((field.key, field.label) for field in FIELDS)]
        for column, text in enumerate(header.texts):
            if not is_forbidden(text):
                self.fields[f"column-{column}"] = forms.ChoiceField(
                    label=header.label(column),
                    choices=choices,
                    required=False,
                    initial=matching.columns.get(column, ""),
                )

    def clean(self) -> dict[str, Any]:
        """Ask for men or women where no column says it: nobody new is registered without."""
        answers = self.cleaned_data
        if not answers.get("sex") and "sex" not in self.columns().values():
            self.add_error("sex", _("No column says it: choose who is in this list."))
        return answers

    @property
    def sex_of_all(self) -> str:
        """The sex of whoever has none in a column; nothing where both are in the list."""
        sex = self.cleaned_data["sex"]
        return "" if sex == BOTH else str(sex)

    def rows(self) -> list[dict[str, Any]]:
        """Return each column with its heading, samples, and the field that asks what it holds."""
        return [
            {
                "heading": self.header.label(column),
                "samples": self.samples[column],
                "field": self[f"column-{column}"] if f"column-{column}" in self.fields else None,
            }
            for column in range(len(self.header.texts))
            if self.header.texts[column] or any(self.samples[column])
        ]

    def columns(self) -> dict[int, str]:
        """Return what was chosen of each column that is read."""
        chosen = {
            int(name.removeprefix("column-")): value
            for name, value in self.cleaned_data.items()
            if name.startswith("column-")
        }
        return {column: key for column, key in chosen.items() if key}
