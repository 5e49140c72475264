"""How a file comes in: no more of it is kept than is taken."""

from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest

from jombang_umkm.pictures import BYTES_AT_MOST


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


def bound(request: HttpRequest) -> None:
    """See to it that no large file is kept; must come before anything that was posted is read."""
    request.upload_handlers = [AtMost(request), *request.upload_handlers]
