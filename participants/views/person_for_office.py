"""One person as the office reads them: what training and aftercare need."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef
from django.shortcuts import get_object_or_404

from jombang_umkm.models import User
from participants.models import Custody, Participant
from participants.rules.nik import masked_of


@dataclass(frozen=True)
class OfficePage:
    """Who somebody is, and the stays that the office sees of them, the newest first.

    No family, photo, absences or events of the stay: the office does not need them.
    """

    person: Participant
    stays: Sequence[Custody]
    # Else it sees them because they agreed to its aftercare.
    is_trained: bool

    @property
    def nik(self) -> str:
        """The NIK with most of its digits hidden; nothing where there is none."""
        return masked_of(self.person)


def for_office(pk: int, *, user: User) -> OfficePage:
    """Return somebody whom the user's office trains or looks after; else Http404."""
    assert user.office_id is not None
    nominated = Custody.objects.nominated_to(user.office_id).filter(participant=OuterRef("pk"))
    people: Any = Participant.objects.visible_to(user).annotate(is_trained=Exists(nominated))
    person = get_object_or_404(people, pk=pk)
    stays = Custody.objects.each_known_to(user.office_id).filter(participant=person)
    return OfficePage(
        person,
        list(stays.select_related("facility").order_by("-entry_date", "-pk")),
        is_trained=person.is_trained,
    )
