"""Opening and saving a sheet: ours, the plain admin's, and the bare SQL."""

from collections.abc import Iterator
from itertools import cycle, pairwise

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from programs.forms.sheet import encode
from programs.models import Attendance, Session, SheetSave
from programs.rules.attendance import Entry
from tests.benchmarks import bare_sql
from tests.benchmarks.browser import Answer, Browser
from tests.benchmarks.data import Sheets, make_empty_marks
from tests.benchmarks.measure import WrongAnswer, baseline_times, pages, requests, times
from tests.benchmarks.policies import Visit, opens
from tests.benchmarks.report import Budget, say_figures

OPEN = {20: Budget(12, 10, 40), 200: Budget(40, 10), 1000: Budget(statements=10)}
SAVE = {20: Budget(10), 200: Budget(25), 1000: Budget()}

# Each saving changes every mark from one of these to the next.
CHANGES = ("HADIR", "IZIN", "SAKIT")


def measure_own(browser: Browser, sheets: Sheets) -> None:
    """Print what our own sheet takes."""
    people, often = len(sheets.stays), times(len(sheets.stays))
    untouched, *fresh = sheets.sessions
    opened = pages(often, browser, _address(untouched))
    say_figures("open, nothing recorded", opened, OPEN[people])
    saved = requests(often, _first_saves(browser, fresh, sheets.stays), status=302)
    say_figures("save all marks", saved, SAVE[people])
    opened = pages(often, browser, _address(fresh[0]))
    say_figures("open, just recorded", opened, OPEN[people])
    changed = requests(often, _changes(browser, fresh[0], sheets.stays), status=302)
    say_figures("change all marks", changed, SAVE[people])
    for session in fresh[: often.all]:
        _require_recorded(session, people)


def measure_plain_admin(browser: Browser, sheets: Sheets) -> None:
    """Print what the same marks take in a plain admin."""
    often, session = baseline_times(len(sheets.stays)), sheets.sessions[-1]
    marks = make_empty_marks(session, sheets.stays, sheets.officer)
    address = reverse("plain:programs_session_change", args=[session.pk])
    say_figures("plain admin: open", pages(often, browser, address))
    saved = requests(often, _admin_saves(browser, address, session, marks), status=302)
    say_figures("plain admin: change all marks", saved)
    _require_recorded(session, len(marks))


def sheet_visits(sheets: Sheets) -> dict[str, Visit]:
    """Return the visits by which the cost of the policies is measured; one changes each mark."""
    recorded = sheets.sessions[1]
    last = Attendance.objects.filter(session=recorded).recorded().first()
    changes = pairwise(cycle(CHANGES[CHANGES.index(last.mark) :] + CHANGES))

    def change(client: Client) -> HttpResponse:
        return client.post(_address(recorded), _posted(sheets.stays, *next(changes)))

    return {
        "open, nothing recorded": opens(_address(sheets.sessions[0])),
        "open, recorded": opens(_address(recorded)),
        "change all marks": change,
    }


def measure_bare_sql(url: str, sheets: Sheets) -> None:
    """Print what the one statement takes by itself."""
    often, session = times(len(sheets.stays)), sheets.sessions[0]
    save = SheetSave.objects.create(
        session=session, saved_by=sheets.officer, saved_at=timezone.now()
    )
    with bare_sql.table_without_history(url) as connected:
        for table, words in (
            (bare_sql.WITHOUT_HISTORY, "bare SQL"),
            (bare_sql.WITH_HISTORY, "bare SQL with history"),
        ):
            for new, verb in ((True, "new"), (False, "changed")):
                figures = bare_sql.upserts(
                    connected, table, save=save, stays=sheets.stays, often=often, new=new
                )
                say_figures(f"{words}: {verb} marks", figures)


def _address(session: Session) -> str:
    return reverse("sheet", args=[session.pk])


def _first_saves(browser: Browser, sessions: list[Session], stays: list[int]) -> Iterator[Answer]:
    for session in sessions:
        yield browser.post(_address(session), _posted(stays, "", CHANGES[0]))


def _changes(browser: Browser, session: Session, stays: list[int]) -> Iterator[Answer]:
    for before, after in pairwise(cycle(CHANGES)):
        yield browser.post(_address(session), _posted(stays, before, after))


def _posted(stays: list[int], before: str, after: str) -> dict[str, object]:
    """Return what the page posts when every mark changes from one to the other."""
    base = encode(Entry(before))
    fields: dict[str, object] = {}
    for pk in stays:
        fields |= {f"b-{pk}": base, f"m-{pk}": after, f"t-{pk}": "", f"n-{pk}": ""}
    return fields


def _admin_saves(
    browser: Browser, address: str, session: Session, marks: list[int]
) -> Iterator[Answer]:
    for mark in cycle(CHANGES):
        fields: dict[str, object] = {
            "topic": session.topic,
            "attendances-TOTAL_FORMS": len(marks),
            "attendances-INITIAL_FORMS": len(marks),
        }
        for number, pk in enumerate(marks):
            row = f"attendances-{number}"
            fields |= {f"{row}-id": pk, f"{row}-session": session.pk, f"{row}-mark": mark}
            fields |= {f"{row}-minutes_late": "", f"{row}-note": ""}
        yield browser.post(address, fields)


def _require_recorded(session: Session, people: int) -> None:
    recorded = Attendance.objects.filter(session=session).recorded().count()
    if recorded != people:
        raise WrongAnswer(f"{recorded} of {people} marks were recorded in {session}")
