from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation

from jombang_umkm import environment
from jombang_umkm.transitions import Transitions
from participants.rules.custody import CUSTODY
from programs.rules.lifecycle import PROGRAM, SEAT, SESSION

PAGE = environment.ROOT / "docs" / "transitions.md"

TABLES = (CUSTODY, PROGRAM, SESSION, SEAT)

HEAD = """\
# Which state may follow which

Drawn by `make docs` from the tables that the pages and the actions read: change
those (`participants/rules/custody.py`, `programs/rules/lifecycle.py`), not this page.
"""


class Command(BaseCommand):
    """Draws what docs/ shows of the code: docs/transitions.md, from the tables of legal moves."""

    help = "Draws the state machines into docs/transitions.md."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--check", action="store_true", help="Change nothing; fail where the page is old."
        )

    def handle(self, *, check: bool, **options: Any) -> None:
        page = transitions_page()
        if check:
            if not PAGE.exists() or PAGE.read_text() != page:
                raise CommandError("docs/transitions.md shows older tables: run `make docs`")
            return
        PAGE.write_text(page)
        self.stdout.write("Drew docs/transitions.md")


def transitions_page() -> str:
    """Return the page, in English as all docs are."""
    with translation.override("en"):
        return "\n".join([HEAD, *(_section(table) for table in TABLES)])


def _section(table: Transitions) -> str:
    return "\n".join(
        [
            f"## {table.name}",
            "",
            "```mermaid",
            table.mermaid(),
            "```",
            "",
            "| state | code | may become |",
            "|---|---|---|",
            *(_row(table, state) for state in table.moves),
            "",
        ]
    )


def _row(table: Transitions, state: str) -> str:
    after = [str(table.labels[each]) for each in table.labels if each in table.moves[state]]
    return f"| {table.labels[state]} | `{state}` | {'; '.join(after) or '–'} |"
