"""Which PostgreSQL the application talks to: the one of DATABASE_URL, else the embedded one.

Nothing here starts a server (`cluster.py` does), so the settings may read it at
any time, also beside a running `make run`.
"""

import os
import re
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import dj_database_url
import psycopg2  # type: ignore[import-untyped]
from psycopg2 import sql
from psycopg2.extensions import connection, cursor  # type: ignore[import-untyped]

from jombang_umkm import environment

NAME = "jombang_umkm"
OWNER = "jombang_owner"
APP = "jombang_app"
PORT = 5432
OLDEST_MAJOR = 15

# sockaddr_un holds 108 bytes, with the closing zero.
LONGEST_SOCKET = 107


class Unreachable(Exception):  # noqa: N818 - a refusal, not a fault of ours
    """A database that does not answer as it must; the text is one line without a password."""


@dataclass(frozen=True)
class Urls:
    """The database as the application's role sees it, and as the one who owns the tables."""

    app: str
    owner: str


def urls() -> Urls:
    """Return the URLs in force; both are the same where DATABASE_OWNER_URL is not set apart."""
    app = os.environ.get("DATABASE_URL")
    if not app:
        return embedded_urls()
    return Urls(app=app, owner=os.environ.get("DATABASE_OWNER_URL") or app)


def is_embedded() -> bool:
    """Return whether the database in force is the embedded one, also under `serve exec`."""
    app = os.environ.get("DATABASE_URL")
    return not app or f"@{_url_host()}:{PORT}/" in app


def embedded_urls() -> Urls:
    """Return the embedded database's URLs, from the data's path and the secrets beside it."""
    return Urls(app=_embedded_url(APP), owner=_embedded_url(OWNER))


def socket_folder() -> Path:
    """Return the folder of the embedded server's socket: in `var/`, else a short one in /tmp.

    A comma would part two hosts for the driver.
    """
    folder = environment.VAR / "socket"
    is_short = len(os.fsencode(folder / f".s.PGSQL.{PORT}")) <= LONGEST_SOCKET
    if is_short and "," not in str(folder):
        return folder
    # The server makes sure there that the folder is its own.
    return Path("/tmp") / f"jombang-umkm-{fingerprint()}"  # noqa: S108


def fingerprint() -> str:
    """Return a short name for this folder of data, the same at every start."""
    return sha256(os.fsencode(environment.VAR)).hexdigest()[:12]


def role_password(role: str) -> str:
    """Return the password of a role of the embedded server."""
    return environment.secret(f"{role}_password")


def require_reachable(url: str) -> None:
    """Raise Unreachable unless a PostgreSQL that is new enough answers at this URL."""
    try:
        connected = connect(url)
    except psycopg2.Error as error:
        raise Unreachable(f"The database {describe(url)} cannot be used: {reason(error)}") from None
    version = connected.server_version
    connected.close()
    if version < OLDEST_MAJOR * 10_000:
        raise Unreachable(
            f"The database {describe(url)} is PostgreSQL {version // 10_000}; "
            f"{OLDEST_MAJOR} or newer is needed"
        )


def connect(url: str) -> connection:
    """Return a connection in autocommit; raises Unreachable for a URL that is none of PostgreSQL.

    The URL is read as Django's settings read it, so both agree on every part.
    """
    parts = _parse(url)
    connected = psycopg2.connect(
        dbname=parts["NAME"],
        user=parts["USER"] or None,
        password=parts["PASSWORD"] or None,
        host=parts["HOST"] or None,
        port=parts["PORT"] or None,
        **{"connect_timeout": 10, **parts.get("OPTIONS", {})},
    )
    connected.autocommit = True
    return connected


def describe(url: str) -> str:
    """Return host and name of a database for people; never its password."""
    parts = _parse(url)
    host = parts["HOST"] or parts.get("OPTIONS", {}).get("host") or "the local socket"
    port = f":{parts['PORT']}" if parts["PORT"] else ""
    return f"{parts['NAME']} at {host}{port}"


def reason(error: psycopg2.Error) -> str:
    """Return the first line of the driver's error, without the address `describe` already gives."""
    first = (str(error).strip() or "no answer").splitlines()[0]
    return first.rpartition(" failed: ")[2]


