"""How statements are counted, and the response headers that carry the figures."""

from collections.abc import Callable
from typing import Any

TIME, STATEMENTS = "X-Bench-Ms", "X-Bench-Statements"

# What belongs to every request and not to the page: transactions, session, user.
APART = (
    "SAVEPOINT",
    "RELEASE SAVEPOINT",
    "ROLLBACK TO SAVEPOINT",
    'FROM "django_session"',
    'INTO "django_session"',
    'UPDATE "django_session"',
    'FROM "jombang_umkm_user"',
    "set_config('jombang.",
)


class Statements:
    """An execute wrapper that counts what a page sends to the database."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, execute: Callable[..., Any], sql: Any, *rest: Any) -> Any:
        text = sql.decode() if isinstance(sql, bytes) else str(sql)
        self.count += not any(part in text for part in APART)
        return execute(sql, *rest)
