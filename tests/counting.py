"""Counting the statements that the budgets of the design count."""

from collections.abc import Iterable, Mapping

# Transaction control, the session, the user and their scope come with every request.
UNCOUNTED = (
    "SAVEPOINT ",
    "BEGIN",
    "COMMIT",
    "django_session",
    "set_config('jombang.",
    'FROM "jombang_umkm_user" LEFT OUTER JOIN',
)


def counted(queries: Iterable[Mapping[str, str]]) -> list[str]:
    """Return the SQL of those captured statements that count in a budget."""
    statements = [query["sql"] for query in queries]
    return [sql for sql in statements if not any(part in sql for part in UNCOUNTED)]
