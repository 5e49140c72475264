"""Prints what opening and saving a sheet takes, beside a plain admin and the bare SQL.

    python -m tests.benchmarks
    python -m tests.benchmarks people

The second measures the list of people with 300,000 in the database, which takes minutes.
Uses the PostgreSQL of DATABASE_URL (its role must be allowed to make databases)
or, under `serve exec --volatile`, the embedded one; works on a database of its own
and drops it. Says so and ends with 1 when something does not work; never because
of a time.
"""

import os
import signal
import sys
import tempfile
from typing import Any

from psycopg2 import OperationalError

from jombang_umkm import database
from tests.benchmarks.database import throw_away


def main() -> int:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    try:
        with tempfile.TemporaryDirectory() as folder, throw_away() as url:
            _use(url, folder)
            return _run(url)
    except (database.Unreachable, OperationalError) as error:
        sys.stderr.write(f"The benchmark needs a PostgreSQL: {str(error).strip()}\n")
        return 1


def _use(url: str, folder: str) -> None:
    """Point the settings, ours and gunicorn's, at the throw-away database and folder."""
    for name in ("DEBUG", "PUBLIC_URL", "BIND"):
        os.environ.pop(name, None)
    os.environ["DATABASE_URL"] = os.environ["DATABASE_OWNER_URL"] = url
    os.environ["BENCH_FOLDER"] = folder
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.benchmarks.settings"


def _run(url: str) -> int:
    import django
    from django.core.management import call_command
    from django.db import connection

    django.setup()
    quiet: dict[str, Any] = {"interactive": False, "verbosity": 0}
    call_command("migrate", **quiet)
    if database.is_embedded():
        with connection.cursor() as cursor:
            database.grant_to_app(cursor, database.APP)
    call_command("collectstatic", **quiet)
    from tests.benchmarks import run

    try:
        return run.run_people(url) if sys.argv[1:] == ["people"] else run.run(url)
    finally:
        connection.close()


if __name__ == "__main__":
    sys.exit(main())
