"""Consents to aftercare: which hold, and who may read them."""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from jombang_umkm import access

if TYPE_CHECKING:
    from participants.models import AftercareConsent  # noqa: F401


class AftercareConsentQuerySet(models.QuerySet["AftercareConsent"]):
    """What people agreed to for the time after their release."""

    def visible_to(self, user: access.Visitor) -> "AftercareConsentQuerySet":
        """Return those of the people whose record the user's facilities keep.

        To the office, those given to it by people it sees.
        """
        from participants.models import Participant

        if access.is_staff(user):
            return self.to_office_of(user).filter(
                participant__in=Participant.objects.visible_to(user)
            )
        return self.filter(participant__in=Participant.objects.kept_by(user))

    def to_office_of(self, user: access.Visitor) -> "AftercareConsentQuerySet":
        """Return those given to the office in which the user works, by whomever."""
        return self.filter(office__in=access.offices_of(user) if access.is_staff(user) else [])

    def to_withdraw(self, user: access.Visitor) -> "AftercareConsentQuerySet":
        """Return those the user may withdraw, and those they withdrew: a click may come twice."""
        seen = AftercareConsentQuerySet(self.model).visible_to(user).values("pk")
        return self.filter(Q(pk__in=seen) | Q(withdrawn_by=user.pk))

    def in_force(self) -> "AftercareConsentQuerySet":
        """Return those that were not withdrawn: at most one a person and office."""
        return self.filter(withdrawn_on__isnull=True)
