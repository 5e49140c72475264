"""How marks look in the matrix: one letter in its colour, its word for those who cannot see it."""

from datetime import datetime

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from programs.models import Attendance
from programs.rules.progress import Cell

register = template.Library()

Mark = Attendance.Mark
# The letters are those of the keys that set them, in every language.
LETTERS = {
    Mark.PRESENT: "H",
    Mark.LATE: "T",
    Mark.EXCUSED: "I",
    Mark.ILL: "S",
    Mark.ABSENT: "A",
    Mark.NOT_BROUGHT: "K",
}


def _code(letter: str, word: str) -> SafeString:
    return format_html(
        '<span class="code code--{}" aria-hidden="true">{}</span>'
        '<span class="visually-hidden">{}</span>',
        letter.lower() or "none",
        letter,
        word,
    )


@register.simple_tag
def mark_code(cell: Cell, at: datetime) -> SafeString | str:
    """Return a cell's mark; a dashed box where it is missing, "–" where nobody sat."""
    if cell.mark:
        mark = Attendance.Mark(cell.mark)
        code = _code(LETTERS[mark], str(mark.label))
        if cell.is_seated:
            return code
        return format_html('{} <small class="bad">{}</small>', code, _("not counted"))
    if not cell.is_seated:
        return "–"
    return _code("", _("Not recorded yet")) if cell.is_unrecorded(at) else ""


@register.simple_tag
def mark_legend() -> SafeString:
    """Return what the letters mean, as list items."""
    return format_html_join(
        "",
        '<li><span class="code code--{}" aria-hidden="true">{}</span> {}</li>',
        [
            *((letter.lower(), letter, mark.label) for mark, letter in LETTERS.items()),
            ("none", "", _("Not recorded yet")),
        ],
    )
