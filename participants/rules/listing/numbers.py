"""Registration numbers as they are written, and the book they are of."""

import re

from participants.models import Custody

_ZEROS = re.compile(r"(^|[^0-9])0+([0-9])")
_BETWEEN = re.compile(r"[\s.\-/]")
_DROPPED = re.compile(r"[^A-Z0-9/]")

# "B.I", "BI.", "b ii a", "A.III"; "B.1" only before a number of its own, so that 1/2026 is none.
_BOOK = re.compile(
    r"(?P<letter>[AB])[\s.\-/]*"
    r"(?P<roman>III|II[\s.\-/]*[AB]|II|IV|V|I|[1-5](?=[\s.\-]+\d+\s*/))"
    # The S of B.IIIs, in lieu of a fine, is no other book.
    r"S?(?![A-Z])",
    re.IGNORECASE,
)
_ROMAN = {"1": "I", "2": "II", "3": "III", "4": "IV", "5": "V"}
_CLASSES = {str(book).replace(".", "").upper(): str(book) for book in Custody.RegisterClass.values}


def key_of(registration_no: str) -> str:
    """Return the key that the database derives (`participants.spelling.RegistrationKey`).

    `B.I 12/2026`, `BI.12/2026` and `bi 012/2026` have one: "BI12/2026".
    """
    return _DROPPED.sub("", _ZEROS.sub(r"\1\2", _upper(registration_no)))


def _upper(text: str) -> str:
    """Return capitals, letter for letter as PostgreSQL does: ß stays, and is no SS."""
    if text.isascii():
        return text.upper()
    return "".join(each.upper() if len(each.upper()) == 1 else each for each in text)


def class_of(text: str) -> str:
    """Return the register class with which a number begins, "B.IIa"; "" where it names none."""
    found = _BOOK.match(text.strip())
    if found is None:
        return ""
    roman = _BETWEEN.sub("", found["roman"]).upper()
    return _CLASSES.get(found["letter"].upper() + _ROMAN.get(roman, roman), "")