def why_not_extension(owner: cursor, name: str) -> str:
    """Return in a sentence why the cursor's role cannot have that extension; nothing if it can."""
    owner.execute("SELECT 1 FROM pg_extension WHERE extname = %s", [name])
    if owner.fetchone():
        return ""
    owner.execute(
        "SELECT bool_or(trusted) AND has_database_privilege(current_database(), 'CREATE'),"
        " (SELECT rolsuper FROM pg_roles WHERE rolname = current_user), current_database()"
        " FROM pg_available_extension_versions WHERE name = %s",
        [name],
    )
    may_create, is_superuser, here = owner.fetchone()
    if may_create is None:
        return (
            f"PostgreSQL lacks the extension {name}: install its contrib package "
            "(postgresql-contrib) on the database's machine"
        )
    if may_create or is_superuser:
        return ""
    return (
        f"The owner's role may not create the extension {name}: as the database's "
        f"administrator run CREATE EXTENSION {name} in {here}"
    )


# What tells what was is written by the application and never changed by it: who looked at whom,
# and the versions of every row. Triggers say so too, but a role can pass by these.
WRITTEN_ONCE = re.compile(r"jombang_umkm_accesslog|\w+version")


def grant_to_app(owner: cursor, app: str) -> None:
    """Let the role `app` use, and never change, what the cursor's own role makes.

    Covers the tables there are and those to come, so it may run before a migration; after it, it
    takes back what is `WRITTEN_ONCE`. Only own tables are named: an extension's views
    belong to others and would refuse the grant. Nobody makes objects of their own for a session,
    which would stand before those that a function of the owner names.
    """
    here = owner.connection.info.dbname
    statement = sql.SQL("REVOKE TEMPORARY ON DATABASE {} FROM PUBLIC")
    owner.execute(statement.format(sql.Identifier(here)))
    role = sql.Identifier(app)
    rows = sql.SQL("SELECT, INSERT, UPDATE, DELETE")
    owner.execute(sql.SQL("GRANT USAGE ON SCHEMA public TO {}").format(role))
    for kind, privileges, relkinds in (
        ("TABLES", rows, "r p v"),
        ("SEQUENCES", sql.SQL("USAGE, SELECT"), "S"),
    ):
        statement = "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT {} ON {} TO {}"
        owner.execute(sql.SQL(statement).format(privileges, sql.SQL(kind), role))
        own = _own_relations(owner, relkinds.split())
        if own:
            names = sql.SQL(", ").join(sql.Identifier("public", name) for name in own)
            statement = "GRANT {} ON {} {} TO {}"
            # GRANT names one sequence or table in the singular.
            singular = sql.SQL(kind.removesuffix("S"))
            owner.execute(sql.SQL(statement).format(privileges, singular, names, role))
    once = [name for name in _own_relations(owner, ["r", "p"]) if WRITTEN_ONCE.fullmatch(name)]
    for name in once:
        statement = sql.SQL("REVOKE UPDATE, DELETE ON {} FROM {}")
        owner.execute(statement.format(sql.Identifier("public", name), role))


def _own_relations(owner: cursor, relkinds: list[str]) -> list[str]:
    owner.execute(
        "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace"
        " AND relowner = current_user::regrole AND relkind::text = ANY(%s) ORDER BY relname",
        [relkinds],
    )
    return [name for (name,) in owner.fetchall()]


def _embedded_url(role: str) -> str:
    return f"postgresql://{role}:{role_password(role)}@{_url_host()}:{PORT}/{NAME}"


def _url_host() -> str:
    """Return the socket folder as a URL's host.

    Capitals are encoded too: dj-database-url lowers a host before decoding it.
    """
    plain = b"abcdefghijklmnopqrstuvwxyz0123456789-_."
    return "".join(
        chr(byte) if byte in plain else f"%{byte:02X}" for byte in os.fsencode(socket_folder())
    )


def _parse(url: str) -> dj_database_url.DBConfig:
    try:
        parts = dj_database_url.parse(url)
    except ValueError:
        raise Unreachable(
            "DATABASE_URL is not a database URL: postgresql://role:password@host:5432/name "
            "(special characters percent-encoded)"
        ) from None
    if parts["ENGINE"] != "django.db.backends.postgresql":
        raise Unreachable("DATABASE_URL names another kind of database; PostgreSQL is needed")
    return parts
