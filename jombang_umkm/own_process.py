"""A program of ours that works on what strangers sent, in a process of its own."""

import subprocess
import sys
from types import ModuleType


def answer_of(
    program: ModuleType, *arguments: str, content: bytes, seconds: float
) -> subprocess.CompletedProcess[bytes] | None:
    """Return how the program ended that was given this content; None where time ran out.

    It gets neither this process's secrets nor its path; bounds on memory and computing it
    sets itself.
    """
    try:
        return subprocess.run(  # noqa: S603 - our own program
            [sys.executable, "-I", str(program.__file__), *arguments],
            input=content,
            capture_output=True,
            timeout=seconds,
            env={},
            check=False,
        )
    except subprocess.TimeoutExpired:
        return None
