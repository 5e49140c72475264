"""How tests open pages: as whom, with which statements, with no query repeated for each row."""

from collections.abc import Callable
from typing import Any

import pytest
import zeal.constants
import zeal.patch
from django.conf import LazySettings
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from jombang_umkm.models import User
from tests.counting import counted

Opens = Callable[..., HttpResponse]
Statements = Callable[[User, str], int]


@pytest.fixture(scope="session")
def _watching_queries() -> None:
    """Let zeal see every query; it speaks only inside of its middleware."""
    zeal.constants.initialize_app_registry()
    zeal.patch.patch()


@pytest.fixture
def opens(settings: LazySettings, db: None, _watching_queries: None) -> Opens:
    """Return how a user opens a page, in English: `opens(officer, "/hari-ini/", tanggal="…")`.

    A query that is repeated for each row of the page fails the test.
    """
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, "zeal.middleware.zeal_middleware"]
    clients: dict[User, Client] = {}

    def get(user: User, address: str, **query: Any) -> HttpResponse:
        if user not in clients:
            clients[user] = Client()
            clients[user].force_login(user)
            clients[user].cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
        return clients[user].get(address, query)

    return get


@pytest.fixture
def statements(opens: Opens) -> Statements:
    """Return how many statements a page takes of those that count in the budgets."""

    def count(user: User, address: str) -> int:
        opens(user, address)  # who signs in takes statements that do not belong to the page
        with CaptureQueriesContext(connection) as queries:
            assert opens(user, address).status_code == 200
        return len(counted(queries))

    return count
