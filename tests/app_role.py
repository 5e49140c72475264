"""Requests as the role that serves them: it owns nothing, so the policies hold for it.

What tests prepare and look at they do as the owner of the tables, who is exempt.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse

from jombang_umkm import database

MIDDLEWARE = "tests.app_role.AsTheApplication"


@contextmanager
def as_the_application() -> Iterator[None]:
    """Work as the application's role; outside of a request nothing says for whom.

    It is taken with the first statement, so that what asks nothing needs no database, and
    past Django, so that nobody counts it.
    """
    taken: list[Any] = []

    def take(execute: Callable[..., Any], sql: Any, params: Any, many: Any, context: Any) -> Any:
        if connection.connection not in taken:
            taken.append(connection.connection)
            context["cursor"].cursor.execute(f"SET ROLE {database.APP}")
        return execute(sql, params, many, context)

    try:
        with connection.execute_wrapper(take):
            yield
    finally:
        # A transaction that failed takes it back itself.
        if connection.connection in taken and not connection.needs_rollback:
            with connection.connection.cursor() as cursor:
                cursor.execute("RESET ROLE")


class AsTheApplication:
    """Answers a request as the application's role."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with as_the_application():
            return self.get_response(request)
