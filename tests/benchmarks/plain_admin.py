"""The baseline: Django's own admin with a session's marks as an inline, tuned as admins are.

Everything a row names is fetched in one statement, the person is not a choice
but text, and the checks that the database makes anyway are not asked of it
once a row (Django would send one statement a constraint).
"""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from participants.models import Participant
from programs.models import Attendance, Session, SheetSave


class MarkForm(forms.ModelForm):
    """A mark; its constraints are left to the database."""

    class Meta:
        model = Attendance
        fields = ("mark", "minutes_late", "note")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.validate_constraints = lambda exclude=None: None


class MarkInline(admin.TabularInline):
    """The marks there are; the sheet was filled with empty ones before."""

    model = Attendance
    form = MarkForm
    fields = ("person", "mark", "minutes_late", "note")
    readonly_fields = ("person",)
    extra = max_num = 0
    can_delete = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Attendance]:
        return super().get_queryset(request).select_related("custody__participant")

    @admin.display(description="warga binaan")
    def person(self, mark: Attendance) -> str:
        return f"{mark.custody.participant.full_name} ({mark.custody.registration_no})"


class SessionAdmin(admin.ModelAdmin):
    """A session and its marks."""

    fields = ("topic",)
    inlines = (MarkInline,)
    list_select_related = ("program", "room")

    def save_formset(self, request: Any, form: Any, formset: Any, change: bool) -> None:
        """Name the saving in each changed row, as our own sheet does."""
        marks = formset.save(commit=False)
        if marks:
            saved = SheetSave.objects.create(
                session=form.instance, saved_by=request.user, saved_at=timezone.now()
            )
        for mark in marks:
            mark.saved = saved
            mark.save()
        formset.save_m2m()


class ParticipantAdmin(admin.ModelAdmin):
    """People by name, searched as admins usually are."""

    list_display = ("full_name", "parent_name", "birth_date")
    list_per_page = 50
    search_fields = ("full_name", "parent_name", "aliases")


site = admin.AdminSite(name="plain")
site.register(Session, SessionAdmin)
site.register(Participant, ParticipantAdmin)
