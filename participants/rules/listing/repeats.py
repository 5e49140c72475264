"""The same number, or the same NIK, twice in one list."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from django.utils.translation import gettext as _

from participants.rules.listing.fields import BY_KEY
from participants.rules.listing.lines import Line, Problem


def blame_repeats(lines: Iterable[Line], key_of: Callable[[str], str]) -> tuple[Line, ...]:
    """Return the lines, those marked that come again.

    A line that says the very same as an earlier one of its number gets `repeats`, and can
    be left out. One that says something else gets a problem that names the first, and so
    does a NIK under another number. `key_of` tells numbers apart, however they are spelled.
    """
    by_number: dict[str, Line] = {}
    by_nik: dict[str, Line] = {}
    return tuple(_blamed(line, by_number, by_nik, key_of) for line in lines)


def _blamed(
    line: Line,
    by_number: dict[str, Line],
    by_nik: dict[str, Line],
    key_of: Callable[[str], str],
) -> Line:
    number, nik = line.values.get("registration_no"), line.values.get("nik")
    first = by_number.setdefault(key_of(number), line) if number else line
    if first is not line:
        if _facts(first) == _facts(line):
            return replace(line, repeats=first.number)
        return _refused(line, "registration_no", first)
    owner = by_nik.setdefault(nik, line) if nik else line
    return line if owner is line else _refused(line, "nik", owner)


def _facts(line: Line) -> tuple[object, ...]:
    """Return what a line says of a person, but for how the number is spelled."""
    values = {key: value for key, value in line.values.items() if key != "registration_no"}
    return values, line.problems


def _refused(line: Line, key: str, first: Line) -> Line:
    """Return a line with the problem that this field of it is an earlier line's already."""
    expected = _("Already that of %(name)s in row %(row)s") % {
        "name": first.values.get("full_name") or first.cells.get("full_name") or "–",
        "row": first.number,
    }
    label = line.columns.get(key) or str(BY_KEY[key].label)
    problem = Problem(key, label, line.cells.get(key, ""), expected)
    return replace(line, problems=(*line.problems, problem))
