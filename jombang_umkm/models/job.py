from datetime import datetime
from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_tasks import TaskResultStatus as State
from django_tasks_db.models import DBTaskResult, get_date_max


class JobQuerySet(models.QuerySet["Job"]):
    """Jobs by what has become of them."""

    def waiting(self, at: datetime) -> "JobQuerySet":
        """Return what may be begun at that moment, in that order."""
        due = models.Q(run_after=get_date_max()) | models.Q(run_after__lte=at)
        first = ("-priority", "run_after", "enqueued_at", "pk")
        return self.filter(due, status=State.READY).order_by(*first)

    def under_way(self) -> "JobQuerySet":
        return self.filter(status=State.RUNNING)

    def done(self) -> "JobQuerySet":
        return self.filter(status=State.SUCCESSFUL)

    def failed(self) -> "JobQuerySet":
        return self.filter(status=State.FAILED)


class Job(DBTaskResult[..., Any]):
    """Work outside the request, as the queue keeps it: waiting, under way, done or failed.

    It carries numbers and ids only (`jombang_umkm.jobs.backend`), and of an error no message.
    """

    # In place of the library's, which returns its own kind.
    objects = JobQuerySet.as_manager()  # type: ignore[misc, assignment]

    class Meta:
        proxy = True
        ordering = ("-enqueued_at", "pk")
        verbose_name = _("background job")
        verbose_name_plural = _("background jobs")

    def __str__(self) -> str:
        return f"{self.title}, {timezone.localtime(self.enqueued_at):%d-%m-%Y %H:%M}"

    @property
    def title(self) -> str:
        """What it does, for people; its path where a release has taken the task away."""
        try:
            return str(getattr(self.task, "title", self.task_path))
        except (ImportError, SuspiciousOperation):
            return self.task_path

    @property
    def tries(self) -> int:
        """How often it was begun."""
        return len(self.worker_ids)

    @property
    def code(self) -> str:
        """Why it failed, for programs: the code of a refusal, or PostgreSQL's; else empty."""
        return self.traceback.partition("\n")[0]


class JobProgress(models.Model):
    """How far a job has come, written past the transaction in which the job works."""

    key = models.CharField(_("what is being done"), max_length=60, primary_key=True)
    done = models.PositiveIntegerField(_("done"))
    total = models.PositiveIntegerField(_("to do"))
    at = models.DateTimeField(_("at"))

    class Meta:
        ordering = ("key",)
        verbose_name = _("progress of a job")
        verbose_name_plural = _("progress of jobs")

    def __str__(self) -> str:
        return f"{self.key}: {self.done}/{self.total}"
