"""The row of a list that names its columns; never one that is a person."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice, zip_longest

from django.utils.translation import gettext as _

from participants.rules.listing.cells import Row, is_blank, letters_of, text_of
from participants.rules.listing.fields import BY_KEY, is_forbidden, meaning_of, plain
from participants.rules.listing.numbers import class_of

# So many rows with something in them may lie above the first person.
LOOKED_AT = 60
# Headers of columns that are not read.
_OTHERS = frozenset({"nomor", "nomor urut", "urut", "keterangan", "ket", "foto", "status"})
# What is no name of a column: numbers, days, numbers of a register; 1/2 and 2/3 are names.
_DATA = re.compile(r"\W*\d[\d\s./:\-]*\W*|.*\d\s*/\s*\d{2,}.*|.*\d{5}.*")
_FRACTION = re.compile(r"[12] ?/ ?[23]")


@dataclass(frozen=True)
class Header:
    """The names of the columns, and the index of the last row they stand in; -1 for no row.

    `above` is what stands in the upper line of a header of two.
    """

    row: int
    texts: tuple[str, ...]
    above: tuple[str, ...] = ()

    def label(self, column: int) -> str:
        """Return what people call a column: its header, else its letter."""
        return self.texts[column] or _("column %(letter)s") % {"letter": letters_of(column)}


def find_header(rows: Sequence[Row], remembered: Mapping[str, str] | None = None) -> Header | None:
    """Return the header among the first rows: the one that names most; None where there is none.

    It names a person or a number, and something else; no cell of it is a number, a day or
    a number of a register. So a person is never taken for it, not one called NAMA either.
    Where a row of groups lies above, both lines are the header.
    """
    known = remembered or {}
    best, most = None, 1
    for index in _first(rows):
        for header in (_of_one_line(rows, index), _of_two_lines(rows, index, known)):
            named = _named(header, known) if header else 0
            if named > most:
                best, most = header, named
    return best and replace(best, texts=_widened(best.texts, _width(rows)))


def header_at(rows: Sequence[Row], index: int) -> Header:
    """Return that row as the header, whatever it says."""
    return Header(index, _widened(_of_one_line(rows, index).texts, _width(rows)))


def no_header(rows: Sequence[Row]) -> Header:
    """Return what to read a list by that names no columns: they are called A, B, C, …"""
    return Header(-1, tuple(letters_of(column) for column in range(_width(rows))))


def _width(rows: Sequence[Row]) -> int:
    return max((len(row) for row in rows), default=0)


def _widened(texts: Sequence[str], width: int) -> tuple[str, ...]:
    """Return the texts with a blank one for each column that has none."""
    return (*texts, *[""] * (width - len(texts)))


def _first(rows: Sequence[Row]) -> Iterator[int]:
    """Yield the indexes of the first rows in which something stands."""
    return islice((index for index, row in enumerate(rows) if not is_blank(row)), LOOKED_AT)


def _key(text: str, remembered: Mapping[str, str]) -> str:
    """Return the field that a header holds, as remembered or by its words; "" for none."""
    if is_forbidden(text):
        return ""
    known = remembered.get(plain(text), "")
    return known if known in BY_KEY else meaning_of(text)[0]


def _named(header: Header, remembered: Mapping[str, str]) -> int:
    """Return how many fields the header names; none where it could be a person's row."""
    if any(_is_data(text) for text in header.texts):
        return 0
    keys = {_key(text, remembered) for text in header.texts} - {""}
    return len(keys) if keys & {"full_name", "registration_no"} else 0


def _is_data(text: str) -> bool:
    if not any(each.isdigit() for each in text) or _FRACTION.fullmatch(text):
        return False
    return bool(_DATA.fullmatch(text) or class_of(text))


def _of_one_line(rows: Sequence[Row], index: int) -> Header:
    return Header(index, tuple(text_of(cell) for cell in rows[index]))


def _of_two_lines(rows: Sequence[Row], index: int, remembered: Mapping[str, str]) -> Header | None:
    """Return a row and the one below as one header, if both name more than either.

    Every cell of the lower row must be a name of a column; a person's is not.
    """
    if index + 1 >= len(rows):
        return None
    upper, lower = _of_one_line(rows, index), _of_one_line(rows, index + 1)
    names = list(_joined(upper.texts, lower.texts, remembered))
    joined = Header(index + 1, tuple(name for name, _is_name in names), upper.texts)
    alone = max(_named(upper, remembered), _named(lower, remembered))
    are_names = all(is_name for _name, is_name in names)
    is_header = not any(_is_data(text) for text in (*upper.texts, *lower.texts))
    return joined if are_names and is_header and _named(joined, remembered) > alone else None


def _joined(
    upper: Sequence[str], lower: Sequence[str], remembered: Mapping[str, str]
) -> Iterator[tuple[str, bool]]:
    """Yield the name of each column, and whether what stands in its lower row is a name."""
    group = ""
    for above, below in zip_longest(upper, lower, fillvalue=""):
        # A merged cell stands in its first column alone.
        group = above or (group if below else "")
        both = f"{group} {below}".strip()
        is_name = not below or bool(
            _key(below, remembered) or _key(both, remembered) or _is_other(below)
        )
        by_itself = _key(below, remembered) and not is_forbidden(group)
        yield (below if by_itself else both), is_name


def _is_other(text: str) -> bool:
    return plain(text) in _OTHERS or is_forbidden(text)
