"""Row-level security for migrations: which rows of a table the application's role sees and writes.

The owner of the tables, who migrates, is exempt. Conditions read for whom the connection
works, which `jombang_umkm.scope` says; with nothing said no row is seen. docs/adr/0019 says
why, and what is cheap to ask: `scope_facility()` and the like, which are answered when a
statement is planned; one table in a scalar subquery, for an EXISTS is planned twice (with
`IS TRUE` before an AND: it is null where it finds nothing); a function of the owner once a
statement, `IN (SELECT keys())`, for it keeps its plan.
"""

from django.db.migrations.operations import RunSQL

WHOLE = "scope_whole()"
# What the connection says, null where it says nothing: for functions, whose plans outlive their
# statement. Conditions ask scope_facility(), scope_office() and scope_user().
FACILITY = "nullif(current_setting('jombang.facility', true), '')::bigint"
OFFICE = "nullif(current_setting('jombang.office', true), '')::bigint"
USER = "nullif(current_setting('jombang.user', true), '')::bigint"

VERSION = "version"


def guard(table: str, condition: str, *, versions: bool = False) -> list[RunSQL]:
    """Return what lets a table's rows be seen, written and deleted only under that condition.

    The condition names columns of the table; inside a subquery with `{table}` before them.
    With `versions` it holds for reading the table of its versions too, which has the same
    columns; they are written by the table's triggers alone, whose plans are kept.
    """
    return [
        RunSQL(
            f"ALTER TABLE {each} ENABLE ROW LEVEL SECURITY",
            f"ALTER TABLE {each} DISABLE ROW LEVEL SECURITY",
        )
        for each in _tables(table, versions)
    ] + [
        _policy(each, "scope", condition, writes="true" if each.endswith(VERSION) else "")
        for each in _tables(table, versions)
    ]


def allow(table: str, name: str, condition: str, *, versions: bool = False) -> list[RunSQL]:
    """Return what lets rows of a guarded table be seen under another condition, and locked.

    They are neither written nor deleted.
    PostgreSQL asks the conditions of a table against the order of their names: what `guard()`
    gave comes first if this one's name stands before "scope", and this is not asked where that
    holds.
    """
    return [
        _policy(each, policy, condition, what=what, writes=writes)
        for each in _tables(table, versions)
        for policy, what, writes in (
            (name, "SELECT", ""),
            # A lock asks what an update does.
            (f"{name}_locks", "UPDATE", "false"),
        )
    ]


def function(signature: str, body: str, *, is_stable: bool = True) -> RunSQL:
    """Return what makes a function that reads with the rights of the owner of the tables.

    One that locks what it reads is not stable.
    The signature is "name(argument type, …) RETURNS type": numbers or a yes may come out.
    The body names its tables with their schema, so that nobody's search path puts others
    there: setting one would cost as much as the answer, with every row.
    """
    kind = "STABLE PARALLEL SAFE" if is_stable else "VOLATILE"
    return RunSQL(
        f"CREATE FUNCTION {signature}\n"
        f"{kind} SECURITY DEFINER LANGUAGE plpgsql AS $body${body}$body$",
        f"DROP FUNCTION {signature.partition(' RETURNS ')[0]}",
    )


def keys(name: str, query: str, *, of: str) -> RunSQL:
    """Return what makes `name()`, which gives out the keys that the query finds.

    None where the setting `of` (FACILITY or OFFICE) is not said; the query calls it `here`.
    """
    return function(
        f"{name}() RETURNS SETOF bigint ROWS 100",
        f"""
DECLARE
  here bigint := {of};
BEGIN
  IF here IS NOT NULL THEN
    RETURN QUERY {query};
  END IF;
END
""",
    )


def view(name: str, query: str) -> RunSQL:
    """Return what makes a view for conditions to look into, read with the rights of the owner.

    It gives out keys of the scope in force. PostgreSQL would let rows of the table be written
    through a view of one table alone: none of these is.
    """
    return RunSQL(f"CREATE VIEW {name} AS {query}", f"DROP VIEW {name}")


def _policy(table: str, name: str, condition: str, *, writes: str, what: str = "ALL") -> RunSQL:
    """Return what makes a policy; `writes` is the condition of what is written, if another."""
    check = f" WITH CHECK ({writes})" if writes else ""
    using = condition.format(table=table)
    return RunSQL(
        f"CREATE POLICY {name} ON {table} FOR {what} USING ({using}){check}",
        f"DROP POLICY {name} ON {table}",
    )


def _tables(table: str, versions: bool) -> tuple[str, ...]:
    return (table, f"{table}{VERSION}") if versions else (table,)
