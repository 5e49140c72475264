"""What a cell says, by the kind of its field."""

import re
from collections.abc import Callable
from datetime import date, time
from typing import Any

from django.utils.translation import gettext as _

from participants.models import Custody
from participants.rules.listing.cells import Cell, CellError, means_unknown, text_of
from participants.rules.listing.dates import Century, read_day, written
from participants.rules.listing.fields import BY_KEY, Field
from participants.rules.listing.identity_numbers import read_nik
from participants.rules.listing.names import aliases_in, in_column, split_name
from participants.rules.listing.numbers import class_of
from participants.rules.listing.words import read_education, read_sex

# What a cell says: values by field, of its own field and of others; nothing where unknown.
Told = dict[str, Any]
# Reads a cell, given with its text.
Read = Callable[[Cell, str], Told]

# Criminal responsibility begins at twelve (UU 11/2012, article 1): nobody listed is younger.
YOUNGEST = 12
# No sentence but one for life is longer than twenty years (UU 1/2023, article 68), but several
# may follow each other.
LONGEST_SENTENCE = 30

_FORMULA_FAULT = re.compile(r"#(REF!|N/A|VALUE!|NAME\?|DIV/0!|NUM!|NULL!|#+)", re.IGNORECASE)
_LETTER = re.compile(r"[^\W\d_]")
_LETTER_OR_DIGIT = re.compile(r"[A-Za-z0-9]")
_CALLED = re.compile(r"alias\b[.:]?", re.IGNORECASE)
# Place and day of birth in one cell: the day begins with its first digit.
_BORN = re.compile(r"(?P<place>\D*)(?P<day>.*)")


def reader_of(field: Field, *, today: date, since_1904: bool) -> Read:
    """Return what reads the cells of that field; it raises CellError."""
    days = _Days(field.key, today, since_1904)
    readers: dict[str, Read] = {
        "name": _name,
        "parent": _parent,
        "aliases": _aliases,
        "number": _number,
        "class": _register_class,
        "past": days.past,
        "entry": days.entry,
        "ahead": days.ahead,
        "born": days.born,
        "sex": lambda _cell, text: _one("sex", read_sex(text)),
        "nik": lambda cell, text: _one("nik", read_nik(cell, text)),
        "education": lambda _cell, text: _one("education", read_education(text)),
        "text": lambda cell, text: _one(field.key, _limited(field.key, _told(cell, text))),
    }
    read = readers[field.kind]
    return read if field.is_required else _remembering(read)


def _remembering(read: Read) -> Read:
    """Return what reads the same text once: a list has few blocks, few days, few aliases."""
    known: dict[str, Told] = {}

    def reading(cell: Cell, text: str) -> Told:
        if not isinstance(cell, str):
            return read(cell, text)
        told = known.get(text)
        if told is None:
            told = known[text] = read(cell, text)
        return told

    return reading


def _one(key: str, value: Any) -> Told:
    return {key: value} if value else {}


def _told(cell: Cell, text: str) -> str:
    """Return the text of a cell, "" where it says that nothing is known."""
    if isinstance(cell, date | time):
        raise CellError(
            _(
                "A text. The spreadsheet made a day of it: format the column as text, then"
                " type it again."
            )
        )
    if text.startswith("#") and _FORMULA_FAULT.fullmatch(text):
        raise CellError(_("A value; the formula of this cell has none."))
    return "" if means_unknown(text) else text


def _limited(key: str, text: str) -> str:
    """Return a text that fits into its field; refuse a longer one."""
    longest = BY_KEY[key].longest or 0
    if len(text) > longest:
        raise CellError(_("At most %(longest)s letters") % {"longest": longest})
    return text


def _name(cell: Cell, text: str) -> Told:
    """Return a name, the father's name and aliases in it, and the sex that bin or binti says."""
    name = split_name(_told(cell, text))
    if not _LETTER.search(name.full_name):
        raise CellError(_("A person's name"))
    return (
        {"full_name": _limited("full_name", name.full_name)}
        | _one("parent_name", _limited("parent_name", name.parent_name))
        | _one("aliases", [_limited("aliases", alias) for alias in name.aliases])
        | _one("sex", name.sex)
    )


def _parent(cell: Cell, text: str) -> Told:
    name = in_column(_told(cell, text))
    told = _one("parent_name", _limited("parent_name", name.parent_name))
    return told | _one("sex", name.sex)


def _aliases(cell: Cell, text: str) -> Told:
    # "0" stands where a register has nothing to say.
    found = [
        each for each in aliases_in(_CALLED.sub("", _told(cell, text), count=1)) if each != "0"
    ]
    return _one("aliases", [_limited("aliases", alias) for alias in found])


def _number(cell: Cell, text: str) -> Told:
    """Return a registration number as typed, and the register class that it begins with."""
    text = _told(cell, text).lstrip("'")
    if not _LETTER_OR_DIGIT.search(text):
        raise CellError(_("The registration number, such as B.I 12/2026"))
    number = _limited("registration_no", text)
    return {"registration_no": number} | _one("register_class", class_of(text))


def _register_class(cell: Cell, text: str) -> Told:
    text = _told(cell, text)
    found = class_of(text)
    if text and not found:
        books = ", ".join(Custody.RegisterClass.values)
        raise CellError(_("One of %(books)s") % {"books": books})
    return _one("register_class", found)


class _Days:
    """Reads the days of one field, as seen from a day."""

    def __init__(self, key: str, today: date, since_1904: bool) -> None:
        self.key, self.today, self.since_1904 = key, today, since_1904

    def ahead(self, cell: Cell, text: str) -> Told:
        """Return a day that may lie ahead; 27 is 2027, 99 is 1999."""
        return _one(self.key, self._day(cell, self.today.year + LONGEST_SENTENCE))

    def entry(self, cell: Cell, text: str) -> Told:
        """Return a day that has come; two digits are read as of a sentence, so typos lie ahead."""
        return self._come(self.ahead(cell, text))

    def past(self, cell: Cell, text: str) -> Told:
        """Return a day of birth; two digits of its year mean somebody of twelve or older."""
        return self._come(_one(self.key, self._day(cell, self.today.year - YOUNGEST)), before=True)

    def born(self, cell: Cell, text: str) -> Told:
        """Return place and day of birth from one cell: `Jombang, 25-12-1990`."""
        place, day = "", cell
        if isinstance(cell, str) and (found := _BORN.fullmatch(text)):
            place, day = found["place"].strip(" ,/-:"), found["day"]
        birth = _Days("birth_date", self.today, self.since_1904).past(day, text_of(day))
        known = "" if means_unknown(place) else _limited("birth_place", place)
        return birth | _one("birth_place", known)

    def _day(self, cell: Cell, until: int) -> date | None:
        return read_day(cell, century=Century(until), since_1904=self.since_1904)

    def _come(self, told: Told, *, before: bool = False) -> Told:
        """Return what was told, unless it lies ahead; a birth lies before today."""
        day = told.get(self.key)
        if day is not None and (day > self.today or (before and day == self.today)):
            raise CellError(_("A day up to today; %(day)s lies ahead") % {"day": written(day)})
        return told
