"""Several people at the same moment: real threads on real connections."""

from collections.abc import Callable
from threading import Barrier, Thread
from time import sleep
from typing import Any

from django.db import connection

from jombang_umkm.errors import ActionRefused


def together(*calls: Callable[[], Any]) -> list[Any]:
    """Run the calls at the same moment, each in a thread; return results or refusals in order."""
    barrier = Barrier(len(calls))
    results: list[Any] = [None] * len(calls)

    def run(index: int, call: Callable[[], Any]) -> None:
        try:
            barrier.wait()
            results[index] = call()
        except ActionRefused as refusal:
            results[index] = refusal
        finally:
            connection.close()

    threads = [Thread(target=run, args=pair) for pair in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def wait_until_waiting(count: int) -> None:
    """Return once so many connections to this database wait for what another has locked."""
    for _turn in range(500):
        with connection.cursor() as cursor:
            # Within a transaction all else would be answered from what stood there first.
            cursor.execute("SELECT pg_stat_clear_snapshot()")
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity"
                " WHERE datname = current_database() AND wait_event_type = 'Lock'"
            )
            if cursor.fetchone() == (count,):
                return
        sleep(0.01)
    raise AssertionError(f"there are not {count} who wait")
