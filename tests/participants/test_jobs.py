"""A worker that is killed in the middle of saving a list: all or nothing, and the next does it."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.utils import timezone

from jombang_umkm.environment import ROOT
from jombang_umkm.jobs import progress
from jombang_umkm.models import Job, User
from jombang_umkm.supervisor.processes import wait_until
from participants import jobs
from participants.actions import people_import
from participants.models import Custody, CustodyEvent, Participant, PeopleImport
from tests.participants.importing import previewed, row

pytestmark = pytest.mark.django_db(transaction=True)

PEOPLE = 3000


@contextmanager
def a_worker() -> Iterator[subprocess.Popen[bytes]]:
    """Have a worker at the database of the test, a process of its own; it is gone afterwards."""
    address = urlsplit(os.environ["DATABASE_URL"])
    here = address._replace(path=f"/{connection.settings_dict['NAME']}").geturl()
    with subprocess.Popen(
        [sys.executable, "manage.py", "work"],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": here},
    ) as worker:
        try:
            yield worker
        finally:
            worker.kill()


@pytest.fixture
def found(officer: User) -> PeopleImport:
    """A list that waits to be saved."""
    rows = (row(f"ORANG {number}", f"B.I {number}/2026") for number in range(1, PEOPLE + 1))
    confirmed = people_import.confirm(
        people_import=previewed(officer, *rows), by=officer, at=timezone.now()
    )
    jobs.save_import.enqueue(pk=confirmed.pk, by=officer.pk)
    return confirmed


def rows_done(found: PeopleImport) -> int:
    told = progress.read(found.progress_key)
    job = Job.objects.get()
    return told.done if told and told.at >= job.enqueued_at else 0


def test_a_list_is_saved_as_a_whole_by_the_worker_after_one_that_was_killed(
    found: PeopleImport,
) -> None:
    with a_worker() as worker:
        assert wait_until(lambda: rows_done(found) > 0, seconds=120)
        worker.send_signal(signal.SIGKILL)
        worker.wait()
    done = rows_done(found)
    assert 0 < done < PEOPLE
    assert not Participant.objects.exists()
    assert not Custody.objects.exists()
    assert not CustodyEvent.objects.exists()
    assert not found.lines.exclude(result="").exists()
    found.refresh_from_db()
    assert (found.status, Job.objects.get().status) == ("SAVING", "RUNNING")

    with a_worker():
        assert wait_until(lambda: Job.objects.get().status == "SUCCESSFUL", seconds=120)
    found.refresh_from_db()
    assert (found.status, Job.objects.get().tries) == ("DONE", 2)
    assert Participant.objects.count() == Custody.objects.count() == PEOPLE
    assert found.lines.filter(result="WRITTEN", custody__isnull=False).count() == PEOPLE
