"""What the job of an import is at: whether it goes on, and how far it has come."""

from typing import NamedTuple

from django_tasks import TaskResultStatus as State

from jombang_umkm.jobs import progress
from jombang_umkm.jobs.progress import Progress
from jombang_umkm.models import Job
from participants import jobs
from participants.models import PeopleImport


class Work(NamedTuple):
    """Whether its job has failed for good, and nothing of it was written; and how far it is."""

    is_stuck: bool = False
    told: Progress | None = None


def work_on(found: PeopleImport) -> Work:
    """Return what the job that has this import is at; nothing where none has it."""
    if not found.is_working:
        return Work()
    ours = [jobs.read_import.module_path, jobs.save_import.module_path]
    asked = Job.objects.filter(task_path__in=ours, args_kwargs__kwargs__pk=found.pk)
    job = asked.order_by("-enqueued_at").first()
    if job is None:
        return Work()
    told = progress.read(found.progress_key)
    # What was told before was of other work: the rows are read, then saved, maybe read anew.
    is_of_this = told is not None and told.at >= job.enqueued_at
    return Work(job.status == State.FAILED, told if is_of_this else None)
