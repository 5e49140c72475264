from typing import Any

import pghistory
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from jombang_umkm.actions import holidays
from jombang_umkm.errors import ActionRefused


class Command(BaseCommand):
    """Takes over a year's holidays; run it when a new joint decree has appeared."""

    help = (
        "Adds the national holidays and collective leave days of a year from the joint decree. "
        "What people changed or deleted since stays as they left it."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("year", nargs="?", type=int, help="Which year; by default this one.")

    def handle(self, *, year: int | None, **options: Any) -> None:
        year = year or timezone.localdate().year
        try:
            with pghistory.context(command="load_holidays"):
                added = holidays.load(year=year, by=None)
        except ActionRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        for holiday in added:
            self.stdout.write(str(holiday))
        self.stdout.write(f"{year}: {len(added)} added" if added else f"{year}: nothing to add")
