"""What a cell of a spreadsheet holds, as text."""

import re
import unicodedata
from collections.abc import Sequence
from datetime import date, datetime, time

Cell = str | int | float | bool | date | datetime | time | None
Row = Sequence[Cell]

# What programs write for a cell that says nothing, also where names could stand.
_NOTHING = frozenset(
    {"null", "nil", "nihil", "kosong", "n/a", "#n/a", "unknown", "tidak ada", "tdk ada"}
    | {"belum ada", "tidak diketahui", "belum diketahui", "tdk diketahui", "tidak tahu"}
)
_SAYS = re.compile(r"[^\W_]")
# A float beyond this has no decimals that anybody typed.
_WHOLE = 1e16


class CellError(ValueError):
    """A cell says something, but not what its column asks for; its text says what is expected."""


def text_of(cell: Cell) -> str:
    """Return what stands in a cell, blanks collapsed, as people see it.

    12.0 is "12"; days are d/m/Y; what cannot be printed is left out.
    """
    if isinstance(cell, str):
        tidied = " ".join(cell.split())
        return tidied if tidied.isascii() and tidied.isprintable() else _tidy(tidied)
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, int | float):
        is_whole = isinstance(cell, int) or (cell.is_integer() and abs(cell) < _WHOLE)
        return str(int(cell)) if is_whole else repr(cell)
    return _day_or_time(cell)


def _tidy(text: str) -> str:
    """Return a text with letters and their accents as one, so that one spelling is equal."""
    composed = unicodedata.normalize("NFC", text)
    return " ".join("".join(each for each in composed if _is_shown(each)).split())


def _is_shown(letter: str) -> bool:
    """Return whether a letter is one that people see and a database keeps."""
    return letter == " " or letter.isprintable()


def _day_or_time(cell: date | time) -> str:
    if isinstance(cell, time):
        return cell.strftime("%H:%M")
    day = f"{cell.day:02d}/{cell.month:02d}/{cell.year:04d}"
    if isinstance(cell, datetime) and cell.time() != time():
        return f"{day} {cell:%H:%M}"
    return day


def is_blank(row: Row) -> bool:
    """Return whether nothing stands in a row; zeros are something."""
    return not any(cell is not None and cell != "" and text_of(cell) for cell in row)


def is_silent(text: str) -> bool:
    """Return whether a text has neither letter nor digit: "", "-", "//", "…"."""
    return _SAYS.search(text) is None


def means_unknown(text: str) -> bool:
    """Return whether a text says that nothing is known: silent, or "NULL", "nihil", …"""
    return is_silent(text) or text.casefold() in _NOTHING


def letters_of(column: int) -> str:
    """Return what spreadsheets call the column of that index: 0 is "A", 26 is "AA"."""
    name = ""
    column += 1
    while column:
        column, place = divmod(column - 1, 26)
        name = chr(ord("A") + place) + name
    return name
