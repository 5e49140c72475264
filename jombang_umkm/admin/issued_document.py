from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from jombang_umkm.admin.base import ReadOnlyMixin, RecordAdmin, Tool
from jombang_umkm.models import IssuedDocument


@admin.register(IssuedDocument)
class IssuedDocumentAdmin(ReadOnlyMixin, RecordAdmin):
    """What was printed; voided on the document's own page."""

    list_display = ("number", "kind", "title", "facility", "dated_on", "issued_at", "is_valid")
    list_display_links = ("number", "title")
    list_filter = ("kind", "facility", "office")
    date_hierarchy = "dated_on"
    search_fields = ("number", "title")
    related = ("office", "facility", "issued_by", "voided_by")
    fields = (
        "number",
        "kind",
        "title",
        "dated_on",
        "office",
        "facility",
        "issued_at",
        "issued_by",
        "sha256",
        "voided_at",
        "voided_by",
        "void_reason",
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).defer("pdf", "data")

    def tools(self, request: HttpRequest, record: IssuedDocument) -> Iterable[Tool]:
        return [
            Tool(_("Open the PDF"), reverse("document_pdf", args=[record.pk])),
            Tool(_("Page of the document"), reverse("document", args=[record.pk])),
        ]

    @admin.display(description=_("valid"), boolean=True)
    def is_valid(self, document: IssuedDocument) -> bool:
        return not document.is_void
