"""Where the header stands; a person is never taken for it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from participants.rules.listing.header import Header, find_header, header_at, no_header
from participants.rules.listing.matching import match
from tests.participants.rules.listing.lists import LAYOUT, SUPRI, names, people, read

TITLES = [
    ["DAFTAR NAMA WARGA BINAAN PEMASYARAKATAN"],
    [None, "LAPAS KELAS IIB JOMBANG", None],
    ["Per tanggal 25 November 2026"],
    ["Nama UPT", ":", "Lapas Jombang", "Blok", ": A"],
    ["Nama", ": LAPAS JOMBANG"],
    [date(2026, 11, 25)],
    [],
]
titles = st.lists(st.sampled_from(TITLES), max_size=5)


def found_at(rows) -> int | None:
    header = find_header(rows)
    return header and header.row


@given(titles, st.lists(people(), max_size=8))
def test_the_header_is_found_below_titles_and_above_whoever_follows(above, below):
    assert found_at([*above, list(LAYOUT), *below]) == len(above)


@given(titles, st.lists(people(), max_size=8))
def test_without_a_header_nobody_is_taken_for_one(above, below):
    assert find_header([*above, *below]) is None


@given(st.lists(people(), min_size=1, max_size=8), st.lists(names, min_size=1, max_size=3))
def test_nobody_is_eaten(below, others):
    """Also who is called NAMA, or has neither a number nor anything else."""
    rows = [list(LAYOUT), *below, *([name, None, "01/02/2026"] for name in others)]
    listing = read(rows)
    assert [line.number for line in listing.lines] == list(range(2, len(rows) + 1))


@pytest.mark.parametrize(
    "row",
    [
        ["NAMA", "B.I 12/2026", "05/01/2026", "BLOK", "SEL"],
        [1.0, "NAMA", "BI.12", "ALIAS", "BLOK"],
        ["1", "NAMA", "-", "ALIAS", "BLOK"],
        ["NAMA", "A.III", 3.0],
        ["NAMA", "12", "BLOK"],
        ["NAMA", "BLOK", date(2026, 1, 5)],
        ["NAMA", "BLOK", 45000.0],
        ["NAMA", "BLOK", "3517092512900001"],
    ],
)
def test_somebody_called_like_a_column_is_no_header(row):
    assert find_header([row]) is None


def test_blank_rows_by_the_thousand_may_lie_above():
    assert found_at([*([None] * 12 for _row in range(5000)), list(LAYOUT), list(SUPRI)]) == 5000


def test_a_row_that_names_more_is_rather_the_header():
    assert found_at([["Nama", "Blok"], [], list(LAYOUT)]) == 2


def test_one_column_that_is_known_is_not_enough():
    assert find_header([["Nama", "Umur", "Keterangan"]]) is None


def test_what_was_remembered_makes_a_header():
    rows = [["Inisial", "Kode", "Ruang"], ["SUPRI", "12", "A"]]
    assert find_header(rows) is None
    remembered = {"inisial": "full_name", "kode": "registration_no"}
    assert find_header(rows, remembered) == Header(0, ("Inisial", "Kode", "Ruang"))


def test_two_lines_are_one_header():
    rows = [
        ["DAFTAR"],
        ["No", "Nama", "Registrasi", None, "Tanggal", None, "Penempatan", None, "Perkara", None],
        [None, None, "Golongan", "Nomor", "Masuk", "Ekspirasi", "Blok", "Sel", "Pasal", "Masuk"],
        [1, "SUPRI", "B.I", "12/2026", "05/01/2026", "-", "A", "3", "363", "x"],
    ]
    header = find_header(rows)
    assert header == Header(
        2,
        (
            *("No", "Nama", "Golongan", "Registrasi Nomor", "Masuk", "Ekspirasi", "Blok", "Sel"),
            *("Perkara Pasal", "Perkara Masuk"),
        ),
        ("No", "Nama", "Registrasi", "", "Tanggal", "", "Penempatan", "", "Perkara", ""),
    )
    assert list(match(header).columns.values()) == [
        *("full_name", "register_class", "registration_no", "entry_date", "expiry_date"),
        *("block", "cell"),
    ]


def test_groups_above_a_whole_header_do_not_change_its_names():
    header = find_header([["IDENTITAS", None, "PENEMPATAN"], ["Nama", "No Reg", "Blok"]])
    assert header == Header(1, ("Nama", "No Reg", "Blok"))


def test_a_person_below_is_no_second_line():
    rows = [["Nama", "No Reg", "Tanggal"], ["MASUK", None, None], ["SUPRI", "B.I 1/2026", None]]
    assert found_at(rows) == 0


def test_any_row_can_be_said_to_be_the_header():
    assert header_at([["Siapa", 1.0], ["SUPRI", "12", "A"]], 0) == Header(0, ("Siapa", "1", ""))


def test_without_a_header_columns_are_called_by_letters():
    header = no_header([["SUPRI"], ["x"] * 28])
    assert header.row == -1
    assert header.texts[:3] == ("A", "B", "C")
    assert header.texts[25:] == ("Z", "AA", "AB")
    assert match(header).columns == {}


def test_a_column_without_a_name_is_called_by_its_letter():
    assert "C" in Header(0, ("Nama", "Blok", "")).label(2)
    assert Header(0, ("Nama", "Blok", "")).label(1) == "Blok"
