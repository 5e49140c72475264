"""The two roles of the embedded server: one owns the tables, one only works with them."""

import psycopg2  # type: ignore[import-untyped]
from psycopg2 import sql
from psycopg2.extensions import connection, cursor  # type: ignore[import-untyped]

from jombang_umkm import database, environment
from jombang_umkm.supervisor.processes import CannotGoOn

SUPERUSER = "postgres"


def ensure(*, may_create_databases: bool) -> None:
    """Make roles and database where they are missing, and renew passwords and rights.

    The owner may create databases, and act as the application, only where tests need it.
    """
    superuser = _connect()
    with superuser.cursor() as asking:
        _ensure_role(asking, database.OWNER, "CREATEDB" if may_create_databases else "NOCREATEDB")
        _ensure_role(asking, database.APP, "NOCREATEDB")
        _ensure_database(asking)
        verb, to = ("GRANT", "TO") if may_create_databases else ("REVOKE", "FROM")
        app, owner = sql.Identifier(database.APP), sql.Identifier(database.OWNER)
        asking.execute(sql.SQL(f"{verb} {{}} {to} {{}}").format(app, owner))
    superuser.close()
    owner = database.connect(database.embedded_urls().owner)
    with owner.cursor() as granting:
        database.grant_to_app(granting, database.APP)
    owner.close()


def _connect() -> connection:
    try:
        superuser = psycopg2.connect(
            dbname="postgres",
            user=SUPERUSER,
            password=database.role_password(SUPERUSER),
            host=str(database.socket_folder()),
            port=database.PORT,
        )
    except psycopg2.OperationalError as error:
        raise CannotGoOn(
            f"The embedded PostgreSQL does not let us in ({database.reason(error)}): "
            f"put back the {environment.VAR / 'secrets'} that belong to these data"
        ) from None
    superuser.autocommit = True
    return superuser


def _ensure_role(asking: cursor, role: str, creating: str) -> None:
    asking.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role])
    verb = "ALTER" if asking.fetchone() else "CREATE"
    statement = f"{verb} ROLE {{}} LOGIN NOSUPERUSER NOCREATEROLE {creating} PASSWORD %s"
    asking.execute(sql.SQL(statement).format(sql.Identifier(role)), [database.role_password(role)])


def _ensure_database(asking: cursor) -> None:
    asking.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database.NAME])
    if not asking.fetchone():
        name, owner = sql.Identifier(database.NAME), sql.Identifier(database.OWNER)
        asking.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(name, owner))
