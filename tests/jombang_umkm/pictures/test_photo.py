"""Files as photos: small, upright, with no place in them, and nothing but photos."""

import io

import pytest
from django.utils import translation
from PIL import Image

from jombang_umkm.errors import ActionRefused
from jombang_umkm.pictures import BYTES_AT_MOST
from jombang_umkm.pictures.photo import photo_of
from jombang_umkm.pictures.redraw import PIXELS_AT_MOST
from tests.factories.files import drawn, file_of, pdf, photo

ORIENTATION, GPS, TURN_RIGHT = 0x0112, 0x8825, 6
PLACE = "7.5489 S 112.2384 E"


def _lying() -> bytes:
    """Return a phone's photo: it lies on its side, and says so, and where it was taken."""
    exif = Image.Exif()
    exif[ORIENTATION] = TURN_RIGHT
    exif.get_ifd(GPS)[29] = PLACE
    upright = drawn((3000, 4000))
    return file_of(upright.transpose(Image.Transpose.ROTATE_90), exif=exif)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize(
    ("size", "shown"),
    [
        ((3000, 4000), (600, 800)),
        ((4000, 3000), (600, 450)),
        ((900, 4000), (180, 800)),
        ((300, 400), (300, 400)),
    ],
)
def test_it_is_made_small_and_keeps_its_shape(
    kind: str, size: tuple[int, int], shown: tuple[int, int]
) -> None:
    picture = photo_of(file_of(drawn(size), kind))
    assert (picture.width, picture.height) == shown
    kept = Image.open(io.BytesIO(picture.jpeg))
    assert (kept.format, kept.size) == ("JPEG", shown)


def test_it_stands_upright_and_tells_no_place() -> None:
    content = _lying()
    assert PLACE.encode() in content
    picture = photo_of(content)
    assert (picture.width, picture.height) == (600, 800)
    assert PLACE.encode() not in picture.jpeg
    kept = Image.open(io.BytesIO(picture.jpeg))
    assert not kept.getexif()
    assert kept.convert("L").getpixel((5, 5)) < 100, "the dark corner is the top left one"


def test_of_a_moving_picture_the_first_is_taken() -> None:
    frames = [drawn((60, 80), words=str(number)) for number in range(3)]
    for kind in ("PNG", "WEBP"):
        content = file_of(frames[0], kind, save_all=True, append_images=frames[1:])
        assert photo_of(content).width == 60


def _huge() -> bytes:
    return file_of(Image.new("L", (16_000, PIXELS_AT_MOST // 16_000 + 1)), quality=1)


REFUSED = {
    "too large": (lambda: b"\0" * (BYTES_AT_MOST + 1), "too_large", "larger than 15 MB"),
    "PDF": (lambda: pdf(1), "not_a_picture", "only JPEG, PNG and WebP"),
    "TIFF": (lambda: file_of(drawn(), "TIFF"), "not_a_picture", "only JPEG, PNG and WebP"),
    "HEIC": (lambda: b"\0\0\0\x18ftypheic", "not_a_picture", "HEIC"),
    "nothing": (lambda: b"", "not_a_picture", "only JPEG, PNG and WebP"),
    "too many pixels": (_huge, "too_many_pixels", "60 million pixels"),
    "cut off": (lambda: photo()[:500], "broken", "Take the photo again"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_a_file_is_refused_with_what_to_do(what: str) -> None:
    make, code, words = REFUSED[what]
    with translation.override("en"), pytest.raises(ActionRefused) as refused:
        photo_of(make())
    assert refused.value.code == code
    assert words in str(refused.value.message)
