"""Names with fathers and aliases in them, and names that only look so."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from participants.rules.listing.names import in_column, split_name
from tests.participants.rules.listing.lists import FIGURES

SPLIT = [
    ("SUPRI bin KASMAN alias PENDEK", "SUPRI", "KASMAN", ["PENDEK"], "L"),
    ("Siti Aminah binti Kasan", "Siti Aminah", "Kasan", [], "P"),
    ("SITI BT. KASAN", "SITI", "KASAN", [], "P"),
    ("SUPRI ALS. PENDEK, GEMBUL BIN KASMAN", "SUPRI", "KASMAN", ["PENDEK", "GEMBUL"], "L"),
    ("SUPRI als PENDEK", "SUPRI", "", ["PENDEK"], ""),
    ("SUPRI ALS.PENDEK", "SUPRI", "", ["PENDEK"], ""),
    ("SUPRI a.k.a. PENDEK", "SUPRI", "", ["PENDEK"], ""),
    ("SUPRI a.k.a PENDEK", "SUPRI", "", ["PENDEK"], ""),
    ("SUPRI @ PENDEK @ DUL", "SUPRI", "", ["PENDEK", "DUL"], ""),
    ("SUPRI@PENDEK", "SUPRI", "", ["PENDEK"], ""),
    ("SUPRI (alias PENDEK)", "SUPRI", "", ["PENDEK"], ""),
    ("SUPRI, alias: PENDEK / DUL", "SUPRI", "", ["PENDEK", "DUL"], ""),
    ("SUPRI Bin. KASMAN", "SUPRI", "KASMAN", [], "L"),
    ("SUPRI BIN (ALM) KASMAN", "SUPRI", "KASMAN", [], "L"),
    ("SUPRI BIN KASMAN (ALM.)", "SUPRI", "KASMAN", [], "L"),
    ("SUPRI BIN ALM. KASMAN ALIAS DUL", "SUPRI", "KASMAN", ["DUL"], "L"),
    ("ABDUL BIN ALI BIN UMAR", "ABDUL", "ALI BIN UMAR", [], "L"),
    ("SUPRI bin -", "SUPRI", "", [], "L"),
    ("SUPRI alias", "SUPRI", "", [], ""),
    ("SUPRI alias -", "SUPRI", "", [], ""),
    ("H. SUPRI, S.H. bin KASMAN", "H. SUPRI, S.H.", "KASMAN", [], "L"),
    ("NONO bin NOMOR", "NONO", "NOMOR", [], "L"),
]
WHOLE = [
    *("BIN ALI", "ALIAS", "ALIAS PENDEK", "BINTI", "MAT BIN", "NASIRUDDIN BINTANG", "ALSYA"),
    *("ROBIN", "Al-Binawi", "SITI-AMINAH", "MA'RUF", "AKA SAPUTRA", "O'BRIEN", "Ibnu Bintoro"),
    *("SUPRI (PAK DE)", "M. SUPRI", "Rr. Dyah", "NO", "NOMOR SATU", "José"),
]


@pytest.mark.parametrize(("text", "name", "father", "aliases", "sex"), SPLIT)
def test_the_parts_of_a_name_are_told_apart(text, name, father, aliases, sex):
    found = split_name(text)
    assert (found.full_name, found.parent_name, list(found.aliases), found.sex) == (
        *(name, father, aliases),
        sex,
    )


@pytest.mark.parametrize("text", [*WHOLE, *FIGURES])
def test_what_only_looks_like_a_mark_stays_in_the_name(text):
    found = split_name(text)
    assert (found.full_name, found.parent_name, found.aliases, found.sex) == (text, "", (), "")


parts = st.sampled_from([*WHOLE[6:], *FIGURES, "SUPRI", "KASMAN"]).filter(
    lambda part: " bin" not in part.lower() and part != "ALIAS"
)


@given(parts, parts, st.lists(parts, max_size=3, unique=True), st.sampled_from(["bin", "BINTI"]))
def test_what_is_put_together_comes_apart_again(name, father, aliases, mark):
    text = " alias ".join([f"{name} {mark} {father}", *aliases])
    found = split_name(text)
    assert (found.full_name, found.parent_name, list(found.aliases)) == (name, father, aliases)
    assert found.sex == ("L" if mark == "bin" else "P")


@pytest.mark.parametrize(
    ("text", "father", "sex"),
    [
        *(("KASMAN", "KASMAN", ""), ("bin KASMAN", "KASMAN", "L"), ("BINTI KASAN", "KASAN", "P")),
        *(("bin", "", "L"), ("binti", "", "P"), ("BINTORO", "BINTORO", ""), ("-", "", "")),
        ("bin Kasman (alm)", "Kasman", "L"),
    ],
)
def test_a_column_for_the_father(text, father, sex):
    found = in_column(text)
    assert (found.parent_name, found.sex) == (father, sex)
