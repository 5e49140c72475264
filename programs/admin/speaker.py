from django.contrib import admin

from jombang_umkm.admin.base import RecordAdmin
from programs.models import Speaker


@admin.register(Speaker)
class SpeakerAdmin(RecordAdmin):
    list_display = ("full_name", "partner", "expertise", "phone", "office", "is_active")
    list_filter = ("is_active", "office")
    search_fields = ("full_name", "expertise", "partner__name", "partner__short_name")
    autocomplete_fields = ("office", "partner")
    related = ("office", "partner")

    def choice_name(self, record: Speaker) -> str:
        return f"{record.full_name}, {record.partner}" if record.partner else record.full_name
