import secrets
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from jombang_umkm import database, demo
from jombang_umkm.models import User
from jombang_umkm.roof.seed import Outcome, SeedRefused, plant


class Command(BaseCommand):
    """Fills an empty database with invented data; see `jombang_umkm.roof.seed`."""

    help = (
        "Fills an empty database with two programmes, 22 invented people and the sign-ins "
        "dinas, petugas and admin. Where they are already, only the sign-ins are looked after."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--password", help="Give the three sign-ins this password.")
        parser.add_argument(
            "--if-empty", action="store_true", help="Do nothing when anybody can sign in already."
        )

    def handle(self, *, password: str | None, if_empty: bool, **options: Any) -> None:
        if if_empty and User.objects.exists():
            self.stdout.write("Not seeded: this database has users already.")
            return
        if password is not None and not password.strip():
            raise CommandError("The password is empty.")
        in_force = password or _generated_password()
        try:
            outcome = plant(
                today=timezone.localdate(), password=in_force, reset=password is not None
            )
        except SeedRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        self._say(outcome, shown=None if password else in_force)

    def _say(self, outcome: Outcome, *, shown: str | None) -> None:
        if outcome.is_new:
            self.stdout.write("Seeded two programmes and 22 invented people.")
        else:
            self.stdout.write("Seeded before: people and programmes were left as they are.")
        if not outcome.password_set_for:
            return
        names = ", ".join(outcome.password_set_for)
        if shown:
            self.stdout.write(f"Sign in as {names} with the password {shown}")
        else:
            self.stdout.write(f"Password set for {names}.")


def _generated_password() -> str:
    """Return a new password; on the embedded database the one that `make run` shows each time."""
    if database.is_embedded():
        return demo.password()
    return secrets.token_urlsafe(9)
