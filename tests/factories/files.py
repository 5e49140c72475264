"""Files as scanners and phones make them, and as nobody should."""

import io
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import typst
from django.utils import timezone
from PIL import Image, ImageDraw

from jombang_umkm.models import User
from programs.actions import scans
from programs.models import Session, SheetScan
from tests.factories.jombang_umkm import OfficerFactory


def drawn(size: tuple[int, int] = (600, 800), *, words: str = "Daftar hadir") -> Image.Image:
    """Return a white sheet of paper, its top left corner black, with words on it."""
    paper = Image.new("RGB", size, "white")
    pen = ImageDraw.Draw(paper)
    pen.rectangle((0, 0, size[0] // 4, size[1] // 4), fill="black")
    pen.text((size[0] // 3, size[1] // 3), words, fill="blue")
    return paper


def file_of(image: Image.Image, kind: str = "JPEG", **options: Any) -> bytes:
    """Return the picture as a file of that kind."""
    written = io.BytesIO()
    image.save(written, kind, **options)
    return written.getvalue()


def photo(words: str = "Daftar hadir") -> bytes:
    """Return a photo; other words make another file."""
    return file_of(drawn(words=words))


def pdf(pages: int, words: str = "Lembar") -> bytes:
    """Return a PDF with that many pages of A4."""
    text = "\n#pagebreak()\n".join(f"{words} {page}" for page in range(1, pages + 1))
    # Of no certain time: the same pages are the same file.
    return typst.compile(f'#set page("a4")\n{text}'.encode(), timestamp=0)


def raw_pdf(objects: Sequence[bytes], trailer: bytes = b"") -> bytes:
    """Return a PDF of these objects, whatever they say; the first is its root."""
    written, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(written))
        written += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return written + (
        b"xref\n0 %d\n0000000000 65535 f \n%btrailer\n<</Size %d/Root 1 0 R%b>>\n"
        b"startxref\n%d\n%%%%EOF"
        % (len(objects) + 1, table, len(objects) + 1, trailer, len(written))
    )


ROOT = b"<</Type/Catalog/Pages 2 0 R>>"
PAGES = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
A4 = b"/MediaBox[0 0 595 842]"


def locked_pdf() -> bytes:
    """Return a PDF of one page that asks for a password."""
    page = b"<</Type/Page/Parent 2 0 R%b>>" % A4
    keys = b"/O<%b>/U<%b>" % (b"11" * 32, b"22" * 32)
    names = (b"ab" * 16, b"ab" * 16)
    lock = b"/ID[<%b><%b>]/Encrypt<</Filter/Standard/V 1/R 2/P -4%b>>" % (*names, keys)
    return raw_pdf([ROOT, PAGES, page], lock)


def stream(entries: bytes, content: bytes) -> bytes:
    """Return a stream of a PDF."""
    return b"<<%b/Length %d>>\nstream\n%b\nendstream" % (entries, len(content), content)


def attach(
    session: Session,
    content: bytes | None = None,
    *,
    by: User | None = None,
    at: datetime | None = None,
) -> list[SheetScan]:
    """Attach a file to a sheet, by an officer there, when the session ends."""
    ends = timezone.make_aware(datetime.combine(session.day, session.ends_at))
    return scans.attach(
        session=session,
        content=photo() if content is None else content,
        by=by or OfficerFactory(facility=session.program.facility),
        at=at or ends,
    )
