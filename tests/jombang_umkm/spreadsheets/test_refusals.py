"""Files that would harm, or are none of ours: refused with a sentence, before any harm."""

import io
import struct
import subprocess
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from jombang_umkm import own_process
from jombang_umkm.errors import ActionRefused
from jombang_umkm.spreadsheets import kinds
from jombang_umkm.spreadsheets.compound import BEGINNING
from jombang_umkm.spreadsheets.reading import BYTES_AT_MOST, read
from jombang_umkm.spreadsheets.refusals import SENTENCES
from jombang_umkm.spreadsheets.workbook import Workbook
from tests.jombang_umkm.spreadsheets.files import (
    SHEET,
    archive,
    kept,
    ods,
    parts_of,
    text_cell,
    xlsx,
    xlsx_parts,
)

LAUGHS = "".join(
    f'<!ENTITY lol{level} "{"&lol" + str(level - 1) + ";" if level else "ha"}'
    f'{("&lol" + str(level - 1) + ";") * 9 if level else ""}">'
    for level in range(10)
)
OUTSIDE = '<!ENTITY lol9 SYSTEM "file:///etc/hostname">'
FILES = ["daftar.xlsx", "daftar.xls", "daftar.ods", "terkunci.xls", "terkunci.xlsx"]


def _code(content: bytes, name: str = "daftar.xls") -> str:
    with pytest.raises(ActionRefused) as refusal:
        read(content, name=name)
    assert refusal.value.code in SENTENCES
    assert "%" not in str(refusal.value)
    return refusal.value.code


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[object]]:
    """Yield what is started; the programs are run as ever."""
    run, calls = subprocess.run, []

    def counting(*args: object, **options: object) -> object:
        calls.append(args)
        return run(*args, **options)  # type: ignore[call-overload]

    monkeypatch.setattr(own_process.subprocess, "run", counting)
    yield calls


def test_a_file_that_is_too_large_is_not_looked_at(started: list[object]) -> None:
    assert _code(b"PK\x03\x04" + b"x" * BYTES_AT_MOST) == "too_large"
    assert not started


@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods"])
def test_a_file_with_a_password_is_refused(kind: str) -> None:
    assert _code(kept(f"terkunci.{kind}")) == "encrypted"


def test_an_archive_with_a_password_is_refused() -> None:
    content = bytearray(kept("daftar.xlsx"))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = content.find(mark)
        while place >= 0:
            content[place + at] |= 1
            place = content.find(mark, place + 4)
    assert _code(bytes(content)) == "encrypted"


@pytest.mark.parametrize(
    "content",
    [
        b"<html><body><table><tr><td>Nama</td></tr></table></body></html>",
        b"\r\n <!DOCTYPE html>\n<html>",
        b"\xef\xbb\xbf<TABLE border=1>",
        "\ufeff<html>".encode("utf-16-le"),
        b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
        b"MIME-Version: 1.0\nContent-Type: multipart/related",
    ],
)
def test_a_web_page_is_called_one(content: bytes) -> None:
    assert _code(content, "data_wbp.xls") == "web_page"


def test_what_is_said_names_the_file_and_the_way_out() -> None:
    with pytest.raises(ActionRefused) as refusal, translation.override("en"):
        read(b"<table>", name="data_wbp.xls")
    with translation.override("en"):
        assert "“data_wbp.xls” is a web page" in str(refusal.value.message)
        assert ".xlsx" in str(refusal.value.message)


