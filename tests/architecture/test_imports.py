"""What may import what (design.md §1): pyproject.toml's contracts, and what they cannot say."""

import subprocess
import sys

import pytest

from jombang_umkm.environment import ROOT
from tests.architecture.source import imported, lines, parse, sources

SIGNALS = ("django.dispatch", "django.db.models.signals", "django.core.signals")


def _signals(tree: object) -> list[str]:
    """Return the imports through which a file could listen to or send signals."""
    return [
        name
        for name in imported(tree)  # type: ignore[arg-type]
        if name.startswith(SIGNALS) or name.endswith(".signals") or ".signals." in name
    ]


def test_the_contracts_of_import_linter_hold() -> None:
    # The command itself, for the script beside Python breaks in a path with spaces.
    lint = "from importlinter.cli import lint_imports_command as lint; lint()"
    done = subprocess.run(
        [sys.executable, "-c", lint, "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_nothing_listens_to_signals() -> None:
    """What an action does stands in the action, not in whoever listens."""
    found = [(source.path, name) for source in sources() for name in _signals(source.tree)]
    assert not found, lines(found)


@pytest.mark.parametrize(
    "text",
    [
        "from django.db.models import signals",
        "from django.db.models.signals import post_save",
        "import django.dispatch",
        "def ready(self):\n    from django.contrib.auth.signals import user_logged_in",
    ],
)
def test_every_way_to_a_signal_is_found(text: str) -> None:
    assert _signals(parse("synthetic.py", text).tree)
