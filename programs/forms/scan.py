"""Taking a scan off, and why."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jombang_umkm.forms import Helper
from programs.rules.scans import REASON_LENGTH


class RemoveScanForm(forms.Form):
    """Why a page is taken off."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=REASON_LENGTH,
        help_text=_("For example: photo of another list, or not legible."),
        error_messages={"required": _("Say why this page is taken off.")},
    )

    def __init__(self, *args: Any, cancel_url: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cancel_url = cancel_url

    @property
    def helper(self) -> Helper:
        return Helper(self, submit=_("Take this page off"), cancel_url=self.cancel_url)
