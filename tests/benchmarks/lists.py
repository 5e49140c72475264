"""The pages that list: Hari ini, a course, and the first visit of all."""

from django.urls import reverse

from tests.benchmarks.browser import Browser
from tests.benchmarks.data import Prison, Sheets, signed_in
from tests.benchmarks.first_visit import first_visit
from tests.benchmarks.measure import pages, times
from tests.benchmarks.policies import Visit, opens
from tests.benchmarks.report import Budget, kilobytes, say, say_figures, verdict

LIST = Budget(statements=10)
FIRST_VISIT_KB = 200


def measure_lists(port: int, prison: Prison) -> None:
    """Print what the day and a course take in a prison with many sessions behind it."""
    browser = Browser(port, signed_in(prison.officer))
    day = pages(times(40), browser, reverse("today"))
    say_figures(f"Hari ini, {prison.past} past, {prison.open} open", day, LIST)
    course = pages(times(40), browser, reverse("course", args=[prison.course.pk]))
    say_figures("course, 40 people × 40 sessions", course, LIST)


def list_visits(prison: Prison) -> dict[str, Visit]:
    """Return the visits by which the cost of the policies is measured."""
    return {
        "Hari ini": opens(reverse("today")),
        "course": opens(reverse("course", args=[prison.course.pk])),
    }


def measure_first_visit(port: int, sheets: Sheets) -> None:
    """Print how much an officer's browser fetches before the first sheet stands there."""
    sheet = reverse("sheet", args=[sheets.sessions[0].pk])
    officer = Browser(port, signed_in(sheets.officer))
    pages_sent, assets_sent, assets = first_visit(
        stranger=Browser(port), officer=officer, sheet=sheet
    )
    whole = pages_sent + assets_sent
    say(
        f"  first visit: sign-in, Hari ini and a sheet {kilobytes(pages_sent)}"
        f" + {assets} assets {kilobytes(assets_sent)} = {kilobytes(whole)}"
        f"  {verdict(whole / 1000, FIRST_VISIT_KB, 'KB')}"
    )
