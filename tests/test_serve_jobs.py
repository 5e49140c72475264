"""The worker with real processes: kept running, stopped in order, and no job lost to a kill."""

import json
import os
import signal
import subprocess
import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from urllib.request import urlopen

import pytest

from jombang_umkm.environment import ROOT
from tests.test_serve import (
    SERVE,
    Run,
    clean_environ,
    execute,
    processes_of,
    running,
    var,
    wait_for,
)

# Data of a first start, as there.
__all__ = ["var"]

ASK = """
INSERT INTO django_tasks_database_dbtaskresult
  (id, status, enqueued_at, task_path, args_kwargs, priority, worker_ids, queue_name,
   backend_name, run_after, exception_class_path, traceback)
VALUES (gen_random_uuid(), 'READY', now(), 'tests.sample_jobs.add_holiday', '{arguments}', 0,
  '[]', 'default', 'default', '9999-01-01T00:00:00Z', '', '')
RETURNING id, pg_notify('jobs', '')
"""
YEARS = count(1900)


class Asked:
    """A job that adds a holiday and takes so long to do it, asked for beside the application."""

    def __init__(self, var: Path, *, seconds: float = 0) -> None:
        self.var = var
        self.day = f"{next(YEARS)}-01-01"
        given = {"day": self.day, "milliseconds": int(1000 * seconds)}
        arguments = json.dumps({"args": [], "kwargs": given})
        ((self.id, _notified),) = execute(var, "app", ASK.format(arguments=arguments))

    def row(self, columns: str) -> tuple:
        table = "django_tasks_database_dbtaskresult"
        (row,) = execute(self.var, "app", f"SELECT {columns} FROM {table} WHERE id = '{self.id}'")
        return row

    def becomes(self, status: str, *, seconds: float = 30) -> bool:
        return wait_for(lambda: self.row("status") == (status,), seconds=seconds)

    @property
    def tries(self) -> int:
        return self.row("jsonb_array_length(worker_ids)")[0]

    @property
    def holidays(self) -> int:
        """How often it has done what it does."""
        counting = f"SELECT count(*) FROM jombang_umkm_holiday WHERE day = '{self.day}'"
        return execute(self.var, "app", counting)[0][0]


def worker_of(run: Run) -> int:
    return run.one("manage.py work", parent=run.process.pid)


def has_worker(run: Run) -> bool:
    return "manage.py work" in str(processes_of(run.var))


def state_of(run: Run) -> dict[str, str]:
    with urlopen(f"http://127.0.0.1:{run.port}/sehat/") as answer:
        return json.load(answer)


@pytest.fixture(scope="class")
def run_of_class(var: Path) -> Iterator[Run]:
    with running(var) as run:
        yield run


class TestWhileItServes:
    """One run for all of these: each leaves it serving, with a worker."""

    @pytest.fixture
    def run(self, run_of_class: Run) -> Iterator[Run]:
        assert wait_for(lambda: has_worker(run_of_class))
        yield run_of_class
        assert run_of_class.process.poll() is None
        assert run_of_class.get() == 200

    def test_a_job_begins_as_soon_as_it_is_asked_for(self, var, run):
        assert Asked(var).becomes("SUCCESSFUL")
        asked = Asked(var)
        assert asked.becomes("SUCCESSFUL")
        # Well before a worker looks by itself.
        assert asked.row("started_at - enqueued_at < interval '1 second'") == (True,)

    def test_a_job_whose_worker_is_killed_is_done_by_the_next(self, var, run):
        asked = Asked(var, seconds=2)
        assert asked.becomes("RUNNING")
        before = worker_of(run)
        os.kill(before, signal.SIGKILL)
        assert asked.becomes("SUCCESSFUL")
        assert (asked.tries, asked.holidays) == (2, 1)
        assert worker_of(run) != before

    def test_the_state_of_the_system_tells_of_the_worker(self, var, run):
        assert wait_for(lambda: state_of(run)["jobs"] == "ok")

    def test_a_worker_that_has_lost_the_database_is_replaced(self, var, run):
        asked = Asked(var, seconds=2)
        assert asked.becomes("RUNNING")
        ending = "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'"
        execute(var, "app", ending)
        assert asked.becomes("SUCCESSFUL")
        assert (asked.tries, asked.holidays) == (2, 1)


def test_ctrl_c_lets_a_job_finish_before_the_database_stops(var):
    with running(var) as run:
        asked = Asked(var, seconds=3)
        assert asked.becomes("RUNNING")
        run.press_ctrl_c()
        assert run.wait() == 0
    assert processes_of(var) == {}
    with running(var):
        assert asked.row("status") == ("SUCCESSFUL",)
        assert (asked.tries, asked.holidays) == (1, 1)


def test_second_ctrl_c_leaves_a_job_to_the_next_run_and_counts_no_try(var):
    with running(var) as run:
        asked = Asked(var, seconds=6)
        assert asked.becomes("RUNNING")
        run.press_ctrl_c()
        time.sleep(0.5)
        began = time.monotonic()
        run.press_ctrl_c()
        assert run.wait() == 0
        assert time.monotonic() - began < 5
    assert processes_of(var) == {}
    with running(var):
        assert asked.becomes("SUCCESSFUL")
        assert (asked.tries, asked.holidays) == (1, 1)


def test_a_job_is_done_by_the_next_run_after_everything_was_killed(var):
    with running(var) as run:
        asked = Asked(var, seconds=2)
        assert asked.becomes("RUNNING")
        for pid in (run.process.pid, worker_of(run), run.gunicorn, run.postmaster):
            os.kill(pid, signal.SIGKILL)
        # At once: orphans are still on their way out.
        with running(var, port=run.port):
            assert asked.becomes("SUCCESSFUL")
            assert (asked.tries, asked.holidays) == (2, 1)
    assert processes_of(var) == {}


def test_exec_has_a_worker_beside_its_command_when_asked(var):
    """As `make dev` does."""
    with subprocess.Popen(
        [*SERVE, "exec", "--jobs", "--", "sleep", "600"],
        env=clean_environ(var),
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    ) as beside:
        assert wait_for(lambda: "manage.py work" in str(processes_of(var)))
        assert Asked(var).becomes("SUCCESSFUL")
        os.killpg(beside.pid, signal.SIGINT)
        assert beside.wait(30) == 128 + signal.SIGINT
    assert processes_of(var) == {}
