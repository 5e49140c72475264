from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from jombang_umkm.errors import ActionRefused
from jombang_umkm.forms import Helper
from jombang_umkm.models import AccessLog
from jombang_umkm.roof.compared import Compared
from participants.models import MergeUndo


class DataCopyForm(forms.Form):
    """Who asks for a person's data."""

    asked_by = forms.CharField(
        label=_("Who asks"),
        max_length=AccessLog._meta.get_field("detail").max_length,
        help_text=_("For example: the person, by word of mouth; or by letter, with its date."),
        error_messages={"required": _("Type who asks for the data.")},
    )

    def __init__(self, *args: Any, cancel_url: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cancel_url = cancel_url

    @property
    def helper(self) -> Helper:
        return Helper(self, submit=_("Make the copy"), cancel_url=self.cancel_url)

    def refuse(self, refusal: ActionRefused) -> None:
        """Say beside the field it is about why the action refused."""
        self.add_error("asked_by" if refusal.code == "asker_needed" else None, str(refusal.message))


class MergeForm(forms.Form):
    """Which record goes on, and which of both is right where they differ.

    Nothing is chosen by itself but the fuller record; `chosen` keeps what was chosen before.
    """

    base = forms.CharField(widget=forms.HiddenInput)

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        *,
        found: Compared,
        chosen: Mapping[str, Any] | None = None,
    ) -> None:
        initial = {"kept": found.fuller, **(chosen or {}), "base": found.pair.base}
        super().__init__(data, initial=initial)
        self.questions = found.questions
        names = {each.pk: f"{each.full_name}, {number}" for each, number in found.named}
        self.fields["kept"] = _one_of(_("Which record goes on?"), names)
        for each in found.questions:
            texts = {
                pk: format_html("{} <small>{}</small>", text, found.whose[pk])
                for pk, text in each.values.items()
            }
            self.fields[each.key] = _one_of(each.label, texts)

    @property
    def kept(self) -> int:
        """The record that goes on."""
        return int(self.cleaned_data["kept"])

    @property
    def choices(self) -> dict[str, int]:
        """Whose value is right, by the key of the question."""
        return {each.key: int(self.cleaned_data[each.key]) for each in self.questions}

    def groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        """Return the questions by what they are about; those of the person stand first."""
        by_about: dict[str, list[forms.BoundField]] = defaultdict(list)
        for each in self.questions:
            by_about[each.about].append(self[each.key])
        return list(by_about.items())


def _one_of(label: Any, texts: Mapping[int, str]) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=list(texts.items()),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose which one is right.")},
    )


class UndoMergeForm(forms.Form):
    """Why a merging is undone."""

    reason = forms.CharField(
        label=_("Why it is undone"),
        max_length=MergeUndo._meta.get_field("reason").max_length,
        help_text=_("For example: they are brothers of one name. Both records show it."),
        error_messages={"required": _("Say why the merging is undone.")},
    )

    @property
    def helper(self) -> Helper:
        return Helper(self, submit=_("Make two records again"))

    def refuse(self, refusal: ActionRefused) -> None:
        """Say beside the field it is about why the action refused."""
        self.add_error("reason" if refusal.code == "reason_needed" else None, str(refusal.message))
