from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from jombang_umkm.admin.base import RecordAdmin
from partners.models import Partner


@admin.register(Partner)
class PartnerAdmin(RecordAdmin):
    list_display = ("name", "kind", "contact_person", "phone", "office", "is_active")
    list_filter = ("kind", "is_active", "office")
    search_fields = ("name", "short_name", "contact_person")
    autocomplete_fields = ("office",)
    related = ("office",)
    fieldsets = (
        (None, {"fields": ("office", "kind", "name", "short_name", "is_active")}),
        (_("Contact"), {"fields": ("contact_person", "phone", "email", "address")}),
        (None, {"fields": ("note",)}),
    )
