"""Whose record somebody keeps, told from stays: as `ParticipantQuerySet.kept_by()`, asked less.

Whoever is held in a facility is kept there, as `person_kept_at()` says too. So of them nobody asks.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db.models import Q

from jombang_umkm import access

if TYPE_CHECKING:
    from participants.models import Custody


def of_kept(user: access.Visitor) -> Q:
    """Return the condition that a stay which the user sees is of somebody they keep."""
    from participants.models import Custody, Participant

    kept = Q(participant__in=Participant.objects.kept_by(user).order_by().values("pk"))
    if access.is_officer(user):
        # First, so that the other half is not asked where it holds.
        return Q(status__in=Custody.HELD, facility=user.facility_id) | kept
    return kept


def kept_among(stays: Iterable["Custody"], user: access.Visitor) -> set[int]:
    """Return the numbers of those, of the people of these stays, whose record the user keeps."""
    from participants.models import Participant

    people = {stay.participant_id: _says_so(stay, user) for stay in stays}
    asked = {person for person, is_said in people.items() if not is_said}
    kept = people.keys() - asked
    if asked:
        found = Participant.objects.kept_by(user).filter(pk__in=asked)
        kept |= set(found.values_list("pk", flat=True))
    return kept


def _says_so(stay: "Custody", user: access.Visitor) -> bool:
    if access.is_officer(user):
        return stay.is_held and stay.facility_id == user.facility_id
    return access.is_administrator(user)