@pytest.mark.parametrize(
    "content",
    [
        archive({"word/document.xml": b"<w/>", "[Content_Types].xml": b"<Types/>"}),
        archive({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<a/>"}),
        archive({"xl/workbook.bin": b"\0"}),
        archive({"daftar.xlsx": kept("daftar.xlsx")}),
        archive({}),
    ],
    ids=["docx", "odt", "xlsb", "zip", "nothing"],
)
def test_an_archive_of_something_else_is_no_spreadsheet(content: bytes) -> None:
    assert _code(content) == "not_a_spreadsheet"


@pytest.mark.parametrize("hidden_sheet_only", [True, False])
def test_a_file_with_nothing_to_see_is_empty(hidden_sheet_only: bool) -> None:
    parts = xlsx_parts(text_cell("A1", "NOTO") if hidden_sheet_only else text_cell("A1", " "))
    if hidden_sheet_only:
        workbook = parts["xl/workbook.xml"].replace(b'sheetId="1"', b'sheetId="1" state="hidden"')
        parts["xl/workbook.xml"] = workbook
    assert _code(archive(parts)) == "empty"


def test_a_bomb_is_never_unpacked(started: list[object]) -> None:
    small = archive(xlsx_parts("") | {"xl/a.xml": b" " * 30_000_000})
    large = archive(xlsx_parts("") | {"xl/a.bin": b"ab" * 80_000_000})
    many = archive(dict.fromkeys(map(str, range(5_001)), b"") | xlsx_parts(""))
    assert [_code(content) for content in (small, large, many)] == ["bomb"] * 3
    assert not started


def _lying(parts: dict[str, bytes], name: str, told: int, checksum: int | None = None) -> bytes:
    """Return an archive whose directory says that a part is smaller than it is."""
    with zipfile.ZipFile(io.BytesIO(content := archive(parts))) as packed:
        info = packed.getinfo(name)
    changed = bytearray(content)
    in_directory = content.rindex(name.encode()) - 46
    for at, crc, size in ((info.header_offset, 14, 22), (in_directory, 16, 24)):
        struct.pack_into("<I", changed, at + size, told)
        if checksum is not None:
            struct.pack_into("<I", changed, at + crc, checksum)
    return bytes(changed)


def test_a_bomb_that_lies_about_its_size_unpacks_no_further_than_it_says() -> None:
    cells = text_cell("A1", "NOTO")
    parts = xlsx_parts(cells)
    honest, bomb = parts[SHEET], parts[SHEET] + b" " * 60_000_000
    assert _code(_lying(parts | {SHEET: bomb}, SHEET, len(honest))) == "broken"
    content = _lying(parts | {SHEET: bomb}, SHEET, len(honest), zlib.crc32(honest))
    assert read(content, name="x").sheets[0].rows == (("NOTO",),)


@pytest.mark.parametrize("entities", [LAUGHS, OUTSIDE], ids=["laughs", "outside"])
def test_entities_of_xml_are_never_made_larger_nor_fetched(entities: str) -> None:
    host = Path("/etc/hostname").read_text().strip()
    content = xlsx(text_cell("A1", "&lol9;"), before=f"<!DOCTYPE lolz [{entities}]>")
    try:
        rows = read(content, name="x").sheets[0].rows
    except ActionRefused as refusal:
        assert refusal.code in ("broken", "empty")
    else:
        assert rows == (("&lol9;",),)
        assert host not in str(rows)


FAR = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'


def _repeated(rows: int, columns: int) -> bytes:
    """Return an ods of a few bytes, in which one cell is said to stand many times."""
    return ods(
        f'<table:table-row table:number-rows-repeated="{rows}"><table:table-cell '
        'office:value-type="string" '
        f'table:number-columns-repeated="{columns}"><text:p>NOTO</text:p></table:table-cell>'
        "</table:table-row>"
    )


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (xlsx(FAR), "too_many_cells"),
        (xlsx(text_cell("IW1", "NOTO")), "too_many_columns"),
        (xlsx("".join(text_cell(f"A{row}", "x") for row in range(1, 100_002))), "too_many_rows"),
        (_repeated(1_000_000, 20), "too_many_cells"),
        (_repeated(100_001, 1), "too_many_rows"),
        (_repeated(10_001, 200), "too_many_cells"),
    ],
    ids=["far xlsx", "wide xlsx", "long xlsx", "repeated ods", "long ods", "full ods"],
)
def test_more_than_a_list_holds_is_refused(content: bytes, code: str) -> None:
    assert _code(content) == code


def test_one_part_given_out_as_many_sheets_is_not_read_a_thousand_times() -> None:
    parts = xlsx_parts(text_cell("A1", "NOTO"))
    sheet = b'<sheet name="%d" sheetId="%d" r:id="rId1"/>'
    sheets = b"".join(sheet % (number, number) for number in range(1, 1_001))
    start, _old, end = parts["xl/workbook.xml"].partition(
        b'<sheet name="Daftar" sheetId="1" r:id="rId1"/>'
    )
    assert _code(archive(parts | {"xl/workbook.xml": start + sheets + end})) == "too_many_cells"


@pytest.mark.parametrize("name", FILES[:3])
def test_half_a_file_is_broken(name: str) -> None:
    content = kept(name)
    assert _code(content[: len(content) // 2]) == "broken"


@pytest.mark.parametrize(
    "content",
    [
        archive({"xl/workbook.xml": b"<workbook"}),
        archive(parts_of(kept("daftar.xlsx")), zipfile.ZIP_LZMA),
        BEGINNING,
        BEGINNING + b"\0" * 4_096,
        BEGINNING + b"\xff" * 4_096,
        # A table of sectors that goes in a circle, with a chain of sectors that does too.
        BEGINNING + b"\0" * 22 + struct.pack("<H", 9) + b"\0" * 36 + b"\0" * 4_096,
    ],
    ids=["half xml", "lzma", "a beginning", "zeros", "ones", "circle"],
)
def test_what_makes_no_sense_is_broken(content: bytes) -> None:
    assert _code(content) in ("broken", "not_a_spreadsheet")


@given(st.sampled_from(FILES), st.data())
def test_a_file_with_wrong_bytes_is_told_or_refused(name: str, data: st.DataObject) -> None:
    content = bytearray(kept(name))
    for _change in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    try:
        told = kinds.told_by(bytes(content), name=name)
    except ActionRefused as refusal:
        assert refusal.code in SENTENCES
    else:
        assert isinstance(told, kinds.Told)


@pytest.mark.parametrize("name", FILES[:3])
@pytest.mark.parametrize("every", [97, 401, 1_999])
def test_a_file_with_wrong_bytes_is_read_or_refused(name: str, every: int) -> None:
    content = bytearray(kept(name))
    for place in range(700, len(content), every):
        content[place] ^= 0x55
    try:
        workbook = read(bytes(content), name=name)
    except ActionRefused as refusal:
        assert refusal.code in SENTENCES
    else:
        assert isinstance(workbook, Workbook)
