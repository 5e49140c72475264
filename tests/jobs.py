"""Doing in a test what a worker would do beside it."""

import time
from collections.abc import Callable

from jombang_umkm.jobs import work
from jombang_umkm.models import Job


def do_jobs() -> list[Job]:
    """Do all waiting jobs here and now; return them as they ended.

    How far they came is told for good, also where the test itself is rolled back.
    """
    return work.do_waiting("test")


def becomes(done: Callable[[], bool], *, seconds: float = 10) -> bool:
    """Return whether that came true in time."""
    deadline = time.monotonic() + seconds
    while not done():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True
