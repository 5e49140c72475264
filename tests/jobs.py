"""Doing in a test what a worker would do beside it."""

from jombang_umkm.jobs import work
from jombang_umkm.models import Job


def do_jobs() -> list[Job]:
    """Do all waiting jobs here and now; return them as they ended.

    How far they came is told for good, also where the test itself is rolled back.
    """
    return work.do_waiting("test")
