"""People and stays in the sentences of the domain."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Func, Q, Value
from django.db.models.expressions import Combinable

from jombang_umkm import access

if TYPE_CHECKING:
    from participants.models import Custody, ParticipantPhoto  # noqa: F401


class RegistrationKey(Func):
    """The part of a registration number that tells stays apart, however it is spelled.

    `B.I 12/2026`, `BI.12/2026` and `bi 012/2026` are one number: capitals, digits
    and the slash are kept, zeros in front of a number are not.
    """

    template = (
        "regexp_replace(regexp_replace(upper(%(expressions)s),"
        " '(^|[^0-9])0+([0-9])', '\\1\\2', 'g'), '[^A-Z0-9/]', '', 'g')"
    )
    output_field = models.CharField()

    def __init__(self, expression: str | Combinable, **extra: Any) -> None:
        super().__init__(expression, **extra)


class CustodyQuerySet(models.QuerySet["Custody"]):
    """Stays: where, when, and who may see them."""

    def visible_to(self, user: access.Visitor) -> "CustodyQuerySet":
        """Return the stays in the facilities the user answers for.

        The office sees people only through its own programmes: see
        `programs.querysets`.
        """
        return self.filter(facility__in=access.facilities_of(user))

    def in_custody(self, *, on: date) -> "CustodyQuerySet":
        """Return the stays of those who were there on that day."""
        return self.filter(in_custody(on=on))

    def registered_as(self, registration_no: str) -> "CustodyQuerySet":
        """Return the stays under that number, in whatever spelling it was typed."""
        return self.filter(registration_key=RegistrationKey(Value(registration_no)))


class ParticipantPhotoQuerySet(models.QuerySet["ParticipantPhoto"]):
    """Photos of people; who may see one is who may see the person."""

    def attached(self) -> "ParticipantPhotoQuerySet":
        """Return those that were not taken off: at most one a person."""
        return self.filter(removed_at__isnull=True)


def in_custody(*, on: date | Combinable, prefix: str = "") -> Q:
    """Return the condition that a stay covers that day; `prefix` leads to the stay, "custody__"."""
    return Q(**{f"{prefix}entry_date__lte": on}) & (
        Q(**{f"{prefix}left_on__isnull": True}) | Q(**{f"{prefix}left_on__gt": on})
    )
