"""Lists as text: every separator and encoding, and nobody swallowed."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jombang_umkm.errors import ActionRefused
from jombang_umkm.spreadsheets.reading import read
from jombang_umkm.spreadsheets.workbook import Kind, Row

LIST = [
    ["Nama", "No", "Alias", "Alamat"],
    ["NOTO, S.H.", "B.I 1/2026", "NO", "Jl. Melati 1; RT 2"],
    ["Nó'man", "B.I 2/2026", 'SI "KECIL"', "Ploso\nJombang"],
]


def _written(separator: str, *, ends: str = "\r\n") -> str:
    written = io.StringIO()
    csv.writer(written, delimiter=separator).writerows(LIST)
    return written.getvalue().replace("\r\n", ends)


def _rows(content: bytes | str) -> tuple[Row, ...]:
    encoded = content.encode() if isinstance(content, str) else content
    workbook = read(encoded, name="daftar.csv")
    assert workbook.kind == Kind.CSV
    return workbook.sheets[0].rows


def _code(content: bytes | str) -> tuple[str, str]:
    with pytest.raises(ActionRefused) as refusal:
        _rows(content)
    return refusal.value.code, str(refusal.value)


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("ends", ["\r\n", "\n", "\r"])
def test_every_separator_and_encoding_is_read(separator: str, encoding: str, ends: str) -> None:
    assert _rows(_written(separator, ends=ends).encode(encoding)) == tuple(map(tuple, LIST))


def test_utf_16_of_the_other_order_is_read() -> None:
    assert _rows(b"\xfe\xff" + _written(";").encode("utf-16-be")) == tuple(map(tuple, LIST))


@pytest.mark.parametrize("separator", [";", ",", "\t", "|", "^"])
def test_the_separator_may_be_told_on_a_line_that_is_no_row(separator: str) -> None:
    assert _rows(f"sep={separator}\r\n{_written(separator)}") == tuple(map(tuple, LIST))


def test_titles_and_blank_rows_keep_their_places() -> None:
    text = "LAPAS CONTOH, 2026\n\n;;;\nNama;No;Alias\nNOTO;1;\n\n   ;\t;\nSUNOTO;2;NO\n;;\n\n"
    assert _rows(text) == (
        ("LAPAS CONTOH, 2026",),
        (),
        (),
        ("Nama", "No", "Alias"),
        ("NOTO", "1"),
        (),
        (),
        ("SUNOTO", "2", "NO"),
    )


def test_commas_in_every_row_do_not_hide_the_semicolons() -> None:
    text = "Nama;Asal;Blok\n" + "NOTO;Jombang, Jawa Timur;A\n" * 9 + "SUNOTO;Ploso, Jombang\n"
    assert {len(row) for row in _rows(text)} == {2, 3}


def test_a_single_column_is_a_list_too() -> None:
    assert _rows("Nama\nNOTO\nSUNOTO\n") == (("Nama",), ("NOTO",), ("SUNOTO",))


def test_what_looks_like_another_kind_by_its_first_letters_is_text() -> None:
    assert _rows("PK;Nama\n1;NOTO\n") == (("PK", "Nama"), ("1", "NOTO"))


def test_numbers_and_formulas_are_text() -> None:
    text = 'a;b;c\n12.0;00812;=1+1\n="00812";"=""00913""";+62\n'
    assert _rows(text)[1:] == (("12.0", "00812", "=1+1"), ("00812", "00913", "+62"))


def test_a_cell_may_be_large() -> None:
    text = "x" * 500_000
    assert _rows(f'Nama;Catatan\nNOTO;"{text}"\n')[1] == ("NOTO", text)


def test_quotation_marks_inside_a_name_are_letters() -> None:
    assert _rows('Nama;No\nSUPRI "PENDEK" KASMAN;1\n')[1] == ('SUPRI "PENDEK" KASMAN', "1")


@pytest.mark.parametrize(
    "row",
    [
        '"NOTO;B.I 1;A',
        'NOTO;"B.I 1;A',
        'NOTO;B.I 1;"',
        '"NOTO" SUNOTO;B.I 1;A',
    ],
)
@pytest.mark.parametrize("after", ["", "SUNOTO;B.I 2;A\n", 'SUNOTO;B.I 2;"A"\n', '"SUNOTO";2;A\n'])
def test_a_mark_that_is_not_closed_swallows_nobody(row: str, after: str) -> None:
    code, sentence = _code(f"Nama;No;Blok\n{row}\n{after}")
    assert code == "quotes"
    assert " 2 " in sentence, "it names the row"


def test_rows_inside_one_cell_are_seen() -> None:
    assert _code('Nama;No;Blok\n"NOTO;1;A\nSUNOTO;2;B\nGIMAN";3;C\n')[0] == "quotes"


@pytest.mark.parametrize(
    "content",
    [
        b"Nama;No\nNO\0TO;1\n",
        b"\x00\x01\x02\x03",
        b"Nama;No\n\x81\x8d;1\n",
        b"\xff\xfeN",
        b"%PDF-1.7\nNama",
        b"\x89PNG\r\n\x1a\n",
        "Nama;No\n".encode("utf-16-le"),
    ],
)
def test_what_is_no_text_is_no_list(content: bytes) -> None:
    code, sentence = _code(content)
    assert code == "not_a_spreadsheet"
    assert "daftar.csv" in sentence


@pytest.mark.parametrize("content", [b"", b"\r\n \t\n", b"\xef\xbb\xbf", b"\xff\xfe", b";;;\n;;\n"])
def test_a_file_without_anything_is_empty(content: bytes) -> None:
    assert _code(content)[0] == "empty"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("x\n" * 100_001, "too_many_rows"),
        ("x\n" + "\n" * 1_048_576 + "x\n", "too_many_rows"),
        (";" * 256 + "x\n", "too_many_columns"),
        (";" * 900_000 + "x\n", "too_many_columns"),
        (("x;" * 200 + "\n") * 10_001, "too_many_cells"),
    ],
    ids=["rows", "last row", "columns", "one row", "cells"],
)
def test_more_than_a_list_holds_is_refused(text: str, code: str) -> None:
    assert _code(text)[0] == code


def test_as_much_as_a_list_holds_is_read() -> None:
    assert len(_rows("x\n" * 100_000 + "\n" * 500_000)) == 100_000
    assert len(_rows(";" * 255 + "x;;;;\n")[0]) == 256


CELLS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), min_size=1, max_size=12)
NAMES = CELLS.map(str.strip).filter(bool).filter(lambda cell: not cell.startswith(("<", "=", "P")))


@given(st.lists(st.lists(NAMES, min_size=3, max_size=6), min_size=1, max_size=8))
def test_whatever_was_written_as_a_csv_reads_back(rows: list[list[str]]) -> None:
    written = io.StringIO()
    writer = csv.writer(written, delimiter=";", quoting=csv.QUOTE_ALL)
    writer.writerows(rows)
    read_back = _rows(f"sep=;\n{written.getvalue()}")
    assert read_back == tuple(map(tuple, rows))
