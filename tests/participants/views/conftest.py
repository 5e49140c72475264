"""Officers at the pages of their people."""

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import LazySettings
from django.http import HttpResponse
from django.test import Client
from django.utils import translation

from jombang_umkm.models import User

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


def errors(response: HttpResponse) -> dict[str, list[str]]:
    """Return what the page's form says in English, by field."""
    with translation.override("en"):
        found = response.context["form"].errors.items()
        return {name: [str(each) for each in said] for name, said in found}
