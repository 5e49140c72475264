"""Sealed values: columns that nobody reads without the keys, and the keys that find them.

What is sealed reads differently each time, so beside it stands a search key: the
same for the same value, and of no use without DATA_SEARCH_KEY. Search and
uniqueness look at that and open nothing. docs/operate.md says how keys are kept.
"""

import base64
import hmac
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.apps import apps
from django.conf import settings
from django.db import models


class SealBroken(Exception):  # noqa: N818 - a finding, named as one
    """No key in force opens a sealed value; the text holds neither the value nor a key."""


class SealedField(models.TextField):  # type: ignore[type-arg]
    """A column that holds what `seal()` returns, or nothing; it seals and opens nothing itself.

    `key_field` names the column beside it for the value's `search_key()`; without one, the
    value is never looked for.
    """

    def __init__(self, *args: Any, key_field: str = "", **options: Any) -> None:
        self.key_field = key_field
        super().__init__(*args, **options)

    def deconstruct(self) -> Any:
        name, path, args, options = super().deconstruct()
        return name, path, args, {**options, "key_field": self.key_field}


@dataclass(frozen=True)
class SealedColumn:
    """Where sealed values lie: the model, the field, and the field of their search keys, if any."""

    model: type[models.Model]
    name: str
    key_name: str

    def __str__(self) -> str:
        return f"{self.model._meta.label}.{self.name}"

    def key_of(self, row: models.Model) -> str | None:
        """Return the search key of a row's value; None where the value is never looked for."""
        return getattr(row, self.key_name) if self.key_name else None

    def filled(self) -> models.QuerySet[Any]:
        """Return the rows that hold a sealed value, in the order of their keys."""
        return self.model._base_manager.exclude(**{self.name: ""}).order_by("pk")


def seal(plain: str) -> str:
    """Return the value sealed with the first of DATA_KEYS; each time another text."""
    return _opener(settings.DATA_KEYS).encrypt(plain.encode()).decode("ascii")


def open_sealed(token: str) -> str:
    """Return the value that was sealed, with whichever of DATA_KEYS. Raises SealBroken."""
    return _open(token, settings.DATA_KEYS)


def is_current(token: str) -> bool:
    """Return whether the first of DATA_KEYS sealed it."""
    try:
        _open(token, settings.DATA_KEYS[:1])
    except SealBroken:
        return False
    return True


def search_key(plain: str) -> str:
    """Return 64 hexadecimal digits, the same for the same value (HMAC-SHA256)."""
    return hmac.digest(settings.DATA_SEARCH_KEY.encode(), plain.encode(), "sha256").hex()


def sealed_columns() -> Iterator[SealedColumn]:
    """Yield every sealed column of every table."""
    for model in apps.get_models(include_auto_created=True):
        # Not those of its parents: a proxy has none of its own.
        for field in model._meta.local_fields:
            if isinstance(field, SealedField):
                yield SealedColumn(model, field.name, field.key_field)


def _open(token: str, secrets: tuple[str, ...]) -> str:
    try:
        return _opener(secrets).decrypt(token.encode()).decode()
    except InvalidToken:
        raise SealBroken("None of the keys in force opens this sealed value") from None


@lru_cache(maxsize=4)
def _opener(secrets: tuple[str, ...]) -> MultiFernet:
    """Return what seals with the first secret and opens with any; it never changes."""
    keys = (base64.urlsafe_b64encode(sha256(secret.encode()).digest()) for secret in secrets)
    return MultiFernet([Fernet(key) for key in keys])
