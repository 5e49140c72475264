"""Spreadsheets that LibreOffice wrote: the same list, whatever it was saved as."""

from datetime import date, datetime, time

import pytest

from jombang_umkm.spreadsheets.reading import read
from jombang_umkm.spreadsheets.workbook import Kind, Row, Sheet
from tests.jombang_umkm.spreadsheets.files import archive, kept, parts_of, text_cell, xlsx

TITLES: tuple[Row, ...] = (
    ("LEMBAGA PEMASYARAKATAN KELAS IIB CONTOH",),
    ("Daftar warga binaan per 10 Maret 2026",),
    (),
    (),
    (
        *("Nama", "No Registrasi", "Tgl Masuk", "Tgl Ekspirasi", "Alias 1", "Alias 2", "Alias 3"),
        *("Nama Kecil 1", "Nama Kecil 2", "Nama Kecil 3", "Blok", "Sel"),
    ),
)
NONE = (None, None, None)
# Row 6 of each file is the first of these.
PEOPLE: tuple[Row, ...] = (
    (
        *("NOTO SUNOTO", "B.I 12/2026", date(2025, 3, 10), date(2027, 3, 10)),
        *("NOTO", "-", "-", "NO", None, None, "A", 12),
    ),
    (
        *("Supri bin Kasman", "BI.13/2026", "10/03/2025", "00/00/0000"),
        *("PENDEK", None, None, *NONE, "A", 3),
    ),
    ("SUPARNO", "B.IIa 7/2025", date(1999, 12, 31), "-", *NONE, *NONE, "B", "07"),
    (),
    (),
    (
        *("Nó'man Café", "bi 14/2026", "1/4/2025", date(2026, 3, 10)),
        *("NO", "NOTO DUA", None, *NONE, "B", 1.5),
    ),
    (
        *("GIMAN", "A.III 2/2026", date(2026, 2, 28), None),
        *("YES", 'NO; "TIDAK"', None, *NONE, "C"),
    ),
)
BINARY = [("daftar.xlsx", Kind.XLSX), ("daftar.xls", Kind.XLS), ("daftar.ods", Kind.ODS)]


def _typed(cell: object) -> object:
    """Return a cell as LibreOffice writes it into a csv."""
    if isinstance(cell, date):
        return f"{cell.day}/{cell.month}/{cell.year}"
    return cell if cell is None else str(cell)


@pytest.mark.parametrize(("name", "kind"), BINARY)
def test_the_list_is_read_row_by_row(name: str, kind: Kind) -> None:
    workbook = read(kept(name), name=name)
    assert workbook.kind == kind
    assert not workbook.has_macros
    assert workbook.sheets[0] == Sheet("Daftar WBP", (*TITLES, *PEOPLE), since_1904=False)


@pytest.mark.parametrize("name", ["daftar.csv", "daftar-1252.csv"])
def test_a_csv_is_the_same_list_as_text(name: str) -> None:
    workbook = read(kept(name), name=name)
    assert workbook.kind == Kind.CSV
    (sheet,) = workbook.sheets
    assert sheet.name == name
    people = [tuple(map(_typed, row)) for row in PEOPLE]
    # In a csv a formula that failed is the text that was seen.
    people[-1] = (*people[-1], "#DIV/0!")
    assert sheet.rows == (*TITLES, *people)


@pytest.mark.parametrize(("name", "kind"), BINARY)
def test_hidden_and_empty_sheets_are_left_out(name: str, kind: Kind) -> None:
    sheets = read(kept(name), name=name).sheets
    assert [sheet.name for sheet in sheets] == ["Daftar WBP", "Lain"]


@pytest.mark.parametrize(("name", "kind"), BINARY)
def test_every_type_of_cell_is_read_where_it_stands(name: str, kind: Kind) -> None:
    rows = read(kept(name), name=name).sheets[1].rows
    assert rows[:2] == ((), ())
    assert [row[0] for row in rows[2:]] == [None] * 4
    yes, clock, length, moment = (row[1] for row in rows[2:])
    assert yes is True
    assert clock == time(7, 30)
    assert length == ("PT30H00M00S" if kind == Kind.ODS else "30:00:00")
    assert moment == datetime(2026, 3, 10, 13, 30)


@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods"])
def test_days_are_right_where_they_count_from_1904(kind: str) -> None:
    (sheet,) = read(kept(f"sejak-1904.{kind}"), name="x").sheets
    assert sheet.since_1904
    assert sheet.rows[1] == ("DARSONO", date(2026, 3, 10), 44629)


@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods"])
def test_rows_with_nothing_but_lines_or_a_space_are_no_rows(kind: str) -> None:
    (sheet,) = read(kept(f"bergaris.{kind}"), name="x").sheets
    assert sheet.rows == (("Nama",), ("TUKIJAN",), ("KISNO",))


def test_the_name_does_not_decide() -> None:
    assert read(kept("daftar.xlsx"), name="daftar.csv").kind == Kind.XLSX
    assert read(kept("daftar.csv"), name="daftar.xls").kind == Kind.CSV


@pytest.mark.parametrize(
    ("name", "program"), [("daftar.xlsx", "xl/vbaProject.bin"), ("daftar.ods", "Basic/script.xlc")]
)
def test_a_file_with_programs_is_read_as_values(name: str, program: str) -> None:
    content = archive(parts_of(kept(name)) | {program: b"\0\1\2"})
    workbook = read(content, name=name)
    assert workbook.has_macros
    assert workbook.sheets == read(kept(name), name=name).sheets


def test_rows_keep_their_numbers_below_thousands_of_blank_ones() -> None:
    content = xlsx(text_cell("C2", "NOTO") + text_cell("A200000", "SUNOTO"))
    (sheet,) = read(content, name="x").sheets
    assert len(sheet.rows) == 200_000
    filled = {place: row for place, row in enumerate(sheet.rows, 1) if row}
    assert filled == {2: (None, None, "NOTO"), 200_000: ("SUNOTO",)}


def test_a_formula_that_was_never_calculated_is_blank() -> None:
    rows = '<row r="1"><c r="A1"><f>1+1</f></c><c r="B1"><f>1+1</f><v>2</v></c></row>'
    assert read(xlsx(rows), name="x").sheets[0].rows == ((None, 2),)
