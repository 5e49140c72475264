"""Draws the pages of an uploaded file anew, as a program of its own: see __init__.py.

It reads the file from its input and writes one line of JSON, then the JPEG files
one behind the other. It imports nothing of ours: `python -I` runs it by its path,
so that a file which breaks a decoder meets neither secrets nor the database.
"""

import contextlib
import io
import json
import resource
import sys
import warnings
from collections.abc import Iterator
from dataclasses import dataclass

from PIL import Image

PAGES_AT_MOST = 10
PIXELS_AT_MOST = 60_000_000  # a phone's 50 megapixels, or A4 at 600 dpi
QUALITY = 80
SHARPEST = 300 / 72  # a page of a PDF is measured in 1/72 inch, and never drawn finer than 300 dpi

# What a page of 60 megapixels with transparency takes, and half as much again.
MEMORY = 1 << 30
SECONDS = 30  # of computing; ten scanned pages take three

JPEG, PNG, WEBP, TIFF, PDF = "JPEG", "PNG", "WEBP", "TIFF", "PDF"
BEGINNINGS = {
    b"\xff\xd8\xff": JPEG,
    b"\x89PNG\r\n\x1a\n": PNG,
    b"II*\0": TIFF,
    b"MM\0*": TIFF,
    b"%PDF-": PDF,
}


@dataclass(frozen=True)
class Purpose:
    """What a file is for: the kinds that are taken, and the pixels its pages have to fit in."""

    kinds: frozenset[str]
    width: int
    height: int

    @property
    def longest_side(self) -> int:
        return max(self.width, self.height)


PAPER, PHOTO = "paper", "photo"
PURPOSES = {
    # A4 at 190 dpi, at which small handwriting is read.
    PAPER: Purpose(frozenset({JPEG, PNG, WEBP, TIFF, PDF}), 2200, 2200),
    # A face on half a screen, or 5 by 7 cm on paper.
    PHOTO: Purpose(frozenset({JPEG, PNG, WEBP}), 600, 800),
}

EXIF_ORIENTATION = 0x0112
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


class Unusable(Exception):  # noqa: N818 - an answer, not a fault
    """Nothing can be made of the file; `code` says why, for whoever words the refusal."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def kind_of(content: bytes) -> str:
    """Return what the first bytes say the file is, or nothing; its name and type are not asked."""
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return WEBP
    for beginning, kind in BEGINNINGS.items():
        if content.startswith(beginning):
            return kind
    return ""


def pages_in(content: bytes, purpose: Purpose) -> Iterator[Image.Image]:
    """Yield each page, upright, small enough, in grey or in colour, without anything but pixels."""
    kind, longest = kind_of(content), purpose.longest_side
    if kind not in purpose.kinds:
        raise Unusable("not_a_picture")
    pages = _of_pdf(content, longest) if kind == PDF else _of_picture(content, kind, longest)
    for page in pages:
        page.thumbnail((purpose.width, purpose.height), Image.Resampling.LANCZOS)
        page.info.clear()
        yield page


def _of_picture(content: bytes, kind: str, longest: int) -> Iterator[Image.Image]:
    # Only the decoder of its kind: of the dozens there are, many are seldom looked after.
    with Image.open(io.BytesIO(content), formats=(kind,)) as image:
        # The further pictures of a phone's JPEG are the same one smaller, or deeper.
        count = getattr(image, "n_frames", 1) if kind == TIFF else 1
        if count > PAGES_AT_MOST:
            raise Unusable("too_many_pages")
        for number in range(count):
            if number:
                image.seek(number)
            if image.width * image.height > PIXELS_AT_MOST:
                raise Unusable("too_many_pixels")
            # A JPEG is decoded at a half or a quarter where that is enough.
            image.draft(None, (longest, longest))
            image.load()
            yield _upright(_plain(image, longest), image)


def _plain(image: Image.Image, longest: int) -> Image.Image:
    """Return it smaller, in grey or in colour, on white where it was transparent."""
    if image.mode == "1" or image.mode.startswith(("I", "F")):
        image = image.convert("L")
    elif image.mode in ("P", "PA"):
        image = image.convert("RGBA" if image.has_transparency_data else "RGB")
    by = max(image.size) // longest
    if by > 1:
        image = image.reduce(by)
    if image.has_transparency_data:
        image = image.convert("RGBA")
        white = Image.new("RGBA", image.size, "white")
        white.alpha_composite(image)
        image = white
    return image.convert("L" if image.mode == "L" else "RGB")


def _upright(page: Image.Image, image: Image.Image) -> Image.Image:
    orientation = None
    # Damaged notes of a camera are no reason to refuse the photo.
    with contextlib.suppress(Exception):
        orientation = image.getexif().get(EXIF_ORIENTATION)
    return page.transpose(TURNS[orientation]) if orientation in TURNS else page


def _of_pdf(content: bytes, longest: int) -> Iterator[Image.Image]:
    # Takes longer to load than a photo to draw.
    import pypdfium2
    from pypdfium2.raw import FPDF_ERR_PASSWORD

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        is_locked = error.err_code == FPDF_ERR_PASSWORD
        raise Unusable("encrypted" if is_locked else "broken") from error
    if len(document) > PAGES_AT_MOST:
        raise Unusable("too_many_pages")
    for page in document:
        # However large it says it is, it is drawn as large as it is kept.
        scale = min(longest / max(page.get_size()), SHARPEST)
        yield page.render(scale=scale).to_pil().convert("RGB")


def _jpeg(page: Image.Image) -> bytes:
    written = io.BytesIO()
    page.save(written, "JPEG", quality=QUALITY, optimize=True)
    return written.getvalue()


def answer(content: bytes, purpose: Purpose) -> bytes:
    """Return a line of JSON with the size and length of each page, then the pages; or a code."""
    sizes, pages = [], []
    try:
        for page in pages_in(content, purpose):
            pages.append(_jpeg(page))
            sizes.append([*page.size, len(pages[-1])])
        if not pages:
            raise Unusable("broken")
    except Unusable as unusable:
        return json.dumps({"code": unusable.code}).encode()
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        return json.dumps({"code": "too_many_pixels"}).encode()
    except Exception:
        # Decoders raise whatever they meet; the file is broken in each case.
        return json.dumps({"code": "broken"}).encode()
    return json.dumps({"pages": sizes}).encode() + b"\n" + b"".join(pages)


def main() -> None:
    """Answer for the file on the input and the purpose named, with bounds on what that takes."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    sys.stdout.buffer.write(answer(sys.stdin.buffer.read(), PURPOSES[sys.argv[1]]))


if __name__ == "__main__":
    main()
