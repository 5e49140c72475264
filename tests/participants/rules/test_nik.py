"""What is wrong with a NIK, what only looks wrong, and how it is shown."""

from datetime import date

import pytest
from django.utils import translation
from hypothesis import assume, example, given
from hypothesis import strategies as st

from participants.models import Participant
from participants.rules import nik as rules

MALE, FEMALE = Participant.Sex.MALE, Participant.Sex.FEMALE
BORN = date(1990, 12, 25)
# Of invented people, as Dukcapil would number them in kecamatan Jombang.
HIS, HERS = "3517092512900001", "3517096512900001"

REGIONS = ("35.17.09", "35.78.01", "11.01.01", "31.71.01", "94.01.01")


def make(
    region: str = "35.17.09", born: date = BORN, sex: str = MALE, serial: int = 1, day: str = ""
) -> str:
    """Return the NIK that such a person is given."""
    day = day or f"{born.day + (40 if sex == FEMALE else 0):02d}"
    return f"{region.replace('.', '')}{day}{born:%m%y}{serial:04d}"


def errors(nik: str, *, birth_date: date | None = BORN, sex: str = MALE) -> list[str]:
    found = rules.check(nik, birth_date=birth_date, sex=sex)
    return [each.code for each in found.errors]


def warnings(nik: str, *, birth_date: date | None = BORN, sex: str = MALE) -> list[str]:
    found = rules.check(nik, birth_date=birth_date, sex=sex)
    assert not found.errors
    return [each.code for each in found.warnings]


births = st.dates(min_value=date(1920, 1, 1), max_value=date(2026, 12, 31))
sexes = st.sampled_from([MALE, FEMALE])
serials = st.integers(1, 9999)


@given(st.sampled_from(REGIONS), births, sexes, serials)
@example("35.17.09", date(2000, 2, 29), FEMALE, 9999)
@example("35.17.09", date(1925, 1, 31), FEMALE, 1)
def test_what_dukcapil_gives_passes_without_a_word(region, born, sex, serial):
    nik = make(region, born, sex, serial)
    assert rules.check(nik, birth_date=born, sex=sex) == rules.NikCheck()
    assert rules.check(nik, birth_date=None, sex=sex) == rules.NikCheck()


@given(births, sexes, serials, st.integers(0, 15), st.integers(0, 9))
def test_a_digit_too_many_or_too_few_is_found(born, sex, serial, at, digit):
    nik = make(born=born, sex=sex, serial=serial)
    for typed in (nik[:at] + nik[at + 1 :], f"{nik[:at]}{digit}{nik[at:]}"):
        assert errors(typed, birth_date=born, sex=sex) == ["length"]


@given(st.text(alphabet="0123456789", max_size=40))
def test_any_other_length_is_found(typed):
    assume(len(typed) != 16)
    assert errors(typed) == ["length"]


@given(births, sexes, st.integers(0, 15), st.sampled_from("OolIxé²٣/'"))
def test_what_is_no_digit_is_found(born, sex, at, letter):
    nik = make(born=born, sex=sex)
    typed = f"{nik[:at]}{letter}{nik[at + 1 :]}"
    assert errors(typed, birth_date=born, sex=sex) == ["not_digits"]


@pytest.mark.parametrize("day", range(100))
def test_days_are_those_of_men_or_of_women_and_no_others(day):
    is_one = 1 <= day <= 31 or 41 <= day <= 71
    assert errors(make(day=f"{day:02d}")) == ([] if is_one else ["day"])


@pytest.mark.parametrize("month", range(100))
def test_months_are_twelve(month):
    nik = f"35170925{month:02d}900001"
    assert errors(nik) == ([] if 1 <= month <= 12 else ["month"])


def test_the_serial_begins_at_one():
    assert errors(make(serial=0)) == ["serial"]
    assert errors(make(serial=1)) == errors(make(serial=9999)) == []


def test_all_errors_are_named_at_once():
    assert errors("3517090013900000") == ["day", "month", "serial"]


@given(st.text(alphabet="0123456789", min_size=16, max_size=16))
def test_no_number_breaks_it(typed):
    rules.check(typed, birth_date=None, sex="")
    rules.check(typed, birth_date=BORN, sex=FEMALE)


