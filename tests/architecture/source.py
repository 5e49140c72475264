"""The project's own source, as the tests of this folder read it."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType

from jombang_umkm.environment import ROOT

# From the ground to the top: an app knows those before it, and none after it.
APPS = ("jombang_umkm", "participants", "partners", "programs")
ROOF = "jombang_umkm/roof/"
TEMPLATES = ROOT / "templates"


@dataclass(frozen=True)
class Source:
    """A Python file of ours; `path` is relative to the project."""

    path: str
    text: str
    tree: ast.Module

    @property
    def app(self) -> str:
        return self.path.partition("/")[0]

    @property
    def is_in_roof(self) -> bool:
        return self.path.startswith(ROOF)

    @property
    def rooms(self) -> tuple[str, ...]:
        """The parts of the path inside the app, without ".py": ("actions", "session")."""
        return Path(self.path).with_suffix("").parts[1:]

    def load(self) -> ModuleType:
        """Return the module itself."""
        parts = [part for part in (self.app, *self.rooms) if part != "__init__"]
        return import_module(".".join(parts))


def parse(path: str, text: str) -> Source:
    """Return a source, also one that a test makes up."""
    return Source(path, text, ast.parse(text, path))


@cache
def sources() -> list[Source]:
    """Return every Python file of the apps but migrations, which are generated."""
    files = sorted(file for app in APPS for file in (ROOT / app).rglob("*.py"))
    paths = [file.relative_to(ROOT).as_posix() for file in files]
    return [parse(path, (ROOT / path).read_text()) for path in paths if "/migrations/" not in path]


def in_room(room: str) -> list[Source]:
    """Return the files of that room ("actions", "rules", "querysets") in every app."""
    return [source for source in sources() if source.rooms[:1] == (room,)]


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Yield every function and method, nested ones too."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def imported(tree: ast.AST) -> Iterator[str]:
    """Yield the dotted name of everything imported anywhere in a file."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def lines(found: object) -> str:
    """Return what was found one a line, for the message of a failed test."""
    return "\n" + "\n".join(sorted(map(str, found)))  # type: ignore[call-overload]
