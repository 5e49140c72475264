"""Lists as text, "comma-separated" by whatever their maker separates with."""

import codecs
import contextlib
import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Self

from jombang_umkm.spreadsheets import extract
from jombang_umkm.spreadsheets.refusals import refusal
from jombang_umkm.spreadsheets.workbook import Sheet

SEPARATORS = ";,\t|"
# How Excel is told the separator, on a line of its own that is none of the rows.
TOLD = re.compile(r'"?sep=(?P<letter>[^"\r\n])"?\s*?(?:\r\n|\r|\n)', re.IGNORECASE)
# As much is looked at to find the separator.
SAMPLE, SAMPLE_ROWS = 200_000, 500
# The last column of Excel; what is behind it is not even looked at.
LAST_COLUMN = 16_384
# What no text has: a file with one of these is of another kind.
CONTROL = re.compile(r"[\0-\x08\x0e-\x1f\x7f\ufffe\uffff]")
END_OF_FILE = "\x1a"  # as DOS wrote it

# Python refuses cells of more than 131,072 letters unless told otherwise, for all there is.
csv.field_size_limit(max(csv.field_size_limit(), 10_000_000))


def sheet_of(content: bytes, *, name: str) -> Sheet:
    """Return the rows of a csv: its cells are text.

    Raises ActionRefused: "not_a_spreadsheet", "quotes", "empty", "too_many_rows",
    "too_many_columns", "too_many_cells".
    """
    text = _text(content, name)
    separator, text = _separator(text)
    try:
        rows = extract.Bounds().within(enumerate(_rows(text, separator)))
        sheet = Sheet.of(name, ((place, tuple(row)) for place, row in rows), since_1904=False)
    except extract.Unusable as unusable:
        raise refusal(unusable.code) from None
    if not sheet.rows:
        raise refusal("empty")
    return sheet


def _text(content: bytes, name: str) -> str:
    """Return the file as text: what its first bytes say, else UTF-8, else Windows-1252."""
    marked = {
        codecs.BOM_UTF8: "utf-8-sig",
        codecs.BOM_UTF16_LE: "utf-16",
        codecs.BOM_UTF16_BE: "utf-16",
    }
    told = [encoding for mark, encoding in marked.items() if content.startswith(mark)]
    text = None
    for encoding in told or ["utf-8", "cp1252"]:
        with contextlib.suppress(UnicodeDecodeError):
            text = content.decode(encoding).rstrip(END_OF_FILE)
            break
    if text is None or CONTROL.search(text):
        raise refusal("not_a_spreadsheet", name=name)
    return text


@dataclass(frozen=True)
class Separator:
    """What stands between the cells, and how many cells most rows have; 1: unknown."""

    letter: str
    width: int

    @classmethod
    def found_in(cls, text: str, letter: str) -> tuple[int, Self]:
        """Return how well it explains the text, and the separator."""
        lines = io.StringIO(text[:SAMPLE], newline="")
        rows = islice(csv.reader(lines, delimiter=letter), SAMPLE_ROWS)
        widths = Counter(len(row) for row in rows if len(row) > 1)
        width, count = max(widths.items(), key=lambda item: (item[1], item[0]), default=(1, 0))
        return count * (width - 1), cls(letter, width)

    def is_row_in(self, cell: str) -> bool:
        """Return whether a cell of several lines holds so much that it must be rows of its own."""
        return self.width > 2 and cell.count(self.letter) >= self.width - 1 and _has_lines(cell)


def _separator(text: str) -> tuple[Separator, str]:
    """Return the separator, and the text without the line that told it."""
    told = TOLD.match(text)
    if told is not None:
        text = text[told.end() :]
        return Separator.found_in(text, told["letter"])[1], text
    found = [Separator.found_in(text, letter) for letter in SEPARATORS]
    # Of several that explain it equally well, the first one.
    return max(found, key=lambda item: item[0])[1], text


def _rows(text: str, separator: Separator) -> Iterator[list[str]]:
    """Yield the cells of each row.

    Where a quotation mark was left open, what follows would be swallowed, people included:
    so a mark that does not open and close a cell is refused, and with it the file.
    """
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator.letter, strict=True)
    number, line = 0, 0
    while True:
        number += 1
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error:
            raise refusal("quotes", row=number) from None
        if reader.line_num - line > 1 and any(map(separator.is_row_in, row)):
            raise refusal("quotes", row=number)
        if len(row) > LAST_COLUMN:
            raise refusal("too_many_columns")
        line = reader.line_num
        yield [_shown(cell) for cell in row]


def _has_lines(cell: str) -> bool:
    return "\n" in cell or "\r" in cell


def _shown(cell: str) -> str:
    """Return 00812 for ="00812", as which some systems keep a spreadsheet from counting."""
    is_kept_text = cell.startswith('="') and cell.endswith('"') and len(cell) > 2
    return cell[2:-1].replace('""', '"') if is_kept_text else cell
