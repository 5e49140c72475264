"""People in the admin: corrected here, taken in with their stay by officers."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from jombang_umkm.admin.base import KeptMixin, ReadOnlyInline, RecordAdmin, Tool
from jombang_umkm.form_fields import RegionField, RegionInput
from participants.actions import participant as actions
from participants.admin.facts import FactsForm
from participants.models import Custody, FamilyContact, Participant
from participants.rules.nik import masked_of
from participants.rules.person import FACTS


class PlainRegionInput(RegionInput):
    """Asks after the post which place is meant: the list of its script is of our own pages."""

    class Media:
        extend = False


class ParticipantForm(FactsForm):
    names = FACTS

    home_region = RegionField(label=_("home region"), required=False, widget=PlainRegionInput)


class CustodyInline(ReadOnlyInline):
    model = Custody
    related = ("participant", "facility")
    ordering = ("-entry_date",)
    fields = ("facility", "registration_no", "entry_date", "expiry_date", "status", "left_on")


class FamilyInline(ReadOnlyInline):
    model = FamilyContact
    fields = ("name", "relation", "is_guarantor", "willingness", "consent_on", "withdrawn_on")


@admin.register(Participant)
class ParticipantAdmin(KeptMixin, RecordAdmin):
    form = ParticipantForm
    list_display = ("formal_name", "sex", "birth_date", "nik_status", "stay", "goes_on")
    list_filter = (
        *("sex", "education", "nik_status", "disability"),
        ("merged_into", admin.EmptyFieldListFilter),
    )
    search_fields = ("full_name", "parent_name", "aliases")
    search_help_text = _("Name in any spelling, or alias")
    readonly_fields = ("nik_status", "nik", "goes_on")
    inlines = (CustodyInline, FamilyInline)
    fieldsets = (
        (None, {"fields": ("base", "full_name", "parent_name", "aliases", "goes_on")}),
        (None, {"fields": ("sex", "birth_date", "birth_place", "nik_status", "nik")}),
        (pgettext_lazy("of a person", "Home"), {"fields": ("home_region", "home_address")}),
        (
            _("School, work before, disability"),
            {
                "fields": (
                    "education",
                    "skills",
                    "business_experience",
                    "disability",
                    "disability_needs",
                )
            },
        ),
    )

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Nobody is on record without a stay: officers take people in with theirs."""
        return False

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        """Return them with their stays; who was merged is read too, but not chosen elsewhere."""
        newest_first = Custody.objects.select_related("facility").order_by("-entry_date", "-pk")
        stays = models.Prefetch("custodies", newest_first, to_attr="stays")
        order: Any = self.get_ordering(request) or Participant._meta.ordering
        people = Participant.with_merged.order_by(*order).select_related("merged_into")
        return people.prefetch_related(stays)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody changes a record that was merged: the one that goes on says what is so."""
        is_merged = obj is not None and obj.merged_into_id is not None
        return not is_merged and super().has_change_permission(request, obj)

    def get_search_results(
        self, request: HttpRequest, queryset: models.QuerySet[Any], search_term: str
    ) -> tuple[models.QuerySet[Any], bool]:
        """Return also the people of that name in another spelling."""
        found, may_repeat = super().get_search_results(request, queryset, search_term)
        if search_term:
            found |= queryset.named(search_term)  # type: ignore[attr-defined]
        return found, may_repeat

    def tells_of(self, record: Participant) -> tuple[Participant, ...]:
        return (record,)

    def choosable(self, records: models.QuerySet[Any]) -> models.QuerySet[Any]:
        return records.filter(merged_into__isnull=True)

    def choice_name(self, record: Participant) -> str:
        """Return the name as papers write it, with what tells people of one name apart."""
        born = [date_format(record.birth_date)] if record.birth_date else []
        return ", ".join([record.formal_name, *born])

    def tools(self, request: HttpRequest, record: Any) -> Iterable[Tool]:
        url = reverse("admin:participants_custody_add")
        yield Tool(_("Open a stay"), f"{url}?participant={record.pk}")
        log = reverse("admin:jombang_umkm_accesslog_changelist")
        yield Tool(
            _("Who looked at it"), f"{log}?subject={record._meta.label}&subject_id={record.pk}"
        )

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        actions.change(
            participant=obj,
            facts=form.facts(),
            base=form.cleaned_data["base"],
            by=request.user,  # type: ignore[arg-type]
        )

    def formfield_for_dbfield(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        field: Any = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name in ("skills", "business_experience", "home_address"):
            field.widget = forms.Textarea(attrs={"rows": 2, "cols": 60})
        return field

    @admin.display(description=_("name"), ordering="full_name")
    def formal_name(self, person: Participant) -> str:
        return person.formal_name

    @admin.display(description=_("last stay"))
    def stay(self, person: Any) -> str:
        if not person.stays:
            return ""
        last = person.stays[0]
        return f"{last.registration_no}, {last.facility.short_name} ({last.get_status_display()})"

    @admin.display(description=_("merged into"))
    def goes_on(self, person: Participant) -> str | SafeString:
        """Return the record that goes on for one that was merged, with a link to it."""
        if person.merged_into is None:
            return ""
        url = reverse("admin:participants_participant_change", args=[person.merged_into_id])
        return format_html('<a href="{}">{}</a>', url, person.merged_into.full_name)

    @admin.display(description=_("NIK"))
    def nik(self, person: Participant) -> str:
        """Return enough of it to recognise it; who needs it whole asks for it on purpose."""
        return masked_of(person)
