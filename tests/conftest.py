"""What every test stands on."""

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import pytest
import time_machine
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import IntegrityError, connection, models, transaction
from hypothesis import HealthCheck
from hypothesis import settings as properties

from jombang_umkm import database
from jombang_umkm.errors import ActionRefused
from jombang_umkm.history import versions_of
from jombang_umkm.models import User
from tests import app_role
from tests.clock import NOW

# Before anything imports them.
app_role.take_actions_as_the_application("participants", "programs")

from tests.factories.jombang_umkm import (  # noqa: E402
    AdministratorFactory,
    OfficerFactory,
    StaffFactory,
)
from tests.pages import _watching_queries, opens, statements  # noqa: E402

# Defined once for all: zeal bears to be told only once to watch.
__all__ = ["_watching_queries", "opens", "statements"]

# A machine may be shared: slow is no fault of the property. What may land is decided by the same
# examples each time; elsewhere chance goes on looking for others.
properties.register_profile(
    "shared machine",
    suppress_health_check=[HealthCheck.too_slow],
    deadline=None,
    derandomize=os.environ.get("CI") == "true",
)
properties.load_profile("shared machine")

# Files that take minutes begin first, so that all workers have something to do until the end.
# The two of the supervisor share a first start: the second comes when the first has made it.
LONGEST = (
    "tests/browser/test_screens",
    "tests/test_serve.py",
    "tests/browser/",
    "tests/test_serve_jobs.py",
    "tests/test_",
)

Unchanged = Callable[..., AbstractContextManager[None]]
Refused = Callable[..., AbstractContextManager[None]]
Breaks = Callable[[models.Model, str], list[str]]


def pytest_configure(config: pytest.Config) -> None:
    """Let the run begin at the moment that all tests know, before any of their files is read."""
    clock = time_machine.travel(NOW, tick=True)
    clock.start()
    config.add_cleanup(clock.stop)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    def place(item: pytest.Item) -> int:
        places = (at for at, start in enumerate(LONGEST) if item.nodeid.startswith(start))
        return next(places, len(LONGEST))

    items.sort(key=place)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Let the application's role work in the test database, as `prepare` does.

    In the end let go of whoever still holds it before it is dropped: a browser may have
    closed its window while the server was still answering it, and a database that somebody
    uses cannot be dropped.
    """
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        database.grant_to_app(cursor, database.APP)
    yield
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            " AND backend_type = 'client backend'"
        )


@pytest.fixture(autouse=True)
def _as_the_application(settings: Any) -> None:
    """Answer requests as the role that serves them, so that the policies hold for it."""
    settings.MIDDLEWARE = [app_role.MIDDLEWARE, *settings.MIDDLEWARE]


@pytest.fixture(autouse=True)
def _quick(settings: Any) -> None:
    """Spare tests what takes time or preparation: strong password hashes, collected files."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}


@pytest.fixture
def officer(db: None) -> User:
    return OfficerFactory()


@pytest.fixture
def staff(db: None) -> User:
    return StaffFactory()


@pytest.fixture
def administrator(db: None) -> User:
    return AdministratorFactory()


@pytest.fixture
def unchanged() -> Unchanged:
    """Return a context in which no row of these models changes and no history of them is written.

    `with unchanged(Custody, Participant): ...`
    """

    @contextmanager
    def context(*of: type[models.Model]) -> Iterator[None]:
        assert of, "say which tables stay as they are"
        before = [_all_of(model) for model in of]
        yield
        assert [_all_of(model) for model in of] == before

    return context


@pytest.fixture
def refused(unchanged: Unchanged) -> Refused:
    """Return a context in which an action is refused with that code, and changes nothing.

    `with refused("illegal_move", Custody): ...`
    """

    @contextmanager
    def context(code: str, *of: type[models.Model]) -> Iterator[None]:
        with unchanged(*of), pytest.raises(ActionRefused) as refusal:
            yield
        assert refusal.value.code == code
        assert str(refusal.value), "a refusal has a sentence for people"

    return context


@pytest.fixture
def breaks(db: None) -> Breaks:
    """Return an assertion that a row breaks that constraint, for a form and in the database.

    `breaks(Room(...), "room_name_unique")` returns all that a form says of the row.
    """

    def check(row: models.Model, name: str) -> list[str]:
        (constraint,) = [each for each in row._meta.constraints if each.name == name]
        with pytest.raises(ValidationError) as said:
            row.validate_constraints()
        assert constraint.violation_error_message in said.value.messages
        assert _refusing_constraint(row) == name
        return said.value.messages

    return check


def _all_of(model: type[models.Model]) -> tuple[list[dict[str, Any]], int]:
    """Return every row of a model, and how many versions its history keeps."""
    rows = list(model._default_manager.order_by("pk").values())
    try:
        return rows, versions_of(model).count()
    except FieldDoesNotExist:  # an append-only model is its own history
        return rows, 0


def _refusing_constraint(row: models.Model) -> str:
    """Return the name of the constraint with which the database refuses the row."""
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        row.save()
        connection.check_constraints()  # those that otherwise wait for the commit
    return error.value.__cause__.diag.constraint_name
