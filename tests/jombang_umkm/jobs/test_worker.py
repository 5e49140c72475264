"""The worker's loop in this process; with processes of its own: tests/test_serve_jobs.py."""

import importlib.util
import os
import signal
import sys
import time
from pathlib import Path
from threading import Timer

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from jombang_umkm.jobs import locks
from jombang_umkm.jobs.worker import Worker
from jombang_umkm.models import Job
from jombang_umkm.supervisor.processes import wait_until
from tests import sample_jobs
from tests.threads import together

pytestmark = pytest.mark.django_db(transaction=True)


def stop_soon(seconds: float) -> None:
    Timer(seconds, os.kill, (os.getpid(), signal.SIGTERM)).start()


def test_it_does_what_waits_and_stops_at_a_signal_without_waiting():
    sample_jobs.add_holiday.enqueue(day="2026-08-17")
    stop_soon(0.5)
    began = time.monotonic()
    before = signal.getsignal(signal.SIGTERM)
    Worker().run()
    assert time.monotonic() - began < 1.5
    assert Job.objects.get().status == "SUCCESSFUL"
    assert signal.getsignal(signal.SIGTERM) is before


def is_worker_there() -> bool:
    with connection.cursor() as cursor:
        return locks.is_worker_there(cursor)


def test_others_know_of_it_while_it_is_here():
    assert not is_worker_there()
    locks.register_worker()
    assert together(is_worker_there) == [True]
    connection.close()
    # The server notices a moment later.
    assert wait_until(lambda: not is_worker_there(), seconds=10)


def test_it_ends_when_a_source_file_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = tmp_path / "edited.py"
    path.touch()
    spec = importlib.util.spec_from_file_location("edited", path)
    assert spec is not None
    monkeypatch.setitem(sys.modules, "edited", importlib.util.module_from_spec(spec))
    worker = Worker(until_changed=True)
    later = time.time() + 60
    os.utime(path, (later, later))
    worker.run()


def test_a_database_that_is_gone_ends_it_with_one_line(tmp_path, monkeypatch):
    connection.close()
    monkeypatch.setitem(connection.settings_dict, "HOST", str(tmp_path))
    with pytest.raises(CommandError, match=r"^The worker has lost the database: .+$"):
        call_command("work")
