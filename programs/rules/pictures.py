"""What can be attached as a picture of a signed paper, and how it is made anew."""

import json
import subprocess
import sys
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from jombang_umkm.errors import ActionRefused
from programs.rules import redraw

MEGABYTE = 1_000_000
MEGABYTES_AT_MOST = 15
BYTES_AT_MOST = MEGABYTES_AT_MOST * MEGABYTE
# Ten sheets of paper with both sides: more than a list of 200 people needs.
PAGES_A_SHEET = 20
REASON_LENGTH = 200
# Wall time; redraw.py bounds its own computing, but may have to wait for the machine.
PATIENCE = 90


@dataclass(frozen=True)
class Picture:
    """A page as JPEG, made here from pixels: nothing of the uploaded file is left in it."""

    jpeg: bytes
    width: int
    height: int


def pages_of(content: bytes) -> list[Picture]:
    """Return the pages of an uploaded file, each drawn anew, in order.

    Decoders are large, old and fed by strangers: they work in a process of their own,
    with bounds on memory and time, and without this one's secrets.

    Codes: "too_large", "not_a_picture", "too_many_pixels", "too_many_pages", "encrypted",
    "broken".
    """
    if len(content) > BYTES_AT_MOST:
        raise ActionRefused(
            "too_large",
            _("The file is larger than %(most)s MB. Scan at 200 dpi, or send the pages one by one.")
            % {"most": MEGABYTES_AT_MOST},
        )
    answer, pages = _redrawn(content)
    if "pages" not in answer:
        refuse(answer.get("code", ""))
    pictures, at = [], 0
    for width, height, length in answer["pages"]:
        pictures.append(Picture(pages[at : at + length], width, height))
        at += length
    return pictures


def refuse(code: str) -> None:
    """Raise ActionRefused for what redraw.py answers; a decoder that died is a broken file."""
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
            % {"most": redraw.PIXELS_AT_MOST // 1_000_000},
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


def _redrawn(content: bytes) -> tuple[dict[str, Any], bytes]:
    """Return what redraw.py answers for the file, and the pages behind it; nothing if it died."""
    try:
        done = subprocess.run(  # noqa: S603 - our own program
            [sys.executable, "-I", redraw.__file__],
            input=content,
            capture_output=True,
            timeout=PATIENCE,
            env={},
            check=False,
        )
    except subprocess.TimeoutExpired:
        return {}, b""
    if done.returncode != 0:
        return {}, b""
    line, _newline, pages = done.stdout.partition(b"\n")
    return json.loads(line), pages
