"""Families in the admin: read, without what is hidden once consent is withdrawn."""

from typing import Any

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from jombang_umkm import phones
from jombang_umkm.admin.base import ReadOnlyInline, ReadOnlyMixin, RecordAdmin
from participants.models import FamilyContact, FamilyNote, Participant
from participants.rules.family import FACTS, HIDDEN, facts_of


class NoteInline(ReadOnlyInline):
    model = FamilyNote
    related = ("contact", "recorded_by")
    fields = ("happened_on", "kind", "note", "recorded_by", "recorded_at")


@admin.register(FamilyContact)
class FamilyContactAdmin(ReadOnlyMixin, RecordAdmin):
    list_display = ("name", "relation", "participant", "willingness", "consent_on", "withdrawn_on")
    list_filter = ("relation", "willingness", "is_guarantor")
    search_fields = ("name", "participant__full_name")
    related = ("participant",)
    inlines = (NoteInline,)

    def tells_of(self, record: FamilyContact) -> tuple[Participant, ...]:
        return (record.participant,)

    def get_fields(self, request: Any, obj: Any = None) -> tuple[str, ...]:
        shown = [name for name in FACTS if obj is None or name in facts_of(obj)]
        names = ["phone_number" if name == "phone" else name for name in shown]
        return ("participant", *names, "withdrawn_on")

    def get_readonly_fields(self, request: Any, obj: Any = None) -> tuple[str, ...]:
        return self.get_fields(request, obj)

    def withheld(self, record: FamilyContact) -> tuple[str, ...]:
        return HIDDEN if record.is_withdrawn else ()

    @admin.display(description=_("phone"))
    def phone_number(self, contact: FamilyContact) -> str:
        return phones.shown(contact.phone) if contact.phone else ""
