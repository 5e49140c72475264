"""Files as scans of a list: whatever is wrong with one is said with what to do about it."""

import pytest
from django.utils import translation
from PIL import Image

from jombang_umkm.errors import ActionRefused
from jombang_umkm.pictures import BYTES_AT_MOST
from jombang_umkm.pictures.redraw import PIXELS_AT_MOST
from programs.rules import scans
from tests.factories.files import file_of, locked_pdf, pdf, photo


def _huge() -> bytes:
    return file_of(Image.new("L", (16_000, PIXELS_AT_MOST // 16_000 + 1)), quality=1)


REFUSED = {
    "too_large": (lambda: b"\0" * (BYTES_AT_MOST + 1), "Scan at 200 dpi"),
    "not_a_picture": (lambda: b"<svg/>", "HEIC"),
    "too_many_pixels": (_huge, "60 million pixels"),
    "too_many_pages": (lambda: pdf(11), "more than 10 pages"),
    "encrypted": (locked_pdf, "Save it without one"),
    "broken": (lambda: photo()[:500], "Scan or photograph the list again"),
}


@pytest.mark.parametrize("code", REFUSED)
def test_a_file_is_refused_with_what_to_do(code: str) -> None:
    make, words = REFUSED[code]
    with translation.override("en"), pytest.raises(ActionRefused) as refused:
        scans.pages_of(make())
    assert refused.value.code == code
    assert words in str(refused.value.message)


def test_each_page_is_one_large_enough_to_read() -> None:
    pages = scans.pages_of(pdf(2))
    assert [(page.width, page.height) for page in pages] == [(1556, 2200)] * 2
