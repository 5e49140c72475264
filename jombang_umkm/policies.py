"""Row-level security for migrations: which rows of a table the application's role sees and writes.

The owner of the tables, who migrates, is exempt. What the conditions read of the scope
(`scope_whole()`, `scope_facility()`, `scope_office()`, `scope_user()`) is set by
`jombang_umkm.scope`; with nothing set no row is seen. docs/adr/0019 says why and how.
"""

from django.db.migrations.operations import RunSQL


def guard(table: str, condition: str, *, versions: bool = False) -> list[RunSQL]:
    """Return what lets a table's rows be seen, written and deleted only under that condition.

    The condition names columns of the table; inside a subquery with `{table}` before them.
    With `versions` it holds for the table of its versions too, which has the same columns.
    """
    return [
        RunSQL(
            f"ALTER TABLE {each} ENABLE ROW LEVEL SECURITY",
            f"ALTER TABLE {each} DISABLE ROW LEVEL SECURITY",
        )
        for each in _tables(table, versions)
    ] + allow(table, "scope", condition, versions=versions)


def allow(table: str, name: str, condition: str, *, versions: bool = False) -> list[RunSQL]:
    """Return what lets rows of a guarded table be seen under another condition as well.

    PostgreSQL asks the conditions of a table against the order of their names: what `guard()`
    gave comes first if this one's name stands before "scope", and is not asked where that holds.
    """
    return [
        RunSQL(
            f"CREATE POLICY {name} ON {each} USING ({condition.format(table=each)})",
            f"DROP POLICY {name} ON {each}",
        )
        for each in _tables(table, versions)
    ]


def function(signature: str, body: str) -> RunSQL:
    """Return what makes a function that reads with the rights of the owner of the tables.

    The signature is "name(argument type, …) RETURNS type": numbers or a yes may come out.
    The body names its tables with their schema, so that nobody's search path puts others
    there: setting one would cost as much as the answer, with every row.
    """
    return RunSQL(
        f"CREATE FUNCTION {signature}\n"
        f"LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY DEFINER AS $body${body}$body$",
        f"DROP FUNCTION {signature.partition(' RETURNS ')[0]}",
    )


def view(name: str, query: str) -> RunSQL:
    """Return what makes a view for conditions to look into, read with the rights of the owner.

    It gives out keys of the scope in force. PostgreSQL would let rows of the table be written
    through a view of one table alone: none of these is.
    """
    return RunSQL(f"CREATE VIEW {name} AS {query}", f"DROP VIEW {name}")


def _tables(table: str, versions: bool) -> tuple[str, ...]:
    return (table, f"{table}version") if versions else (table,)
