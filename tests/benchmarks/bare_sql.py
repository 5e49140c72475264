"""The floor: the one upsert of a sheet, committed, with and without the history's triggers."""

from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter

from psycopg2 import sql
from psycopg2.extensions import connection
from psycopg2.extras import execute_values

from jombang_umkm import database
from programs.models import Attendance, SheetSave
from tests.benchmarks.measure import Figures, Times, WrongAnswer, calls

WITH_HISTORY = Attendance._meta.db_table
WITHOUT_HISTORY = "bench_attendance"

UPSERT = """
    INSERT INTO {} (program_id, session_id, custody_id, mark, minutes_late, note, saved_id)
    VALUES %s
    ON CONFLICT (session_id, custody_id) DO UPDATE SET mark = excluded.mark,
    minutes_late = excluded.minutes_late, note = excluded.note, saved_id = excluded.saved_id
"""


@contextmanager
def table_without_history(url: str) -> Iterator[connection]:
    """Give a connection that sees a table like the marks', without triggers."""
    connected = database.connect(url)
    with connected.cursor() as cursor:
        copy, original = sql.Identifier(WITHOUT_HISTORY), sql.Identifier(WITH_HISTORY)
        cursor.execute(sql.SQL("DROP TABLE IF EXISTS {}").format(copy))
        cursor.execute(sql.SQL("CREATE TABLE {} (LIKE {} INCLUDING ALL)").format(copy, original))
        cursor.execute(
            "SELECT pg_get_constraintdef(oid) FROM pg_constraint"
            " WHERE conrelid = %s::regclass AND contype = 'f'",
            [WITH_HISTORY],
        )
        for (foreign_key,) in cursor.fetchall():
            adding = sql.SQL("ALTER TABLE {} ADD {}")
            cursor.execute(adding.format(copy, sql.SQL(foreign_key)))
    connected.autocommit = False
    try:
        yield connected
    finally:
        connected.close()


def upserts(
    connected: connection, table: str, *, save: SheetSave, stays: list[int], often: Times, new: bool
) -> Figures:
    """Return what it takes to write all these marks: as new rows, or over others."""
    statement = sql.SQL(UPSERT).format(sql.Identifier(table)).as_string(connected)

    def call(turn: int) -> float:
        mark = "HADIR" if turn % 2 else "IZIN"
        program = save.session.program_id
        rows = [(program, save.session_id, stay, mark, None, "", save.pk) for stay in stays]
        with connected.cursor() as cursor:
            if new:
                _empty(connected, table, save)
            started = perf_counter()
            execute_values(cursor, statement, rows, page_size=len(rows))
            connected.commit()
            taken = 1000 * (perf_counter() - started)
            if cursor.rowcount != len(rows):
                raise WrongAnswer(f"the upsert wrote {cursor.rowcount} of {len(rows)} rows")
        return taken

    call(0)
    return calls(often, lambda turn: call(turn + 1))


def _empty(connected: connection, table: str, save: SheetSave) -> None:
    with connected.cursor() as cursor:
        statement = sql.SQL("DELETE FROM {} WHERE session_id = %s")
        cursor.execute(statement.format(sql.Identifier(table)), [save.session_id])
    connected.commit()
