"""The rows of a sheet in the order of a printed list, with who left it and who came since."""

from collections.abc import Container, Iterable, Sequence
from dataclasses import replace
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from participants.models import Custody
from programs.models import Enrolment, PrintedSheet, Session
from programs.views.sheet_row import Listed, SheetRow


def as_printed(rows: Sequence[SheetRow], session: Session, paper: PrintedSheet) -> list[SheetRow]:
    """Return the rows as they stand on paper.

    Whoever is no longer on the roster keeps their place with the reason; those who
    were added since come last, with the numbers that follow. A stay that was folded into
    another since is that one.
    """
    printed = list(paper.rows.select_related("custody__participant").order_by("position"))
    left = {row.stay.pk: row for row in rows}
    on_paper = {_goes_on(each.custody) for each in printed}
    reasons = _reasons([each.custody for each in printed], on_paper - set(left), session)
    lines = []
    for each in printed:
        row = left.pop(_goes_on(each.custody), None) or SheetRow(
            Listed.of(each.custody),
            None,
            gone=reasons.get(each.custody_id, _("Stands on this list twice")),
        )
        lines.append(replace(row, position=each.position))
    added = [row for row in rows if row.stay.pk not in on_paper]
    return lines + [
        replace(row, position=position, is_added=True)
        for position, row in enumerate(added, len(lines) + 1)
    ]


def _goes_on(stay: Custody) -> int:
    return stay.merged_into_id or stay.pk


def _reasons(stays: Iterable[Custody], off: Container[int], session: Session) -> dict[int, str]:
    """Return, for people no longer on the roster, what took them off it."""
    gone = {stay.pk: stay for stay in stays if _goes_on(stay) in off}
    if not gone:
        return {}
    seats = Enrolment.objects.filter(custody__in=gone, course__sessions=session)
    ended = {seat.custody_id: seat for seat in seats.order_by("joined_on")}
    return {pk: _reason(stay, ended.get(pk), session) for pk, stay in gone.items()}


def _reason(stay: Custody, seat: Enrolment | None, session: Session) -> str:
    if stay.left_on is not None and stay.left_on <= session.day:
        return _since(str(stay.get_status_display()), stay.left_on)
    if seat is not None and seat.left_on is not None and seat.left_on <= session.day:
        return _since(str(seat.get_status_display()), seat.left_on)
    return _("No longer on the list of this session")


def _since(words: str, day: date) -> str:
    return _("%(what)s since %(day)s") % {"what": words, "day": date_format(day, "j F Y")}
