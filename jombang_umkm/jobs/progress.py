"""How far a job has come, told to whoever waits while the job's own transaction is open."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils import timezone

from jombang_umkm.models import JobProgress

# More often than this nobody sees it.
SECONDS_BETWEEN = 0.2

TELL = f"""
INSERT INTO {JobProgress._meta.db_table} (key, done, total, at) VALUES (%s, %s, %s, %s)
ON CONFLICT (key) DO UPDATE SET done = EXCLUDED.done, total = EXCLUDED.total, at = EXCLUDED.at
"""  # noqa: S608 - the name of our own table

Tell = Callable[[int], None]


@dataclass(frozen=True)
class Progress:
    """So many of so many, as of a moment."""

    done: int
    total: int
    at: datetime


class _Teller:
    def __init__(self, key: str, total: int, own: BaseDatabaseWrapper) -> None:
        self._key, self._total, self._own = key, total, own
        self._done, self._told, self._told_at = 0, -1, 0.0

    def tell(self, done: int) -> None:
        self._done = done
        if time.monotonic() - self._told_at >= SECONDS_BETWEEN:
            self.write()

    def write(self) -> None:
        if self._done != self._told:
            with self._own.cursor() as cursor:
                cursor.execute(TELL, [self._key, self._done, self._total, timezone.now()])
            self._told, self._told_at = self._done, time.monotonic()


@contextmanager
def telling(key: str, total: int) -> Iterator[Tell]:
    """Yield a function that tells how many of `total` are done; at least the first and the last.

    It writes over a connection of its own, at once and for good: others see it although
    nothing of the job is committed yet, and it stays when the job is undone. What was
    told under this key before is replaced. `key` names the work ("import-12"), nobody.
    """
    own = connection.copy()
    teller = _Teller(key, total, own)
    try:
        teller.write()
        yield teller.tell
        teller.write()
    finally:
        own.close()


def read(key: str) -> Progress | None:
    """Return how far the work of that key has come; None before it was begun."""
    row = JobProgress.objects.filter(key=key).first()
    return Progress(row.done, row.total, row.at) if row else None
