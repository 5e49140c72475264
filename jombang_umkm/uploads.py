"""How a file comes in: no more of it is kept than is taken."""

from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest


class AtMost(FileUploadHandler):
    """Lets through one byte more than is taken, so that the rest never fills the disk.

    What is cut off so is refused as too large, like anything of that length.
    """

    def __init__(self, request: HttpRequest, at_most: int) -> None:
        super().__init__(request)
        self.room = at_most + 1

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        kept = raw_data[: self.room]
        self.room -= len(kept)
        return kept or None

    def file_complete(self, file_size: int) -> None:
        """Leave making the file to the handlers behind this one."""


def bound(request: HttpRequest, at_most: int) -> None:
    """See to it that no file of more than that many bytes is kept.

    Must come before anything that was posted is read; so a view is exempt from the check
    of the token, calls this, and has the token checked behind it.
    """
    request.upload_handlers = [AtMost(request, at_most), *request.upload_handlers]
