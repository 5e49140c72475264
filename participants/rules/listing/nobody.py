"""Rows that hold something, and nobody: a header once more, sums, places and signatures."""

import re
from collections.abc import Sequence

from participants.rules.listing.cells import Row, text_of
from participants.rules.listing.fields import plain
from participants.rules.listing.header import Header
from participants.rules.listing.lines import Line

_LETTER = re.compile(r"[^\W\d_]")
# How the rows below a list begin, and a place with its day: "Jombang, 12 Maret 2026".
_CLOSING = re.compile(
    r"\W*(?:jumlah|total|sub ?total|mengetahui|menyetujui|kepala|ka\.|kasi|kasubsi|kasubag|kplp"
    r"|plt|plh|a\.n|nip|keterangan|catatan|dicetak|sumber|petugas|dibuat|diperiksa|halaman)\b.*"
    r"|[^\W\d]+(?: [^\W\d]+)?, *\d{1,2} [^\W\d]+ \d{4}",
    re.IGNORECASE,
)
_SUM = re.compile(r"\W*(?:sub ?total|total|jumlah)\W*\d*\W*(?:orang)?\W*", re.IGNORECASE)
# What somebody has, and neither a sum nor a signature.
_OF_SOMEBODY = frozenset(
    {"entry_date", "expiry_date", "half_date", "two_thirds_date", "birth_date", "nik"}
)


def is_of_the_frame(row: Row, header: Header) -> bool:
    """Return whether a row is the header once more, or counts the columns: 1, 2, 3, …"""
    found = {column: text for column, cell in enumerate(row) if (text := text_of(cell))}
    if len(found) < 2:
        return False
    return _counts(list(found.values())) or _is_header(found, header)


def _counts(texts: Sequence[str]) -> bool:
    counts = [text.strip("() ") for text in texts]
    if not all(count.isdecimal() for count in counts):
        return False
    first = int(counts[0])
    return [int(count) for count in counts] == list(range(first, first + len(counts)))


def _is_header(found: dict[int, str], header: Header) -> bool:
    """Return whether all that stands there is the name of its column, or one line of it."""
    if header.row < 0:
        return False
    return all(
        column < len(header.texts) and _is_part(plain(text), plain(header.texts[column]))
        for column, text in found.items()
    )


def _is_part(words: str, whole: str) -> bool:
    return bool(words) and f" {words} " in f" {whole} "


def is_sum(name: str, number: str) -> bool:
    """Return whether a name and a number are rather those of a sum: `Jumlah` and `38`."""
    return number.isdecimal() and _SUM.fullmatch(name) is not None


def numbers_of_nobody(lines: Sequence[Line]) -> set[int]:
    """Return the numbers of the rows that are no person; never one with name and number.

    Those are rows with neither, sums and the like with nothing beside, and what follows
    the last person from the first such row on.
    """
    last = max((place for place, line in enumerate(lines) if _is_somebody(line)), default=-1)
    nobody, is_below = set(), False
    for place, line in enumerate(lines):
        if _is_somebody(line):
            continue
        closes = _closes(line)
        is_below = place > last and (is_below or closes)
        is_silent = not _is_named(line) and not _is_numbered(line)
        if (is_silent or closes or is_below) and not _OF_SOMEBODY & line.values.keys():
            nobody.add(line.number)
    return nobody


def _is_named(line: Line) -> bool:
    return _LETTER.search(line.cells.get("full_name", "")) is not None


def _is_numbered(line: Line) -> bool:
    return any(each.isalnum() for each in line.cells.get("registration_no", ""))


def _is_somebody(line: Line) -> bool:
    """Return whether a row has a name and a number with a digit, and is no pair of signatures."""
    name, number = line.cells.get("full_name", ""), line.cells.get("registration_no", "")
    if not _is_named(line) or not any(each.isdigit() for each in number):
        return False
    return not (_CLOSING.fullmatch(name) and _CLOSING.fullmatch(number))


def _closes(line: Line) -> bool:
    """Return whether all that stands in a row is how the rows below a list begin, or figures."""
    texts = [text for text in line.cells.values() if _LETTER.search(text)]
    return bool(texts) and all(_CLOSING.fullmatch(text) for text in texts)
