from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jombang_umkm.admin.base import KeptMixin
from jombang_umkm.admin.refusals import RecordForm
from jombang_umkm.admin.steps import DatedMoveForm, Step, StepsAdmin
from jombang_umkm.models import User
from participants.models import Participant
from programs.actions import enrolment as actions
from programs.admin.filters import ProgramStatusFilter
from programs.admin.locked import is_locked
from programs.models import Enrolment
from programs.rules.lifecycle import ENDED_EARLY, SEAT


class SeatForm(RecordForm):
    """A seat to be confirmed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "joined_on" in self.fields:
            self.fields["joined_on"].required = True
            self.fields["joined_on"].initial = timezone.localdate


class EndSeatForm(DatedMoveForm):
    transitions = SEAT

    def offers(self, state: str) -> bool:
        return super().offers(state) and state in ENDED_EARLY


def _end(seat: Enrolment, by: User, answers: dict[str, Any]) -> Enrolment:
    return actions.end(enrolment=seat, to=answers["to"], on=answers["on"], by=by)


def _can_end(seat: Enrolment) -> bool:
    return bool(SEAT.moves[seat.status]) and not is_locked(seat.course)


@admin.register(Enrolment)
class EnrolmentAdmin(KeptMixin, StepsAdmin):
    form = SeatForm
    list_display = ("custody", "course_name", "status", "joined_on", "left_on")
    list_filter = (
        "status",
        ("course__program__status", ProgramStatusFilter),
        "course__program__facility",
        "joined_on",
    )
    search_fields = (
        "custody__participant__full_name",
        "custody__registration_no",
        "course__name",
        "course__program__name",
    )
    autocomplete_fields = ("custody", "course")
    related = ("custody__participant", "course__program", "cut_by__custody__participant")
    readonly_fields = ("cut_by", "cut_from")
    fields = ("custody", "course", "status", "joined_on", "left_on", "cut_by", "cut_from")
    add_fieldsets = ((None, {"fields": ("custody", "course", "joined_on")}),)
    ordering = ("-joined_on", "-pk")
    steps = (
        Step(
            name="end",
            label=_("End the seat"),
            done=_("The seat of %(name)s was ended."),
            explains=_("They are on no list of this course from that day on; their marks stay."),
            run=_end,
            form=EndSeatForm,
            possible=_can_end,
        ),
    )

    def tells_of(self, record: Enrolment) -> tuple[Participant, ...]:
        return (record.custody.participant,)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Return whether seats may be ended; nothing of a seat is typed again."""
        return obj is None and super().has_change_permission(request)

    def save_model(
        self, request: HttpRequest, obj: Any, form: forms.BaseForm, change: bool
    ) -> None:
        seat = actions.confirm(
            custody=obj.custody,
            course=obj.course,
            on=obj.joined_on,
            by=request.user,  # type: ignore[arg-type]
        )
        obj.pk = seat.pk
        obj.refresh_from_db()

    @admin.display(description=_("course"), ordering="course__name")
    def course_name(self, seat: Enrolment) -> str:
        return f"{seat.course}, {seat.course.program}"
