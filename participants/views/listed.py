"""People as a list shows them: with the last stay that the user may read, and what is missing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from jombang_umkm import access
from participants.models import AftercareConsent, Custody, FamilyContact, Participant
from participants.querysets import kept_among
from participants.rules.custody import why_no_new_stay
from participants.rules.person import LOOKED_AFTER, lacks_nik
from participants.views.person_page import STATUS_KINDS


@dataclass(frozen=True)
class Listed:
    """A person in a list; what is missing is told only to those who keep the record."""

    person: Participant
    stay: Custody
    is_kept: bool
    has_family: bool
    # To the aftercare of the user's office; to others it is not told here.
    has_agreed: bool
    # Whether the record is read as it stands: by those who keep it, and by the office.
    is_read: bool

    @property
    def status_kind(self) -> str:
        return STATUS_KINDS.get(Custody.Status(self.stay.status), "")

    @property
    def aliases(self) -> list[str]:
        """What else they are called; of whom another facility keeps by now it may have learned."""
        return self.person.aliases if self.is_read else []

    @property
    def known_as(self) -> str:
        """What stands beside the name."""
        return self.person.known_as if self.is_read else self.person.parentage

    @property
    def missing(self) -> list[str]:
        """What is not known of somebody looked after, in few words."""
        if not self.is_kept or self.stay.status not in LOOKED_AFTER:
            return []
        found = [_("no NIK")] if lacks_nik(self.person) else []
        return found + ([] if self.has_family else [_("no family contact")])

    @property
    def may_readmit(self) -> bool:
        """Whether their last stay here leaves room for another."""
        here = self.stay.facility_id
        why_not = why_no_new_stay(self.stay, here, is_on_the_way=False)
        return not self.stay.is_held and why_not is None


def listed(people: Iterable[Participant], user: access.Visitor) -> list[Listed]:
    """Return these people, whom the user may see, in the same order; in three statements."""
    people = list(people)
    stays = Custody.objects.visible_to(user).filter(participant__in=people)
    last_of = {
        stay.participant_id: stay
        for stay in stays.select_related("participant", "facility").order_by("entry_date", "pk")
    }
    return listed_stays([last_of[person.pk] for person in people], user)


def listed_stays(stays: Iterable[Custody], user: access.Visitor) -> list[Listed]:
    """Return the people of these stays, read with them, in the same order; in two statements.

    In one where all of them are held, and to the office, which is told who agreed to its
    aftercare, and nothing that is missing.
    """
    stays = list(stays)
    people = [stay.participant_id for stay in stays]
    kept = kept_among(stays, user)
    contacts = FamilyContact.objects.filter(participant__in=kept)
    with_family = set(contacts.values_list("participant", flat=True))
    agreed = _agreed(people, user)
    return [
        Listed(
            stay.participant,
            stay,
            is_kept=stay.participant_id in kept,
            has_family=stay.participant_id in with_family,
            has_agreed=stay.participant_id in agreed,
            is_read=stay.participant_id in kept or access.is_staff(user),
        )
        for stay in stays
    ]


def _agreed(people: Sequence[int], user: access.Visitor) -> set[int]:
    """Return who of them agreed to the aftercare of the user's office; no statement to others."""
    if not access.is_staff(user):
        return set()
    consents = AftercareConsent.objects.in_force().to_office_of(user)
    return set(consents.filter(participant__in=people).values_list("participant", flat=True))
