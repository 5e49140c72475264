"""What a row says of somebody, and what is wrong with it."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from participants.models import Custody, Participant
from participants.rules.listing.header import Header
from participants.rules.listing.matching import Matching
from participants.rules.listing.reading import read_rows
from tests.participants.rules.listing.lists import (
    LAYOUT,
    SUPRI,
    TODAY,
    line,
    people,
    problem,
    read,
)


def test_a_row_of_the_layout_of_this_prison():
    (found,) = read([["DAFTAR"], [], list(LAYOUT), list(SUPRI)]).lines
    assert found.number == 4
    assert found.problems == ()
    assert found.values == {
        "full_name": "SUPRI",
        "registration_no": "B.I 12/2026",
        "register_class": "B.I",
        "entry_date": date(2026, 1, 5),
        "expiry_date": date(2028, 1, 4),
        "aliases": ["PENDEK"],
        "block": "A",
        "cell": "3",
    }
    assert found.unknown == frozenset()
    assert found.cells["aliases"] == "PENDEK, -"
    assert found.columns["entry_date"] == "Tgl Msk UPT"


def test_what_is_unknown_is_no_value():
    found = line(blok="-", sel="", tgl_masuk="00/00/0000", alias=None, alamat="nihil", ttl="")
    assert found.values == {
        "full_name": "SUPRI",
        "registration_no": "B.I 12/2026",
        "register_class": "B.I",
    }
    assert found.unknown == {
        *("block", "cell", "entry_date", "aliases", "home_address", "birth_date", "birth_place"),
    }


def test_a_row_shorter_than_the_header_is_unknown_at_its_end():
    (found,) = read([list(LAYOUT), ["SUPRI", "B.I 1/2026"]]).lines
    assert found.unknown == {"entry_date", "expiry_date", "aliases", "block", "cell"}


@pytest.mark.parametrize(
    "name",
    [
        *("NONO", "NO", "NOMOR", "NOTO SUNOTO", "SUNARNO", "A-B", "SITI-AMINAH", "NULLAH"),
        *("Nama", "TOTAL", "Jumlah", "KEPALA", "NIPAH", "Ma'ruf", "ALIAS", "José", "李"),
    ],
)
def test_no_name_is_lost(name):
    found = line(nama=name)
    assert found.values["full_name"] == name
    assert found.problems == ()


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        *((12.0, "12"), (12, "12"), ("  a \u00a0 3 ", "a 3"), (12.5, "12.5"), ("A\nB", "A B")),
        *(("Jose\u0301", "José"), ("a\u200bb\x00", "ab"), ("#REF", "#REF"), (True, "TRUE")),
    ],
)
def test_texts_are_tidied(cell, text):
    assert line(blok=cell).values["block"] == text


def test_what_the_name_holds_fills_what_no_column_says():
    found = line(nama="SITI binti KASAN alias TI", alias="TUT")
    assert found.values["parent_name"] == "KASAN"
    assert found.values["sex"] == Participant.Sex.FEMALE
    assert found.values["aliases"] == ["TI", "TUT"]


def test_a_column_comes_before_what_the_name_holds():
    found = line(nama="SITI bin KASAN", bin_binti="UMAR", jenis_kelamin="P")
    assert found.values["parent_name"] == "UMAR"
    assert found.values["sex"] == "P"
    assert line(nama="SITI bin KASAN", bin_binti="-").values["parent_name"] == "KASAN"


def test_the_sex_of_all_is_that_of_whom_the_list_says_none():
    rows = [["Nama", "No Reg", "JK"], ["SITI binti A", "1", ""], ["B", "2", "P"], ["C", "3", "-"]]
    assert [each.values["sex"] for each in read(rows, sex="L").lines] == ["P", "P", "L"]
    assert "sex" not in read(rows).lines[2].values


def test_aliases_of_all_columns_come_once_and_without_the_name():
    found = line(alias_1="PENDEK / DUL", alias_2="alias pendek", nama_kecil="Supri", alias_3="0")
    assert found.values["aliases"] == ["PENDEK", "DUL"]


def test_more_aliases_than_a_person_may_have_are_refused():
    found = problem(alias=", ".join(f"A{number}" for number in range(11)))
    assert found.field == "aliases"


@pytest.mark.parametrize(
    ("typed", "column", "book"),
    [
        ("BI.12/2026", None, "B.I"),
        ("12/2026", "A.III", "A.III"),
        ("B.I 12/2026", "BIIa", "B.IIa"),
        ("B.I 12/2026", "-", "B.I"),
    ],
)
def test_the_class_is_that_of_its_column_else_of_the_number(typed, column, book):
    cells = {"golongan": column} if column else {}
    found = line(no_registrasi=typed, **cells)
    assert found.values["registration_no"] == typed
    assert found.values["register_class"] == book


def test_place_and_day_of_birth_from_one_cell():
    found = line(ttl="Jombang, 25-12-1990")
    assert found.values["birth_place"] == "Jombang"
    assert found.values["birth_date"] == date(1990, 12, 25)
    assert line(ttl="Kab. Jombang/25 Desember 1990").values["birth_place"] == "Kab. Jombang"
    assert line(ttl=datetime(1990, 12, 25)).values["birth_date"] == date(1990, 12, 25)
    assert line(ttl="Jombang, -").unknown == {"birth_date"}
    assert problem(ttl="Jombang, 31/02/1990").field == "birth_date"


@pytest.mark.parametrize(
    ("cells", "key", "day"),
    [
        # Who is held is twelve or older; a sentence ends within thirty years.
        ({"tgl_lahir": "25/12/90"}, "birth_date", date(1990, 12, 25)),
        ({"tgl_lahir": "25/12/14"}, "birth_date", date(2014, 12, 25)),
        ({"tgl_lahir": "25/12/15"}, "birth_date", date(1915, 12, 25)),
        ({"tgl_ekspirasi": "25/12/55"}, "expiry_date", date(2055, 12, 25)),
        ({"tgl_ekspirasi": "25/12/99"}, "expiry_date", date(1999, 12, 25)),
        ({"tgl_masuk": "25/12/24"}, "entry_date", date(2024, 12, 25)),
    ],
)
def test_the_century_follows_from_what_the_day_is_of(cells, key, day):
    assert line(**cells).values[key] == day


@pytest.mark.parametrize(
    "cells",
    [
        {"tgl_masuk": TODAY + timedelta(days=1)},
        {"tgl_masuk": "25/12/27"},
        {"tgl_lahir": TODAY},
    ],
)
def test_what_has_been_does_not_lie_ahead(cells):
    with translation.override("en"):
        assert "lies ahead" in problem(**cells).expected


def test_days_are_read_in_the_calendar_of_the_file():
    rows = [
        ["Nama", "No Reg", "Tgl Masuk"],
        ["SUPRI", "1", (date(2026, 1, 5) - date(1904, 1, 1)).days],
    ]
    assert read(rows, since_1904=True).lines[0].values["entry_date"] == date(2026, 1, 5)


@pytest.mark.parametrize(
    ("cells", "key", "expected"),
    [
        ({"nama": ""}, "full_name", "A person's name"),
        ({"nama": "-"}, "full_name", "A person's name"),
        ({"nama": 12.0}, "full_name", "A person's name"),
        ({"nama": "x" * 151}, "full_name", "At most 150 letters"),
        ({"alias": "x" * 101}, "aliases", "At most 100 letters"),
        ({"blok": "x" * 21}, "block", "At most 20 letters"),
        (
            {"no_registrasi": None},
            "registration_no",
            "The registration number, such as B.I 12/2026",
        ),
        (
            {"no_registrasi": "./-"},
            "registration_no",
            "The registration number, such as B.I 12/2026",
        ),
        ({"no_registrasi": "1" * 41}, "registration_no", "At most 40 letters"),
        (
            {"golongan": "Narkotika"},
            "register_class",
            f"One of {', '.join(Custody.RegisterClass.values)}",
        ),
        ({"jk": "X"}, "sex", "L or P"),
        ({"pendidikan": "X"}, "education", "A school, such as SD, SMP, SMA, D3 or S1"),
        ({"blok": "#REF!"}, "block", "A value; the formula of this cell has none."),
        ({"blok": "#####"}, "block", "A value; the formula of this cell has none."),
        ({"tgl_ekspirasi": "31/02/2027"}, "expiry_date", "A day that exists, such as 28/02/2027"),
    ],
)
def test_what_cannot_be_kept_says_where_it_is_and_what_is_expected(cells, key, expected):
    with translation.override("en"):
        found = problem(**cells)
    assert (found.field, found.expected) == (key, expected)
    (header, cell) = next(iter(cells.items()))
    assert found.column == header.replace("_", " ")
    assert found.found == ("12" if cell == 12.0 else cell or "")


@pytest.mark.parametrize("header", ["no registrasi", "blok", "sel", "nama"])
def test_a_text_of_which_the_spreadsheet_made_a_day_is_refused(header):
    """12/2026 typed into a cell becomes the first of December."""
    with translation.override("en"):
        found = problem(**{header.replace(" ", "_"): datetime(2026, 12, 1)})
    assert found.found == "01/12/2026"
    assert "format the column as text" in found.expected


@pytest.mark.parametrize(
    ("cells", "key"),
    [
        ({"tgl_masuk": "02/01/2026", "tgl_ekspirasi": "01/01/2026"}, "expiry_date"),
        ({"tgl_masuk": "02/01/2026", "1/2": "01/01/2026", "blok": "A"}, "half_date"),
        ({"1/2": "01/03/2026", "2/3": "01/02/2026"}, "two_thirds_date"),
        ({"2/3": "01/03/2026", "tgl_ekspirasi": "01/02/2026"}, "two_thirds_date"),
    ],
)
def test_days_of_a_sentence_out_of_order_are_refused_as_in_its_form(cells, key):
    assert problem(**cells).field == key


def test_days_in_order_pass():
    days = {"tgl_masuk": "01/01/2026", "1/2": "01/01/2027", "2/3": "01/05/2027"}
    assert line(**days, tgl_ekspirasi="01/01/2028").problems == ()
    assert line(tgl_masuk="01/01/2026", tgl_ekspirasi="01/01/2026").problems == ()


def test_what_must_not_be_kept_is_not_even_read():
    header = Header(0, ("Nama", "No Reg", "Perkara", "Agama"))
    chosen = Matching({0: "full_name", 1: "registration_no", 2: "block", 3: "cell"})
    rows = [header.texts, ["SUPRI", "1", "RAHASIA", "RAHASIA"]]
    (found,) = read_rows(rows, header, chosen, today=TODAY).lines
    assert "RAHASIA" not in f"{found} {found.values} {found.cells}"


def test_without_a_header_the_first_row_is_somebody():
    header = Header(-1, ("A", "B"))
    chosen = Matching({0: "full_name", 1: "registration_no"})
    found = read_rows([["A", "B"], ["SUPRI", "1"]], header, chosen, today=TODAY)
    assert [each.number for each in found.lines] == [1, 2]


@given(st.lists(people(), min_size=1, max_size=12), st.randoms())
def test_rows_say_the_same_in_any_order(rows, random):
    def said(those) -> list[str]:
        found = read([list(LAYOUT), *those]).lines
        return sorted(f"{each.values} {sorted(each.unknown)} {each.problems}" for each in found)

    shuffled = random.sample(rows, len(rows))
    assert said(rows) == said(shuffled)


cells = st.one_of(
    *(st.none(), st.text(max_size=40), st.integers(), st.floats(), st.booleans()),
    *(st.dates(), st.datetimes(), st.times()),
)


@given(st.lists(st.lists(cells, max_size=15), max_size=6))
def test_no_cell_breaks_it(rows):
    listing = read([list(LAYOUT), *rows])
    assert len(listing.lines) + listing.skipped == len(rows)
