"""A database of the benchmark's own, beside the one of DATABASE_URL, thrown away at the end."""

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from psycopg2 import sql

from jombang_umkm import database

NAME = "jombang_umkm_bench"


@contextmanager
def throw_away() -> Iterator[str]:
    """Give the URL of an empty database; one left by a benchmark that was killed goes first."""
    owner = database.urls().owner
    _run(owner, "DROP DATABASE IF EXISTS {} WITH (FORCE)")
    _run(owner, "CREATE DATABASE {}")
    try:
        yield urlsplit(owner)._replace(path=f"/{NAME}").geturl()
    finally:
        _run(owner, "DROP DATABASE IF EXISTS {} WITH (FORCE)")


def describe(url: str) -> str:
    """Return the server's version, and whether a commit waits for the disk."""
    connected = database.connect(url)
    with connected.cursor() as cursor:
        cursor.execute(
            "SELECT split_part(current_setting('server_version'), ' ', 1),"
            " current_setting('fsync') = 'on' AND current_setting('synchronous_commit') <> 'off'"
        )
        version, is_durable = cursor.fetchone()
    connected.close()
    return f"PostgreSQL {version}, commits {'wait' if is_durable else 'do not wait'} for the disk"


def _run(url: str, statement: str) -> None:
    connected = database.connect(url)
    with connected.cursor() as cursor:
        cursor.execute(sql.SQL(statement).format(sql.Identifier(NAME)))
    connected.close()
