"""Every action is told who acts, does all or nothing, and names its refusals (design.md §2)."""

import ast
import inspect
import re
import textwrap
import types
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from jombang_umkm.environment import ROOT
from jombang_umkm.errors import ActionRefused
from jombang_umkm.models import User
from jombang_umkm.spreadsheets.refusals import SENTENCES
from jombang_umkm.spreadsheets.refusals import refusal as spreadsheet_refusal
from tests.architecture.source import APPS, Source, imported, in_room, lines, parse

Action = Callable[..., Any]

# Actions that a command takes too, where nobody is signed in: `by` is None there.
WITHOUT_USER = {
    "jombang_umkm.actions.holidays.load": "the yearly decree, by a command and when seeding",
    "jombang_umkm.actions.sealing.reseal": "keys change outside, and a command follows",
}

# What a guard below would refuse, had not another refused first.
NEVER_REACHED = {
    # The first mark holds a planned session, the last one cleared plans a held one: both
    # legal, and sessions in other states take no marks.
    "programs.actions.attendance.record": {"illegal_move"},
    "programs.actions.attendance.undo": {"illegal_move"},
    "programs.actions.attendance.move": {"illegal_move"},
    # A session that was not called off is left alone before the table is asked.
    "programs.actions.session.reinstate": {"illegal_move"},
    # The stay whose number is taken over does not have it any more.
    "participants.actions.merge.merge": {"number_taken"},
    # Only whoever is held is sent, and they are received as what they were.
    "participants.actions.transfer.accept": {"not_held"},
    # Told as "one_refused", with who it is.
    "participants.actions.events.record_all": {
        *("not_allowed", "illegal_move", "not_former_state", "before_entry", "out_of_order"),
        *("future_day", "document_needed", "reason_needed", "number_not_now", "number_needed"),
        *("number_taken", "destination_needed", "no_destination", "same_facility"),
        *("already_recorded", "held_elsewhere"),
    },
    # The file was read when it was uploaded, its columns chosen when they were matched.
    "participants.actions.import_reading.read": {
        *("too_large", "not_a_spreadsheet", "encrypted", "too_many_rows", "too_many_columns"),
        *("too_many_cells", "bomb", "broken", "web_page", "empty", "quotes"),
        *("no_such_column", "forbidden_column", "field_twice"),
        *("expiry_before_entry", "counted_after_entry", "parts_out_of_order"),
    },
    # Told as what is wrong with a row.
    "participants.actions.import_saving.save": {
        *("expiry_before_entry", "counted_after_entry", "parts_out_of_order"),
    },
    # What stood there before may stand there again; what may not, was built on.
    "participants.actions.import_undo.undo": {
        *("after_event", "after_absence", "future_day"),
        *("number_needed", "number_taken", "held_elsewhere", "expiry_before_entry"),
        *("counted_after_entry", "parts_out_of_order", "agreement_needed", "accepted_there"),
        *("is_opening", "is_reversal", "not_last"),
    },
}

REFUSAL_NAMES = {each.__name__ for each in (ActionRefused, *ActionRefused.__subclasses__())}

CODE = re.compile(r'"([a-z_]+)"')
REFUSALS_OF = re.compile(r"refusals of\s+(\w+)\(\)")


def _actions() -> dict[str, Action]:
    found = {}
    for source in in_room("actions"):
        module = source.load()
        for name, value in vars(module).items():
            if inspect.isfunction(value) and value.__module__ == module.__name__:
                found[f"{module.__name__}.{name}"] = value
    return {name: value for name, value in found.items() if not value.__name__.startswith("_")}


ACTIONS = _actions()
each_action = pytest.mark.parametrize("name", sorted(ACTIONS))


def _node(function: Action) -> ast.FunctionDef:
    """Return a function's own source, whatever wraps it."""
    text = textwrap.dedent(inspect.getsource(inspect.unwrap(function)))
    node = ast.parse(text).body[0]
    assert isinstance(node, ast.FunctionDef)
    return node


def _called(function: Action) -> Iterator[Action]:
    """Yield the functions of ours that a function calls by a name of its module."""
    plain = inspect.unwrap(function)
    own = set(plain.__code__.co_varnames)
    for node in ast.walk(_node(function)):
        if not isinstance(node, ast.Call):
            continue
        first, *rest = ast.unparse(node.func).split(".")
        if first in own or first not in plain.__globals__:
            continue
        value = plain.__globals__[first]
        for part in rest:
            value = getattr(value, part, None)
        if isinstance(value, types.FunctionType | types.MethodType) and _is_ours(value):
            yield value


