"""Printing: one list, and all lists of a course in one document."""

from itertools import product

from django.urls import reverse

from jombang_umkm.models import IssuedDocument
from tests.benchmarks.browser import Browser
from tests.benchmarks.counting import TIME
from tests.benchmarks.data import Sheets, signed_in
from tests.benchmarks.measure import Times, WrongAnswer, requests
from tests.benchmarks.report import Budget, say, say_figures, verdict

MILLISECONDS_A_PAGE = 50
MILLISECONDS_40_SESSIONS = 3000


def measure_prints(port: int, sheets: Sheets) -> None:
    """Print what it takes until a list is numbered, set, frozen and kept row by row."""
    browser, people = Browser(port, signed_in(sheets.officer)), len(sheets.stays)
    lists = (
        browser.post(reverse("print_session", args=[session.pk]), _choice("a4", "nama"))
        for session in sheets.sessions
    )
    printed = requests(Times(5, 40), lists, status=302)
    say_figures(f"print a list of {people}", printed, Budget(MILLISECONDS_A_PAGE))
    course = reverse("print_course", args=[sheets.sessions[0].courses.get().pk])
    for paper, order in product(("a4", "f4"), ("nama", "blok")):
        answer = browser.post(course, _choice(paper, order))
        document = IssuedDocument.objects.first()
        if answer.status != 302 or document is None:
            raise WrongAnswer(f"printing a course answered {answer.status}")
        lists_in_it = document.printed_sheets.count()
        taken = float(answer.headers[TIME])
        say(
            f"  {lists_in_it} lists of {people} in one PDF, {paper}, by {order}: {taken:.0f} ms"
            f" = {taken / lists_in_it:.1f} ms a list, {40 * taken / lists_in_it:.0f} ms for 40"
            f"  {verdict(40 * taken / lists_in_it, MILLISECONDS_40_SESSIONS, 'ms')}"
        )


def _choice(paper: str, order: str) -> dict[str, object]:
    return {"content": "kosong", "paper": paper, "order": order, "approved_by": ""}
