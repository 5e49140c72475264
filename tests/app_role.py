"""Requests and actions as the role that serves them: it owns nothing, so the policies hold for it.

What tests prepare and look at they do as the owner of the tables, who is exempt.
"""

import inspect
import pkgutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from importlib import import_module
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import connection
from django.http import HttpRequest, HttpResponse

from jombang_umkm import database, scope

MIDDLEWARE = "tests.app_role.AsTheApplication"


@contextmanager
def as_the_application() -> Iterator[None]:
    """Work as the application's role; outside of a request nothing says for whom.

    It is taken with the first statement, so that what asks nothing needs no database, and
    past Django, so that nobody counts it.
    """
    if _is_application():
        yield
        return
    taken: list[Any] = []

    def take(execute: Callable[..., Any], sql: Any, params: Any, many: Any, context: Any) -> Any:
        if connection.connection not in taken:
            taken.append(connection.connection)
            context["cursor"].cursor.execute(f"SET ROLE {database.APP}")
        return execute(sql, params, many, context)

    take.is_application = True  # type: ignore[attr-defined]
    try:
        with connection.execute_wrapper(take):
            yield
    finally:
        # A transaction that failed takes it back itself.
        if connection.connection in taken and not connection.needs_rollback:
            with connection.connection.cursor() as cursor:
                cursor.execute("RESET ROLE")


def _is_application() -> bool:
    return any(getattr(each, "is_application", False) for each in connection.execute_wrappers)


class AsTheApplication:
    """Answers a request as the application's role."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with as_the_application():
            return self.get_response(request)


def take_actions_as_the_application(*apps: str) -> None:
    """Have every action that tests import work as the application, for whoever takes it.

    So it sees what a request or a job of theirs sees, also where a test calls it by itself.
    Where the database hides what it is about, the action must refuse it by itself as well.
    """
    for app in apps:
        actions = import_module(f"{app}.actions")
        for found in pkgutil.iter_modules(actions.__path__, f"{app}.actions."):
            module = import_module(found.name)
            for name, action in inspect.getmembers(module, inspect.isfunction):
                is_action = action.__module__ == found.name and not name.startswith("_")
                if is_action and "by" in inspect.signature(action).parameters:
                    setattr(module, name, _as_the_application(action))


def _as_the_application(action: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(action)
    def act(**named: Any) -> Any:
        if _is_application():
            # A request, job or command says by itself for whom it works.
            return action(**named)
        try:
            with as_the_application(), scope.of(named["by"]):
                return action(**named)
        except ObjectDoesNotExist as hidden:
            action(**named)
            raise AssertionError("not refused where it is seen") from hidden

    return act
