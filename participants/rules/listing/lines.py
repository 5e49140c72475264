"""What is read of a list: a line for each person, and what is wrong with it."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from participants.rules.nik import Finding


@dataclass(frozen=True)
class Problem:
    """A cell that cannot be kept: in which field and column, what was found, what is expected."""

    field: str
    column: str
    # Not in what is printed of this object: it could get into a log.
    found: str = dataclasses.field(repr=False)
    expected: str


@dataclass(frozen=True)
class Line:
    """What a row of a list says of one person.

    A field that was matched is in `values`, or `unknown` (given as unknown or blank, so it
    overwrites nothing), or has a problem. `number` is that of the row in the sheet, from 1.
    `repeats` is the number of an earlier row that says the very same.
    """

    number: int
    values: dict[str, Any] = dataclasses.field(repr=False)
    unknown: frozenset[str]
    problems: tuple[Problem, ...]
    # As found, by field.
    cells: dict[str, str] = dataclasses.field(repr=False)
    # Doubts about the NIK, for somebody to look at.
    warnings: tuple[Finding, ...] = dataclasses.field(default=(), repr=False)
    # What people call the columns, by field.
    columns: Mapping[str, str] = dataclasses.field(default_factory=dict, repr=False)
    repeats: int | None = None


@dataclass(frozen=True)
class Listing:
    """A list as read. Of `skipped` rows those in `others` hold something, but nobody."""

    lines: tuple[Line, ...]
    blank: int
    # The numbers of the rows that are a repeated header, a sum, a signature.
    others: tuple[int, ...]

    @property
    def skipped(self) -> int:
        """How many rows after the header are no line."""
        return self.blank + len(self.others)
