from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jombang_umkm.errors import ActionRefused
from jombang_umkm.forms import Helper
from jombang_umkm.models import AccessLog


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
