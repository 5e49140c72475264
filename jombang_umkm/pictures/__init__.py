"""Pictures that people upload, made anew: what is kept holds pixels and nothing else."""

import json
from dataclasses import dataclass
from typing import Any

from jombang_umkm.own_process import answer_of
from jombang_umkm.pictures import redraw

MEGABYTE = 1_000_000
MEGABYTES_AT_MOST = 15
BYTES_AT_MOST = MEGABYTES_AT_MOST * MEGABYTE
MEGAPIXELS_AT_MOST = redraw.PIXELS_AT_MOST // 1_000_000
# Wall time; redraw.py bounds its own computing, but may have to wait for the machine.
PATIENCE = 90


@dataclass(frozen=True)
class Picture:
    """A page as JPEG, made here from pixels: nothing of the uploaded file is left in it."""

    jpeg: bytes
    width: int
    height: int


def redrawn(content: bytes, purpose: str) -> list[Picture]:
    """Return the pages of an uploaded file, each drawn anew as its purpose asks, in order.

    Decoders are large, old and fed by strangers: they work in a process of their own,
    with bounds on memory and time, and without this one's secrets.

    Raises redraw.Unusable: "too_large", "not_a_picture", "too_many_pixels", "too_many_pages",
    "encrypted", "broken" (also where the decoder died of it).
    """
    if len(content) > BYTES_AT_MOST:
        raise redraw.Unusable("too_large")
    answer, pages = _answer(content, purpose)
    if "pages" not in answer:
        raise redraw.Unusable(answer.get("code", "broken"))
    pictures, at = [], 0
    for width, height, length in answer["pages"]:
        pictures.append(Picture(pages[at : at + length], width, height))
        at += length
    return pictures


def _answer(content: bytes, purpose: str) -> tuple[dict[str, Any], bytes]:
    """Return what redraw.py answers for the file, and the pages behind it; nothing if it died."""
    done = answer_of(redraw, purpose, content=content, seconds=PATIENCE)
    if done is None or done.returncode != 0:
        return {}, b""
    line, _newline, pages = done.stdout.partition(b"\n")
    return json.loads(line), pages
