"""Days as lists write them: as a day, as a serial number, as a text; never the American way."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, time, timedelta

from django.utils.translation import gettext as _

from participants.rules.listing.cells import Cell, CellError, means_unknown, text_of

# Where a day in a list of people can lie.
EARLIEST, LAST = 1900, 2199
# How programs show that nothing stands there: the zeros of their calendars.
_NO_DAYS = frozenset(
    {(1900, 1, 0), (1900, 1, 1), (1899, 12, 30), (1899, 12, 31), (1904, 1, 1), (1, 1, 1)}
)
# A bare number is a serial from here on: 2027 alone is a year, and no day in July 1905.
_EARLIEST_SERIAL = date(1920, 1, 1)
_SAMPLE = "28/02/2027"

_MONTHS = (
    *("jan januari january", "feb peb februari pebruari february", "mar mrt maret march"),
    *("apr april", "mei may", "jun juni june", "jul juli july"),
    *("agu agt ags agst agus agustus aug august", "sep sept september", "okt oct oktober october"),
    *("nov nop november nopember", "des dec desember december"),
)
MONTHS = {name: place for place, names in enumerate(_MONTHS, 1) for name in names.split()}

_TIME = (
    r"(?:[T, ]+\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:[.,]\d+)?)?"
    r"\s*(?:[ap]m|wib|wita?|z|[+-]\d\d:?\d\d)?)?"
)
_WEEKDAY = re.compile(
    r"\A(?:senin|selasa|rabu|kamis|jum'?at|sabtu|minggu|ahad|mon|tues?|wed(?:nes)?|thu(?:rs)?|fri"
    r"|sat(?:ur)?|sun)(?:day)?\b[,.\s]*",
    re.IGNORECASE,
)
_YEAR_FIRST = re.compile(rf"(\d{{4}})([-/.])(\d{{1,2}})\2(\d{{1,2}}){_TIME}", re.IGNORECASE)
_DAY_FIRST = re.compile(
    rf"(\d{{1,2}}) ?[-/. ] ?(\d{{1,2}}) ?[-/. ] ?(\d{{4}}|\d\d){_TIME}", re.IGNORECASE
)
_MONTH_NAMED = re.compile(
    rf"(\d{{1,2}})[-/., ]*([a-z]+)[-/., ]*(\d{{4}}|\d\d){_TIME}", re.IGNORECASE
)
_MONTH_FIRST = re.compile(
    rf"([a-z]+)\.? (\d{{1,2}})(?:st|nd|rd|th)?,? (\d{{4}}){_TIME}", re.IGNORECASE
)
_TOGETHER = re.compile(r"(\d{4})(\d\d)(\d\d)")
_SERIAL = re.compile(r"(\d{5})(?:[.,]\d+)?")
# Nothing but zeros: how databases write that a day is not known.
_ZEROS = re.compile(r"[0\W_]*")
# A sentence for life has no end.
_ENDLESS = frozenset({"seumur hidup", "sh", "s/h", "pidana mati", "mati", "hukuman mati", "belum"})


@dataclass(frozen=True)
class Century:
    """Which century two digits of a year mean: the last that ends in them up to year `until`."""

    until: int

    def year(self, typed: str) -> int:
        """Return the year that is meant by two digits or four."""
        if len(typed) == 4:
            return int(typed)
        return self.until - (self.until - int(typed)) % 100


def read_day(cell: Cell, *, century: Century, since_1904: bool = False) -> date | None:
    """Return the day a cell says, without its time; None where it is given as unknown.

    Raises CellError for what is no day, or one that does not exist: 31/02/2027,
    12/25/1990.
    """
    if isinstance(cell, bool):
        raise _unreadable()
    if isinstance(cell, int | float):
        return _of_number(cell, since_1904)
    if isinstance(cell, time):
        # A zero that is shown as a time of day.
        return _existing(1900, 1, 0) if cell == time() else _existing(0, 0, 0)
    if isinstance(cell, date):
        return _existing(cell.year, cell.month, cell.day)
    return _of_text(text_of(cell), century, since_1904)


def _unreadable(sample: str = _SAMPLE) -> CellError:
    return CellError(_("A day that exists, such as %(day)s") % {"day": sample})


def _of_number(number: float, since_1904: bool) -> date | None:
    """Return the day of a serial, or of 20270228 typed as a number."""
    if number == 0:
        return None
    together = _TOGETHER.fullmatch(text_of(number))
    if together:
        return _existing(*(int(part) for part in together.groups()))
    # Spreadsheets have a 29 February 1900, so one more day from then on.
    zero = date(1904, 1, 1) if since_1904 else date(1899, 12, 30)
    if not 0 < number < (date(LAST + 1, 1, 1) - zero).days:
        raise _unreadable()
    day = zero + timedelta(days=int(number))
    if day < _EARLIEST_SERIAL:
        raise _unreadable()
    return day


def _of_text(text: str, century: Century, since_1904: bool) -> date | None:
    text = _WEEKDAY.sub("", text.lstrip("'"), count=1).strip()
    if _ZEROS.fullmatch(text) or means_unknown(text) or text.casefold() in _ENDLESS:
        return None
    if _SERIAL.fullmatch(text):
        return _of_number(int(text[:5]), since_1904)
    found = _parts(text, century)
    if found is None:
        raise _unreadable()
    return _existing(*found)


def _parts(text: str, century: Century) -> tuple[int, int, int] | None:
    """Return year, month and day as they are typed, whether or not there is such a day."""
    if found := _YEAR_FIRST.fullmatch(text):
        return int(found[1]), int(found[3]), int(found[4])
    if found := _TOGETHER.fullmatch(text):
        return int(found[1]), int(found[2]), int(found[3])
    if found := _DAY_FIRST.fullmatch(text):
        return century.year(found[3]), int(found[2]), int(found[1])
    if (found := _MONTH_NAMED.fullmatch(text)) and found[2].casefold() in MONTHS:
        return century.year(found[3]), MONTHS[found[2].casefold()], int(found[1])
    if (found := _MONTH_FIRST.fullmatch(text)) and found[1].casefold() in MONTHS:
        return int(found[3]), MONTHS[found[1].casefold()], int(found[2])
    return None


def _existing(year: int, month: int, day: int) -> date | None:
    """Return that day, None for a zero; refuse one that is none, with what was probably meant."""
    if (year, month, day) in _NO_DAYS:
        return None
    if not EARLIEST <= year <= LAST:
        raise _unreadable()
    if not 1 <= month <= 12:
        is_swapped = 1 <= day <= 12 and month <= monthrange(year, day)[1]
        raise _unreadable(f"{month:02d}/{day:02d}/{year}" if is_swapped else _SAMPLE)
    last = monthrange(year, month)[1]
    if not 1 <= day <= last:
        raise _unreadable(f"{last:02d}/{month:02d}/{year}")
    return date(year, month, day)


def written(day: date) -> str:
    """Return a day as lists write it: 28/02/2027."""
    return f"{day.day:02d}/{day.month:02d}/{day.year}"
