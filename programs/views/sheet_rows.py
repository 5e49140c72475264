"""The rows of a sheet that takes marks, drawn.

There may be a thousand, and few shapes of them: a shape is drawn once a process by
its template, with `{names}` where the values of each row are then filled in. Nothing
of a person is in what is kept.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from django.template import Context, Engine, Template
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from programs.models import Session
from programs.views.sheet_row import SheetRow

VALUES = (
    "address",
    "pk",
    "position",
    "name",
    "number",
    "place",
    "away",
    "saved",
    "base",
    "minutes",
    "note",
    "error",
)


class Shape(NamedTuple):
    """What decides how a row is drawn; all else about it are values."""

    mark: str
    is_recorded: bool
    has_place: bool
    is_changed: bool
    is_added: bool
    is_away: bool
    has_error: bool


def drawn(rows: Iterable[SheetRow], session: Session) -> SafeString:
    """Return the rows as list items."""
    drawing = Engine.get_default().get_template("programs/_sheet_row.html")
    address, language = reverse("sheet", args=[session.pk]), get_language() or ""

    def draw(row: SheetRow) -> SafeString:
        shape, values = _shape(row), _values(row, address)
        # Of these there are few, and each shows more than the others.
        if row.in_conflict or row.gone:
            return _draw(drawing, shape, values, row)
        return format_html(_drawn_once(drawing, language, shape), **values)

    return format_html_join("", "{}", ((draw(row),) for row in rows))


@lru_cache(maxsize=200)
def _drawn_once(drawing: Template, language: str, shape: Shape) -> SafeString:
    """Return a row of that shape with the names of its values in their places."""
    row = _draw(drawing, shape, {name: f"{{{name}}}" for name in VALUES})
    # Its lines stand between blocks, and are sent with every row.
    return SafeString(row.replace("\n", ""))


def _draw(
    drawing: Template, shape: Shape, values: Mapping[str, object], row: SheetRow | None = None
) -> SafeString:
    return drawing.render(Context({**shape._asdict(), **values, "row": row}))


def _shape(row: SheetRow) -> Shape:
    return Shape(
        mark=row.mark,
        is_recorded=row.recorded is not None,
        has_place=bool(row.stay.place_inside),
        is_changed=row.is_changed,
        is_added=row.is_added,
        is_away=bool(row.away),
        has_error=bool(row.error),
    )


def _values(row: SheetRow, address: str) -> dict[str, object]:
    """Return all of `VALUES`; the history of a mark lies below the sheet's own address."""
    return {
        "address": address,
        "pk": row.stay.pk,
        "position": row.position,
        "name": row.name,
        "number": row.stay.registration_no,
        "place": row.stay.place_inside,
        "away": row.away,
        "saved": row.recorded.saved_id if row.recorded else 0,
        "base": row.base,
        "minutes": row.minutes,
        "note": row.note,
        "error": row.error,
    }
