"""The whole measurement, one part after the other."""

import os
from collections.abc import Callable

from django.db import connection, connections

from tests.benchmarks import data, database
from tests.benchmarks.browser import Browser, gunicorn
from tests.benchmarks.data import signed_in
from tests.benchmarks.lists import list_visits, measure_first_visit, measure_lists
from tests.benchmarks.measure import WrongAnswer, times
from tests.benchmarks.people import measure_people
from tests.benchmarks.policies import measure_policies
from tests.benchmarks.prints import measure_prints
from tests.benchmarks.report import say, say_headings
from tests.benchmarks.sheets import (
    measure_bare_sql,
    measure_own,
    measure_plain_admin,
    sheet_visits,
)

SIZES = (20, 200, 1000)


def run(url: str) -> int:
    """Print all figures but those of many people; return 0 when everything worked, else 1."""
    return _measuring(url, lambda: _measure_all(url))


def run_people(url: str) -> int:
    """Print the figures of the list of people; return 0 when everything worked, else 1."""
    return _measuring(url, measure_people)


def _measuring(url: str, measure: Callable[[], None]) -> int:
    say(f"{database.describe(url)}; gunicorn on loopback, keep-alive, warm, one after the other")
    say("best, median, p95: ms inside the application; client: median ms until the last byte")
    say("statements: without transaction control, session and user; sent: accepting br, gzip")
    say(_load())
    try:
        measure()
    except WrongAnswer as error:
        say(f"\nDoes not work: {error}")
        return 1
    say(_load())
    return 0


def _measure_all(url: str) -> None:
    administrator = data.make_administrator()
    # One session to open, one for each first saving, one for the plain admin.
    classes = [data.make_sheets(people, times(people).all + 2) for people in SIZES]
    prison = data.make_prison()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    connections.close_all()
    with gunicorn() as port:
        for sheets in classes:
            say_headings(f"A sheet of {len(sheets.stays):,}")
            measure_own(Browser(port, signed_in(sheets.officer)), sheets)
            measure_plain_admin(Browser(port, signed_in(administrator)), sheets)
            measure_bare_sql(url, sheets)
        say_headings("Lists")
        measure_lists(port, prison)
        measure_first_visit(port, classes[0])
        say_headings("Printing")
        measure_prints(port, classes[0])
    for sheets in classes[:2]:
        measure_policies(f"A sheet of {len(sheets.stays)}", sheets.officer, sheet_visits(sheets))
    measure_policies("Lists", prison.officer, list_visits(prison))


def _load() -> str:
    """Return how busy the machine is: on a busy one only `best` says much."""
    return f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"
