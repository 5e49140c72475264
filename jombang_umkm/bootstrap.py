"""Bootstrap's stylesheet, served from its Python package as `bootstrap/bootstrap.min.css`."""

from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

# The map stands beside it because the stylesheet names it.
FILES = ("bootstrap.min.css", "bootstrap.min.css.map")


def folder() -> Path:
    """Return where the package keeps its stylesheets."""
    spec = find_spec("bootstrap")
    if spec is None or spec.submodule_search_locations is None:
        raise ModuleNotFoundError("bootstrap-wrapper is not installed: run `make run` again")
    return Path(spec.submodule_search_locations[0]) / "css"


class BootstrapFinder(BaseFinder):
    """Finds the two files we use, where a folder in STATICFILES_DIRS would publish all fifty."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.storage = FileSystemStorage(folder())
        self.storage.prefix = "bootstrap"  # type: ignore[attr-defined]

    def check(self, **kwargs: Any) -> list[Any]:
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        prefix, _, name = path.partition("/")
        found = prefix == "bootstrap" and name in FILES
        if find_all:
            return [str(folder() / name)] if found else []
        return str(folder() / name) if found else None

    def list(self, ignore_patterns: Any) -> Iterator[tuple[str, FileSystemStorage]]:
        for name in FILES:
            yield name, self.storage