def _is_ours(function: Action) -> bool:
    return function.__module__.partition(".")[0] in APPS


# What makes a refusal of one of the codes of a table.
OF_A_TABLE = {spreadsheet_refusal: SENTENCES}


def _raised(function: Action) -> Iterator[str]:
    """Yield the codes written out in a function's own `raise ActionRefused(...)`."""
    if function in OF_A_TABLE:
        yield from OF_A_TABLE[function]
        return
    for node in ast.walk(_node(function)):
        if isinstance(node, ast.Call) and ast.unparse(node.func) in REFUSAL_NAMES:
            code = node.args[0]
            assert isinstance(code, ast.Constant), f"{function.__qualname__}: a code is a literal"
            yield code.value


def refusals(function: Action) -> set[str]:
    """Return the codes that a function, and what it calls of ours, can refuse with."""
    codes, seen, waiting = set(), set(), [function]
    while waiting:
        each = waiting.pop()
        if each.__qualname__ + each.__module__ not in seen:
            seen.add(each.__qualname__ + each.__module__)
            codes.update(_raised(each))
            waiting.extend(_called(each))
    return codes


def documented(function: Action) -> tuple[set[str], set[str]]:
    """Return the codes that a docstring names, and those it takes from another action's."""
    _before, _raises, after = (inspect.getdoc(function) or "").partition("Raises ActionRefused")
    known = inspect.unwrap(function).__globals__
    others = [known[name] for name in REFUSALS_OF.findall(after)]
    return set(CODE.findall(after)), set().union(*(documented(other)[0] for other in others))


def test_there_are_actions() -> None:
    assert "programs.actions.attendance.record" in ACTIONS


@each_action
def test_every_argument_is_named(name: str) -> None:
    kinds = {argument.kind for argument in inspect.signature(ACTIONS[name]).parameters.values()}
    assert kinds == {inspect.Parameter.KEYWORD_ONLY}


@each_action
def test_it_takes_who_acts(name: str) -> None:
    by = inspect.signature(ACTIONS[name]).parameters["by"]
    assert by.annotation == (User | None if name in WITHOUT_USER else User)
    assert by.default is inspect.Parameter.empty


def test_exceptions_are_still_actions() -> None:
    assert set(WITHOUT_USER) <= set(ACTIONS)
    assert all(codes <= refusals(ACTIONS[name]) for name, codes in NEVER_REACHED.items())


@each_action
def test_it_does_all_or_nothing(name: str) -> None:
    decorators = [ast.unparse(each) for each in _node(ACTIONS[name]).decorator_list]
    assert "transaction.atomic" in decorators


@each_action
def test_it_names_every_refusal_and_no_other(name: str) -> None:
    action = ACTIONS[name]
    named, taken_over = documented(action)
    can = refusals(action) - NEVER_REACHED.get(name, set())
    assert action.__doc__
    assert can <= named | taken_over, f"not in the docstring: {can - named - taken_over}"
    assert named <= can, f"never raised: {named - can}"


@each_action
def test_every_refusal_is_asserted_in_its_test(name: str) -> None:
    """Tests mirror the source: tests/programs/actions/test_attendance.py and the like.

    A verb with many tests may have a file of its own: test_attendance_move.py.
    """
    app, room, noun, verb = name.split(".")
    here = ROOT / "tests" / app / room
    files = [
        here / f"test_{noun}.py",
        here / f"test_{noun}_{verb}.py",
        ROOT / "tests" / f"test_{noun}.py",
    ]
    text = "".join(file.read_text() for file in files if file.exists())
    can = refusals(ACTIONS[name]) - NEVER_REACHED.get(name, set())
    assert not {code for code in can if f'"{code}"' not in text}


def test_refusals_of_what_an_action_calls_count() -> None:
    """Codes raised in rules, permissions and tables of states are found, however deep."""
    found = refusals(ACTIONS["programs.actions.session.cancel"])
    assert found == {"not_allowed", "locked", "illegal_move", "reason_needed"}


def _knows_requests(source: Source) -> bool:
    knows_http = any(name.startswith("django.http") for name in imported(source.tree))
    arguments = {node.arg for node in ast.walk(source.tree) if isinstance(node, ast.arg)}
    return knows_http or "request" in arguments


def test_no_action_knows_of_requests() -> None:
    found = [source.path for source in in_room("actions") if _knows_requests(source)]
    assert not found, lines(found)


@pytest.mark.parametrize(
    "text", ["from django.http import HttpRequest", "def act(*, request, by): ..."]
)
def test_a_request_is_found_in_an_action(text: str) -> None:
    assert _knows_requests(parse("synthetic.py", text))
