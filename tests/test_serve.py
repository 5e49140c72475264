"""The supervisor with real processes: it stops what it started, and starts after any kill."""

import fcntl
import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import cache
from hashlib import sha256
from pathlib import Path

import psycopg2
import pytest

from jombang_umkm.environment import ROOT

SERVE = [sys.executable, "-m", "jombang_umkm.serve"]
NOBODY = 65534


def clean_environ(var: Path, **variables: str) -> dict[str, str]:
    """Return our environment without what `make test` put there, for the data in `var`."""
    ours = {"DATABASE_URL", "DATABASE_OWNER_URL", "DEBUG", "PORT", "BIND", "PUBLIC_URL"}
    ours |= {"DATA_KEYS", "DATA_SEARCH_KEY"}
    kept = {name: value for name, value in os.environ.items() if name not in ours}
    return kept | {"JOMBANG_VAR": str(var)} | variables


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(done: Callable[[], bool], *, seconds: float = 20) -> bool:
    deadline = time.monotonic() + seconds
    while not done():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


def processes_of(var: Path) -> dict[int, str]:
    """Return the command lines of everything that serves these data, by process number."""
    fingerprint = sha256(os.fsencode(var)).hexdigest()[:12].encode()
    found = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                line = (folder / "cmdline").read_bytes()
                surroundings = (folder / "environ").read_bytes()
            except OSError:
                continue
            # A zombie has no command line and is its parent's to bury.
            if line and (fingerprint in line or os.fsencode(var) in line + surroundings):
                found[int(folder.name)] = os.fsdecode(line.replace(b"\0", b" "))
    return found


@cache
def url_of(var: Path, role: str) -> str:
    shown = subprocess.run(
        [sys.executable, "-c", f"from jombang_umkm import database as d; print(d.urls().{role})"],
        env=clean_environ(var),
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    return shown.stdout.strip()


def execute(var: Path, role: str, statement: str) -> list[tuple]:
    """Run one committed statement as that role; return its rows."""
    # What libpq decodes in a URL's host is the socket folder, capitals and spaces included.
    with closing(psycopg2.connect(url_of(var, role))) as connection:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(statement)
            return cursor.fetchall() if cursor.description else []


class Run:
    """One `serve run` in a session of its own, as a terminal would hold it."""

    def __init__(self, var: Path, *, port: int | None = None, start: tuple[str, ...] = ()) -> None:
        self.var = var
        self.port = port or free_port()
        self.process = subprocess.Popen(
            [*start, *SERVE, "run"],
            env=clean_environ(var, PORT=str(self.port)),
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        self.output = ""

    def get(self, path: str = "/sehat/", **headers: str) -> int:
        """Return the status of a page; 0 when nobody answers."""
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)) as connection:
            try:
                connection.request("GET", path, headers=headers)
                return connection.getresponse().status
            except (OSError, http.client.HTTPException):
                return 0

    def answers(self) -> bool:
        return wait_for(
            lambda: self.get() == 200 or self.process.poll() is not None, seconds=180
        ) and (self.process.poll() is None)

    def press_ctrl_c(self) -> None:
        """The terminal signals the whole foreground group."""
        os.killpg(self.process.pid, signal.SIGINT)

    def wait(self) -> int:
        """Return the exit code, with the output kept."""
        self.output += self.process.communicate(timeout=180)[0]
        return self.process.returncode

    def end(self) -> None:
        if self.process.returncode is None:
            self.process.terminate()
            self.wait()

    def one(self, mark: str, *, parent: int) -> int:
        """Return the child of `parent` that has the mark in its command line."""
        for pid, line in processes_of(self.var).items():
            if mark in line and Path(f"/proc/{pid}/stat").read_text().split(") ")[1].split()[
                1
            ] == str(parent):
                return pid
        raise AssertionError(f"no {mark} below {parent}: {processes_of(self.var)}")

    @property
    def gunicorn(self) -> int:
        return self.one("gunicorn", parent=self.process.pid)

    @property
    def worker(self) -> int:
        return self.one("gunicorn", parent=self.gunicorn)

    @property
    def postmaster(self) -> int:
        return self.one("bin/postgres", parent=self.process.pid)


@contextmanager
def running(var: Path, **options) -> Iterator[Run]:
    run = Run(var, **options)
    try:
        if not run.answers():
            run.end()
            raise AssertionError(run.output)
        yield run
    finally:
        run.end()


