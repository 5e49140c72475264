from contextlib import chdir
from typing import Any

from django.core.management import call_command
from django.core.management.base import CommandParser
from django.core.management.commands import makemessages

from jombang_umkm import environment

LOCALE = ["id"]
# Beside hidden folders, which are left out anyway when collecting.
NOT_OURS = [".*", "docs", "tests", "var"]


class Command(makemessages.Command):
    """Collects the strings of code and templates into the catalogue, and compiles it."""

    help = (
        "Collects the strings to translate into jombang_umkm/locale/id/LC_MESSAGES/django.po, "
        "without guesses for new ones, and compiles it. Needs gettext (apt install gettext)."
    )
    msgmerge_options = [*makemessages.Command.msgmerge_options, "--no-fuzzy-matching"]

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.set_defaults(
            locale=LOCALE,
            ignore_patterns=NOT_OURS,
            no_obsolete=True,
            # So that the catalogue changes only where a text does.
            no_wrap=True,
            no_location=True,
        )

    def handle(self, *args: Any, **options: Any) -> None:
        with chdir(environment.ROOT):
            super().handle(*args, **options)
            call_command("compilemessages", locale=LOCALE, ignore_patterns=NOT_OURS, verbosity=0)
