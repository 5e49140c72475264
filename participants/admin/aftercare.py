from django.contrib import admin

from jombang_umkm.admin.base import ReadOnlyMixin, RecordAdmin
from participants.models import AftercareConsent, Participant


@admin.register(AftercareConsent)
class AftercareConsentAdmin(ReadOnlyMixin, RecordAdmin):
    """Who agreed to which office's aftercare; recorded and taken back on the person's page."""

    list_display = ("participant", "office", "given_on", "withdrawn_on", "recorded_by")
    list_filter = ("office", ("withdrawn_on", admin.EmptyFieldListFilter))
    search_fields = ("participant__full_name", "document_no")
    related = ("participant", "office", "recorded_by", "withdrawn_by")
    fields = (
        "participant",
        "office",
        "given_on",
        "document_no",
        "recorded_by",
        "recorded_at",
        "withdrawn_on",
        "withdrawn_by",
        "withdrawn_at",
    )

    def tells_of(self, record: AftercareConsent) -> tuple[Participant, ...]:
        return (record.participant,)
