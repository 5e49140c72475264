"""Which database is in force, what its roles may, and the embedded server's start on odd ground."""

import os
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import dj_database_url
import psycopg2
import pytest

from jombang_umkm import database, environment
from jombang_umkm.supervisor import account, cluster, processes

SERVE = [sys.executable, "-m", "jombang_umkm.serve"]
NOBODY = 65534
AS_ROOT = pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")


@pytest.fixture
def var(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder for data, with capitals and a space, and no DATABASE_URL."""
    folder = tmp_path / "Data kita"
    monkeypatch.setattr(environment, "VAR", folder)
    for name in ("DATABASE_URL", "DATABASE_OWNER_URL", "JOMBANG_VAR"):
        monkeypatch.delenv(name, raising=False)
    return folder


def execute(var: Path, *command: str, options: tuple[str, ...] = (), start: tuple[str, ...] = ()):
    """Run a command beside the embedded database of `var`, whatever `make test` itself uses."""
    given = {"DATABASE_URL", "DATABASE_OWNER_URL"}
    surroundings = {name: value for name, value in os.environ.items() if name not in given}
    return subprocess.run(
        [*start, *SERVE, "exec", *options, "--", *command],
        env=surroundings | {"JOMBANG_VAR": str(var)},
        cwd=environment.ROOT,
        check=False,
        capture_output=True,
        text=True,
        timeout=120,
    )


def refusal(finished: subprocess.CompletedProcess) -> str:
    """Return the one line on stderr."""
    assert finished.returncode == 1
    assert finished.stdout == ""
    (line,) = finished.stderr.splitlines()
    return line


class TestUrls:
    def test_given_ones_are_used_as_they_are(self, var, monkeypatch):
        monkeypatch.setenv("DATABASE_URL", "postgresql://app@db/umkm")
        assert database.urls() == database.Urls(
            app="postgresql://app@db/umkm", owner="postgresql://app@db/umkm"
        )
        monkeypatch.setenv("DATABASE_OWNER_URL", "postgresql://owner@db/umkm")
        assert database.urls().owner == "postgresql://owner@db/umkm"
        assert not database.is_embedded()
        assert not var.exists()

    def test_embedded_ones_are_the_same_each_time(self, var):
        assert database.urls() == database.urls()
        assert database.is_embedded()

    def test_embedded_ones_may_be_given_as_exec_does(self, var, monkeypatch):
        monkeypatch.setenv("DATABASE_URL", database.embedded_urls().app)
        assert database.is_embedded()

    def test_settings_read_the_socket_folder_from_them(self, var):
        parsed = dj_database_url.parse(database.urls().app)
        assert parsed["HOST"] == str(var / "socket")
        assert parsed["USER"] == "jombang_app"
        assert parsed["NAME"] == "jombang_umkm"

    def test_a_long_path_gets_a_short_socket_folder(self, var, monkeypatch):
        monkeypatch.setattr(environment, "VAR", var / ("panjang " * 20))
        assert database.socket_folder().parent == Path("/tmp")
        assert len(str(database.socket_folder() / ".s.PGSQL.5432")) <= 107

    def test_a_description_has_no_password(self):
        told = database.describe("postgresql://app:rahasia@db.example:5433/umkm")
        assert told == "umkm at db.example:5433"


class Server:
    """A server of `var`, started in this process."""

    def __init__(self, var: Path) -> None:
        self.var = var
        self.process = cluster.start()

    def run(self, role: str, statement: str) -> list[tuple]:
        url = getattr(database.embedded_urls(), role)
        with closing(database.connect(url)) as connection, connection.cursor() as cursor:
            cursor.execute(statement)
            return cursor.fetchall() if cursor.description else []


@pytest.fixture
def here(var: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """As `var`, for a server started in this process."""
    monkeypatch.setattr(cluster, "DATA", var / "postgres")
    monkeypatch.setattr(cluster, "LOG", var / "postgres.log")
    mark = f"jombang-umkm-database-{database.fingerprint()}"
    monkeypatch.setattr(cluster, "MARK", mark)
    monkeypatch.setitem(cluster.SETTINGS, "cluster_name", mark)
    return var


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Data as a first start makes them, to copy: making them takes the disk seconds."""
    folder = tmp_path_factory.mktemp("template") / "var"
    assert execute(folder, "true").returncode == 0
    return folder


@pytest.fixture
def made(here: Path, template: Path) -> Path:
    """As `here`, with data of an earlier start."""
    copy(template, here)
    return here


def copy(template: Path, var: Path) -> None:
    subprocess.run(["cp", "-a", template, var], check=True)


@pytest.fixture
def server(made: Path) -> Iterator[Server]:
    server = Server(made)
    yield server
    cluster.stop(server.process)
    assert processes.marked(cluster.MARK) == {}


RIGHTS = """
import sys
from jombang_umkm import database
for role in ("app", "owner"):
    connection = database.connect(getattr(database.urls(), role))
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, rolsuper, rolcreatedb, rolcreaterole FROM pg_roles"
                       " WHERE rolname = current_user")
        print(*cursor.fetchone())
"""


def test_roles_are_ordinary_and_only_the_tests_owner_creates_databases(template):
    assert execute(template, sys.executable, "-c", RIGHTS).stdout.split("\n")[:2] == [
        "jombang_app False False False",
        "jombang_owner False False False",
    ]
    tests = execute(template, sys.executable, "-c", RIGHTS, options=("--volatile",))
    # For tests the owner works on the tables too: it makes and empties databases.
    assert tests.stdout.split("\n")[:2] == ["jombang_owner False True False"] * 2


def test_the_application_uses_what_the_owner_makes_and_changes_nothing(server):
    server.run("owner", "CREATE EXTENSION btree_gist; CREATE EXTENSION pg_trgm")
    server.run("owner", "CREATE TABLE goods (id serial, kept bigint GENERATED ALWAYS AS IDENTITY)")
    server.run("app", "INSERT INTO goods DEFAULT VALUES")
    server.run("app", "UPDATE goods SET id = id + 1")
    assert server.run("app", "SELECT id, kept FROM goods") == [(2, 1)]
    for forbidden in (
        "TRUNCATE goods",
        "DROP TABLE goods",
        "ALTER TABLE goods DISABLE TRIGGER ALL",
        "CREATE TABLE others ()",
        "CREATE DATABASE others",
        "SET ROLE jombang_owner",
    ):
        with pytest.raises(psycopg2.errors.InsufficientPrivilege):
            server.run("app", forbidden)
    server.run("app", "DELETE FROM goods")


def test_a_grant_covers_tables_made_before_it(server):
    server.run("owner", "CREATE TABLE early (id serial)")
    server.run("owner", "REVOKE ALL ON early, early_id_seq FROM jombang_app")
    owner = database.embedded_urls().owner
    with closing(database.connect(owner)) as connection, connection.cursor() as cursor:
        for _ in range(2):
            database.grant_to_app(cursor, "jombang_app")
    server.run("app", "INSERT INTO early DEFAULT VALUES")


def test_a_wrong_password_is_refused_without_being_told(server):
    wrong = database.embedded_urls().app.replace(database.role_password("jombang_app"), "rahasia")
    with pytest.raises(database.Unreachable) as refused:
        database.require_reachable(wrong)
    assert "password authentication failed" in str(refused.value)
    assert "rahasia" not in str(refused.value)
    assert "\n" not in str(refused.value)


def test_the_server_speaks_utf8_and_keeps_wib(server):
    shown = {
        name: server.run("app", f"SHOW {name}")[0][0] for name in ("server_encoding", "timezone")
    }
    assert shown == {"server_encoding": "UTF8", "timezone": "Asia/Jakarta"}
    assert server.run("app", "SELECT upper('é'), 'x' ~ '[[:alpha:]]'") == [("É", True)]
    assert server.run("app", "SHOW data_checksums") == [("on",)]
    assert server.run("app", "SHOW fsync") == [("on",)]


def test_a_password_that_fits_no_more_is_one_line(made):
    (made / "secrets" / "postgres_password").write_text("another")
    with pytest.raises(processes.CannotGoOn, match=r"put back the .*secrets") as refused:
        cluster.start()
    assert "another" not in str(refused.value)
    assert processes.marked(cluster.MARK) == {}


def test_starts_after_a_kill_left_the_numbers_of_others_in_its_lock_files(made):
    # Our own number stands for any process that got the old one after a restart of the machine.
    for path in (made / "postgres" / "postmaster.pid", made / "socket" / ".s.PGSQL.5432.lock"):
        path.write_text(f"{os.getppid()}\n{made}\n")
    cluster.stop(cluster.start())


def test_starts_after_a_kill_while_the_data_were_being_made(here):
    half = here / "postgres.new-abandoned" / "data"
    half.mkdir(parents=True)
    cluster.stop(cluster.start())
    assert not half.exists()
    assert list(here.glob("postgres.new-*")) == []


def test_a_server_without_supervisor_is_ended_first(made):
    orphan = cluster.start()
    following = cluster.start()
    assert orphan.wait(10) == 0
    cluster.stop(following)


def test_backends_without_server_are_ended_first(made):
    alone = Server(made)
    with closing(psycopg2.connect(database.embedded_urls().app)) as connection:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        alone.process.send_signal(signal.SIGKILL)
        alone.process.wait()
        # It waits for its client and has not seen that its server is gone.
        cluster.stop(cluster.start())


def test_data_of_another_major_version_are_one_line(made):
    (made / "postgres" / "PG_VERSION").write_text("17\n")
    with pytest.raises(processes.CannotGoOn, match=r"written by PostgreSQL 17.*docs/operate.md"):
        cluster.start()


def test_a_folder_that_holds_no_data_is_one_line(here):
    (here / "postgres").mkdir(parents=True)
    if os.geteuid() == 0:
        os.chown(here / "postgres", NOBODY, NOBODY)
    with pytest.raises(processes.CannotGoOn, match="no PostgreSQL data folder"):
        cluster.start()


FOLDER = "from jombang_umkm import database as d; d.connect(d.urls().app); print(d.socket_folder())"


@pytest.fixture(params=["panjang " * 11 + "sekali", "dengan, koma"])
def short_folder(
    template: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> Iterator[tuple[Path, Path]]:
    """Data whose path cannot hold a socket, and the folder in /tmp used instead."""
    data = tmp_path / request.param
    copy(template, data)
    shown = execute(data, sys.executable, "-c", FOLDER)
    folder = Path(shown.stdout.strip())
    yield data, folder
    folder.unlink() if folder.is_symlink() else folder.rmdir()


def test_starts_below_a_path_that_cannot_hold_a_socket(short_folder):
    _, folder = short_folder
    assert folder.parent == Path("/tmp")
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_a_short_socket_folder_of_somebody_else_is_one_line(short_folder, tmp_path):
    data, folder = short_folder
    folder.rmdir()
    folder.symlink_to(tmp_path)
    assert "belongs to somebody else" in refusal(execute(data, "true"))


def test_exec_gives_the_exit_code_and_stops_what_it_started(made):
    assert execute(made, "sh", "-c", "exit 7").returncode == 7
    assert execute(made, "sh", "-c", "kill -TERM $$").returncode == 128 + signal.SIGTERM
    assert execute(made, "no-such-command").returncode == 127
    assert processes.marked(database.fingerprint()) == {}


def test_exec_waits_for_its_guests_before_it_stops_the_database(made):
    """As `make seed` beside `make dev`, where `make dev` ends first."""
    surroundings = os.environ | {"JOMBANG_VAR": str(made)}
    ended = made.parent / "host-command-ended"
    ask = "from jombang_umkm import database as d; d.require_reachable(d.urls().app)"
    guest = f'until test -e "{ended}"; do sleep 0.1; done; sleep 0.5; "{sys.executable}" -c "{ask}"'
    host = f'touch "{ended}.ready"; sleep 2; touch "{ended}"'
    with subprocess.Popen(
        [*SERVE, "exec", "--", "sh", "-c", host], env=surroundings, cwd=environment.ROOT
    ) as hosting:
        while not Path(f"{ended}.ready").exists():
            time.sleep(0.05)
        assert execute(made, "sh", "-c", guest).stderr == ""
        assert hosting.wait(30) == 0
    assert processes.marked(database.fingerprint()) == {}


@AS_ROOT
def test_root_gives_the_server_to_the_owner_of_the_data(made):
    for path in ((made / "postgres"), *(made / "postgres").rglob("*")):
        os.chown(path, 1234, 1234)
    server = cluster.start()
    assert Path(f"/proc/{server.pid}").stat().st_uid == 1234
    cluster.stop(server)


@AS_ROOT
def test_root_starts_it_in_a_folder_closed_to_others(here, tmp_path):
    tmp_path.chmod(0o700)
    server = cluster.start()
    assert Path(f"/proc/{server.pid}").stat().st_uid != 0
    cluster.stop(server)


@AS_ROOT
def test_data_of_root_are_one_line(here):
    (here / "postgres").mkdir(parents=True)
    with pytest.raises(processes.CannotGoOn, match=r"belongs to root.*chown"):
        cluster.start()


@AS_ROOT
def test_data_of_another_user_are_one_line(here, monkeypatch):
    (here / "postgres").mkdir(parents=True)
    os.chown(here / "postgres", 1234, 1234)
    monkeypatch.setattr(os, "geteuid", lambda: NOBODY)
    with pytest.raises(processes.CannotGoOn, match="belongs to user 1234"):
        account.choose(here / "postgres", cluster.programs())


@AS_ROOT
def test_a_folder_one_may_not_write_is_one_line(var):
    var.mkdir()
    var.chmod(0o755)
    reading = ("--inh-caps=-all,+dac_read_search", "--ambient-caps=+dac_read_search")
    ordinary = ("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", *reading, "--")
    assert "cannot be written" in refusal(execute(var, "true", start=ordinary))
