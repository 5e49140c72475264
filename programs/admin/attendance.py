"""What was marked, to look at: marks are made on the sheet alone."""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from jombang_umkm.admin.base import ReadOnlyMixin, RecordAdmin, Tool
from participants.models import Participant
from programs.models import Attendance, SheetSave


@admin.register(Attendance)
class AttendanceAdmin(ReadOnlyMixin, RecordAdmin):
    list_display = ("custody", "session", "mark", "saved_by", "saved_at")
    list_filter = ("mark", "saved__saved_at")
    search_fields = (
        "custody__participant__full_name",
        "custody__registration_no",
        "session__topic",
    )
    related = ("custody__participant", "session", "saved__saved_by")
    ordering = ("-saved", "pk")
    fields = ("session", "custody", "mark", "minutes_late", "note", "saved_by", "saved_at")

    def tells_of(self, record: Attendance) -> tuple[Participant, ...]:
        return (record.custody.participant,)

    @admin.display(description=_("saved by"))
    def saved_by(self, attendance: Attendance) -> Any:
        return attendance.saved.saved_by

    @admin.display(description=_("saved at"))
    def saved_at(self, attendance: Attendance) -> Any:
        return attendance.saved.saved_at


@admin.register(SheetSave)
class SheetSaveAdmin(ReadOnlyMixin, RecordAdmin):
    list_display = ("session", "saved_by", "saved_at", "reason", "undoes")
    list_filter = ("saved_at",)
    search_fields = ("session__topic", "saved_by__full_name", "reason")
    related = ("session", "saved_by", "undoes__session")
    fields = ("session", "saved_by", "saved_at", "reason", "undoes")

    def tools(self, request: HttpRequest, record: Any) -> Iterable[Tool]:
        marks = reverse("admin:programs_attendance_changelist")
        yield Tool(_("Marks"), f"{marks}?saved__id__exact={record.pk}")
