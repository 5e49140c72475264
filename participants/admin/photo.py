from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from jombang_umkm.admin.base import ReadOnlyMixin, RecordAdmin
from participants.models import Participant, ParticipantPhoto


@admin.register(ParticipantPhoto)
class ParticipantPhotoAdmin(ReadOnlyMixin, RecordAdmin):
    """Of whom there is a photo, and by whose consent; the picture itself is on their page."""

    list_display = ("participant", "consent_on", "added_by", "added_at", "is_attached")
    list_filter = ("added_at", ("removed_at", admin.EmptyFieldListFilter))
    search_fields = ("participant__full_name",)
    related = ("participant", "added_by", "removed_by")
    fields = (
        "participant",
        "consent_on",
        "width",
        "height",
        "added_by",
        "added_at",
        "removed_at",
        "removed_by",
        "removal_reason",
    )

    def tells_of(self, record: ParticipantPhoto) -> tuple[Participant, ...]:
        return (record.participant,)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).defer("jpeg")

    @admin.display(description=_("attached"), boolean=True)
    def is_attached(self, photo: ParticipantPhoto) -> bool:
        return photo.removed_at is None and not photo.is_aside
