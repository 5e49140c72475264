"""Where a sheet belongs that was typed into the wrong session, and why it is moved."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jombang_umkm.errors import ActionRefused
from programs.models import Session, SheetSave
from programs.querysets import SessionQuerySet


class SheetMoveForm(forms.Form):
    """The session and the reason; the page draws the choice, for each session says why or why not.

    `sessions` are those the user sees, not those that can take the sheet: the action
    says why one cannot, also when that has changed since the page was opened.
    """

    to: "forms.ModelChoiceField[Session]" = forms.ModelChoiceField(
        queryset=None,
        label=_("The right session"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose the session where the marks belong."),
            "invalid_choice": _("Choose the session where the marks belong."),
        },
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=SheetSave._meta.get_field("reason").max_length,
        error_messages={"required": _("Say why the sheet is moved.")},
    )

    def __init__(self, *args: Any, sessions: SessionQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["to"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = sessions

    def refuse(self, refusal: ActionRefused) -> None:
        """Say beside the field it is about why the action refused."""
        fields = {"reason_needed": "reason", "not_allowed": None, "nothing_recorded": None}
        self.add_error(fields.get(refusal.code, "to"), str(refusal.message))
