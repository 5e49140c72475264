from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from jombang_umkm.admin.base import ReadOnlyMixin, RecordAdmin
from participants.models import Participant, Transfer


@admin.register(Transfer)
class TransferAdmin(ReadOnlyMixin, RecordAdmin):
    """Where people were sent; answered by the receiver on a page of its own."""

    list_display = ("person", "from_facility", "to_place", "status", "sent_on", "answered_at")
    list_filter = ("status", "facility", "event__happened_on")
    search_fields = (
        "event__custody__participant__full_name",
        "event__custody__registration_no",
        "elsewhere",
    )
    related = (
        "event__custody__participant",
        "event__custody__facility",
        "facility",
        "new_custody__participant",
        "answered_by",
    )
    fields = (
        "event",
        "facility",
        "elsewhere",
        "status",
        "new_custody",
        "answered_by",
        "answered_at",
        "answer_reason",
    )

    def tells_of(self, record: Transfer) -> tuple[Participant, ...]:
        return (record.event.custody.participant,)

    @admin.display(description=_("stay"), ordering="event__custody__participant__full_name")
    def person(self, transfer: Transfer) -> str:
        return str(transfer.event.custody)

    @admin.display(
        description=pgettext_lazy("a facility", "from"),
        ordering="event__custody__facility__short_name",
    )
    def from_facility(self, transfer: Transfer) -> str:
        return transfer.event.custody.facility.short_name

    @admin.display(description=_("to"), ordering="facility__short_name")
    def to_place(self, transfer: Transfer) -> str:
        return transfer.to

    @admin.display(description=_("sent on"), ordering="event__happened_on")
    def sent_on(self, transfer: Transfer) -> object:
        return transfer.event.happened_on
