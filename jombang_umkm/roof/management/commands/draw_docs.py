from collections.abc import Iterator
from itertools import count
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation

from jombang_umkm import environment
from jombang_umkm.transitions import Transitions
from participants.actions.custody import CONSEQUENCES
from participants.rules.carried import CARRIED
from participants.rules.consequences import Consequence
from participants.rules.custody import CUSTODY, TRANSFER
from participants.rules.imports import IMPORT
from participants.rules.merging import JOININGS
from programs.rules.lifecycle import PROGRAM, SEAT, SESSION

DOCS = environment.ROOT / "docs"

TABLES = (CUSTODY, TRANSFER, IMPORT, PROGRAM, SESSION, SEAT)

TRANSITIONS = """\
# Which state may follow which

Drawn by `make docs` from the tables that the pages and the actions read: change
those (in `participants/rules/custody.py`, `participants/rules/imports.py` and
`programs/rules/lifecycle.py`), not this page.
"""

FOLLOWS = """\
# What else changes when a stay does

Drawn by `make docs` from `participants.actions.custody.CONSEQUENCES`: change that, not
this page. Recording an event and reversing one call these in this order, in the same
transaction: if one refuses, nothing has happened. Each first says what people must know
and agree to. Rosters and gate lists stand on no list: they follow from the days of the
stay and the days of the seat.

| | name | what it does |
|---|---|---|
"""


MERGING = """\
# What goes along when two records become one

Drawn by `make docs` from `participants.rules.carried.CARRIED` and, for the apps above, from
`participants.rules.merging.JOININGS`: change those, not this page. Everything that names a person
or a stay stands here: a test walks the models, and fails for a relation that is missing.

| relation | what becomes of it |
|---|---|
"""


class Command(BaseCommand):
    """Draws what docs/ shows of the code: legal moves, what follows a stay, what is merged."""

    help = "Draws docs/transitions.md, docs/consequences.md and docs/merging.md."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--check", action="store_true", help="Change nothing; fail where a page is old."
        )

    def handle(self, *, check: bool, **options: Any) -> None:
        for name, text in pages().items():
            page = DOCS / name
            if not check:
                page.write_text(text)
                self.stdout.write(f"Drew docs/{name}")
            elif not page.exists() or page.read_text() != text:
                raise CommandError(f"docs/{name} shows older code: run `make docs`")


def pages() -> dict[str, str]:
    """Return the drawn pages by name, in English as all docs are."""
    with translation.override("en"):
        return {
            "transitions.md": "\n".join([TRANSITIONS, *(_section(table) for table in TABLES)]),
            "consequences.md": FOLLOWS + "".join(map(_line, count(1), CONSEQUENCES)),
            "merging.md": MERGING + "".join(_carried()),
        }


def _carried() -> Iterator[str]:
    """Yield a line for each relation, those of the apps above last."""
    for carries in (CARRIED, *(joining.carries for joining in JOININGS)):
        for relation, how in carries.items():
            yield f"| `{relation}` | {how} |\n"


def _line(number: int, one: Consequence) -> str:
    return f"| {number} | `{one.name}` | {one.explains} |\n"


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
