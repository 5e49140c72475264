"""Imports of prisons' lists, and their rows."""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import (
    Count,
)

from jombang_umkm import access

if TYPE_CHECKING:
    from participants.models import (  # noqa: F401
        ImportLine,
        PeopleImport,
    )


class PeopleImportQuerySet(models.QuerySet["PeopleImport"]):
    """Imports of prisons' lists."""

    def visible_to(self, user: access.Visitor) -> "PeopleImportQuerySet":
        """Return those of the facilities the user answers for."""
        return self.filter(facility__in=access.facilities_of(user))


class ImportLineQuerySet(models.QuerySet["ImportLine"]):
    """Rows of prisons' lists."""

    def visible_to(self, user: access.Visitor) -> "ImportLineQuerySet":
        """Return those of the lists of the facilities the user answers for."""
        return self.filter(people_import__facility__in=access.facilities_of(user))

    def tally(self) -> dict[str, int]:
        """Return how many rows there are of each outcome."""
        counted = self.order_by().values_list("outcome").annotate(count=Count("pk"))
        return dict(counted)
