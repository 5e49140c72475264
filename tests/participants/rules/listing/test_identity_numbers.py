"""A NIK in a list: as a text, as a number, and what is left of one."""

import pytest
from django.utils import translation

from tests.participants.rules.listing.lists import line, problem

HIS, HERS = "3517092512900001", "3517096512900001"


@pytest.mark.parametrize(
    "cell",
    [HIS, f" {HIS} ", f"'{HIS}", "351709 251290 0001", "3517.0925.1290.0001", int(HIS), float(HIS)],
)
def test_a_nik_is_read(cell):
    assert line(nik=cell).values["nik"] == HIS


@pytest.mark.parametrize(
    "cell", ["", "-", None, "0", 0, 0.0, "0" * 16, "0000 0000 0000 0000", "belum ada", "NULL"]
)
def test_what_says_that_there_is_none_is_unknown(cell):
    found = line(nik=cell)
    assert found.problems == ()
    assert "nik" in found.unknown
    assert "nik" not in found.values


@pytest.mark.parametrize(
    "cell", [3517092512900000.0, 3517092512900010, "3.51709E+15", "3,517E15", 9471092512900001.0]
)
def test_a_number_that_lost_digits_is_refused_with_advice(cell):
    with translation.override("en"):
        found = problem(nik=cell)
    assert found.field == "nik"
    assert "format the column as text" in found.expected


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("3517-0912", "16 digits, or empty"),
        ("351709251290000X", "16 digits, or empty"),
        (HIS + "1", "16 digits, or empty"),
        ("3517092512900000", "The last four digits are never 0000."),
        ("3517093512900001", "Digits 7 and 8 are the day of birth: 01 to 31, for women 41 to 71."),
    ],
)
def test_what_is_no_nik_says_what_one_is(cell, expected):
    with translation.override("en"):
        found = problem(nik=cell)
    assert (found.found, found.expected) == (cell, expected)
    assert "nik" not in line(nik=cell).values


def test_what_disagrees_with_the_person_is_a_warning():
    found = line(nik=HIS, tgl_lahir="24/12/1990", jenis_kelamin="P")
    assert found.problems == ()
    assert [each.code for each in found.warnings] == ["birth_date", "sex"]
    assert found.values["nik"] == HIS
    assert line(nik=HERS, tgl_lahir="25/12/1990", jenis_kelamin="P").warnings == ()


def test_no_nik_is_in_what_is_printed():
    for found in (line(nik=HIS), line(nik=HIS[:-1]), line(nik=HIS, jenis_kelamin="P")):
        assert HIS[:-1] not in repr(found)
