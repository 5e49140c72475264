from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from jombang_umkm.admin.base import ReadOnlyMixin, RecordAdmin
from jombang_umkm.models import AccessLog

LARGEST_KEY = 2**63 - 1


@admin.register(AccessLog)
class AccessLogAdmin(ReadOnlyMixin, RecordAdmin):
    """Who looked at what of whom."""

    list_display = ("at", "user", "act", "subject", "subject_id", "address")
    list_display_links = ("at", "user")
    list_filter = ("act", "at")
    search_fields = ("user__username", "user__full_name")
    search_help_text = _("User, or number of the record")
    date_hierarchy = "at"
    related = ("user",)
    fields = ("user", "at", "act", "subject", "subject_id", "address")

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Return also what was seen of the record of that number."""
        found, may_repeat = super().get_search_results(request, queryset, search_term)
        if search_term.isdecimal() and int(search_term) <= LARGEST_KEY:
            found |= queryset.filter(subject_id=int(search_term))
        return found, may_repeat
