"""Doing jobs, one after the other, over this thread's connection."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager

import pghistory
from django.db import OperationalError, transaction

from jombang_umkm import scope
from jombang_umkm.jobs import locks, queue
from jombang_umkm.models import Job, User


class Stopped(BaseException):
    """We were told to leave the job in hand; no `except Exception` of a job holds it up."""


@contextmanager
def next_job(worker: str) -> Iterator[Job | None]:
    """Have the next waiting job in hand, if there is one, and its lock as long."""
    job = queue.take(worker)
    try:
        yield job
    finally:
        if job is not None:
            locks.release(job.pk)


def do(job: Job) -> None:
    """Do a job that was taken: what it writes and that it is done commit together.

    What the database refuses for the moment (a deadlock, a lost connection) is tried
    again. Raises Stopped when a signal said so, with the job waiting again.
    """
    arguments = job.args_kwargs["kwargs"]
    try:
        with (
            pghistory.context(user=arguments.get("by"), job=job.task_path),
            _scope(arguments.get("by")),
            transaction.atomic(),
        ):
            job.task.call(**arguments)
            queue.finish(job)
    except Stopped:
        queue.put_back(job)
        raise
    except OperationalError as error:
        queue.try_again(job, error)
    except Exception as error:
        queue.fail(job, error)


def _scope(by: int | None) -> AbstractContextManager[None]:
    """Return what lets a job see what they see who asked for it, or everything if nobody did."""
    return scope.whole("nobody asked") if by is None else scope.of(User.objects.get(pk=by))


def do_waiting(worker: str) -> list[Job]:
    """Do all jobs that wait, also those that these ask for; return them in that order."""
    done: list[Job] = []
    while True:
        with next_job(worker) as job:
            if job is None:
                return done
            do(job)
        job.refresh_from_db()
        done.append(job)
