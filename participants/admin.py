"""People and their stays in the admin; a stay opens and moves through the actions."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from jombang_umkm.admin.base import KeptMixin, ReadOnlyInline, RecordAdmin, Tool
from jombang_umkm.admin.refusals import RecordForm
from participants.actions import custody as actions
from participants.models import Custody, Participant


class CustodyInline(ReadOnlyInline):
    model = Custody
    related = ("participant", "facility")
    ordering = ("-entry_date",)
    fields = ("facility", "registration_no", "entry_date", "expiry_date", "status", "left_on")


@admin.register(Participant)
class ParticipantAdmin(RecordAdmin):
    list_display = ("formal_name", "sex", "birth_date", "education", "stay")
    list_filter = ("sex", "education")
    search_fields = ("full_name", "parent_name", "aliases")
    inlines = (CustodyInline,)
    fieldsets = (
        (None, {"fields": ("full_name", "parent_name", "aliases")}),
        (None, {"fields": ("sex", "birth_date", "education")}),
    )

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        newest_first = Custody.objects.select_related("facility").order_by("-entry_date")
        stays = models.Prefetch("custodies", newest_first, to_attr="stays")
        return super().get_queryset(request).prefetch_related(stays)

    def choice_name(self, record: Participant) -> str:
        """Return the name as papers write it, with what tells people of one name apart."""
        born = [date_format(record.birth_date)] if record.birth_date else []
        return ", ".join([record.formal_name, *born])

    def tools(self, request: HttpRequest, record: Any) -> Iterable[Tool]:
        url = reverse("admin:participants_custody_add")
        yield Tool(_("Open a stay"), f"{url}?participant={record.pk}")

    @admin.display(description=_("name"), ordering="full_name")
    def formal_name(self, person: Participant) -> str:
        return person.formal_name

    @admin.display(description=_("last stay"))
    def stay(self, person: Any) -> str:
        if not person.stays:
            return ""
        last = person.stays[0]
        return f"{last.registration_no}, {last.facility.short_name} ({last.get_status_display()})"


class CustodyForm(RecordForm):
    """A stay; its state and last day take part in the checks without being typed."""

    settled = ("status", "left_on")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "status" in self.fields:
            held = [(state, state.label) for state in Custody.HELD]
            self.fields["status"].choices = held  # type: ignore[attr-defined]


@admin.register(Custody)
class CustodyAdmin(KeptMixin, RecordAdmin):
    form = CustodyForm
    list_display = ("participant", "registration_no", "at", "place", "status", "entry_date")
    list_filter = ("status", "register_class", "facility", "entry_date")
    search_fields = ("participant__full_name", "registration_no")
    search_help_text = _("Name, or registration number in any spelling")
    autocomplete_fields = ("participant", "facility")
    related = ("participant", "facility")
    fixed_fields = ("participant", "facility", "status", "left_on")
    fieldsets = (
        (None, {"fields": ("participant", "facility")}),
        (None, {"fields": ("registration_no", "register_class", "block", "cell")}),
        (None, {"fields": ("entry_date", "expiry_date", "status", "left_on")}),
    )
    add_fieldsets = (
        (None, {"fields": ("participant", "facility")}),
        (None, {"fields": ("registration_no", "register_class", "block", "cell")}),
        (None, {"fields": ("entry_date", "expiry_date", "status")}),
    )

    def choice_name(self, record: Custody) -> str:
        return f"{record.participant.formal_name} ({record.registration_no})"

    def get_search_results(
        self, request: HttpRequest, queryset: models.QuerySet[Any], search_term: str
    ) -> tuple[models.QuerySet[Any], bool]:
        """Return also the stay under that registration number, however it is spelled."""
        found, may_repeat = super().get_search_results(request, queryset, search_term)
        if search_term:
            found |= queryset.registered_as(search_term)  # type: ignore[attr-defined]
        return found, may_repeat

    def save_model(
        self, request: HttpRequest, obj: Any, form: forms.BaseForm, change: bool
    ) -> None:
        if change:
            super().save_model(request, obj, form, change)
        else:
            actions.admit(custody=obj, by=request.user, at=timezone.now())  # type: ignore[arg-type]

    @admin.display(description=_("facility"), ordering="facility__short_name")
    def at(self, stay: Custody) -> str:
        return stay.facility.short_name

    @admin.display(description=_("block / cell"), ordering="block")
    def place(self, stay: Custody) -> str:
        return stay.place_inside
