"""What comes with a scan: the file, of which no more is kept than is taken, and why one goes."""

from typing import Any

from django import forms
from django.core.files.uploadhandler import FileUploadHandler
from django.utils.translation import gettext_lazy as _

from jombang_umkm.forms import Helper
from programs.rules.pictures import BYTES_AT_MOST, REASON_LENGTH


class AtMost(FileUploadHandler):
    """Lets through one byte more than is taken, so that the rest never fills the disk.

    What is cut off so is refused as too large, like anything of that length.
    """

    room = BYTES_AT_MOST + 1

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        kept = raw_data[: self.room]
        self.room -= len(kept)
        return kept or None

    def file_complete(self, file_size: int) -> None:
        """Leave making the file to the handlers behind this one."""


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
