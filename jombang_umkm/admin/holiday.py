from django.contrib import admin

from jombang_umkm.admin.base import RecordAdmin
from jombang_umkm.models import Holiday


@admin.register(Holiday)
class HolidayAdmin(RecordAdmin):
    list_display = ("day", "name", "kind", "decree")
    list_display_links = ("day", "name")
    list_filter = ("kind",)
    date_hierarchy = "day"
    search_fields = ("name", "decree")
    ordering = ("-day", "name")
