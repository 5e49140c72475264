"""Uploaded files: what becomes a page, what is left of it, and what is refused."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator

import pytest
from PIL import Image, PngImagePlugin, TiffImagePlugin

from jombang_umkm.pictures import BYTES_AT_MOST, Picture, redrawn
from jombang_umkm.pictures.redraw import (
    PAGES_AT_MOST,
    PAPER,
    PIXELS_AT_MOST,
    PURPOSES,
    Unusable,
)
from tests.factories.files import (
    A4,
    PAGES,
    ROOT,
    drawn,
    file_of,
    locked_pdf,
    pdf,
    photo,
    raw_pdf,
    stream,
)

LONGEST_SIDE = PURPOSES[PAPER].longest_side
SECRET = "7.5489 S 112.2384 E"
ORIENTATION, CAMERA, GPS = 0x0112, 0x0110, 0x8825
# How an upright picture lies in a file that says so.
LYING = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


def pages_of(content: bytes) -> list[Picture]:
    return redrawn(content, PAPER)


def refusal(content: bytes) -> str:
    """Return why nothing can be made of the file."""
    with pytest.raises(Unusable) as unusable:
        pages_of(content)
    return unusable.value.code


def opened(page: Picture) -> Image.Image:
    image = Image.open(io.BytesIO(page.jpeg))
    assert image.format == "JPEG"
    assert image.size == (page.width, page.height)
    image.load()
    return image


def dark_corner(page: Picture) -> str:
    """Return in which corner the black square of drawn() stands: "top left" and so on."""
    image = opened(page).convert("L")
    right, bottom = image.width - 5, image.height - 5
    places = {
        "top left": (5, 5),
        "top right": (right, 5),
        "bottom left": (5, bottom),
        "bottom right": (right, bottom),
    }
    (dark,) = [name for name, place in places.items() if image.getpixel(place) < 100]
    return dark


def segments(jpeg: bytes) -> Iterator[int]:
    """Yield the markers of a JPEG up to its first scan; what follows is pixels."""
    at = 2
    while True:
        assert jpeg[at] == 0xFF
        yield jpeg[at + 1]
        if jpeg[at + 1] == 0xDA:
            return
        at += 2 + int.from_bytes(jpeg[at + 2 : at + 4], "big")


# What is taken.


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF"])
def test_a_picture_becomes_one_page(kind: str) -> None:
    (page,) = pages_of(file_of(drawn(), kind))
    assert (page.width, page.height) == (600, 800)
    assert dark_corner(page) == "top left"


@pytest.mark.parametrize("pages", [1, 3, PAGES_AT_MOST])
def test_each_page_of_a_pdf_is_one(pages: int) -> None:
    found = pages_of(pdf(pages))
    assert len(found) == pages
    # A4 upright, as large as is kept.
    assert {(page.width, page.height) for page in found} == {(1556, 2200)}
    assert len({page.jpeg for page in found}) == pages


@pytest.mark.parametrize("pages", [2, PAGES_AT_MOST])
def test_each_page_of_a_tiff_is_one_in_order(pages: int) -> None:
    colours = [(number * 20, 0, 255 - number * 20) for number in range(pages)]
    first, *others = [Image.new("RGB", (300, 200), colour) for colour in colours]
    found = pages_of(file_of(first, "TIFF", save_all=True, append_images=others))
    assert len(found) == pages
    for page, colour in zip(found, colours, strict=True):
        shown = opened(page).getpixel((150, 100))
        assert all(abs(one - other) < 6 for one, other in zip(shown, colour, strict=True))


def test_of_a_phones_photo_with_more_pictures_inside_the_first_is_taken() -> None:
    small = drawn((60, 80))
    content = file_of(drawn(), "MPO", save_all=True, append_images=[small, small])
    assert [(page.width, page.height) for page in pages_of(content)] == [(600, 800)]


def test_of_a_moving_picture_the_first_is_taken() -> None:
    frames = [drawn(words=str(number)) for number in range(12)]
    content = file_of(frames[0], "PNG", save_all=True, append_images=frames[1:])
    assert len(pages_of(content)) == 1


@pytest.mark.parametrize(
    ("size", "shown"),
    [((4400, 3300), (2200, 1650)), ((3000, 6001), (1100, 2200)), ((2200, 100), (2200, 100))],
)
def test_a_large_one_is_made_smaller_and_keeps_its_shape(
    size: tuple[int, int], shown: tuple[int, int]
) -> None:
    (page,) = pages_of(file_of(drawn(size)))
    assert (page.width, page.height) == shown
    assert max(shown) <= LONGEST_SIDE


def test_fifty_megapixels_of_a_phone_are_taken() -> None:
    (page,) = pages_of(file_of(drawn((8160, 6120))))
    assert (page.width, page.height) == (2200, 1650)


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB", "RGBA", "LA", "CMYK", "I;16", "I", "F"])
def test_every_kind_of_pixels_is_read(mode: str) -> None:
    if mode == "I;16":
        image = drawn().convert("L").convert("I").point(lambda value: value * 257).convert(mode)
    else:
        image = drawn().convert(mode)
    (page,) = pages_of(file_of(image, "TIFF"))
    assert dark_corner(page) == "top left"
    assert opened(page).mode == ("L" if mode in ("1", "L", "I;16", "I", "F") else "RGB")


def test_what_is_transparent_is_white_paper() -> None:
    glass = Image.new("RGBA", (300, 200), (0, 0, 0, 0))
    for kind in ("PNG", "WEBP", "TIFF"):
        (page,) = pages_of(file_of(glass, kind))
        assert opened(page).getpixel((150, 100)) == (255, 255, 255)


# What is left of it.


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF"])
def test_it_stands_upright(kind: str, orientation: int) -> None:
    lying = drawn() if orientation == 1 else drawn().transpose(LYING[orientation])
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    (page,) = pages_of(file_of(lying, kind, exif=exif))
    assert (page.width, page.height) == (600, 800)
    assert dark_corner(page) == "top left"


def _with_everything(kind: str) -> bytes:
    exif = Image.Exif()
    exif[CAMERA] = SECRET
    exif.get_ifd(GPS)[29] = SECRET
    options: dict[str, object] = {"exif": exif, "icc_profile": SECRET.encode()}
    if kind == "JPEG":
        options |= {"comment": SECRET.encode(), "xmp": SECRET.encode(), "dpi": (77, 77)}
    if kind == "PNG":
        options["pnginfo"] = text = PngImagePlugin.PngInfo()
        text.add_text("Author", SECRET)
    if kind == "WEBP":
        options["xmp"] = SECRET.encode()
    if kind == "TIFF":
        options["tiffinfo"] = tags = TiffImagePlugin.ImageFileDirectory_v2()
        tags[TiffImagePlugin.ARTIST] = SECRET
        del options["exif"]
    return file_of(drawn(), kind, **options) + SECRET.encode()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF"])
def test_nothing_but_pixels_is_left(kind: str) -> None:
    content = _with_everything(kind)
    assert content.count(SECRET.encode()) > 1
    (page,) = pages_of(content)
    assert SECRET.encode() not in page.jpeg
    # The frame that every JPEG has, tables, pixels, and nothing behind them.
    assert set(segments(page.jpeg)) <= {0xE0, 0xDB, 0xC0, 0xC4, 0xDA}
    assert page.jpeg.endswith(b"\xff\xd9")
    image = opened(page)
    assert not image.getexif()
    assert set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


def test_damaged_notes_of_the_camera_are_no_reason_to_refuse() -> None:
    content = file_of(drawn(), exif=b"Exif\0\0MM\0*\xff\xff\xff\xff" + b"\xff" * 40)
    (page,) = pages_of(content)
    assert (page.width, page.height) == (600, 800)


# What is refused.


def test_a_large_file_is_refused_unread() -> None:
    at_most = photo().ljust(BYTES_AT_MOST, b"\0")
    assert len(pages_of(at_most)) == 1
    assert refusal(at_most + b"\0") == "too_large"


def _png(width: int, height: int) -> bytes:
    """Return a PNG of a few bytes that says it is that large."""

    def chunk(name: bytes, data: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(name + data))
        return struct.pack(">I", len(data)) + name + data + check

    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    pixels = zlib.compress(b"\0" * 100_000, 9)
    start = b"\x89PNG\r\n\x1a\n"
    return start + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


@pytest.mark.parametrize("side", [8000, 12_000, 30_000, 2_000_000])
def test_a_bomb_is_refused_by_its_size(side: int) -> None:
    assert side * side > PIXELS_AT_MOST
    assert refusal(_png(side, side)) == "too_many_pixels"


@pytest.mark.parametrize("kind", ["JPEG", "WEBP", "TIFF"])
def test_too_many_pixels_are_refused_whatever_the_kind(kind: str) -> None:
    side = 16_000
    height = PIXELS_AT_MOST // side + 1
    image = Image.new("1" if kind == "TIFF" else "L", (side, height))
    options = {"compression": "group4"} if kind == "TIFF" else {"quality": 1}
    assert refusal(file_of(image, kind, **options)) == "too_many_pixels"


def test_a_bomb_behind_a_small_page_is_refused() -> None:
    small, large = Image.new("1", (100, 100)), Image.new("1", (16_000, 4_000))
    options = {"save_all": True, "append_images": [large], "compression": "group4"}
    assert refusal(file_of(small, "TIFF", **options)) == "too_many_pixels"


def _html() -> bytes:
    return b"<!doctype html><script>alert(1)</script>"


def _svg() -> bytes:
    return b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def _zip() -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr("foto.jpg", photo())
    return written.getvalue()


def _gif() -> bytes:
    return file_of(drawn(), "GIF")


def _heic() -> bytes:
    return b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 200


def _postscript() -> bytes:
    return b"%!PS-Adobe-3.0 EPSF-3.0\n(%pipe%touch /tmp/x) (w) file\n"


def _nothing() -> bytes:
    return b""


OTHER_KINDS = [_html, _svg, _zip, _gif, _heic, _postscript, _nothing]


@pytest.mark.parametrize("make", OTHER_KINDS, ids=lambda make: make.__name__[1:])
def test_other_kinds_are_refused_whatever_they_are_called(make: Callable[[], bytes]) -> None:
    assert refusal(make()) == "not_a_picture"


@pytest.mark.parametrize(
    "start", [b"\xff\xd8\xff\xe0", b"\x89PNG\r\n\x1a\n", b"II*\0", b"%PDF-1.4"]
)
@pytest.mark.parametrize("make", [_html, _svg, _zip], ids=lambda make: make.__name__[1:])
def test_a_file_that_only_begins_like_a_picture_is_broken(
    start: bytes, make: Callable[[], bytes]
) -> None:
    assert refusal(start + make()) == "broken"


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF", "PDF"])
@pytest.mark.parametrize("kept", [0.2, 0.6])
def test_a_truncated_file_is_broken(kind: str, kept: float) -> None:
    content = pdf(2) if kind == "PDF" else file_of(Image.effect_noise((600, 800), 90), kind)
    assert refusal(content[: int(len(content) * kept)]) == "broken"


def test_of_two_files_in_one_the_picture_is_kept_and_the_other_is_not() -> None:
    (page,) = pages_of(photo() + _html() + _zip())
    assert b"<script>" not in page.jpeg
    assert b"PK\x03\x04" not in page.jpeg


def test_a_pdf_with_too_many_pages_is_refused() -> None:
    assert refusal(pdf(PAGES_AT_MOST + 1)) == "too_many_pages"


def test_a_tiff_with_too_many_pages_is_refused() -> None:
    pages = [Image.new("1", (100, 100)) for _number in range(PAGES_AT_MOST + 1)]
    content = file_of(pages[0], "TIFF", save_all=True, append_images=pages[1:])
    assert refusal(content) == "too_many_pages"


def test_a_pdf_with_a_password_is_refused() -> None:
    page = b"<</Type/Page/Parent 2 0 R%b>>" % A4
    assert len(pages_of(raw_pdf([ROOT, PAGES, page]))) == 1
    assert refusal(locked_pdf()) == "encrypted"


def test_a_pdf_without_a_page_is_broken() -> None:
    assert refusal(raw_pdf([ROOT, b"<</Type/Pages/Kids[]/Count 0>>"])) == "broken"


def test_a_page_that_says_it_is_as_large_as_a_field_is_drawn_as_large_as_is_kept() -> None:
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 14400000 14400]>>"
    (found,) = pages_of(raw_pdf([ROOT, PAGES, page]))
    assert max(found.width, found.height) == LONGEST_SIDE


def test_a_small_page_is_not_blown_up() -> None:
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 72 144]>>"
    (found,) = pages_of(raw_pdf([ROOT, PAGES, page]))
    assert (found.width, found.height) == (300, 600)


def test_what_kills_its_decoder_is_broken() -> None:
    """Forms inside of forms, twelve in each: more than memory and time allow."""
    depth = 12
    shown = b"/Resources<</XObject<</F %d 0 R>>>>"
    page = b"<</Type/Page/Parent 2 0 R%b%b/Contents 4 0 R>>" % (A4, shown % 5)
    forms = [
        stream(
            b"/Type/XObject/Subtype/Form/BBox[0 0 600 900]" + shown % (6 + level), b"/F Do " * 12
        )
        for level in range(depth - 1)
    ]
    last = stream(b"/Type/XObject/Subtype/Form/BBox[0 0 600 900]", b"0 0 m 500 500 l S")
    content = raw_pdf([ROOT, PAGES, page, stream(b"", b"/F Do"), *forms, last])
    assert refusal(content) == "broken"
