from typing import Any

import django_tasks_db.admin  # noqa: F401 - registers its own first, which ours replaces
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django_tasks import TaskResultStatus as State
from django_tasks_db.models import DBTaskResult

from jombang_umkm.admin.base import ReadOnlyMixin, RecordAdmin
from jombang_umkm.models import Job

admin.site.unregister(DBTaskResult)

# The library's own words are English only.
STATES = {
    State.READY: _("waiting"),
    State.RUNNING: _("under way"),
    State.FAILED: _("failed"),
    State.SUCCESSFUL: _("done"),
}


class StateFilter(admin.SimpleListFilter):
    title = _("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [(state.value, words) for state, words in STATES.items()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Job]) -> QuerySet[Job]:
        return queryset.filter(status=self.value()) if self.value() else queryset


@admin.register(Job)
class JobAdmin(ReadOnlyMixin, RecordAdmin):
    """What is done outside the requests, and above all what failed."""

    list_display = ("asked_at", "title", "state", "tries", "error", "ended_at")
    list_display_links = ("asked_at", "title")
    list_filter = (StateFilter,)
    search_fields = ("task_path", "exception_class_path")
    search_help_text = _("Name of the job or of the error in the program")
    date_hierarchy = "enqueued_at"
    fields = (
        *("title", "state", "asked_at", "begun_at", "ended_at", "tries"),
        *("error", "places", "path", "arguments"),
    )

    @admin.display(description=_("job"))
    def title(self, job: Job) -> str:
        return job.title

    @admin.display(description=_("state"), ordering="status")
    def state(self, job: Job) -> Any:
        return STATES[State(job.status)]

    @admin.display(description=_("asked for at"), ordering="enqueued_at")
    def asked_at(self, job: Job) -> Any:
        return job.enqueued_at

    @admin.display(description=_("begun at"))
    def begun_at(self, job: Job) -> Any:
        return job.started_at

    @admin.display(description=_("ended at"), ordering="finished_at")
    def ended_at(self, job: Job) -> Any:
        return job.finished_at

    @admin.display(description=_("tries"))
    def tries(self, job: Job) -> int:
        return job.tries

    @admin.display(description=_("error"))
    def error(self, job: Job) -> str:
        """Return class and code; the message is kept nowhere, for it may name people."""
        return " ".join(filter(None, (job.exception_class_path.rpartition(".")[2], job.code)))

    @admin.display(description=_("where in the program"))
    def places(self, job: Job) -> str:
        return job.traceback.partition("\n")[2]

    @admin.display(description=_("name in the program"))
    def path(self, job: Job) -> str:
        return job.task_path

    @admin.display(description=_("given ids"))
    def arguments(self, job: Job) -> str:
        given = job.args_kwargs["kwargs"]
        return ", ".join(f"{name} = {value}" for name, value in given.items())
