"""One supervisor for one folder of data, and its guests.

The kernel drops a lock with the process that holds it, so a kill leaves none.
"""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from jombang_umkm import environment
from jombang_umkm.supervisor import processes
from jombang_umkm.supervisor.processes import CannotGoOn

STOPPING = "stopping"
# How long one who was just told to stop may take to say so.
NOTICE_SECONDS = 1


class Held(Exception):  # noqa: N818 - an answer, not a fault
    """Somebody else holds the lock."""

    def __init__(self, pid: str, purpose: str) -> None:
        super().__init__(f"held by process {pid} ({purpose})")
        self.pid = pid
        self.purpose = purpose


class Lock:
    """The lock while we hold it."""

    def __init__(self, file: IO[str]) -> None:
        self._file = file

    def note(self, purpose: str) -> None:
        """Tell those who find the lock taken who we are and what we do."""
        self._file.seek(0)
        self._file.truncate()
        self._file.write(f"{os.getpid()}\n{purpose}\n")
        self._file.flush()


@contextmanager
def hold(purpose: str) -> Iterator[Lock]:
    """Hold the lock, waiting only for one who is about to leave. Raises Held, CannotGoOn."""
    patience = time.monotonic() + NOTICE_SECONDS
    with _open("lock") as file:
        while not _take(file, fcntl.LOCK_EX):
            file.seek(0)
            pid, held_for = [*file.read().split(), "?", "?"][:2]
            if held_for != STOPPING and time.monotonic() > patience:
                raise Held(pid, held_for)
            processes.pause()
        lock = Lock(file)
        lock.note(purpose)
        yield lock


@contextmanager
def visit() -> Iterator[bool]:
    """Be a guest of the one who holds the lock; yields whether guests are still let in."""
    with _open("guests") as file:
        yield _take(file, fcntl.LOCK_SH)


@contextmanager
def guests_gone() -> Iterator[None]:
    """Let no more guests in, and wait until the last has left. Raises Interrupted."""
    with _open("guests") as file:
        while not _take(file, fcntl.LOCK_EX):
            processes.pause()
        yield


def _open(name: str) -> IO[str]:
    folder = environment.VAR
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return (folder / name).open("a+")
    except OSError as error:
        raise CannotGoOn(
            f"{error.filename} cannot be written ({error.strerror}): start as its owner or as root"
        ) from None


def _take(file: IO[str], kind: int) -> bool:
    try:
        fcntl.flock(file, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
