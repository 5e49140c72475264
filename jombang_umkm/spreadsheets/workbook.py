"""What is in a spreadsheet, whatever kind of file it came as."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import Self

Cell = str | int | float | bool | date | datetime | time | None
Row = tuple[Cell, ...]


class Kind(StrEnum):
    """What a file is, by its content."""

    XLSX = "xlsx"
    XLS = "xls"
    ODS = "ods"
    CSV = "csv"


@dataclass(frozen=True)
class Sheet:
    """A sheet by its rows: `rows[i]` is row i + 1 of the file.

    A row ends at its last cell that is not blank, so a blank row is `()`, and the last
    row is never blank. A blank cell is None, also one that holds nothing but spaces.
    With `since_1904` a day that was stored as a bare number counts from 1 January 1904,
    not from 30 December 1899; days stored as days are right either way.
    """

    name: str
    rows: tuple[Row, ...]
    since_1904: bool = False

    @classmethod
    def of(cls, name: str, numbered: Iterable[tuple[int, Row]], *, since_1904: bool) -> Self:
        """Return a sheet of rows with their places, from 0 on, in order; others are blank."""
        rows: list[Row] = []
        for place, row in numbered:
            rows.extend([()] * (place - len(rows)))
            rows.append(row)
        return cls(name, tuple(rows), since_1904)


@dataclass(frozen=True)
class Workbook:
    """A spreadsheet: its visible sheets with anything on them, in order; at least one.

    `has_macros` says that the file carries programs. They are not read, let alone run.
    """

    kind: Kind
    sheets: tuple[Sheet, ...]
    has_macros: bool = False
