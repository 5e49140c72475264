"""Mergings of records in the admin: read here, undone on the page of the merging."""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from jombang_umkm.admin.base import ReadOnlyMixin, RecordAdmin, Tool
from participants.models import Merge, Participant, TwoPeople


@admin.register(Merge)
class MergeAdmin(ReadOnlyMixin, RecordAdmin):
    """Which records became one, by whom, and whether it was undone."""

    list_display = ("absorbed", "kept", "merged_by", "merged_at", "is_undone")
    list_filter = ("merged_at", ("undo", admin.EmptyFieldListFilter))
    search_fields = ("kept__full_name", "absorbed__full_name")
    related = ("kept", "absorbed", "merged_by", "undo__undone_by")
    fields = ("kept", "absorbed", "merged_by", "merged_at", "undone")

    def tells_of(self, record: Merge) -> tuple[Participant, ...]:
        return record.kept, record.absorbed

    def tools(self, request: HttpRequest, record: Any) -> Iterable[Tool]:
        yield Tool(_("What was merged"), reverse("merging", args=[record.pk]))

    @admin.display(description=_("undone"), boolean=True)
    def is_undone(self, merge: Merge) -> bool:
        return merge.is_undone

    @admin.display(description=_("undone"))
    def undone(self, merge: Merge) -> str:
        """Return who undid it, and why."""
        return f"{merge.undo.undone_by}: {merge.undo.reason}" if merge.is_undone else ""


@admin.register(TwoPeople)
class TwoPeopleAdmin(ReadOnlyMixin, RecordAdmin):
    """Who was told apart; taken back on the list of those who look alike."""

    list_display = ("one", "other", "said_by", "said_at")
    search_fields = ("one__full_name", "other__full_name")
    related = ("one", "other", "said_by")
    fields = ("one", "other", "said_by", "said_at")

    def tells_of(self, record: TwoPeople) -> tuple[Participant, ...]:
        return record.one, record.other
