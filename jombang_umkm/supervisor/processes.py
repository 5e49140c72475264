"""Child processes that cannot outlive us unnoticed, and the way to end them.

A child gets a signal from the kernel when we die (so `kill -9` of the
supervisor stops everything), and a session of its own where Ctrl-C in the
terminal must not reach it before we say so. Children are found again by a mark
in their command line, which every user may read, unlike their environment.
"""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import IO, Any

Process = subprocess.Popen[bytes]

_received: list[int] = []


class CannotGoOn(Exception):  # noqa: N818 - an answer, not a fault
    """Why we stop, in one line for the person at the terminal."""


class Interrupted(Exception):  # noqa: N818 - an answer, not a fault
    """Somebody asked us to stop."""


def say(line: str, *, to: IO[str] | None = None) -> None:
    """Print a line; a terminal that was closed must not keep us from stopping our children."""
    with contextlib.suppress(OSError):
        print(line, file=to or sys.stdout, flush=True)


def watch_signals() -> None:
    """From now on keep SIGINT, SIGTERM and SIGHUP for `pause` and `signals_received`."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        # Under nohup a hang-up is ignored, and stays so.
        if number != signal.SIGHUP or signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, lambda received, _: _received.append(received))


def signals_received() -> list[int]:
    """Return the signals that have arrived, oldest first."""
    return list(_received)


def is_hurried() -> bool:
    """Return whether somebody pressed Ctrl-C once more: nothing is waited for any longer."""
    return _received.count(signal.SIGINT) > 1


def pause(seconds: float = 0.05) -> None:
    """Wait a moment. Raises Interrupted once somebody asked us to stop."""
    if not _received:
        time.sleep(seconds)
    if _received:
        raise Interrupted


def start(
    command: Sequence[str | Path],
    *,
    on_our_death: str,
    own_session: bool = True,
    identity: Sequence[str] = (),
    **options: Any,
) -> Process:
    """Return the started command; the kernel sends it `on_our_death` (such as "TERM") when we die.

    `identity` are options of setpriv(1) for another user. It sets the death
    signal after it changed the user, which would clear it.
    """
    wrapped = ["setpriv", f"--pdeathsig={on_our_death}", *identity, "--", *command]
    return subprocess.Popen(wrapped, start_new_session=own_session, **options)  # noqa: S603


def finish(process: Process) -> int:
    """Return the exit code of a child; on a signal to stop ends it and raises Interrupted."""
    try:
        while process.poll() is None:
            pause()
    except Interrupted:
        process.terminate()
        process.wait()
        raise
    return process.returncode


def follow(process: Process, *, meanwhile: Callable[[], None] = lambda: None) -> int:
    """Return the exit code of a child in our own session, as a shell would give it.

    It is told of every signal but Ctrl-C, which the terminal sends to both. `meanwhile`
    is called again and again as long as nobody asked us to stop.
    """
    told = 0
    while process.poll() is None:
        new = _received[told:]
        told += len(new)
        for number in new:
            if number != signal.SIGINT:
                process.send_signal(number)
        if not _received:
            meanwhile()
        time.sleep(0.05)
    return process.returncode if process.returncode >= 0 else 128 - process.returncode


def end_with_parent() -> None:
    """Have the kernel ask us to stop when the process that started us ends, however it ends."""
    pr_set_pdeathsig = 1
    parent = os.getppid()
    ctypes.CDLL(None).prctl(pr_set_pdeathsig, signal.SIGTERM, 0, 0, 0)
    if os.getppid() != parent:
        _received.append(signal.SIGTERM)


def wait_until(done: Callable[[], bool], *, seconds: float) -> bool:
    """Return whether that came true in time; a signal to stop does not cut this short."""
    deadline = time.monotonic() + seconds
    while not done():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


def marked(mark: str) -> dict[int, str]:
    """Return the living processes with that mark in their command line, by process number."""
    numbers = [folder.name for folder in Path("/proc").iterdir() if folder.name.isdigit()]
    lines = {int(number): command_line(number) for number in numbers}
    return {pid: line for pid, line in lines.items() if mark in line}


def command_line(number: str) -> str:
    """Return the command line of a process, empty for one that has ended."""
    try:
        line = Path("/proc", number, "cmdline").read_bytes()
    except OSError:
        return ""
    return os.fsdecode(line.replace(b"\0", b" "))


def send(pids: Sequence[int], number: signal.Signals) -> None:
    """Send a signal to those of the processes that are still there and ours."""
    for pid in pids:
        try:
            os.kill(pid, number)
        except (ProcessLookupError, PermissionError):
            continue


def end_marked(mark: str, *steps: tuple[signal.Signals, float]) -> None:
    """Signal what carries the mark, in steps of (signal, seconds to wait), until none is left."""
    for number, seconds in steps:
        send(list(marked(mark)), number)
        if wait_until(lambda: not marked(mark), seconds=seconds):
            return
