"""State machines: one table each, the same states in choices, constraints, queries and docs."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db.models import CheckConstraint, F, Field, Model, Q, UniqueConstraint
from django.utils import translation

from jombang_umkm.roof.management.commands import draw_docs
from jombang_umkm.transitions import Transitions
from participants.actions.custody import CONSEQUENCES
from participants.models import Custody, Transfer
from programs.forms.sheet import CLEAR, MINE, THEIRS
from programs.rules.attendance import SheetOrder, SheetState
from tests.architecture.source import APPS, TEMPLATES, Source, lines, parse, sources

MODELS = {model.__name__: model for app in APPS for model in apps.get_app_config(app).get_models()}


def _tables() -> dict[str, Transitions]:
    found = [
        value
        for source in sources()
        if source.rooms[0] == "rules"
        for value in vars(source.load()).values()
        if isinstance(value, Transitions)
    ]
    return {table.name: table for table in found}


TABLES = _tables()
WITH_STATUS = {
    name: model
    for name, model in MODELS.items()
    if any(field.name == "status" for field in model._meta.fields)
    # A kept version's status is copied, not moved.
    and not hasattr(model, "pgh_label")
    # The library of jobs moves the status of its own.
    and not model._meta.proxy
}
# What begins in another state than the table's first.
BEGINS = {
    "Custody": Custody.HELD,
    "Transfer": (Transfer.Status.SENT, Transfer.Status.OUTSIDE),
}


def test_every_status_has_its_table() -> None:
    assert set(TABLES) == set(WITH_STATUS)
    assert TABLES


@pytest.mark.parametrize("name", sorted(WITH_STATUS))
def test_choices_and_table_name_the_same_states(name: str) -> None:
    status = WITH_STATUS[name]._meta.get_field("status")
    table = TABLES[name]
    assert dict(status.choices) == dict(table.labels)
    assert set(table.moves) == set(dict(status.choices))
    assert status.default in table.moves


@pytest.mark.parametrize("name", sorted(TABLES))
def test_every_state_can_be_reached(name: str) -> None:
    table = TABLES[name]
    begins = BEGINS.get(name) or [next(iter(table.moves))]
    reached, waiting = set(begins), list(begins)
    while waiting:
        new = table.moves[waiting.pop()] - reached
        reached |= new
        waiting.extend(new)
    assert reached == set(table.moves)


# Values of choices, written as texts where a class cannot be imported.


def _conditions(q: Q) -> Iterator[tuple[str, object]]:
    for child in q.children:
        if isinstance(child, Q):
            yield from _conditions(child)
        elif isinstance(child, tuple):
            yield child


def _unknown_in_constraints(model: type[Model]) -> list[str]:
    """Return "constraint: value" for every compared value that is no choice of its field."""
    unknown = []
    for constraint in model._meta.constraints:
        condition = getattr(constraint, "condition", None)
        for lookup, value in _conditions(condition) if condition is not None else ():
            path, _separator, how = lookup.partition("__")
            choices = dict(model._meta.get_field(path).choices or ())
            values = value if how == "in" else [value] if not how else []
            if choices:
                unknown += [
                    f"{constraint.name}: {value}"
                    for value in values
                    # Another field of the row has choices of its own.
                    if value and value not in choices and not isinstance(value, F)
                ]
    return unknown


@pytest.mark.parametrize("name", sorted(MODELS))
def test_constraints_name_known_choices(name: str) -> None:
    assert not _unknown_in_constraints(MODELS[name])


def test_an_unknown_choice_is_found_however_deep() -> None:
    class Meta:
        constraints = [
            CheckConstraint(
                name="synthetic", condition=Q(mark="") | ~(Q(note="") & Q(mark__in=["HADIRR"]))
            ),
            UniqueConstraint(fields=["mark"], condition=Q(mark="ALPHA"), name="also"),
        ]

        @staticmethod
        def get_field(name: str) -> Field:  # type: ignore[type-arg]
            return MODELS["Attendance"]._meta.get_field(name)  # type: ignore[return-value]

    synthetic = type("Synthetic", (), {"_meta": Meta})
    assert _unknown_in_constraints(synthetic) == ["synthetic: HADIRR", "also: ALPHA"]


def _choices_by_field() -> dict[str, set[str]]:
    """Return, for each name of a field with choices, the values it has in any model."""
    found: dict[str, set[str]] = {}
    for model in MODELS.values():
        for field in model._meta.fields:
            if field.choices:
                found.setdefault(field.name, {""}).update(dict(field.flatchoices))
    return found


CHOICES = _choices_by_field()


def _texts(node: ast.expr) -> list[str]:
    parts = node.elts if isinstance(node, ast.List | ast.Tuple | ast.Set) else [node]
    return [
        part.value
        for part in parts
        if isinstance(part, ast.Constant) and isinstance(part.value, str)
    ]


def _unknown_in_code(source: Source) -> Iterator[str]:
    """Yield "file: text" for texts given to, or compared with, a field that has no such choice."""
    for node in ast.walk(source.tree):
        pairs: list[tuple[str, ast.expr]] = []
        if isinstance(node, ast.Call):
            names = [(each.arg or "", each.value) for each in node.keywords]
            pairs = [
                (name.removesuffix("__in").rpartition("__")[2], value) for name, value in names
            ]
        elif isinstance(node, ast.Compare) and isinstance(node.left, ast.Attribute):
            pairs = [(node.left.attr, value) for value in node.comparators]
        for name, value in pairs:
            for text in _texts(value):
                if name in CHOICES and text not in CHOICES[name]:
                    yield f"{source.path}: {name} {text}"


def test_queries_and_comparisons_name_known_choices() -> None:
    found = [unknown for source in sources() for unknown in _unknown_in_code(source)]
    assert not found, lines(found)


@pytest.mark.parametrize(
    "text",
    [
        "sessions.filter(status='ENDED')",
        "sessions.exclude(program__status__in=['REPORTED', 'OVER'])",
        "Q(session__status__in=('HELD', 'GONE'))",
        "if session.status in ('PLANNED', 'HOLD'): pass",
        "user.role == 'STAF'",
    ],
)
def test_an_unknown_choice_in_code_is_found(text: str) -> None:
    assert list(_unknown_in_code(parse("synthetic.py", text)))


# What templates compare with texts; `kind`, a component's colour, is none of it.
TEMPLATE_CHOICES = {
    "status": CHOICES["status"],
    "role": CHOICES["role"],
    "mark": CHOICES["mark"] | {CLEAR},
    "choice": {MINE, THEIRS},
    "state": set(SheetState),
    "order": set(SheetOrder),
}
COMPARISON = re.compile(r"""\b(\w+)\s*[!=]=\s*["']([^"']*)["']""")


def _unknown_in_template(text: str) -> list[str]:
    tags = re.findall(r"{%.*?%}", text)
    pairs = [pair for tag in tags for pair in COMPARISON.findall(tag)]
    return [
        f"{name} {value}"
        for name, value in pairs
        if name in TEMPLATE_CHOICES and value not in TEMPLATE_CHOICES[name]
    ]


def test_templates_name_known_choices() -> None:
    found = [
        f"{path.relative_to(TEMPLATES)}: {unknown}"
        for path in TEMPLATES.rglob("*.html")
        for unknown in _unknown_in_template(path.read_text())
    ]
    assert not found, lines(found)


def test_an_unknown_choice_in_a_template_is_found() -> None:
    text = '{% if card.state == "emtpy" %}{% elif program.status == "RUNNING" %}{% endif %}'
    assert _unknown_in_template(text) == ["state emtpy"]


# docs/transitions.md and docs/consequences.md


def test_the_drawing_shows_every_table() -> None:
    assert {table.name for table in draw_docs.TABLES} == set(TABLES)


def test_the_drawings_are_up_to_date() -> None:
    call_command("draw_docs", check=True)


def test_what_follows_a_stay_is_told_in_its_order() -> None:
    rows = re.findall(r"^\| (\d+) \| `(\w+)` \| (.+) \|$", _drawn("consequences.md"), re.MULTILINE)
    with translation.override("en"):
        told = [(name, explains) for _number, name, explains in rows]
        assert told == [(one.name, str(one.explains)) for one in CONSEQUENCES]
    assert [int(number) for number, _name, _explains in rows] == list(range(1, len(rows) + 1))
    assert rows


def _drawn(name: str) -> str:
    return (draw_docs.DOCS / name).read_text()


@pytest.mark.parametrize("name", ["transitions.md", "consequences.md", "merging.md"])
def test_an_old_drawing_is_noticed_and_drawn_anew(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(draw_docs, "DOCS", tmp_path)
    with pytest.raises(CommandError, match="make docs"):
        call_command("draw_docs", check=True)
    call_command("draw_docs")
    call_command("draw_docs", check=True)
    (tmp_path / name).write_text("old")
    with pytest.raises(CommandError, match=name):
        call_command("draw_docs", check=True)
