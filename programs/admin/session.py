"""Sessions: planned here, called off and taken up again through the actions."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminTextInputWidget
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jombang_umkm.admin.base import Tool
from jombang_umkm.admin.choices import ChoiceSelect
from jombang_umkm.admin.history import Part
from jombang_umkm.admin.refusals import RecordForm
from jombang_umkm.admin.steps import Step, StepForm, StepsAdmin
from jombang_umkm.models import Room, User
from programs.actions import session as actions
from programs.admin.filters import ProgramStatusFilter
from programs.admin.locked import LockedWithProgramMixin, is_locked
from programs.admin.slot import SpeakerSlotInline
from programs.models import Module, Program, Session, SpeakerSlot
from programs.models.session import SessionCourse
from programs.rules.lifecycle import SESSION

Status = Session.Status


class SessionForm(RecordForm):
    """A session of one programme: its courses, their modules, and the rooms of its facility."""

    settled = ("status",)
    program: Program

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            self.instance.program = self.program
        modules = Module.objects.filter(course__program=self.program).select_related("course")
        usable = models.Q(is_active=True) | models.Q(pk=self.instance.room_id)
        rooms = Room.objects.filter(usable, facility=self.program.facility_id)
        self._offer("courses", self.program.courses.all(), str)
        self._offer("module", modules, lambda module: f"{module.course}: {module}")
        self._offer("room", rooms, str)

    def _offer(self, name: str, records: models.QuerySet[Any], label: Any) -> None:
        if name in self.fields:
            field: Any = self.fields[name]
            field.queryset, field.label_from_instance = records, label
            field.widget.can_add_related = False

    def clean(self) -> dict[str, Any] | None:
        super().clean()
        cleaned = self.cleaned_data
        module = cleaned.get("module")
        if module and module.course not in self._courses(cleaned):
            self.add_error("module", _("This module belongs to another course."))
        return cleaned

    def _courses(self, cleaned: dict[str, Any]) -> Iterable[Any]:
        chosen: Iterable[Any] = cleaned.get("courses", ())
        return chosen if "courses" in self.fields else self.instance.courses.all()


class ReasonForm(StepForm):
    """Asks why."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"), max_length=200, widget=AdminTextInputWidget
    )


def _cancel(session: Session, by: User, answers: dict[str, Any]) -> Session:
    return actions.cancel(session=session, by=by, reason=answers["reason"])


def _postpone(session: Session, by: User, answers: dict[str, Any]) -> Session:
    return actions.postpone(session=session, by=by, reason=answers["reason"])


def _reinstate(session: Session, by: User, answers: dict[str, Any]) -> Session:
    return actions.reinstate(session=session, by=by, at=timezone.now())


def _can(state: str) -> Any:
    return lambda session: SESSION.allows(session.status, state) and not is_locked(session)


def _is_called_off(session: Session) -> bool:
    return session.status in actions.CALLED_OFF and not is_locked(session)


STEPS = (
    Step(
        name="postpone",
        label=gettext_lazy("Postpone"),
        done=gettext_lazy("Postponed: %(name)s."),
        explains=gettext_lazy("Room and speakers are free again until it is planned anew."),
        run=_postpone,
        form=ReasonForm,
        possible=_can(Status.POSTPONED),
        for_many=True,
    ),
    Step(
        name="cancel",
        label=gettext_lazy("Cancel the session"),
        done=gettext_lazy("Cancelled: %(name)s."),
        explains=gettext_lazy("Room and speakers are free again; marks already made stay."),
        run=_cancel,
        form=ReasonForm,
        possible=_can(Status.CANCELLED),
        for_many=True,
    ),
    Step(
        name="reinstate",
        label=gettext_lazy("Plan again"),
        done=gettext_lazy("Planned again: %(name)s."),
        explains=gettext_lazy("It keeps its day and time, its room and its speakers."),
        run=_reinstate,
        possible=_is_called_off,
        for_many=True,
    ),
)


class ProgramChoiceForm(forms.Form):
    """Asks which programme a new session belongs to, for its courses and rooms depend on it."""

    program = forms.ModelChoiceField(
        Program.objects.exclude(status__in=Program.OVER),
        label=gettext_lazy("Programme"),
        widget=ChoiceSelect(Session._meta.get_field("program"), admin.site),
    )


@admin.register(Session)
class SessionAdmin(LockedWithProgramMixin, StepsAdmin):
    form = SessionForm
    list_display = ("topic", "day", "hours", "course_names", "room", "status")
    list_filter = ("status", ("program__status", ProgramStatusFilter), "program__facility")
    search_fields = ("topic", "program__name", "courses__name", "room__name")
    date_hierarchy = "day"
    ordering = ("-day", "starts_at", "pk")
    related = ("program", "room")
    governed_fields = ("program", "status", "status_reason")
    inlines = (SpeakerSlotInline,)
    parts = (Part(SpeakerSlot, "session"), Part(SessionCourse, "session", gettext_lazy("course")))
    steps = STEPS
    fieldsets = (
        (None, {"fields": ("program", "courses", "module", "topic")}),
        (None, {"fields": ("day", "starts_at", "ends_at", "lesson_hours", "room")}),
        (gettext_lazy("State"), {"fields": ("status", "status_reason")}),
    )
    add_fieldsets = fieldsets[:2]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        return super().get_queryset(request).prefetch_related("courses")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """Return also what decides who is on the sheet, once the sheet has been saved."""
        fields = super().get_readonly_fields(request, obj)
        return (*fields, "courses", "day") if obj and obj.saves.exists() else fields

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        allowed = super().has_delete_permission(request, obj)
        return allowed and not (obj and obj.saves.exists())

    def tools(self, request: HttpRequest, record: Any) -> Iterable[Tool]:
        yield from super().tools(request, record)
        yield Tool(_("Attendance sheet"), reverse("sheet", args=[record.pk]))

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        choice = ProgramChoiceForm(request.GET if "program" in request.GET else None)
        if not choice.is_valid():
            return self.form_page(request, choice, title=_("Choose the programme"), method="get")
        request.program = choice.cleaned_data["program"]  # type: ignore[attr-defined]
        return super().add_view(request, form_url, extra_context)

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        form: Any = super().get_form(request, obj, change, **kwargs)
        form.program = obj.program if obj else request.program  # type: ignore[attr-defined]
        return form

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        kwargs["widget"] = forms.CheckboxSelectMultiple
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def response_add(self, request: HttpRequest, obj: Any, *args: Any) -> HttpResponse:
        """Return the answer to a saved session; the next one belongs to the same programme."""
        response = super().response_add(request, obj, *args)
        if "_addanother" in request.POST and isinstance(response, HttpResponseRedirect):
            return redirect(f"{request.path}?program={obj.program_id}")
        return response

    @admin.display(description=gettext_lazy("hours"), ordering="starts_at")
    def hours(self, session: Session) -> str:
        return f"{time_format(session.starts_at)}–{time_format(session.ends_at)}"

    @admin.display(description=gettext_lazy("courses"))
    def course_names(self, session: Session) -> str:
        return ", ".join(str(course) for course in session.courses.all())
