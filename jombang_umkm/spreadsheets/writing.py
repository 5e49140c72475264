"""Writes spreadsheets that people download: an xlsx in which a text stays a text."""

import io
import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

import xlsxwriter
from django.utils import timezone
from django.utils.translation import gettext as _
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from jombang_umkm.spreadsheets.workbook import Cell

TITLE_AT_MOST = 31
# What the name of a sheet may not contain.
NO_TITLE = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
TEXT_AT_MOST = 32_767
ROWS_AT_MOST = 1_048_576
# More digits than a number of Excel keeps.
EXACT = 10**15
# Half a surrogate and the two letters that XML cannot hold: Excel calls such a file damaged.
UNWRITABLE = re.compile("[\ud800-\udfff\ufffe\uffff]")
NARROWEST, WIDEST = 8, 60
SAMPLE_ROWS = 1_000
A4 = 9
# The same cells make the same bytes.
MADE = datetime(2026, 1, 1)  # noqa: DTZ001 - what Excel keeps has no zone


class Holds(StrEnum):
    """What a column is for: how Excel takes what people type into its blank cells."""

    TEXT = "@"
    DAY = "d/m/yyyy"
    NUMBER = "General"


MOMENT, CLOCK = "d/m/yyyy hh:mm", "hh:mm"


@dataclass(frozen=True)
class Column:
    """A column by its title; its width, in letters, follows from its cells unless given."""

    title: str
    holds: Holds = Holds.TEXT
    width: int | None = None


def write(
    columns: Sequence[Column | str],
    rows: Iterable[Sequence[Cell]],
    *,
    name: str,
    notes: Sequence[str] = (),
) -> bytes:
    """Return an xlsx with a sheet of that name: a bold header that stays in view, then the rows.

    A text is written as text, whatever it begins with, and stays one when it is edited; so
    is a number of more digits than Excel keeps, and a day before 1900. Days and times are
    real ones; a moment with a zone is written in the zone of the application. Notes come on
    a second sheet, one a row. Same cells, same bytes.

    Raises ValueError for more rows than a sheet has.
    """
    written = io.BytesIO()
    with xlsxwriter.Workbook(written, {"in_memory": True}) as workbook:
        workbook.set_properties({"created": MADE})
        pen = _Pen(workbook)
        _write_list(
            workbook.add_worksheet(_title(name)),
            pen,
            [Column(column) if isinstance(column, str) else column for column in columns],
            list(rows),
        )
        if notes:
            _write_notes(workbook.add_worksheet(_title(_("Notes"))), pen, notes)
    return written.getvalue()


class _Pen:
    """Writes cells, each in the format of its type."""

    def __init__(self, workbook: xlsxwriter.Workbook) -> None:
        formats = (*Holds, MOMENT, CLOCK)
        self.formats: dict[str, Format] = {
            code: workbook.add_format({"num_format": code}) for code in formats
        }
        self.bold = workbook.add_format({"bold": True, "num_format": "@", "bottom": 1})
        self.wrapped = workbook.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})

    def write(self, sheet: Worksheet, row: int, column: int, cell: Cell) -> None:
        match cell:
            case None | "":
                pass
            case bool():
                sheet.write_boolean(row, column, cell)
            case int() | float() if math.isfinite(cell) and abs(cell) < EXACT:
                sheet.write_number(row, column, cell)
            case datetime() if cell.year >= 1900:
                naive = cell if timezone.is_naive(cell) else timezone.make_naive(cell)
                sheet.write_datetime(row, column, naive, self.formats[MOMENT])
            case date() if cell.year >= 1900:
                sheet.write_datetime(row, column, cell, self.formats[Holds.DAY])
            case time():
                sheet.write_datetime(row, column, cell, self.formats[CLOCK])
            case _:
                sheet.write_string(row, column, _text(cell), self.formats[Holds.TEXT])


def _write_list(
    sheet: Worksheet, pen: _Pen, columns: Sequence[Column], rows: Sequence[Sequence[Cell]]
) -> None:
    if len(rows) >= ROWS_AT_MOST:
        raise ValueError("more rows than a sheet has")
    for place, column in enumerate(columns):
        cells = (row[place] for row in rows[:SAMPLE_ROWS] if place < len(row))
        width = column.width or _width(column.title, cells)
        sheet.set_column(place, place, width, pen.formats[column.holds])
        sheet.write_string(0, place, _text(column.title), pen.bold)
    for number, row in enumerate(rows, 1):
        for place, cell in enumerate(row):
            pen.write(sheet, number, place, cell)
    sheet.freeze_panes(1, 0)
    # Or each number kept as text, a leading zero, gets a green corner that offers to lose it.
    sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
    sheet.set_paper(A4)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _write_notes(sheet: Worksheet, pen: _Pen, notes: Sequence[str]) -> None:
    sheet.set_column(0, 0, 100)
    for number, note in enumerate(notes):
        sheet.write_string(number, 0, _text(note), pen.wrapped)
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)


def _text(cell: object) -> str:
    """Return a cell as the text to be written: no longer than fits, with nothing that cannot be."""
    if isinstance(cell, date):
        return f"{cell.day}/{cell.month}/{cell.year}"
    text = UNWRITABLE.sub("\ufffd", str(cell))
    return text if len(text) <= TEXT_AT_MOST else f"{text[: TEXT_AT_MOST - 1]}…"


def _width(title: str, cells: Iterable[Cell]) -> int:
    """Return how many letters wide a column should be."""
    # A bold letter is wider, and a date is shown shorter than it reads here.
    lengths = [len(title) + 2, *(len(str(cell)) + 1 for cell in cells if cell is not None)]
    return min(max(*lengths, NARROWEST), WIDEST)


def _title(name: str) -> str:
    """Return the name as Excel allows it for a sheet."""
    return NO_TITLE.sub(" ", name).strip(" '")[:TITLE_AT_MOST].rstrip(" '") or _("List")
