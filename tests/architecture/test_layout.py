"""Where things lie, what they are called, and how long they grow (design.md §1)."""

import re

import pytest

from jombang_umkm.environment import ROOT
from jombang_umkm.roof.seed.trades import TRADES
from tests.architecture.source import APPS, TEMPLATES, Source, functions, lines, parse, sources

TOP_LEVEL = {
    *APPS,
    "manage.py",
    "pyproject.toml",
    "templates",
    "static",
    "tests",
    "README.md",
    # What tools need at the root.
    "Makefile",
    "requirements.txt",
    "docs",
    # What runs leave behind.
    "var",
}
# Names under which anything could lie.
NAMELESS = {"utils", "util", "services", "core", "helpers", "common", "misc", "lib"}

# A file or function of this length is asked whether it is two.
FILE_LINES = 350
FUNCTION_LINES = 45

TRADE_NAMES = re.compile("|".join(re.escape(trade.skill) for trade in TRADES), re.IGNORECASE)


def _long_functions(source: Source) -> list[str]:
    return [
        f"{source.path}: {node.name}"
        for node in functions(source.tree)
        if (node.end_lineno or 0) - node.lineno + 1 > FUNCTION_LINES
    ]


def test_the_top_level_is_fixed() -> None:
    found = {path.name for path in ROOT.iterdir() if not path.name.startswith(".")}
    assert found <= TOP_LEVEL


def test_every_name_says_what_is_inside() -> None:
    found = [source.path for source in sources() if NAMELESS & {source.app, *source.rooms}]
    assert not found, lines(found)


def test_no_file_is_long() -> None:
    long = [source.path for source in sources() if len(source.text.splitlines()) > FILE_LINES]
    assert not long, lines(long)


def test_no_function_is_long() -> None:
    long = [name for source in sources() for name in _long_functions(source)]
    assert not long, lines(long)


def test_a_long_function_is_found_inside_a_class_too() -> None:
    body = "\n".join(f"        step({number})" for number in range(FUNCTION_LINES))
    assert _long_functions(parse("synthetic.py", f"class A:\n    def act(self):\n{body}\n"))


@pytest.mark.parametrize("app", ["jombang_umkm", "participants", "partners"])
def test_nothing_below_programs_names_a_skill(app: str) -> None:
    """Which skills there are is data: the next programme brings others."""
    found = [
        f"{source.path}: {match.group()}"
        for source in sources()
        if source.app == app and not source.is_in_roof
        for match in TRADE_NAMES.finditer(source.text)
    ]
    assert not found, lines(found)


def test_no_template_names_a_skill() -> None:
    found = [
        path.relative_to(TEMPLATES)
        for path in TEMPLATES.rglob("*.html")
        if TRADE_NAMES.search(path.read_text())
    ]
    assert not found, lines(found)


def test_the_names_of_skills_are_known_to_this_test() -> None:
    assert len(TRADES) == 6
    assert TRADE_NAMES.search(f"{TRADES[0].skill.upper()} lanjutan")
