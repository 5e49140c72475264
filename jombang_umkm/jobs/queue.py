"""The jobs that wait, are under way or are over, and how one goes from there to there."""

import logging
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django_tasks import TaskResultStatus as State

from jombang_umkm.jobs import locks
from jombang_umkm.jobs.failures import CutOffError, describe
from jombang_umkm.models import Job, JobProgress, JobQuerySet

logger = logging.getLogger(__name__)

# Whatever cuts a job off three times will cut it off a fourth time.
TRIES = 3

KEEP_DONE = timedelta(days=14)
# Long enough to be asked about.
KEEP_FAILED = timedelta(days=90)


@transaction.atomic
def take(worker: str) -> Job | None:
    """Return the next waiting job, begun and locked by this connection; None where none waits."""
    waiting = Job.objects.waiting(at=timezone.now())
    job = waiting.select_for_update(skip_locked=True).first()
    if job is None or not locks.take(job.pk):
        return None
    job.claim(worker)
    return job


def finish(job: Job) -> None:
    """Note that a job is done; in the transaction of what it did, so that both are or neither."""
    _under_way(job).update(status=State.SUCCESSFUL, finished_at=timezone.now())


def fail(job: Job, error: Exception) -> None:
    """Note that a job failed, and of its error only what names nobody."""
    failure = describe(error)
    _under_way(job).update(
        status=State.FAILED,
        finished_at=timezone.now(),
        exception_class_path=failure.kind,
        traceback="\n".join((failure.code, *failure.places)),
    )
    logger.error(
        "Job %s (%s) failed: %s %s; %s",
        job.pk,
        job.task_path,
        failure.kind,
        failure.code,
        ", ".join(failure.places),
    )


def try_again(job: Job, error: Exception) -> None:
    """Have a job wait again that something outside cut off; fail it after the last of its tries."""
    if job.tries < TRIES:
        _under_way(job).update(status=State.READY, started_at=None)
    else:
        fail(job, error)


def put_back(job: Job) -> None:
    """Have a job wait again that we were told to leave; this was no try."""
    _under_way(job).update(
        status=State.READY, started_at=None, worker_ids=job.worker_ids[: job.tries - 1]
    )


def settle_cut_off() -> None:
    """Have every job tried again that is called running while nobody works on it."""
    for pk in Job.objects.under_way().values_list("pk", flat=True):
        if locks.take(pk):
            try:
                _settle(pk)
            finally:
                locks.release(pk)


@transaction.atomic
def _settle(pk: UUID) -> None:
    # Seen again under its lock: it may have ended meanwhile.
    job = Job.objects.under_way().select_for_update().filter(pk=pk).first()
    if job is not None:
        logger.warning("Job %s (%s) was cut off (try %d)", pk, job.task_path, job.tries)
        try_again(job, CutOffError())


def clean(at: datetime) -> None:
    """Forget jobs that are over, and progress, once nobody asks about them any more."""
    Job.objects.done().filter(finished_at__lt=at - KEEP_DONE).delete()
    Job.objects.failed().filter(finished_at__lt=at - KEEP_FAILED).delete()
    JobProgress.objects.filter(at__lt=at - KEEP_DONE).delete()


def _under_way(job: Job) -> JobQuerySet:
    return Job.objects.under_way().filter(pk=job.pk)
