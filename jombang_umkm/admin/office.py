from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from jombang_umkm.admin.base import RecordAdmin
from jombang_umkm.models import Office


@admin.register(Office)
class OfficeAdmin(RecordAdmin):
    list_display = ("name", "short_name", "government", "place", "phone")
    search_fields = ("name", "short_name")
    fieldsets = (
        (None, {"fields": ("name", "short_name")}),
        (
            _("Letterhead"),
            {"fields": ("government", "address", "phone", "email", "website", "place")},
        ),
    )
