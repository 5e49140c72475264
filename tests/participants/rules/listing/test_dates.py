"""Days in every spelling that lists have, and what is none."""

from datetime import date, datetime, time, timedelta

import pytest
from django.utils import translation
from hypothesis import example, given
from hypothesis import strategies as st

from participants.rules.listing.cells import CellError
from participants.rules.listing.dates import LAST, MONTHS, Century, read_day, written

DAY = date(2023, 3, 12)
UNTIL = Century(2056)

# Of five digits as a serial.
soon = st.dates(min_value=date(1930, 1, 1), max_value=date(2150, 12, 31))
any_day = st.dates(min_value=date(1920, 1, 1), max_value=date(LAST, 12, 31))
SPELLINGS = ("%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d", "%Y/%m/%d", "%d %m %Y", "%Y%m%d")
TIMES = ("", " 00:00", " 00:00:00", " 07.30", " 07:30:15.5 WIB", "T00:00:00", "T07:30:00+07:00")
BULAN = (
    *("Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September"),
    *("Oktober", "November", "Desember"),
)


def day_of(cell, since_1904=False) -> date | None:
    return read_day(cell, century=UNTIL, since_1904=since_1904)


def expected_of(cell) -> str:
    with translation.override("en"), pytest.raises(CellError) as error:
        day_of(cell)
    return str(error.value)


@given(any_day, st.sampled_from(SPELLINGS), st.sampled_from(TIMES))
def test_a_day_comes_back_however_it_was_written_and_without_its_time(day, spelling, clock):
    if spelling == "%Y%m%d":
        clock = ""
    assert day_of(day.strftime(spelling) + clock) == day


@given(any_day, st.times())
def test_a_cell_that_is_a_day_is_that_day(day, clock):
    assert day_of(day) == day_of(datetime.combine(day, clock)) == day


@given(any_day, st.floats(0, 0.99))
@example(date(LAST, 12, 31), 0.99)
def test_a_serial_is_a_day_in_both_calendars(day, clock):
    assert day_of((day - date(1899, 12, 30)).days + clock) == day
    assert day_of((day - date(1904, 1, 1)).days, since_1904=day >= date(1904, 1, 1)) == day


@given(soon)
def test_a_serial_that_became_a_text_is_a_day(day):
    serial = (day - date(1899, 12, 30)).days
    assert day_of(str(serial)) == day_of(f"{serial},25") == day


@given(any_day, st.sampled_from(["{0} {1} {2}", "{0}-{1}-{2}", "{0:02} {1}, {2}", "{0} {1}. {2}"]))
def test_months_may_be_named(day, spelling):
    for name, month in MONTHS.items():
        if month == day.month:
            assert day_of(spelling.format(day.day, name.upper(), day.year)) == day
    assert day_of(f"Senin, {day.day} {BULAN[day.month - 1]} {day.year}") == day


@pytest.mark.parametrize(
    "text",
    [
        *("12/3/2023", "12 - 03 - 2023", "12/03/23", "12-Mar-23", "12 mrt 2023", "'12/03/2023"),
        *("March 12, 2023", "Mar 12 2023", "Minggu 12/03/2023", "12 Maret 2023 07.30 WIB"),
        "20230312",
    ],
)
def test_other_spellings_of_a_day(text):
    assert day_of(text) == DAY


@pytest.mark.parametrize(
    "cell",
    [
        *("", "-", "--", "–", "0", "00/00/0000", "0000-00-00", "00-00-0000 00:00:00", "00.00.0000"),
        *("//", "?", "NULL", "n/a", "nihil", "belum ada", "tidak diketahui", "Seumur Hidup", " "),
        *("00/01/1900", "01/01/1900", "30/12/1899", "01/01/0001"),
        *(None, 0, 0.0, time(), date(1899, 12, 30), datetime(1899, 12, 31), datetime(1900, 1, 1)),
        datetime(1904, 1, 1),
    ],
    ids=str,
)
def test_what_says_that_no_day_is_known(cell):
    assert day_of(cell) is None


@pytest.mark.parametrize(
    ("cell", "sample"),
    [
        ("31/02/2027", "28/02/2027"),
        ("30/02/2028", "29/02/2028"),
        ("29/02/2027", "28/02/2027"),
        ("31/04/2027", "30/04/2027"),
        ("00/05/1990", "31/05/1990"),
        # Never the American way: it is told, and the day that was meant is offered.
        ("12/25/1990", "25/12/1990"),
        ("02/31/1990", "28/02/2027"),
        ("13/13/2027", "28/02/2027"),
        ("00/00/1990", "28/02/2027"),
        ("12/03/0023", "28/02/2027"),
        ("12/03/3023", "28/02/2027"),
        ("12/2026", "28/02/2027"),
        ("besok", "28/02/2027"),
        ("12 Foo 2023", "28/02/2027"),
        ("2027", "28/02/2027"),
        (2027, "28/02/2027"),
        (38, "28/02/2027"),
        (-1, "28/02/2027"),
        (10**9, "28/02/2027"),
        (float("nan"), "28/02/2027"),
        (float("inf"), "28/02/2027"),
        (True, "28/02/2027"),
        (time(7, 30), "28/02/2027"),
        (date(1850, 1, 1), "28/02/2027"),
        (date(9999, 12, 31), "28/02/2027"),
        (20270231, "28/02/2027"),
    ],
    ids=str,
)
def test_what_is_no_day_says_what_one_looks_like(cell, sample):
    assert expected_of(cell) == f"A day that exists, such as {sample}"


def test_the_sentence_is_indonesian_for_indonesians():
    with translation.override("id"), pytest.raises(CellError) as error:
        day_of("31/02/2027")
    assert str(error.value) == "Tanggal yang ada, misalnya 28/02/2027"


@given(st.text(max_size=30))
def test_no_text_breaks_it(text):
    try:
        found = day_of(text)
    except CellError:
        return
    assert found is None or isinstance(found, date)


@given(st.integers(1950, 2150), st.integers(0, 99))
def test_two_digits_are_the_last_year_that_may_be_meant(until, digits):
    year = Century(until).year(f"{digits:02d}")
    assert year % 100 == digits
    assert until - 100 < year <= until


def test_a_day_is_written_as_it_is_read():
    assert written(DAY) == "12/03/2023"
    assert day_of(written(DAY + timedelta(days=1))) == DAY + timedelta(days=1)
