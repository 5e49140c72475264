"""One person as the office reads them: what training needs, of the stays nominated to it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from jombang_umkm.models import User
from jombang_umkm.sealing import open_sealed
from participants.models import Custody, Participant
from participants.rules.nik import masked


@dataclass(frozen=True)
class OfficePage:
    """Who somebody is, and the stays from which they were nominated, the newest first.

    No family, photo, absences or events of the stay: the office does not need them.
    """

    person: Participant
    stays: Sequence[Custody]

    @property
    def known_as(self) -> str:
        """Whose child they are, and what else they are called."""
        aliases = ", ".join(self.person.aliases)
        alias = _("alias %(names)s") % {"names": aliases} if aliases else ""
        return ", ".join(filter(None, (self.person.parentage, alias)))

    @property
    def nik(self) -> str:
        """The NIK with most of its digits hidden; nothing where there is none."""
        return masked(open_sealed(self.person.nik_sealed)) if self.person.has_nik else ""


def for_office(pk: int, *, user: User) -> OfficePage:
    """Return somebody who was nominated to a programme of the user's office; else Http404."""
    person = get_object_or_404(Participant.objects.visible_to(user), pk=pk)
    stays = Custody.objects.visible_to(user).filter(participant=person)
    return OfficePage(person, list(stays.select_related("facility").order_by("-entry_date", "-pk")))
