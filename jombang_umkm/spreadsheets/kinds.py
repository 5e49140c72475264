"""What a file is, told by its content: its name and type are what somebody wrote on it."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from jombang_umkm.spreadsheets import compound
from jombang_umkm.spreadsheets.refusals import refusal
from jombang_umkm.spreadsheets.workbook import Kind

# What an archive may unpack to; 100,000 rows of 20 columns take 80 million bytes.
INFLATED_AT_MOST = 150_000_000
# How many times its size, once it is large: sheets of blank, bordered cells reach 13.
RATIO_AT_MOST = 200
LARGE = 20_000_000
PARTS_AT_MOST = 5_000
COMPRESSIONS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
IS_ENCRYPTED = 0x1
# What the module raises at an archive that makes no sense.
UNREADABLE = (
    *(zipfile.BadZipFile, zlib.error, struct.error),
    *(ValueError, OverflowError, NotImplementedError, EOFError, IndexError),
)

ODS_MIMETYPES = (
    b"application/vnd.oasis.opendocument.spreadsheet",
    b"application/vnd.oasis.opendocument.spreadsheet-template",
)
ARCHIVES = (b"PK\x03\x04", b"PK\x05\x06")
OTHERS = (b"%PDF-", b"{\\rtf", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"Rar!", b"7z\xbc\xaf")
PAGES = (b"<", b"mime-version:")


@dataclass(frozen=True)
class Told:
    """What is known of a file before it is read."""

    kind: Kind
    has_macros: bool = False
    since_1904: bool = False


def told_by(content: bytes, *, name: str) -> Told:
    """Return what a file says it is; one that says nothing else, and is text, is a csv.

    Raises ActionRefused: "empty", "not_a_spreadsheet", "web_page", "encrypted", "broken", "bomb".
    """
    if not content.strip():
        raise refusal("empty")
    if content.startswith(ARCHIVES):
        return _archive(content, name)
    if content.startswith(compound.BEGINNING):
        return _compound(content, name)
    if content.startswith(OTHERS):
        raise refusal("not_a_spreadsheet", name=name)
    if _beginning(content).startswith(PAGES):
        raise refusal("web_page", name=name)
    return Told(Kind.CSV)


def _beginning(content: bytes) -> bytes:
    """Return how a text begins, without marks and spaces, in small ASCII letters."""
    start = content[:1000].replace(b"\0", b"").lower()
    return start.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")


def _archive(content: bytes, name: str) -> Told:
    """Tell an archive by its directory: nothing of it is unpacked here."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.NameToInfo
            _refuse_bomb(archive.infolist(), len(content))
            mimetype = _mimetype(archive)
    except UNREADABLE:
        raise refusal("broken") from None
    if any(part.flag_bits & IS_ENCRYPTED for part in parts.values()):
        raise refusal("encrypted")
    if any(part.compress_type not in COMPRESSIONS for part in parts.values()):
        raise refusal("broken")
    if "xl/workbook.xml" in parts:
        programs = ("xl/vbaProject.bin", "xl/macrosheets/")
        return Told(Kind.XLSX, has_macros=_has(parts, programs))
    if mimetype in ODS_MIMETYPES:
        return Told(Kind.ODS, has_macros=_has(parts, ("Basic/", "Scripts/")))
    raise refusal("not_a_spreadsheet", name=name)


def _has(parts: Iterable[str], programs: tuple[str, ...]) -> bool:
    return any(part.startswith(programs) for part in parts)


def _mimetype(archive: zipfile.ZipFile) -> bytes:
    """Return what an OpenDocument says it is, which stands in it uncompressed."""
    part = archive.NameToInfo.get("mimetype")
    if part is None or part.file_size > 200 or part.flag_bits & IS_ENCRYPTED:
        return b""
    return archive.read(part).strip()


def _refuse_bomb(parts: Sequence[zipfile.ZipInfo], packed: int) -> None:
    """Raise ActionRefused for an archive that says it unpacks to more than any list holds.

    One that says less than is true unpacks no further than it says: see extract.repacked.
    """
    inflated = sum(part.file_size for part in parts)
    is_dense = inflated > LARGE and inflated > RATIO_AT_MOST * packed
    if is_dense or inflated > INFLATED_AT_MOST or len(parts) > PARTS_AT_MOST:
        raise refusal("bomb")


def _compound(content: bytes, name: str) -> Told:
    """Tell a compound file by the names in it: old Excel files, and all that ask for a password."""
    try:
        file = compound.Compound(content)
        if "EncryptedPackage" in file.names:
            raise refusal("encrypted")
        book = next((stream for stream in ("Workbook", "Book") if stream in file.names), None)
        if book is None:
            raise refusal("not_a_spreadsheet", name=name)
        said = compound.Globals.of(file.head(book))
    except compound.Broken:
        raise refusal("broken") from None
    if said.is_encrypted:
        raise refusal("encrypted")
    return Told(Kind.XLS, "_VBA_PROJECT_CUR" in file.names, said.since_1904)
