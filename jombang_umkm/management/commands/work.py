from typing import Any

import psycopg2  # type: ignore[import-untyped]
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import InterfaceError, OperationalError

from jombang_umkm import database
from jombang_umkm.jobs.worker import Worker


class Command(BaseCommand):
    """Does the jobs that wait and that come; `make run` and `make dev` keep one of it."""

    help = (
        "Does work outside the requests until Ctrl-C. Several may run on one database. "
        "A job that is cut off is begun again by whichever works next."
    )
    # The tests check the system; a start need not.
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--mark", help="Does nothing: by it the process is found again.")

    def handle(self, **options: Any) -> None:
        try:
            Worker(until_changed=settings.DEBUG).run()
        except (InterfaceError, OperationalError) as error:
            cause = error.__cause__
            reason = database.reason(cause) if isinstance(cause, psycopg2.Error) else "no answer"
            raise CommandError(f"The worker has lost the database: {reason}") from None