@pytest.mark.parametrize(
    "typed",
    [
        HIS,
        f"  {HIS}\n",
        "3517 0925 1290 0001",
        "351709.251290.0001",
        "35.17.09-251290-0001",
        "351709\u2013251290\u20140001",
        "3517\u00a00925\u00a01290\u00a00001",
    ],
)
def test_spaces_dots_and_dashes_do_not_count(typed):
    assert rules.digits(typed) == HIS
    assert rules.check(typed, birth_date=BORN, sex=MALE) == rules.NikCheck()


@pytest.mark.parametrize("typed", ["0" * 16, "0000 0000 0000 0000"])
def test_sixteen_zeros_mean_none_and_are_no_nik(typed):
    assert rules.means_none(typed)
    assert errors(typed) == ["day", "month", "serial"]


@pytest.mark.parametrize("typed", ["", "0", "0" * 15, "0" * 17, HIS])
def test_nothing_else_means_none(typed):
    assert not rules.means_none(typed)


@given(births, births)
def test_another_birth_date_is_a_warning_unless_a_century_apart(in_nik, stated):
    alike = (in_nik.day, in_nik.month, in_nik.year % 100)
    expected = alike != (stated.day, stated.month, stated.year % 100)
    assert warnings(make(born=in_nik), birth_date=stated) == ["birth_date"] * expected


def test_the_century_comes_from_the_stated_birth_date():
    assert warnings(make(born=date(1926, 3, 1)), birth_date=date(2026, 3, 1)) == []


def test_the_warning_says_both_dates():
    with translation.override("en"):
        found = rules.check(HERS, birth_date=date(1990, 12, 24), sex=FEMALE)
    assert "25-12-90" in found.warnings[0].message
    assert "24-12-1990" in found.warnings[0].message


@pytest.mark.parametrize(("nik", "sex"), [(HIS, FEMALE), (HERS, MALE)])
def test_the_other_sex_is_a_warning_and_the_birth_date_still_agrees(nik, sex):
    assert warnings(nik, sex=sex) == ["sex"]


def test_an_unknown_sex_disagrees_with_nothing():
    assert warnings(HIS, sex="") == warnings(HERS, sex="") == []


@pytest.mark.parametrize(("born", "is_one"), [("3004", True), ("3104", False), ("3002", False)])
def test_without_a_birth_date_the_calendar_is_asked(born, is_one):
    nik = f"351709{born}900001"
    assert warnings(nik, birth_date=None) == ([] if is_one else ["no_such_date"])


@pytest.mark.parametrize(
    ("region", "known"),
    [("35.17.99", "Jombang"), ("35.99.01", "Jawa Timur"), ("99.01.01", ""), ("00.00.00", "")],
)
def test_a_region_not_on_the_list_is_a_warning_with_what_is_known(region, known):
    assert warnings(make(region)) == ["unknown_region"]
    (found,) = rules.check(make(region), birth_date=BORN, sex=MALE).warnings
    assert region in found.message
    assert known in found.message


def test_warnings_come_together():
    found = warnings(make("35.17.99", sex=FEMALE), birth_date=date(1991, 1, 1))
    assert found == ["unknown_region", "birth_date", "sex"]


def test_whatever_is_found_has_a_sentence():
    every = [
        *rules.check("x", birth_date=BORN, sex=MALE).errors,
        *rules.check("1", birth_date=BORN, sex=MALE).errors,
        *rules.check("3517090013900000", birth_date=BORN, sex=MALE).errors,
        *rules.check(make("99.99.99", sex=FEMALE), birth_date=date(1991, 1, 1), sex=MALE).warnings,
        *rules.check(make(day="31", born=date(1990, 4, 1)), birth_date=None, sex=MALE).warnings,
    ]
    assert len({each.code for each in every}) == len(every) == 9
    assert all(each.message.endswith((".", ".”")) for each in every)


def test_only_its_ends_are_shown():
    assert rules.masked(HIS) == rules.masked("3517 0925 1290 0001") == "3517 •••••••••• 01"


@pytest.mark.parametrize("typed", ["", "1234", "0812345678901", HIS + "7"])
def test_nothing_is_shown_of_what_is_no_nik(typed):
    assert rules.masked(typed) == "•" * 16


@given(births, sexes, serials)
def test_neither_birth_date_nor_the_whole_serial_is_shown(born, sex, serial):
    nik = make(born=born, sex=sex, serial=serial)
    shown = rules.masked(nik)
    assert len(shown.replace(" ", "")) == 16
    assert [letter for letter in shown if letter.isdigit()] == [*nik[:4], *nik[-2:]]
