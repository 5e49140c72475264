"""Files that come in: of a large one no more is kept than shows that it is."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory

from jombang_umkm import uploads


@pytest.mark.parametrize("size", [9, 10])
def test_a_file_that_is_taken_arrives_whole(size: int) -> None:
    assert _arrived(b"x" * size) == b"x" * size


@pytest.mark.parametrize("size", [11, 12, 3_000_000])
def test_one_byte_more_than_is_taken_arrives_of_any_other(size: int) -> None:
    assert _arrived(b"x" * size) == b"x" * 11


def _arrived(content: bytes) -> bytes:
    files = {"file": SimpleUploadedFile("daftar.xlsx", content)}
    request = RequestFactory().post("/", files)
    uploads.bound(request, 10)
    arrived = request.FILES["file"].read()
    request.close()
    return arrived
