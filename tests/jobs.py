"""Doing in a test what a worker would do beside it."""

from jombang_umkm.jobs import work
from jombang_umkm.models import Job
from tests.app_role import as_the_application


def do_jobs() -> list[Job]:
    """Do all waiting jobs here and now as the application; return them as they ended.

    How far they came is told for good, also where the test itself is rolled back.
    """
    with as_the_application():
        return work.do_waiting("test")
