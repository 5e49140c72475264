"""What is kept of an error: its class, its code and where it happened, never its message.

A message may quote what somebody typed or what lies in a row: "Key (name)=(…) exists".
"""

from dataclasses import dataclass
from pathlib import Path
from traceback import extract_tb

from jombang_umkm.environment import ROOT
from jombang_umkm.errors import ActionRefused


class CutOffError(Exception):
    """A job ended with its worker, as often as it may be begun."""


@dataclass(frozen=True)
class Failure:
    """Why a job failed: for programs (`kind`, `code`) and for who looks after them (`places`)."""

    kind: str
    code: str
    places: tuple[str, ...]


def describe(error: BaseException) -> Failure:
    """Return what may be kept of an error; `code` is a refusal's, PostgreSQL's, or empty."""
    kind = type(error)
    places = [
        f"{Path(frame.filename).relative_to(ROOT)}:{frame.lineno} {frame.name}"
        for frame in extract_tb(error.__traceback__)
        if _is_ours(frame.filename)
    ]
    return Failure(f"{kind.__module__}.{kind.__qualname__}", _code(error), tuple(places))


def _code(error: BaseException) -> str:
    if isinstance(error, ActionRefused):
        return error.code
    # Django's database errors carry the driver's, which has PostgreSQL's code.
    return getattr(error.__cause__, "pgcode", None) or ""


def _is_ours(filename: str) -> bool:
    path = Path(filename)
    return path.is_relative_to(ROOT) and ".venv" not in path.parts
