"""Who is at work: advisory locks of PostgreSQL, held by the connection that does the work.

They end with the connection, however it ends. So a job that is called running while
nobody holds its lock was cut off, and no clock is needed to tell.
"""

from contextlib import suppress
from uuid import UUID

from django.db import InterfaceError, OperationalError, connection
from django.db.backends.utils import CursorWrapper

# First keys of our locks with two keys; nothing else here uses such locks.
WORKERS = 0x6A6F6201
JOBS = 0x6A6F6202


def register_worker() -> None:
    """Tell others that a worker is here, for as long as this connection lives."""
    _ask("SELECT pg_advisory_lock_shared(%s, 0)", WORKERS)


def is_worker_there(asking: CursorWrapper) -> bool:
    """Return whether any worker is connected to the database."""
    asking.execute(
        "SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND granted"
        " AND classid = %s AND objid = 0 AND database ="
        " (SELECT oid FROM pg_database WHERE datname = current_database()))",
        [WORKERS],
    )
    return bool(asking.fetchone()[0])


def take(job: UUID) -> bool:
    """Take the lock of a job for this connection; return whether nobody else holds it."""
    return _ask("SELECT pg_try_advisory_lock(%s, %s)", JOBS, _key(job))


def release(job: UUID) -> None:
    """Give the lock of a job back; a connection that is gone has done so."""
    with suppress(InterfaceError, OperationalError):
        _ask("SELECT pg_advisory_unlock(%s, %s)", JOBS, _key(job))


def _key(job: UUID) -> int:
    """Return 31 bits of an id; where two agree, one waits for the other."""
    return job.int & 0x7FFFFFFF


def _ask(statement: str, *keys: int) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(statement, keys)
        return bool(cursor.fetchone()[0])
