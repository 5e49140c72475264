"""What is downloaded: a text stays a text, a day is a day, and it reads back as it was."""

import io
import re
import zipfile
from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import settings as properties
from hypothesis import strategies as st

from jombang_umkm.spreadsheets.reading import read
from jombang_umkm.spreadsheets.workbook import Cell, Kind, Row
from jombang_umkm.spreadsheets.writing import Column, Holds, write

SHEET, STYLES = "xl/worksheets/sheet1.xml", "xl/styles.xml"


def _part(content: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name).decode()


def _read_back(*rows: Row) -> tuple[Row, ...]:
    (sheet,) = read(write(["Nama"], rows, name="Daftar"), name="x").sheets
    assert sheet.rows[0] == ("Nama",)
    return sheet.rows[1:]


def test_a_list_has_its_header_and_its_notes_on_a_second_sheet() -> None:
    content = write(
        ["Nama", Column("Tgl Masuk", Holds.DAY)],
        [("NOTO", date(2026, 3, 10)), ("SUNOTO", None)],
        name="Warga binaan",
        notes=["Satu orang satu baris.", "Tanggal: hari/bulan/tahun."],
    )
    workbook = read(content, name="x")
    assert workbook.kind == Kind.XLSX
    people, notes = workbook.sheets
    assert people.name == "Warga binaan"
    assert people.rows == (
        ("Nama", "Tgl Masuk"),
        ("NOTO", date(2026, 3, 10)),
        ("SUNOTO",),
    )
    assert notes.rows == (("Satu orang satu baris.",), ("Tanggal: hari/bulan/tahun.",))


def test_the_header_is_bold_and_stays_in_view() -> None:
    content = write(["Nama"], [], name="Daftar")
    assert 'state="frozen"' in _part(content, SHEET)
    assert "<b/>" in _part(content, STYLES)


@pytest.mark.parametrize(
    "text",
    [
        *("=1+1", "=cmd|' /C calc'!A0", "+62812", "-", "-1", "@SUM(A1)", "\t=1", "{=1}"),
        *("0081234", "1e5", "12.0", "TRUE", "10/3/2026", "https://example.com", "mailto:a@b.id"),
        *("internal:'A'!A1", "_x0041_", "a\nb", " a ", "<b>&amp;</b>", "\x01\x0b", "😀", "Nó"),
    ],
)
def test_a_text_stays_a_text(text: str) -> None:
    content = write([text], [(text,)], name="Daftar")
    assert read(content, name="x").sheets[0].rows == ((text,), (text,))
    assert not re.search(r"<(f|hyperlink)\b", _part(content, SHEET))


def test_a_text_stays_one_when_it_is_edited_and_has_no_warning() -> None:
    content = write(["No"], [("0081234",)], name="Daftar")
    sheet, styles = _part(content, SHEET), _part(content, STYLES)
    assert 'numberStoredAsText="1"' in sheet
    # The format of texts, which blank cells of the column have too.
    text = re.search(r'<numFmt numFmtId="(\d+)" formatCode="@"/>', styles)
    formats = re.findall(r'<xf numFmtId="(\d+)"', styles.partition("<cellXfs")[2])
    style = re.search(r'r="A2" s="(\d+)"', sheet)
    column = re.search(r'<col min="1" max="1"[^>]* style="(\d+)"', sheet)
    assert text is not None
    assert style is not None
    assert column is not None
    assert formats[int(style[1])] == formats[int(column[1])] == text[1]


@pytest.mark.parametrize(
    ("cell", "read_back"),
    [
        (12, 12),
        (1.5, 1.5),
        (True, True),
        (date(2026, 3, 10), date(2026, 3, 10)),
        (date(1900, 3, 1), date(1900, 3, 1)),
        (date(1899, 12, 31), "31/12/1899"),
        (datetime(2026, 3, 10, 13, 30), datetime(2026, 3, 10, 13, 30)),
        (datetime(2026, 3, 10, 6, 30, tzinfo=UTC), datetime(2026, 3, 10, 13, 30)),
        (time(7, 30), time(7, 30)),
        (3517091203900001, "3517091203900001"),
        (float("nan"), "nan"),
        ("a\ud800b\uffff", "a\ufffdb\ufffd"),
        ("x" * 40_000, "x" * 32_766 + "…"),
    ],
)
def test_every_type_of_cell_reads_back(cell: Cell, read_back: Cell) -> None:
    assert _read_back((cell,)) == ((read_back,),)


def test_days_are_shown_the_indonesian_way() -> None:
    content = write(["Tgl"], [(date(2026, 3, 10),)], name="Daftar")
    assert 'formatCode="d/m/yyyy"' in _part(content, STYLES)


def test_columns_are_as_wide_as_what_is_in_them() -> None:
    columns = ["Nama", Column("Blok", width=5), "X", "Y"]
    rows = [("NOTO SUNOTO BIN KASMAN", "A", "x" * 500, None)]
    widths = re.findall(r'<col [^>]*width="([\d.]+)"', _part(write(columns, rows, name="a"), SHEET))
    assert [int(float(width)) for width in widths] == [23, 5, 60, 8]


def test_the_same_cells_are_the_same_bytes() -> None:
    made = [write(["Nama"], [("NOTO",)], name="Daftar", notes=["a"]) for _time in range(2)]
    assert made[0] == made[1]


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("Ditolak 1/2: [impor]?", "Ditolak 1 2   impor"),
        ("'", "Daftar"),
        ("", "Daftar"),
        ("x" * 40, "x" * 31),
    ],
)
def test_any_name_makes_a_sheet(name: str, title: str) -> None:
    (sheet,) = read(write(["Nama"], [], name=name), name="x").sheets
    assert sheet.name == title


def test_more_rows_than_a_sheet_has_are_not_lost_in_silence() -> None:
    with pytest.raises(ValueError, match="more rows"):
        write(["a"], [()] * 1_048_576, name="Daftar")


TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), min_size=1, max_size=20)
CELLS = st.one_of(
    TEXTS.filter(lambda text: not text.isspace() and not set(text) & {"\ufffe", "\uffff"}),
    st.integers(-(10**14), 10**14),
    st.booleans(),
    st.dates(date(1900, 3, 1), date(2100, 1, 1)),
)


@properties(max_examples=20)
@given(st.lists(st.lists(CELLS, min_size=1, max_size=6).map(tuple), min_size=1, max_size=30))
def test_whatever_is_written_reads_back(rows: list[Row]) -> None:
    assert _read_back(*rows) == tuple(rows)
