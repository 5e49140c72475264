"""Which column holds what, by words, by memory and by choice."""

import pytest

from jombang_umkm.errors import ActionRefused
from participants.rules.listing.header import Header
from participants.rules.listing.matching import Matching, choose, match
from tests.participants.rules.listing.lists import LAYOUT

ALIASES = dict.fromkeys(range(4, 10), "aliases")


def columns(*texts: str, **remembered: str) -> dict[int, str]:
    memory = {text.replace("_", " "): key for text, key in remembered.items()}
    return dict(match(Header(0, texts), memory).columns)


def test_the_layout_of_this_prison_is_known():
    known = match(Header(0, LAYOUT))
    assert known.columns == {
        0: "full_name",
        1: "registration_no",
        2: "entry_date",
        3: "expiry_date",
        **ALIASES,
        10: "block",
        11: "cell",
    }
    assert known.missing == ()


def test_what_is_missing_to_go_on_is_said():
    assert [each.key for each in match(Header(0, ("Blok",))).missing] == [
        "full_name",
        "registration_no",
    ]


def test_two_columns_that_mean_the_same_are_left_to_choose_from():
    assert columns("Nama", "No Reg", "Nama") == {1: "registration_no"}


def test_a_loose_word_counts_where_nothing_else_does():
    assert columns("WBP", "No Reg") == {0: "full_name", 1: "registration_no"}
    assert columns("WBP", "No Reg", "Nama") == {1: "registration_no", 2: "full_name"}
    assert columns("WBP", "Narapidana") == {}


def test_memory_comes_before_words():
    assert columns("Nama", "Inisial", inisial="full_name") == {1: "full_name"}
    assert columns("Nama", "Blok", blok="cell") == {0: "full_name", 1: "cell"}


def test_a_column_that_was_to_be_ignored_is_ignored_again():
    assert columns("Nama", "Golongan", golongan="") == {0: "full_name"}


def test_memory_of_a_field_that_is_no_more_is_nothing():
    assert columns("Nama", "Blok", blok="pasal") == {0: "full_name", 1: "block"}


def test_what_is_forbidden_is_not_matched_by_memory_either():
    assert columns("Nama", "Perkara", "Agama", perkara="block", agama="cell") == {0: "full_name"}


def test_what_is_remembered_gives_the_same_matching():
    header = Header(0, ("Nama", "Kode", "Golongan", "", "Perkara", "Alias", "Alias", "X", "X"))
    chosen = choose(
        header, {0: "full_name", 1: "registration_no", 2: "", 5: "aliases", 6: "aliases"}
    )
    memory = chosen.remembered(header)
    assert memory == {
        "nama": "full_name",
        "kode": "registration_no",
        "golongan": "",
        "alias": "aliases",
    }
    assert match(header, memory) == chosen


def test_what_is_chosen_is_matched():
    assert choose(Header(-1, ("A", "B")), {1: "full_name", 0: ""}) == Matching({1: "full_name"})


@pytest.mark.parametrize(
    ("chosen", "code"),
    [
        ({0: "full_name", 1: "full_name"}, "field_twice"),
        ({2: "block"}, "forbidden_column"),
        ({9: "block"}, "no_such_column"),
        ({-1: "block"}, "no_such_column"),
        ({0: "pasal"}, "no_such_column"),
    ],
)
def test_what_cannot_be_chosen_is_refused(chosen, code):
    with pytest.raises(ActionRefused) as refusal:
        choose(Header(0, ("Nama", "Nama", "Agama")), chosen)
    assert refusal.value.code == code
    assert str(refusal.value)
