"""Ways from one facility to another."""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from jombang_umkm import access

if TYPE_CHECKING:
    from participants.models import Transfer  # noqa: F401


class TransferQuerySet(models.QuerySet["Transfer"]):
    """Transfers between facilities."""

    def visible_to(self, user: access.Visitor) -> "TransferQuerySet":
        """Return those the user's facilities sent, or are to receive."""
        mine = access.facilities_of(user)
        return self.filter(Q(event__custody__facility__in=mine) | Q(facility__in=mine))

    def to_answer(self, user: access.Visitor) -> "TransferQuerySet":
        """Return those on the way to the user's facilities, the oldest first."""
        mine = access.facilities_of(user)
        return self.filter(facility__in=mine, status="SENT").order_by("event__happened_on", "pk")

    def unsettled(self, user: access.Visitor) -> "TransferQuerySet":
        """Return those that ask something of the user's facilities.

        They answer what is on the way to them ("SENT"), and reverse what was declined.
        """
        mine = access.facilities_of(user)
        return self.filter(
            Q(status="SENT", facility__in=mine)
            | Q(
                status="DECLINED",
                event__custody__facility__in=mine,
                event__custody__merged_into__isnull=True,
                event__reversed_by__isnull=True,
            )
        )

    def sent_by(self, user: access.Visitor) -> "TransferQuerySet":
        """Return those from the user's facilities, the newest first."""
        mine = access.facilities_of(user)
        return self.filter(event__custody__facility__in=mine).order_by("-event__happened_on", "-pk")

    def with_names(self) -> "TransferQuerySet":
        """Return them with who, whence and where to, and whether the sender reversed it."""
        return self.select_related(
            "event__custody__participant",
            "event__custody__facility",
            "event__reversed_by",
            "facility",
            "answered_by",
            "new_custody",
        )
