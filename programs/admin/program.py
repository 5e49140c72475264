from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from jombang_umkm.admin.base import KeptMixin, ReadOnlyInline, Tool
from jombang_umkm.admin.history import Part
from jombang_umkm.admin.steps import MoveForm, Step, StepsAdmin
from jombang_umkm.models import User
from programs.actions import program as actions
from programs.admin.locked import LockedWithProgramMixin
from programs.models import Course, Program
from programs.models.program import OpeningAttendee
from programs.rules.lifecycle import PROGRAM


class CourseInline(ReadOnlyInline):
    model = Course
    related = ("skill",)
    fields = ("skill", "quota", "lesson_hours", "min_attendance", "accepts_detainees")


class MoveProgramForm(MoveForm):
    transitions = PROGRAM


def _move(program: Program, by: User, answers: dict[str, Any]) -> Program:
    return actions.move(program=program, to=answers["to"], by=by)


def _can_move(program: Program) -> bool:
    return bool(PROGRAM.moves[program.status])


@admin.register(Program)
class ProgramAdmin(LockedWithProgramMixin, KeptMixin, StepsAdmin):
    list_display = ("name", "status", "at", "starts_on", "ends_on", "quota")
    list_filter = ("status", "facility", "office")
    search_fields = ("name", "facility__name", "facility__short_name")
    date_hierarchy = "starts_on"
    autocomplete_fields = ("office", "facility", "opened_by", "opening_attended_by")
    related = ("office", "facility")
    governed_fields = ("status",)
    inlines = (CourseInline,)
    parts = (Part(OpeningAttendee, "program", _("opening attended by")),)
    fieldsets = (
        (None, {"fields": ("name", "office", "facility", "status")}),
        (None, {"fields": ("starts_on", "ends_on", "quota")}),
        (
            _("Opening"),
            {
                "fields": (
                    "opened_on",
                    "opening_place",
                    "opened_by",
                    "opening_attended_by",
                    "opening_note",
                )
            },
        ),
    )
    steps = (
        Step(
            name="move",
            label=_("Change state"),
            done=_("The state of %(name)s was changed."),
            explains=_(
                "Once a programme is reported, its seats, sessions and marks can no longer change."
            ),
            run=_move,
            form=MoveProgramForm,
            possible=_can_move,
        ),
    )

    @admin.display(description=_("facility"), ordering="facility__short_name")
    def at(self, program: Program) -> str:
        return program.facility.short_name

    def choice_name(self, record: Program) -> str:
        since = date_format(record.starts_on, "YEAR_MONTH_FORMAT")
        return f"{record.name}, {record.facility.short_name} ({since})"

    def tools(self, request: HttpRequest, record: Any) -> Iterable[Tool]:
        yield from super().tools(request, record)
        if record.status not in Program.OVER:
            for label, model in ((_("Add a course"), "course"), (_("Add a session"), "session")):
                url = reverse(f"admin:programs_{model}_add")
                yield Tool(label, f"{url}?program={record.pk}")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """Return also where it is held once it is more than a draft: its people are held there."""
        fields = super().get_readonly_fields(request, obj)
        is_draft = obj is None or obj.status == Program.Status.DRAFT
        return fields if is_draft else (*fields, "office", "facility")
