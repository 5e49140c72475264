"""What the policies of row-level security cost: each page in turn with and without them.

In this process: once as the owner of the tables, who is exempt and to whom nothing has to be
said, once as the application. So whatever else the machine does slows both.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from time import perf_counter
from unittest.mock import patch

from django.db import connection
from django.http import HttpResponse
from django.test import Client, override_settings

from jombang_umkm import database, scope
from jombang_umkm.models import User
from tests.app_role import as_the_application
from tests.benchmarks.measure import Figures, Times, WrongAnswer
from tests.benchmarks.report import say, say_cost

OFTEN = Times(5, 60)
# The most that policies may add, in percent.
MOST = 10

Visit = Callable[[Client], HttpResponse]


def measure_policies(title: str, user: User, visits: Mapping[str, Visit]) -> None:
    """Print what each visit of that user takes with the policies and without.

    Needs the role of the application that the embedded database has; says so without it.
    """
    if not database.is_embedded():
        say("\nThe policies' cost is measured on the embedded database only.")
        return
    say(f"\n{title}, without the policies and with them")
    with override_settings(ALLOWED_HOSTS=["localhost"]):
        client = Client(HTTP_HOST="localhost")
        client.force_login(user)
        for name, visit in visits.items():
            without, with_them = _measure(client, user, visit)
            say_cost(name, without, with_them, MOST)


def opens(address: str) -> Visit:
    """Return the visit that opens a page."""
    return lambda client: client.get(address)


def _measure(client: Client, user: User, visit: Visit) -> tuple[Figures, Figures]:
    without, with_them = Figures([]), Figures([])
    for number in range(OFTEN.all):
        with _exempt(user):
            owners = _milliseconds(client, visit)
        with as_the_application():
            applications = _milliseconds(client, visit)
        if number >= OFTEN.unmeasured:
            without.server.append(owners)
            with_them.server.append(applications)
    return without, with_them


@contextmanager
def _exempt(user: User) -> Iterator[None]:
    """Work as the owner, to whom it was said once for whom."""
    with scope.of(user), patch.object(scope, "_tell", lambda _scope: None):
        yield


def _milliseconds(client: Client, visit: Visit) -> float:
    connection.ensure_connection()
    started = perf_counter()
    answer = visit(client)
    milliseconds = 1000 * (perf_counter() - started)
    if answer.status_code not in (200, 302):
        raise WrongAnswer(f"{answer.status_code} {answer.request['PATH_INFO']}")
    return milliseconds
