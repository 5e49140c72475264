"""Officers at the pages of their people."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import time_machine
from django.conf import LazySettings
from django.http import HttpResponse
from django.test import Client
from django.utils import translation

from jombang_umkm.models import User
from tests.participants.importing import NOW

SignsIn = Callable[[User], Client]


@pytest.fixture
def signs_in(settings: LazySettings, db: None, _watching_queries: None) -> SignsIn:
    """Return how somebody signs in, in English; a query repeated for each row fails the test."""
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, "zeal.middleware.zeal_middleware"]

    def sign_in(user: User, **options: Any) -> Client:
        client = Client(**options)
        client.force_login(user)
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
        return client

    return sign_in


@pytest.fixture
def list_client(officer: User, signs_in: SignsIn, settings: LazySettings) -> Client:
    """An officer at the pages of lists: one post chooses and confirms, and each locks the list."""
    settings.ZEAL_ALLOWLIST = [{"model": "participants.PeopleImport", "field": "get()"}]
    return signs_in(officer)


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    """The clock at the moment the helpers of imports know; it can be moved on."""
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


def errors(response: HttpResponse) -> dict[str, list[str]]:
    """Return what the page's form says in English, by field."""
    with translation.override("en"):
        found = response.context["form"].errors.items()
        return {name: [str(each) for each in said] for name, said in found}
