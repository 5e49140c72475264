"""The worker: one process, one connection, one job at a time."""

import os
import select
import signal
import socket
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

from django.db import connection
from django.utils import timezone
from django.utils.autoreload import iter_all_python_module_files
from django.utils.crypto import get_random_string

from jombang_umkm.jobs import locks, queue, work
from jombang_umkm.jobs.backend import CHANNEL

# A job that asks for it is done at once, by NOTIFY; this is for those to be done later or
# again. Well below what people take for waiting.
POLL_SECONDS = 2.0
# How long the job in hand may go on after we were told to stop.
PATIENCE_SECONDS = 20
SECONDS_BETWEEN_CLEANING = 3600

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGALRM)


class Worker:
    """Does jobs as they come, until a signal; several may work on one database.

    `until_changed` ends it when one of its source files changed, so that whoever keeps
    it starts it with the new ones.
    """

    def __init__(self, *, until_changed: bool = False) -> None:
        self.name = f"{os.getpid()}-{get_random_string(8)}"
        self._stopping = self._busy = False
        self._cleaned_at = -float(SECONDS_BETWEEN_CLEANING)
        self._sources = _newest_source() if until_changed else None

    def run(self) -> None:
        """Return once told to stop: the job in hand was finished, or waits again.

        Raises OperationalError or InterfaceError when the database is gone.
        """
        with self._signals_wake() as woken, closing(connection):
            locks.register_worker()
            with connection.cursor() as cursor:
                cursor.execute(f"LISTEN {CHANNEL}")
            while not self._stopping and not self._is_outdated():
                self._clean()
                queue.settle_cut_off()
                if not self._do_next():
                    self._wait(woken)

    def _do_next(self) -> bool:
        with work.next_job(self.name) as job:
            if job is None:
                return False
            self._busy = True
            try:
                work.do(job)
            except work.Stopped:
                pass
            finally:
                self._busy = False
            return True

    def _clean(self) -> None:
        if time.monotonic() - self._cleaned_at >= SECONDS_BETWEEN_CLEANING:
            queue.clean(timezone.now())
            self._cleaned_at = time.monotonic()

    def _wait(self, woken: socket.socket) -> None:
        """Return when a job may wait, at a signal, or a little later."""
        session: Any = connection.connection
        select.select([session, woken], [], [], POLL_SECONDS)
        with connection.wrap_database_errors:
            session.poll()
        session.notifies.clear()

    def _on_signal(self, number: int, frame: object) -> None:
        """Stop after the job in hand; leave it when its time is up or somebody is in a hurry."""
        is_second = self._stopping
        self._stopping = True
        if self._busy:
            if is_second:
                raise work.Stopped
            signal.setitimer(signal.ITIMER_REAL, PATIENCE_SECONDS)

    @contextmanager
    def _signals_wake(self) -> Iterator[socket.socket]:
        """Handle signals, and yield a socket that becomes readable with each."""
        woken, waking = socket.socketpair()
        waking.setblocking(False)
        signal.set_wakeup_fd(waking.fileno(), warn_on_full_buffer=False)
        before = {number: signal.signal(number, self._on_signal) for number in SIGNALS}
        with woken, waking:
            try:
                yield woken
            finally:
                signal.setitimer(signal.ITIMER_REAL, 0)
                signal.set_wakeup_fd(-1)
                for number, handler in before.items():
                    signal.signal(number, handler)

    def _is_outdated(self) -> bool:
        return self._sources is not None and _newest_source() != self._sources


def _newest_source() -> float:
    """Return when a file of any loaded module was changed last."""
    return max(path.stat().st_mtime for path in iter_all_python_module_files() if path.exists())
