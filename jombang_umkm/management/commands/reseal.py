from typing import Any

import pghistory
from django.core.management.base import BaseCommand, CommandError

from jombang_umkm import scope
from jombang_umkm.actions import sealing as actions
from jombang_umkm.errors import ActionRefused
from jombang_umkm.sealing import SealedColumn, sealed_columns


class Command(BaseCommand):
    """Seals every value with the first key; run it once a key was put before the others."""

    help = (
        "Seals every sealed value anew with the first of DATA_KEYS and renews its search key. "
        "May be broken off and repeated, also while people work."
    )

    def handle(self, **options: Any) -> None:
        with pghistory.context(command="reseal"), scope.whole("a key seals all values"):
            for column in sealed_columns():
                self._reseal(column)

    def _reseal(self, column: SealedColumn) -> None:
        seen = changed = 0
        step = None
        while step is None or step.seen:
            try:
                step = actions.reseal(column=column, after=step and step.last, by=None)
            except ActionRefused as refusal:
                raise CommandError(
                    f"{refusal} Add the key that sealed it to DATA_KEYS, and run this again."
                ) from refusal
            seen += step.seen
            changed += step.changed
        self.stdout.write(f"{column}: {changed} of {seen} sealed anew")
