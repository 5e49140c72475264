"""The rows of a sheet that takes marks, drawn.

There may be a thousand, and few shapes of them: a shape is drawn once by its
template, with `{names}` where the values of each row are then filled in.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from programs.models import Session
from programs.views.sheet_row import SheetRow


class Shape(NamedTuple):
    """What decides how a row is drawn; all else about it are values."""

    mark: str
    is_recorded: bool
    has_place: bool
    is_changed: bool
    is_added: bool
    has_error: bool


def drawn(rows: Iterable[SheetRow], session: Session) -> SafeString:
    """Return the rows as list items."""
    shapes: dict[Shape, SafeString] = {}

    def draw(row: SheetRow) -> SafeString:
        shape, values = _shape(row), _values(row)
        # Of these there are few, and each shows more than the others.
        if row.in_conflict or row.gone:
            return _draw(session, shape, values, row)
        if shape not in shapes:
            shapes[shape] = _draw(session, shape, {name: f"{{{name}}}" for name in values})
        return format_html(shapes[shape], **values)

    return format_html_join("", "{}", ((draw(row),) for row in rows))


def _draw(
    session: Session, shape: Shape, values: Mapping[str, object], row: SheetRow | None = None
) -> SafeString:
    """Return what the template makes of it; without `row` it serves for every row of the shape."""
    context = {"session": session, **shape._asdict(), **values, "row": row}
    return render_to_string("programs/_sheet_row.html", context)


def _shape(row: SheetRow) -> Shape:
    return Shape(
        mark=row.mark,
        is_recorded=row.recorded is not None,
        has_place=bool(row.stay.place_inside),
        is_changed=row.is_changed,
        is_added=row.is_added,
        has_error=bool(row.error),
    )


def _values(row: SheetRow) -> dict[str, object]:
    return {
        "pk": row.stay.pk,
        "position": row.position,
        "name": row.name,
        "number": row.stay.registration_no,
        "place": row.stay.place_inside,
        "saved": row.recorded.saved_id if row.recorded else 0,
        "base": row.base,
        "minutes": row.minutes,
        "note": row.note,
        "error": row.error,
    }
