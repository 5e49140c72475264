"""The same number or NIK twice in one list."""

from django.utils import translation

from participants.rules.listing.numbers import key_of
from participants.rules.listing.repeats import blame_repeats
from tests.participants.rules.listing.lists import read

HEADER = ["Nama", "No Registrasi", "Blok", "NIK"]
HIS = "3517092512900001"


def blamed(*rows):
    with translation.override("en"):
        return blame_repeats(read([HEADER, *rows]).lines, key_of)


def test_a_row_that_comes_again_repeats_the_first_also_in_another_spelling():
    row = ["SUPRI", "B.I 12/2026", "A", HIS]
    found = blamed(row, ["KASDI", "B.I 13/2026", "A"], row, ["SUPRI", "bi.012/2026", "A", HIS])
    assert [line.repeats for line in found] == [None, None, 2, 2]
    assert not any(line.problems for line in found)


def test_another_row_of_that_number_is_refused_and_names_the_first():
    found = blamed(["SUPRI", "B.I 12/2026", "A"], ["KASDI", "BI.12/2026", "A"])
    assert found[0].problems == ()
    (problem,) = found[1].problems
    assert (problem.field, problem.column, problem.found) == (
        "registration_no",
        "No Registrasi",
        "BI.12/2026",
    )
    assert problem.expected == "Already that of SUPRI in row 2"
    assert found[1].repeats is None


def test_all_later_ones_are_held_against_the_first():
    found = blamed(["A", "1", "A"], ["B", "1", "A"], ["B", "1", "A"])
    assert [len(line.problems) for line in found] == [0, 1, 1]


def test_a_nik_under_another_number_is_refused():
    found = blamed(["SUPRI", "1", "A", HIS], ["SUPRI", "2", "A", HIS], ["KASDI", "3", "A", "-"])
    assert [[each.field for each in line.problems] for line in found] == [[], ["nik"], []]
    assert found[1].problems[0].column == "NIK"


def test_rows_without_a_number_do_not_repeat_each_other():
    found = blamed(["SUPRI", "", "A"], ["SUPRI", "", "A"])
    assert [line.repeats for line in found] == [None, None]
    assert [len(line.problems) for line in found] == [1, 1]
