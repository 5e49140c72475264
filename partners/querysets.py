"""Partners in the sentences of the domain."""

from typing import TYPE_CHECKING

from django.db import models

from jombang_umkm import access

if TYPE_CHECKING:
    from partners.models import Partner  # noqa: F401


class PartnerQuerySet(models.QuerySet["Partner"]):
    """Partners, and who may see them."""

    def visible_to(self, user: access.Visitor) -> "PartnerQuerySet":
        """Return the partners of the offices the user works for."""
        return self.filter(office__in=access.offices_of(user))
