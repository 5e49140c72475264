"""Rows of one kind, as a machine reads them and as people do."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

# More columns than these stand as pairs, a row after the other.
ACROSS = 6
# A column of a table is as wide as its longest text, between these.
NARROWEST, WIDEST = 9, 32


@dataclass(frozen=True)
class Section:
    """Rows of texts, numbers, days, moments, yes and no; `labels` are in the language in force.

    `is_one` says that there is just one row, of the person. `in_print` are labels and rows that
    say the same on paper in fewer columns.
    """

    key: str
    title: str
    keys: Sequence[str]
    labels: Sequence[str]
    rows: Sequence[Sequence[Any]]
    is_one: bool = False
    in_print: tuple[Sequence[str], Sequence[Sequence[Any]]] | None = None

    def for_machines(self) -> Any:
        """Return the rows as objects: days and moments in ISO 8601, null where nothing stands."""
        objects = [dict(zip(self.keys, map(_plain, row), strict=True)) for row in self.rows]
        return objects[0] if self.is_one else objects

    def for_people(self) -> dict[str, Any]:
        """Return what the printed copy is told: words, and how wide each column of a table is."""
        labels, found = self.in_print or (self.labels, self.rows)
        rows = [[in_words(value) for value in row] for row in found]
        columns = [list(column) for column in zip(labels, *rows, strict=True)]
        return {
            "title": self.title,
            "labels": list(labels),
            "rows": rows,
            "is_table": not self.is_one and len(labels) <= ACROSS,
            "widths": [_width(column) for column in columns],
        }


def in_words(value: Any) -> str:
    """Return a value as people read it; nothing where nothing stands."""
    match value:
        case None:
            return ""
        case bool():
            return _("Yes") if value else _("No")
        case datetime():
            return f"{date_format(timezone.localtime(value), 'j F Y, H.i')} WIB"
        case date():
            return date_format(value, "j F Y")
        case list() | tuple():
            return ", ".join(map(str, value))
    return str(value)


def _plain(value: Any) -> Any:
    match value:
        case "":
            return None
        case datetime():
            return timezone.localtime(value).isoformat(timespec="seconds")
        case date():
            return value.isoformat()
        case tuple():
            return list(value)
    return value


def _width(texts: Iterable[str]) -> int:
    return min(max(NARROWEST, *map(len, texts)), WIDEST)
