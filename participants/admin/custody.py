"""Stays in the admin: opened, corrected and moved through the actions."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from jombang_umkm.admin.base import KeptMixin, ReadOnlyInline
from jombang_umkm.admin.history import Part
from jombang_umkm.admin.steps import Step, StepsAdmin
from participants.actions import custody as actions
from participants.actions import stay as stays
from participants.admin.event_step import RecordEventForm, can_record, record_event
from participants.admin.facts import FactsForm
from participants.models import Custody, CustodyAbsence, CustodyEvent, Participant
from participants.models.days import in_words
from participants.rules.stay import FACTS


class CustodyForm(FactsForm):
    """A stay; its state and last day take part in the checks without being typed."""

    names = FACTS
    settled = ("status", "left_on", "away")

    document_no = forms.CharField(
        label=_("Document number"),
        required=False,
        max_length=CustodyEvent._meta.get_field("document_no").max_length,
        help_text=_("Of the decision, decree or minutes it rests on."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "status" in self.fields:
            held = [(state, state.label) for state in Custody.HELD]
            self.fields["status"].choices = held  # type: ignore[attr-defined]


class EventInline(ReadOnlyInline):
    model = CustodyEvent
    related = ("custody__participant", "recorded_by")
    fields = ("happened_on", "was", "became", "document_no", "reason", "recorded_by")


class AbsenceInline(ReadOnlyInline):
    model = CustodyAbsence
    related = ("custody__participant",)
    fields = ("kind", "away_from", "back_on", "document_no", "note")


REGISTER = ("registration_no", "register_class", "block", "cell")
SENTENCE = ("expiry_date", "counted_from", "half_date", "two_thirds_date")
WHO_GUIDES = ("caseworker", "probation_office", "probation_officer")


@admin.register(Custody)
class CustodyAdmin(KeptMixin, StepsAdmin):
    form = CustodyForm
    list_display = (
        *("participant", "registration_no", "at", "place", "status", "entry_date", "goes_on"),
    )
    list_filter = ("status", "kind", "register_class", "facility", "entry_date")
    search_fields = ("participant__full_name", "registration_no")
    search_help_text = _("Name, or registration number in any spelling")
    autocomplete_fields = ("participant", "facility")
    related = ("participant", "facility", "merged_into")
    fixed_fields = ("participant", "facility", "status")
    readonly_fields = ("kind", "left_on", "away_days", "source", "goes_on")
    inlines = (EventInline, AbsenceInline)
    parts = (Part(CustodyAbsence, "custody"),)
    fieldsets = (
        (None, {"fields": ("base", "participant", "facility", "source", "goes_on")}),
        (_("State"), {"fields": ("status", "kind", "left_on", "away_days")}),
        (pgettext_lazy("of a prison", "Register"), {"fields": REGISTER}),
        (_("Sentence"), {"fields": ("entry_date", *SENTENCE)}),
        (_("Who guides them"), {"fields": WHO_GUIDES}),
    )
    add_fieldsets = (
        (None, {"fields": ("participant", "facility")}),
        (pgettext_lazy("of a prison", "Register"), {"fields": REGISTER}),
        (_("Sentence"), {"fields": ("entry_date", "status", "document_no", *SENTENCE)}),
        (_("Who guides them"), {"fields": WHO_GUIDES}),
    )
    steps = (
        Step(
            name="event",
            label=_("Record an event"),
            done=_("Recorded for %(name)s."),
            explains=_(
                "Whoever is no longer held is on no list from that day on, and their seats "
                "end. What was recorded wrongly is reversed on the page of the event."
            ),
            run=record_event,
            form=RecordEventForm,
            possible=can_record,
        ),
    )

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        """Return also those that were folded into another, to be read."""
        order: Any = self.get_ordering(request) or Custody._meta.ordering
        return Custody.with_merged.order_by(*order).select_related(*self.related)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody changes a stay that was folded into another."""
        is_folded = obj is not None and obj.merged_into_id is not None
        return not is_folded and super().has_change_permission(request, obj)

    def tells_of(self, record: Custody) -> tuple[Participant, ...]:
        return (record.participant,)

    def choosable(self, records: models.QuerySet[Any]) -> models.QuerySet[Any]:
        return records.filter(merged_into__isnull=True)

    def choice_name(self, record: Custody) -> str:
        return f"{record.participant.formal_name} ({record.registration_no})"

    def get_inlines(self, request: HttpRequest, obj: Any) -> Any:
        """Return nothing for a stay yet to be opened."""
        return self.inlines if obj else ()

    def get_search_results(
        self, request: HttpRequest, queryset: models.QuerySet[Any], search_term: str
    ) -> tuple[models.QuerySet[Any], bool]:
        """Return also the stay under that registration number, however it is spelled."""
        found, may_repeat = super().get_search_results(request, queryset, search_term)
        if search_term:
            found |= queryset.registered_as(search_term)  # type: ignore[attr-defined]
        return found, may_repeat

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        by: Any = request.user
        if change:
            stays.change(
                custody=obj,
                facts=form.facts(),
                base=form.cleaned_data["base"],
                by=by,
                at=timezone.now(),
            )
        else:
            document_no = form.cleaned_data["document_no"]
            actions.admit(custody=obj, by=by, at=timezone.now(), document_no=document_no)

    @admin.display(description=_("folded into"))
    def goes_on(self, stay: Custody) -> str:
        """Return the number of the stay that goes on for one that was entered twice."""
        return stay.merged_into.registration_no if stay.merged_into else ""

    @admin.display(description=_("facility"), ordering="facility__short_name")
    def at(self, stay: Custody) -> str:
        return stay.facility.short_name

    @admin.display(description=_("block / cell"), ordering="block")
    def place(self, stay: Custody) -> str:
        return stay.place_inside

    @admin.display(description=_("away meanwhile"))
    def away_days(self, stay: Custody) -> str:
        return in_words(stay.away)