def first_start(shared: Path) -> Path:
    """Return the data of a first start, ended; it takes long, so there is one for all workers."""
    folder, made = shared / "Data kita" / "var", shared / "first-start-made"
    with (shared / "first-start.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            with running(folder) as run:
                execute(folder, "owner", "CREATE TABLE kept (what text PRIMARY KEY)")
            assert run.process.returncode == 0
            assert f"Open http://127.0.0.1:{run.port}" in run.output
            assert "petugas" in run.output
            made.touch()
    return folder


@pytest.fixture(scope="module")
def var(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A copy of the data of a first start; the tests here take turns with them."""
    ours = tmp_path_factory.getbasetemp()
    made = first_start(ours if worker_id == "master" else ours.parent)
    folder = tmp_path_factory.mktemp("Data kita") / "var"
    subprocess.run(["cp", "-a", made, folder], check=True)
    return folder


def commit(var: Path, what: str) -> None:
    execute(var, "app", f"INSERT INTO kept VALUES ('{what}')")


def is_kept(var: Path, what: str) -> bool:
    return bool(execute(var, "app", f"SELECT 1 FROM kept WHERE what = '{what}'"))


def test_second_start_does_no_work_twice_and_ctrl_c_leaves_no_process(var):
    with running(var) as run:
        assert len(processes_of(var)) > 4
        run.press_ctrl_c()
        assert run.wait() == 0
    # What takes long at the first start: migrating, seeding, compressing.
    first, *_, last = run.output.strip().splitlines()
    assert first.startswith("Sign-ins: dinas, petugas, admin; password: ")
    assert last == f"Open http://127.0.0.1:{run.port}  (Ctrl-C stops)"
    assert len(run.output.split()) < 20
    assert processes_of(var) == {}


def test_secrets_and_data_are_for_their_owner_alone(var):
    secrets = list((var / "secrets").iterdir())
    assert len(secrets) >= 5
    assert {path.stat().st_mode & 0o777 for path in secrets} == {0o600}
    for folder in (var / "secrets", var / "postgres", var / "socket"):
        assert folder.stat().st_mode & 0o777 == 0o700
    assert (var / "postgres.log").stat().st_mode & 0o777 == 0o600


@contextmanager
def request_in_flight(run: Run) -> Iterator[list[int]]:
    """Have the application work on a request that waits for a table; yields its status, later."""
    statuses: list[int] = []
    with closing(psycopg2.connect(url_of(run.var, "owner"))) as connection:
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE django_session")
        ask = threading.Thread(
            target=lambda: statuses.append(run.get("/hari-ini/", Cookie="sessionid=abcdefgh"))
        )
        ask.start()
        waiting = "SELECT count(*) FROM pg_locks WHERE NOT granted"
        assert wait_for(lambda: execute(run.var, "owner", waiting) == [(1,)])
        yield statuses
    ask.join(30)


def test_ctrl_c_lets_a_request_finish_before_the_database_stops(var):
    with running(var) as run:
        with request_in_flight(run) as statuses:
            run.press_ctrl_c()
            time.sleep(1)
            assert run.process.poll() is None
        assert run.wait() == 0
    # Nobody is signed in: the page leads there.
    assert statuses == [302]
    assert processes_of(var) == {}


def test_second_ctrl_c_does_not_wait_for_requests(var):
    with running(var) as run, request_in_flight(run):
        run.press_ctrl_c()
        time.sleep(0.5)
        began = time.monotonic()
        run.press_ctrl_c()
        assert run.wait() == 0
        assert time.monotonic() - began < 10
        assert processes_of(var) == {}


def kill(run: Run, victim: str) -> None:
    """Kill one of the three as `kill -9` does, or all; what we report then is checked."""
    pids = {"supervisor": run.process.pid, "gunicorn": run.gunicorn, "postmaster": run.postmaster}
    for pid in pids.values() if victim == "all" else [pids[victim]]:
        os.kill(pid, signal.SIGKILL)
    if victim in {"gunicorn", "postmaster"}:
        assert run.wait() == 1
        (*_, last) = run.output.strip().splitlines()
        assert last.endswith("ended by itself, so everything was stopped; start again")
        assert processes_of(run.var) == {}


def test_after_any_kill_the_next_start_answers_and_nothing_committed_is_lost(var):
    run = Run(var)
    try:
        for victim in ("supervisor", "gunicorn", "all", "postmaster"):
            assert run.answers()
            commit(var, f"before {victim}")
            kill(run, victim)
            # At once and on the same port: orphans are still on their way out.
            following = Run(var, port=run.port)
            run.end()
            run = following
            assert run.answers()
            assert is_kept(var, f"before {victim}")
    finally:
        run.end()
    assert processes_of(var) == {}


def test_after_a_kill_of_make_it_ends_and_the_next_start_answers(var):
    """`make run` starts it with --end-with-parent."""
    port = free_port()
    with subprocess.Popen(
        ["sh", "-c", '"$@" & wait', "sh", *SERVE, "run", "--end-with-parent"],
        env=clean_environ(var, PORT=str(port)),
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    ) as parent:
        assert wait_for(lambda: "gunicorn" in str(processes_of(var)), seconds=180)
        parent.kill()
    # At once: the next waits for the one that is told to stop.
    with running(var, port=port):
        assert len([line for line in processes_of(var).values() if "serve run" in line]) == 1
    assert processes_of(var) == {}


def refused(var: Path, action: tuple[str, ...] = ("run",), **variables: str) -> str:
    """Return the one line by which the supervisor refuses."""
    asked = subprocess.run(
        [*SERVE, *action],
        env=clean_environ(var, **variables),
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert asked.returncode == 1
    assert asked.stdout == ""
    (line,) = asked.stderr.splitlines()
    return line


def test_a_busy_port_is_one_line_before_anything_starts(tmp_path):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        line = refused(tmp_path / "var", PORT=str(port))
    assert f"Port {port} " in line
    assert f"make run PORT={port + 1}" in line
    assert not (tmp_path / "var" / "postgres").exists()


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("postgresql://role:rahasia@127.0.0.1:1/umkm", "umkm at 127.0.0.1:1"),
        ("postgresql://role:rahasia@host.invalid/umkm", "umkm at host.invalid"),
        ("postgresql://role:rahasia@[::1/umkm", "not a database URL"),
        ("mysql://role:rahasia@127.0.0.1/umkm", "PostgreSQL is needed"),
    ],
)
def test_an_unusable_database_is_one_line_without_the_password(tmp_path, url, told):
    line = refused(tmp_path, PORT=str(free_port()), DATABASE_URL=url)
    assert told in line
    assert "rahasia" not in line


@pytest.mark.parametrize(
    ("variables", "told"),
    [
        ({"PORT": "http"}, "PORT"),
        ({"BIND": "0.0.0.0"}, "https"),
        ({"BIND": "192.0.2.1", "PUBLIC_URL": "https://umkm.example"}, "192.0.2.1"),
        ({"PUBLIC_URL": "http://umkm.example"}, "PUBLIC_URL"),
    ],
)
def test_an_unusable_address_is_one_line(tmp_path, variables, told):
    assert told in refused(tmp_path, **({"PORT": str(free_port())} | variables))


@pytest.mark.parametrize("name", ["DATA_KEYS", "DATA_SEARCH_KEY"])
def test_a_short_key_is_one_line_without_the_key(tmp_path, name):
    line = refused(tmp_path, PORT=str(free_port()), **{name: "rahasia"})
    assert name in line
    assert "rahasia" not in line


@pytest.fixture(scope="class")
def run_of_class(var: Path) -> Iterator[Run]:
    with running(var) as run:
        yield run


class TestWhileItServes:
    """One run for all of these: each leaves it serving."""

    @pytest.fixture
    def run(self, run_of_class: Run) -> Iterator[Run]:
        yield run_of_class
        assert run_of_class.process.poll() is None
        assert run_of_class.get() == 200

    def test_a_second_run_is_one_line_with_the_process(self, var, run):
        line = refused(var, PORT=str(free_port()))
        assert f"process {run.process.pid} " in line

    def test_exec_joins_it(self, var, run):
        asked = subprocess.run(
            [*SERVE, "exec", "--", "sh", "-c", 'echo "$DATABASE_URL"; exit 7'],
            env=clean_environ(var),
            cwd=ROOT,
            check=False,
            capture_output=True,
            text=True,
        )
        assert asked.returncode == 7
        assert asked.stdout.strip() == url_of(var, "app")

    def test_a_killed_worker_is_replaced(self, var, run):
        before = run.worker
        os.kill(before, signal.SIGKILL)
        assert wait_for(lambda: before not in processes_of(var) and run.get() == 200)

    def test_after_a_kill_of_a_backend_the_application_answers_again(self, var, run):
        commit(var, "before the backend")
        (backend, *_) = [pid for pid, line in processes_of(var).items() if ": jombang_app " in line]
        os.kill(backend, signal.SIGKILL)
        assert wait_for(lambda: run.get() == 200)
        assert is_kept(var, "before the backend")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
def test_serves_as_an_ordinary_user(var):
    for path in (var, *var.rglob("*")):
        os.chown(path, NOBODY, NOBODY, follow_symlinks=False)
    # The user may read where this checkout, its Python and the data lie, as if they were its own.
    ordinary = ("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups")
    reading = ("--inh-caps=-all,+dac_read_search", "--ambient-caps=+dac_read_search")
    with running(var, start=(*ordinary, *reading, "--")) as run:
        commit(var, "as an ordinary user")
        assert Path(f"/proc/{run.postmaster}").stat().st_uid == NOBODY
    assert run.process.returncode == 0
    assert processes_of(var) == {}
