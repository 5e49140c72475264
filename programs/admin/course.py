from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from jombang_umkm.admin.base import RecordAdmin, Tool
from jombang_umkm.admin.history import Part
from jombang_umkm.admin.refusals import RecordForm
from programs.admin.filters import ProgramStatusFilter
from programs.admin.locked import LockedInline, LockedWithProgramMixin, is_locked
from programs.models import Course, Module, Program


class ModuleForm(RecordForm):
    """A module; positions are compared when all are saved, so that two can change places."""

    def _get_validation_exclusions(self) -> set[str]:
        return super()._get_validation_exclusions() | {"position"}


class ModuleInline(LockedInline):
    model = Module
    form = ModuleForm
    fields = ("position", "title", "lesson_hours")
    ordering = ("position",)


@admin.register(Course)
class CourseAdmin(LockedWithProgramMixin, RecordAdmin):
    list_display = ("name", "skill", "program", "quota", "accepts_detainees")
    list_filter = (
        ("program__status", ProgramStatusFilter),
        "accepts_detainees",
        "program__facility",
    )
    search_fields = ("name", "skill__name", "program__name")
    autocomplete_fields = ("program", "skill")
    related = ("program__facility", "skill")
    fixed_fields = ("program",)
    inlines = (ModuleInline,)
    parts = (Part(Module, "course"),)
    fieldsets = (
        (None, {"fields": ("program", "skill", "name")}),
        (None, {"fields": ("quota", "lesson_hours", "min_attendance", "accepts_detainees")}),
    )

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "program":
            kwargs["queryset"] = Program.objects.exclude(status__in=Program.OVER)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def choice_name(self, record: Course) -> str:
        since = date_format(record.program.starts_on, "YEAR_MONTH_FORMAT")
        return f"{record.name}, {record.program.name} ({since})"

    def tools(self, request: HttpRequest, record: Any) -> Iterable[Tool]:
        seats = reverse("admin:programs_enrolment_changelist")
        yield Tool(_("Seats"), f"{seats}?course__id__exact={record.pk}")
        if not is_locked(record):
            url = reverse("admin:programs_enrolment_add")
            yield Tool(_("Add a seat"), f"{url}?course={record.pk}")
