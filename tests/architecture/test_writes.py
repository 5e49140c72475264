"""Only actions write (design.md §1): here is every other place that may, and why."""

import ast
from collections.abc import Iterator

import pytest
from django.apps import apps

from tests.architecture.source import APPS, Source, in_room, lines, parse, sources

WRITES = {
    "save", "asave", "save_base", "create", "acreate", "bulk_create", "abulk_create",
    "update", "aupdate", "bulk_update", "abulk_update", "delete", "adelete", "_raw_delete",
    "get_or_create", "aget_or_create", "update_or_create", "aupdate_or_create",
    "execute", "executemany", "copy_from", "copy_expert", "raw",
}  # fmt: skip
# On a many-to-many field; elsewhere these are methods of sets and lists.
LINKS = {"set", "aset", "add", "aadd", "remove", "aremove", "clear", "aclear"}

# Where writing is the purpose of the whole file.
FREE = {
    "jombang_umkm/roof/seed/": "fills an empty database, through the actions where there is one",
    "jombang_umkm/supervisor/": "makes the embedded cluster and its roles, before there is a table",
    "jombang_umkm/jobs/": "moves jobs through the queue and tells how far they are",
    "jombang_umkm/database.py": "grants the application's role its rights",
}
# "file: call" of what remains.
ALLOWED = {
    "jombang_umkm/models/user.py: user.save": "how Django makes a user",
    "jombang_umkm/scope.py: cursor.execute": "tells the connection for whom it works",
    "jombang_umkm/management/commands/prepare.py: cursor.execute": "asks who is connected",
    "jombang_umkm/management/commands/prepare.py: found.update": "a checksum",
    "participants/spelling.py: cursor.execute": "says how near a name must be",
    "jombang_umkm/pictures/redraw.py: page.save": "a picture, into memory",
    "programs/views/sheet.py: page.cookies.update": "an answer's cookies",
}


def _link_names() -> set[str]:
    """Return what our models call their many-to-many relations, from both ends."""
    models = [model for app in APPS for model in apps.get_app_config(app).get_models()]
    fields = [field for model in models for field in model._meta.many_to_many]
    back = {field.remote_field.get_accessor_name() for field in fields}
    return {field.name for field in fields} | {name for name in back if name}


LINK_NAMES = _link_names()


def _writes(source: Source) -> Iterator[str]:
    """Yield "file: call" for every call that could write to the database."""
    for node in ast.walk(source.tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        method, receiver = node.func.attr, node.func.value
        is_link = isinstance(receiver, ast.Attribute) and receiver.attr in LINK_NAMES
        if method in WRITES or (method in LINKS and is_link):
            yield f"{source.path}: {ast.unparse(node.func)}"


def _outside_actions() -> set[str]:
    return {
        write
        for source in sources()
        if source.rooms[0] != "actions" and not source.path.startswith(tuple(FREE))
        for write in _writes(source)
    }


def test_nobody_writes_outside_actions() -> None:
    found = _outside_actions() - set(ALLOWED)
    assert not found, lines(found)


def test_what_is_allowed_is_still_there() -> None:
    assert set(ALLOWED) <= _outside_actions()


def test_actions_do_write() -> None:
    assert [write for source in in_room("actions") for write in _writes(source)]


@pytest.mark.parametrize(
    "text",
    [
        "form.save()",
        "Session.objects.filter(pk=1).update(status='HELD')",
        "session.courses.set(chosen)",
        "program.opening_attended_by.add(head)",
        "course.sessions.clear()",
        "Course.objects.get_or_create(name='x')",
        "cursor.execute('DELETE FROM x')",
        "Session.objects.raw('INSERT INTO x')",
    ],
)
def test_every_way_to_write_is_found(text: str) -> None:
    assert list(_writes(parse("synthetic.py", text)))


@pytest.mark.parametrize("text", ["names.add(name)", "self.cleared.clear()", "shown.saved"])
def test_what_writes_nothing_is_not_found(text: str) -> None:
    assert not list(_writes(parse("synthetic.py", text)))


# A rule is a pure function of data.

IMPURE_NAMES = {"objects", "_default_manager", "select_for_update", "raw"}
CLOCKS = {"timezone.now", "timezone.localtime", "date.today", "datetime.now", "datetime.today"}
# The day of a given moment is arithmetic; without the moment it is a clock.
CLOCKS_WITHOUT_ARGUMENT = {"timezone.localdate"}


def _impure(source: Source) -> Iterator[str]:
    """Yield "file: expression" for whatever asks the database or the clock."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Attribute) and node.attr in IMPURE_NAMES:
            yield f"{source.path}: {ast.unparse(node)}"
        if isinstance(node, ast.Call):
            called = ast.unparse(node.func)
            if called in CLOCKS or (called in CLOCKS_WITHOUT_ARGUMENT and not node.args):
                yield f"{source.path}: {called}()"


def test_rules_ask_neither_the_database_nor_the_clock() -> None:
    found = [impure for source in in_room("rules") for impure in _impure(source)]
    assert not found, lines(found)


@pytest.mark.parametrize("text", ["Session.objects.all()", "timezone.localdate()", "date.today()"])
def test_an_impure_rule_is_found(text: str) -> None:
    assert list(_impure(parse("synthetic.py", text)))


def test_actions_and_querysets_are_told_the_time() -> None:
    """The time is an argument, so that a page and its action mean the same moment."""
    rooms = [*in_room("actions"), *in_room("querysets"), *in_room("permissions")]
    found = [impure for source in rooms for impure in _impure(source) if impure.endswith("()")]
    assert not found, lines(found)
