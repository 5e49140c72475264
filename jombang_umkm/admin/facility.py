from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from jombang_umkm.admin.base import RecordAdmin, RecordInline
from jombang_umkm.admin.history import Part
from jombang_umkm.models import Facility, Room


class RoomInline(RecordInline):
    model = Room
    # A room that sessions were held in is taken out of use, not away.
    can_delete = False
    show_change_link = True


@admin.register(Facility)
class FacilityAdmin(RecordAdmin):
    list_display = ("name", "short_name", "facility_class", "office", "capacity")
    list_filter = ("kind", "facility_class")
    search_fields = ("name", "short_name")
    autocomplete_fields = ("office",)
    related = ("office",)
    inlines = (RoomInline,)
    parts = (Part(Room, "facility"),)
    fieldsets = (
        (None, {"fields": ("office", "name", "short_name", "kind", "facility_class", "capacity")}),
        (_("Address"), {"fields": ("address", "phone", "place")}),
    )


@admin.register(Room)
class RoomAdmin(RecordAdmin):
    list_display = ("name", "facility", "capacity", "is_active")
    list_filter = ("is_active", "facility")
    search_fields = ("name", "facility__name", "facility__short_name")
    autocomplete_fields = ("facility",)
    related = ("facility",)
    fixed_fields = ("facility",)

    def choice_name(self, record: Room) -> str:
        return f"{record.name}, {record.facility.short_name}"
