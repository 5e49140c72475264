"""A photo that people upload: what can be one, and what is said of a file that cannot."""

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


def photo_of(content: bytes) -> Picture:
    """Return the photo in an uploaded file, drawn anew, small, and upright.

    Where and with which camera it was taken is not in it any more.

    Codes: "too_large", "not_a_picture", "too_many_pixels", "broken".
    """
    try:
        (picture,) = redrawn(content, redraw.PHOTO)
    except redraw.Unusable as unusable:
        refuse(unusable.code)
    return picture


def refuse(code: str) -> NoReturn:
    """Raise ActionRefused with what people can do about it."""
    if code == "too_large":
        raise ActionRefused(
            "too_large",
            _("The file is larger than %(most)s MB. Take the photo again, smaller.")
            % {"most": MEGABYTES_AT_MOST},
        )
    if code == "not_a_picture":
        raise ActionRefused(
            "not_a_picture",
            _(
                "This file cannot be the photo: only JPEG, PNG and WebP can. "
                "A HEIC photo of an iPhone must be turned into JPEG first."
            ),
        )
    if code == "too_many_pixels":
        raise ActionRefused(
            "too_many_pixels",
            _("The photo has more than %(most)s million pixels. Take it again, smaller.")
            % {"most": MEGAPIXELS_AT_MOST},
        )
    raise ActionRefused(
        "broken", _("The file is damaged and cannot be read. Take the photo again.")
    )
