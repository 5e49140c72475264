from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from jombang_umkm.admin.base import RecordAdmin
from jombang_umkm.models import Signatory


@admin.register(Signatory)
class SignatoryAdmin(RecordAdmin):
    list_display = ("title", "name", "body", "acting", "is_head", "valid_from", "valid_to")
    list_display_links = ("title", "name")
    list_filter = ("acting", "facility", "office")
    search_fields = ("name", "title", "nip")
    autocomplete_fields = ("office", "facility")
    related = ("office", "facility")
    fieldsets = (
        (
            None,
            {
                "fields": ("office", "facility"),
                "description": _("Who signs belongs to either an office or a facility."),
            },
        ),
        (None, {"fields": ("name", "nip", "title", "acting", "is_head")}),
        (
            _("In office"),
            {
                "fields": ("valid_from", "valid_to"),
                "description": _(
                    "When somebody new takes over, set the last day here and add the new one: "
                    "earlier letters keep their signature."
                ),
            },
        ),
    )

    @admin.display(description=_("body"))
    def body(self, signatory: Signatory) -> str:
        body = signatory.office or signatory.facility
        return body.short_name if body else ""
