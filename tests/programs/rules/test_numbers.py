"""The number of a printed list, as people and scanners type it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programs.rules.numbers import sheet_number


@pytest.mark.parametrize(
    "typed",
    [
        "DH-2026-000142",
        "dh-2026-142",
        " DH 2026 000142 ",
        "DH2026000142",
        "DH/2026/000142",
        "DH_2026_000142".replace("_", "?"),
        "2026-142",
        "142",
        "000142",
        "https://umkm.contoh.go.id/lembar/DH-2026-000142",
        "https://umkm.contoh.go.id/lembar/DH-2026-000142/",
    ],
)
def test_is_read_in_every_spelling(typed):
    assert sheet_number(typed, year=2026) == "DH-2026-000142"


@pytest.mark.parametrize("typed", ["", "DH", "SUPRI", "DH-2026-1000000", "B.I 12/A", "12 34 x"])
def test_is_not_found_where_there_is_none(typed):
    assert sheet_number(typed, year=2026) is None


def test_of_an_earlier_year_keeps_it():
    assert sheet_number("2025-7", year=2026) == "DH-2025-000007"


@given(st.integers(2020, 2099), st.integers(1, 999_999))
def test_what_is_printed_is_read_again(year, number):
    printed = f"DH-{year}-{number:06d}"
    assert sheet_number(printed, year=2000) == printed


@given(st.text(max_size=60))
def test_whatever_is_typed_is_a_number_or_none(typed):
    found = sheet_number(typed, year=2026)
    assert found is None or found.startswith("DH-")
