"""The supervisor: starts the database and the application, and stops both in order.

    python -m jombang_umkm.serve run
    python -m jombang_umkm.serve exec -- COMMAND...

`run` serves until Ctrl-C. `exec` runs one command beside the embedded
database, starting it only where no `run` has; with `--jobs` it prepares the
database first and has a worker beside the command. Environment: docs/operate.md.
"""

import argparse
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from types import MappingProxyType

from jombang_umkm import database, environment
from jombang_umkm.supervisor import cluster, lock, processes, web, worker
from jombang_umkm.supervisor.processes import CannotGoOn, Interrupted, say


def main(arguments: Sequence[str] | None = None) -> int:
    """Return the exit code; each refusal is one line on stderr."""
    options = _parser().parse_args(arguments)
    # What we start finds the same data, also from another folder.
    os.environ["JOMBANG_VAR"] = str(environment.VAR)
    processes.watch_signals()
    try:
        if options.action == "run":
            if options.end_with_parent:
                processes.end_with_parent()
            return run()
        return execute(options.command, volatile=options.volatile, jobs=options.jobs)
    except Interrupted:
        return 0 if options.action == "run" else 128 + signal.SIGINT
    except (CannotGoOn, database.Unreachable) as reason:
        say(str(reason), to=sys.stderr)
        return 1


def run() -> int:
    """Serve until a signal to stop (Interrupted), or until something fails (CannotGoOn)."""
    address = web.read_address(os.environ)
    web.require_keys(os.environ)
    try:
        with lock.hold("run") as held:
            web.end_leftovers()
            worker.end_leftovers()
            web.require_free(address)
            with ExitStack() as started:
                try:
                    _serve(address, started)
                finally:
                    # Told before anything stops, so the next start waits instead of refusing.
                    held.note(lock.STOPPING)
    except lock.Held as other:
        raise CannotGoOn(
            f"{environment.VAR} is in use by process {other.pid} (serve {other.purpose}): "
            f"stop that first (kill {other.pid})"
        ) from None
    return 0


def execute(command: Sequence[str], *, volatile: bool, jobs: bool = False) -> int:
    """Run a command beside the database; return its exit code, as a shell gives it."""
    if not database.is_embedded():
        return _execute(command, jobs=jobs)
    while True:
        try:
            return _execute_as_host(command, volatile=volatile, jobs=jobs)
        except lock.Held:
            with lock.visit() as is_let_in:
                if is_let_in:
                    _wait_for_their_database()
                    return _execute(command, _urls(volatile), jobs=jobs)
            processes.pause()


def _execute_as_host(command: Sequence[str], *, volatile: bool, jobs: bool) -> int:
    """Run a command beside the database we start, and stop it after our last guest."""
    with ExitStack() as stack:
        held = stack.enter_context(lock.hold("exec"))
        stack.enter_context(_database(volatile=volatile))
        code = _execute(command, _urls(volatile), jobs=jobs)
        held.note(lock.STOPPING)
        with lock.guests_gone():
            stack.close()
        return code


def _serve(address: web.Address, started: ExitStack) -> None:
    """Start everything, leaving in `started` how to stop it, and watch it until it ends."""
    postgres = started.enter_context(_database())
    _prepare()
    jobs = worker.Keeper()
    started.callback(jobs.stop)
    gunicorn = web.start(address)
    started.callback(web.stop, gunicorn)
    # Told first and waited for last: both finish what they have at the same time.
    started.callback(jobs.tell_to_stop)
    say(f"\nOpen {address.public_url}  (Ctrl-C stops)")
    while gunicorn.poll() is None and (postgres is None or postgres.poll() is None):
        jobs.keep()
        processes.pause(0.2)
    ended = "PostgreSQL" if gunicorn.poll() is None else "gunicorn"
    raise CannotGoOn(f"{ended} ended by itself, so everything was stopped; start again")


@contextmanager
def _database(*, volatile: bool = False) -> Iterator[processes.Process | None]:
    """Have the database answer: ours while this lasts, or the one of DATABASE_URL (None)."""
    if not database.is_embedded():
        for url in {database.urls().app, database.urls().owner}:
            database.require_reachable(url)
        yield None
        return
    server = cluster.start(volatile=volatile)
    try:
        yield server
    finally:
        cluster.stop(server)


def _wait_for_their_database() -> None:
    """Return once the database that another supervisor starts or started answers."""
    url = database.embedded_urls().owner
    for _ in range(cluster.RECOVERY_SECONDS * 10):
        try:
            return database.require_reachable(url)
        except database.Unreachable as error:
            reason = error
            processes.pause(0.1)
    raise reason


def _prepare(variables: Mapping[str, str] = MappingProxyType({})) -> None:
    child = processes.start(
        [sys.executable, "manage.py", "prepare"],
        on_our_death="TERM",
        stdin=subprocess.DEVNULL,
        cwd=environment.ROOT,
        env=os.environ | variables,
    )
    if processes.finish(child) != 0:
        raise CannotGoOn("The database could not be prepared; the reason stands above")


def _urls(volatile: bool) -> dict[str, str]:
    """Return the variables by which a command finds the embedded database.

    Tests make and empty databases of their own, which is the owner's right.
    """
    urls = database.embedded_urls()
    return {
        "DATABASE_URL": urls.owner if volatile else urls.app,
        "DATABASE_OWNER_URL": urls.owner,
    }


def _execute(
    command: Sequence[str],
    variables: Mapping[str, str] = MappingProxyType({}),
    *,
    jobs: bool = False,
) -> int:
    """Run a command in our own session: Ctrl-C reaches it from the terminal, not from us."""
    keeper = worker.Keeper(variables)
    if jobs:
        _prepare(variables)
    child = processes.start(
        command,
        on_our_death="TERM",
        own_session=False,
        env=os.environ | variables,
    )
    try:
        return processes.follow(child, meanwhile=keeper.keep if jobs else lambda: None)
    finally:
        keeper.stop()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m jombang_umkm.serve", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    actions = parser.add_subparsers(dest="action", required=True)
    serving = actions.add_parser("run", help="serve until Ctrl-C")
    serving.add_argument(
        "--end-with-parent",
        action="store_true",
        help="stop when the process that started us ends",
    )
    executing = actions.add_parser("exec", help="run a command beside the embedded database")
    executing.add_argument(
        "--volatile",
        action="store_true",
        help="fast and not safe from a power cut: for tests",
    )
    executing.add_argument(
        "--jobs",
        action="store_true",
        help="prepare the database, and have a worker beside the command",
    )
    executing.add_argument("command", nargs="+")
    return parser


if __name__ == "__main__":
    sys.exit(main())
