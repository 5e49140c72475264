"""What can be attached as a scan of a signed list, and what is said of a file that cannot."""

from typing import NoReturn

from django.utils.translation import gettext as _

from jombang_umkm.errors import ActionRefused
from jombang_umkm.pictures import (
    MEGABYTES_AT_MOST,
    MEGAPIXELS_AT_MOST,
    Picture,
    redraw,
    redrawn,
)

# Ten sheets of paper with both sides: more than a list of 200 people needs.
PAGES_A_SHEET = 20
REASON_LENGTH = 200


def pages_of(content: bytes) -> list[Picture]:
    """Return the pages of an uploaded file, each drawn anew, in order.

    Codes: "too_large", "not_a_picture", "too_many_pixels", "too_many_pages", "encrypted",
    "broken".
    """
    try:
        return redrawn(content, redraw.PAPER)
    except redraw.Unusable as unusable:
        refuse(unusable.code)


def refuse(code: str) -> NoReturn:
    """Raise ActionRefused with what people can do about it."""
    if code == "too_large":
        raise ActionRefused(
            "too_large",
            _("The file is larger than %(most)s MB. Scan at 200 dpi, or send the pages one by one.")
            % {"most": MEGABYTES_AT_MOST},
        )
    if code == "not_a_picture":
        raise ActionRefused(
            "not_a_picture",
            _(
                "This file cannot be attached: only JPEG, PNG, WebP, TIFF and PDF can. "
                "A HEIC photo of an iPhone must be turned into JPEG first."
            ),
        )
    if code == "too_many_pixels":
        raise ActionRefused(
            "too_many_pixels",
            _("The picture has more than %(most)s million pixels. Scan at 200 dpi.")
            % {"most": MEGAPIXELS_AT_MOST},
        )
    if code == "too_many_pages":
        raise ActionRefused(
            "too_many_pages",
            _("The file has more than %(most)s pages. Attach only those of this session.")
            % {"most": redraw.PAGES_AT_MOST},
        )
    if code == "encrypted":
        raise ActionRefused(
            "encrypted", _("The PDF is locked with a password. Save it without one.")
        )
    raise ActionRefused(
        "broken", _("The file is damaged and cannot be read. Scan or photograph the list again.")
    )
