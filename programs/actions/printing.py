"""Printing attendance lists and the monthly page: frozen, with their rows for typing them back."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from jombang_umkm import documents
from jombang_umkm.actions.documents import Draft, issue
from jombang_umkm.errors import ActionRefused
from jombang_umkm.models import IssuedDocument, Signatory, User
from participants.models import Custody
from programs import permissions
from programs.models import Attendance, PrintedRow, PrintedSheet, Session
from programs.rules.attendance import Entry, in_order
from programs.rules.paper import Paper, SheetOptions, in_office, month_data, sheet_data
from programs.rules.progress import Progress

# Documents are in Indonesian, whoever prints them.
LANGUAGE = "id"


@transaction.atomic
def print_sheets(
    *, sessions: Sequence[Session], options: SheetOptions, title: str, by: User, at: datetime
) -> IssuedDocument:
    """Print the lists of these sessions in one document, and return it.

    Those called off are left out. Blank ones are kept row by row, to be typed back
    by their number. Nothing having changed since, it is the document printed before.

    Raises ActionRefused: "not_allowed", "nothing_to_print", "unprintable".
    """
    for program in {session.program for session in sessions}:
        permissions.require_print(by, program)
    chosen = _readable(sessions)
    if not chosen:
        raise ActionRefused("nothing_to_print", _("There is no session to print a list for."))
    rosters = _rosters(chosen, options)
    with translation.override(LANGUAGE):
        issued = issue(draft=_draft(chosen, rosters, options, title), by=by, at=at)
    if issued.is_new and not options.filled:
        _keep_rows(chosen, rosters, issued.document, issued.numbers)
    return issued.document


@transaction.atomic
def print_month(
    *,
    progress: Progress,
    first: date,
    dated_on: date,
    paper: Paper,
    signatories: Sequence[Signatory],
    by: User,
    at: datetime,
) -> IssuedDocument:
    """Print a course's attendance in the month that begins with `first`, and return the document.

    Raises ActionRefused: "not_allowed", "nothing_to_print", "unprintable".
    """
    course = progress.course
    permissions.require_print(by, course.program)
    with translation.override(LANGUAGE):
        data = month_data(progress, first=first, dated_on=dated_on, signatories=signatories)
        title = _("Attendance %(course)s, %(month)s") % {
            "course": course.name,
            "month": date_format(first, "F Y"),
        }
    if not data["sessions"]:
        raise ActionRefused("nothing_to_print", _("The course has no session in this month."))
    draft = Draft(
        kind=IssuedDocument.Kind.MONTH,
        template="rekap-bulanan",
        prefix="RB",
        office=course.program.office,
        facility=course.program.facility,
        title=title,
        dated_on=dated_on,
        data={"title": title, "paper": paper.value, **data},
        numbered=lambda data, numbers: {**data, "number": numbers[0]},
    )
    return issue(draft=draft, by=by, at=at).document


def _readable(sessions: Sequence[Session]) -> list[Session]:
    """Return the sessions anew, with their names, by time; without those called off."""
    again = Session.objects.filter(pk__in=[session.pk for session in sessions]).going_ahead()
    named = again.with_names().with_speakers().prefetch_related("courses")
    return list(named.select_related("program__office").in_order())


def _rosters(sessions: Sequence[Session], options: SheetOptions) -> dict[int, list[Custody]]:
    """Return who is on each session's list, in the order of the rows."""
    pairs = list(Session.objects.filter(pk__in=[each.pk for each in sessions]).rosters())
    stays = Custody.objects.select_related("participant").in_bulk({stay for _, stay in pairs})
    rosters: dict[int, list[Custody]] = {session.pk: [] for session in sessions}
    for session, stay in pairs:
        rosters[session].append(stays[stay])
    return {session: in_order(roster, options.order) for session, roster in rosters.items()}


def _draft(
    sessions: Sequence[Any],
    rosters: Mapping[int, Sequence[Custody]],
    options: SheetOptions,
    title: str,
) -> Draft:
    marks = _marks(sessions) if options.filled else {}
    approvers = _holders_of_the_post(options.approved_by)
    lengths = _lengths(sessions)
    sheets = [
        sheet_data(
            session,
            rosters[session.pk],
            marks.get(session.pk, {}),
            of=lengths.get(session.pk),
            filled=options.filled,
            approved_by=in_office(approvers, on=session.day),
        )
        for session in sessions
    ]
    program = sessions[0].program
    return Draft(
        kind=IssuedDocument.Kind.RECORD if options.filled else IssuedDocument.Kind.SHEET,
        template="daftar-hadir",
        prefix="RH" if options.filled else "DH",
        office=program.office,
        facility=program.facility,
        title=title,
        dated_on=sessions[0].day,
        data={"title": title, "paper": options.paper.value, "sheets": sheets},
        numbered=_numbered,
        copies=len(sheets),
    )


def _numbered(data: Mapping[str, Any], numbers: Sequence[str]) -> dict[str, Any]:
    """Put the numbers on the lists; those to be typed back carry it as a QR code too."""
    sheets = [
        {
            **sheet,
            "number": number,
            "qr_svg": documents.qr_svg(number) if sheet["variant"] == "blank" else None,
        }
        for sheet, number in zip(data["sheets"], numbers, strict=True)
    ]
    return {**data, "sheets": sheets}


def _marks(sessions: Sequence[Session]) -> dict[int, dict[int, Entry]]:
    found: dict[int, dict[int, Entry]] = {}
    for mark in Attendance.objects.filter(session__in=sessions):
        found.setdefault(mark.session_id, {})[mark.custody_id] = Entry.of(mark)
    return found


def _holders_of_the_post(chosen: Signatory | None) -> list[Signatory]:
    """Return who held the chosen one's post, whenever: each list is signed by that of its day."""
    if chosen is None:
        return []
    holders = Signatory.objects.filter(facility=chosen.facility_id, title__iexact=chosen.title)
    return list(holders)


def _lengths(sessions: Sequence[Session]) -> dict[int, int]:
    """Return, for each session, how many sessions its course has that were not called off."""
    courses = {course.pk for session in sessions for course in session.courses.all()}
    through = Session.courses.through.objects.filter(
        course__in=courses, session__status__in=["PLANNED", "HELD"]
    )
    held: dict[int, int] = {}
    for course in through.values_list("course", flat=True):
        held[course] = held.get(course, 0) + 1
    return {
        session.pk: max(held[each.pk] for each in session.courses.all()) for session in sessions
    }


def _keep_rows(
    sessions: Sequence[Session],
    rosters: Mapping[int, Sequence[Custody]],
    document: IssuedDocument,
    numbers: Sequence[str],
) -> None:
    sheets = PrintedSheet.objects.bulk_create(
        PrintedSheet(session=session, document=document, number=number)
        for session, number in zip(sessions, numbers, strict=True)
    )
    PrintedRow.objects.bulk_create(
        PrintedRow(sheet=sheet, position=position, custody=stay)
        for sheet in sheets
        for position, stay in enumerate(rosters[sheet.session_id], 1)
    )
