"""The application as gunicorn loads it, with its time and its statements in two headers."""

import os
from collections.abc import Callable, Iterable
from time import perf_counter
from typing import Any

from django.core.wsgi import get_wsgi_application
from django.db import connection

from jombang_umkm import database
from tests.benchmarks.counting import STATEMENTS, TIME, Statements

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.benchmarks.settings")

inner = get_wsgi_application()

if database.is_embedded():
    # As the application's role, so that what the policies cost is measured too.
    connection.settings_dict["OPTIONS"]["options"] = f"-c role={database.APP}"


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Answer as the application does; the time ends when the whole page is made."""
    statements = Statements()
    answer: list[Any] = []
    started = perf_counter()
    with connection.execute_wrapper(statements):
        body: Iterable[bytes] = inner(environ, lambda *parts: answer.extend(parts))
    milliseconds = 1000 * (perf_counter() - started)
    status, headers, *rest = answer
    figures = [(TIME, f"{milliseconds:.3f}"), (STATEMENTS, str(statements.count))]
    start_response(status, [*headers, *figures], *rest)
    return body
