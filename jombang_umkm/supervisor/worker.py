"""The worker, which does what takes too long for a request: kept running, whatever ends it.

Nobody waits at a socket for it, so its end stops nothing else.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from types import MappingProxyType

from jombang_umkm import database, environment
from jombang_umkm.supervisor import processes

MARK = f"jombang-umkm-worker-{database.fingerprint()}"

# A little more than the worker itself gives the job in hand.
DRAIN_SECONDS = 25
# That of a run that was killed has been told since.
LEFTOVER_SECONDS = 10

# What ends it at once, such as an error in our code, ends it again and again.
FIRST_PAUSE = 1.0
LONGEST_PAUSE = 60.0
LONG_LIFE = 60.0


def end_leftovers() -> None:
    """End a worker whose supervisor was killed; the job it has is begun again by the next."""
    processes.end_marked(MARK, (signal.SIGTERM, LEFTOVER_SECONDS), (signal.SIGKILL, 10))


class Keeper:
    """Keeps one worker, with these variables in its environment."""

    def __init__(self, variables: Mapping[str, str] = MappingProxyType({})) -> None:
        self._variables = variables
        self._process: processes.Process | None = None
        self._started_at = self._due_at = 0.0
        self._pause = 0.0
        self._is_told = False

    def keep(self) -> None:
        """Start the worker where none runs and its pause is over; to be called all the time."""
        now = time.monotonic()
        if self._process is not None and self._process.poll() is not None:
            self._note_end(self._process.returncode, now)
        if self._process is None and now >= self._due_at:
            self._started_at = now
            self._process = processes.start(
                [sys.executable, "manage.py", "work", "--mark", MARK],
                on_our_death="TERM",
                stdin=subprocess.DEVNULL,
                cwd=environment.ROOT,
                env=os.environ | self._variables,
            )

    def tell_to_stop(self) -> None:
        """Ask the worker to stop after the job in hand."""
        if not self._is_told:
            self._is_told = True
            self._signal()

    def stop(self) -> None:
        """Have the worker stop, and wait for it; a second Ctrl-C does not wait for its job."""
        self.tell_to_stop()
        if not self._ends_within(DRAIN_SECONDS, unless_hurried=True):
            # Told once more, it leaves its job to the next.
            self._signal()
            if not self._ends_within(2) and self._process is not None:
                self._process.kill()
                self._process.wait()
        self._process = None

    def _signal(self) -> None:
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()

    def _ends_within(self, seconds: float, *, unless_hurried: bool = False) -> bool:
        process = self._process
        if process is None:
            return True
        processes.wait_until(
            lambda: process.poll() is not None or (unless_hurried and processes.is_hurried()),
            seconds=seconds,
        )
        return process.poll() is not None

    def _note_end(self, code: int, now: float) -> None:
        """Say when to start the next: at once where it ended on purpose, for newer sources."""
        is_first = now - self._started_at > LONG_LIFE
        longer = FIRST_PAUSE if is_first else min(max(FIRST_PAUSE, 2 * self._pause), LONGEST_PAUSE)
        self._pause = longer if code else 0.0
        self._due_at = now + self._pause
        self._process = None
        if code:
            line = (
                f"The worker ended by itself ({code}); it is started again in {self._pause:.0f} s"
            )
            processes.say(line, to=sys.stderr)
