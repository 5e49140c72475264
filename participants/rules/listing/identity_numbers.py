"""A NIK as a spreadsheet holds it: often as a number, which has fifteen digits there."""

import re

from django.utils.translation import gettext as _

from participants.rules import nik as rules
from participants.rules.listing.cells import Cell, CellError, means_unknown

_ZEROS = re.compile("0+")
# 3,51709E+15: what is left of a NIK in a text made from a number.
_POWER = re.compile(r"\d([.,]\d+)?E\+?\d+", re.IGNORECASE)
# Whole numbers beyond this are no longer told apart by a float.
_EXACT = 2**53


def read_nik(cell: Cell, text: str) -> str:
    """Return the NIK of a cell, given with its text, without spaces, dots and dashes.

    It is "" where it is not known. Raises CellError for a number in which digits may be
    lost. Whether it can be a NIK, `participants.rules.nik.check` says, which needs the person.
    """
    text = text.lstrip("'`’")
    if means_unknown(text) or _ZEROS.fullmatch(rules.digits(text)):
        return ""
    if _POWER.fullmatch(text) or _is_rounded(cell):
        raise CellError(
            _(
                "The whole NIK. As a number it loses its last digit: format the column as text,"
                " then type it again."
            )
        )
    return rules.digits(text)


def _is_rounded(cell: Cell) -> bool:
    """Return whether a number has more digits than a spreadsheet keeps, which then end in 0."""
    if not isinstance(cell, int | float):
        return False
    return abs(cell) >= 10**15 and (cell % 10 == 0 or abs(cell) > _EXACT)
