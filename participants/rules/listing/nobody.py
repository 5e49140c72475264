"""Rows that hold something, and nobody: a header once more, sums, places and signatures."""

import re
from collections.abc import Sequence

from participants.rules.listing.header import Header
from participants.rules.listing.lines import Line

_LETTER = re.compile(r"[^\W\d_]")
_DIGIT = re.compile(r"\d")
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


class Frame:
    """What stands around people: the header once more, and the numbers of its columns."""

    def __init__(self, header: Header) -> None:
        lines = (header.texts, header.above) if header.row >= 0 else ()
        self.lines = [[f" {name.casefold()} " for name in line] for line in lines if line]

    def holds(self, texts: Sequence[str]) -> bool:
        """Return whether that row is the header, one line of it, or counts: 1, 2, 3, …"""
        return any(_is_part(texts, line) for line in self.lines) or _counts(texts)


def _is_part(texts: Sequence[str], names: Sequence[str]) -> bool:
    """Return whether all that stands in a row, and not in one cell only, names its column."""
    for name, text in zip(names, texts, strict=False):
        if text and f" {text.casefold()} " not in name:
            return False
    return sum(map(bool, texts)) > 1 and not any(texts[len(names) :])


def _counts(texts: Sequence[str]) -> bool:
    counts = []
    for text in filter(None, texts):
        count = text.strip("() ")
        if not count.isdecimal():
            return False
        counts.append(int(count))
    return len(counts) > 1 and counts == list(range(counts[0], counts[0] + len(counts)))


def is_sum(name: str, number: str) -> bool:
    """Return whether a name and a number are rather those of a sum: `Jumlah` and `38`."""
    return number.isdecimal() and _SUM.fullmatch(name) is not None


def numbers_of_nobody(lines: Sequence[Line]) -> set[int]:
    """Return the numbers of the rows that are no person; never one with name and number.

    Those are rows with neither, sums and the like with nothing beside, and what follows
    the last person from the first such row on.
    """
    rows = [(line, _is_somebody(line)) for line in lines]
    last = max(
        (place for place, (_line, is_somebody) in enumerate(rows) if is_somebody), default=-1
    )
    nobody, is_below = set(), False
    for place, (line, is_somebody) in enumerate(rows):
        if is_somebody:
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
    if not _is_named(line) or not _DIGIT.search(number):
        return False
    return not (_CLOSING.fullmatch(name) and _CLOSING.fullmatch(number))


def _closes(line: Line) -> bool:
    """Return whether all that stands in a row is how the rows below a list begin, or figures."""
    texts = [text for text in line.cells.values() if _LETTER.search(text)]
    return bool(texts) and all(_CLOSING.fullmatch(text) for text in texts)
