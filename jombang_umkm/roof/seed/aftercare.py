"""Who agreed to be looked after by the office: two who are free by now, and one who soon will be.

The two were never trained: the office knows them by their consent alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from jombang_umkm.models import Facility, User
from jombang_umkm.roof.seed.lives import SOON_FREE
from participants.actions import aftercare
from participants.actions import custody as custodies
from participants.actions.custody import Papers
from participants.models import AftercareConsent, Custody, Participant

Status = Custody.Status


@dataclass(frozen=True)
class Freed:
    """Somebody who left so many days ago, after so many days here."""

    full_name: str
    parent_name: str
    born: date
    number: int
    held_for: int
    free_for: int
    left_by: str


FREED = (
    Freed("Sunaryo", "Kasdi", date(1983, 3, 9), 58, 610, 20, Status.PAROLE),
    Freed("Wawan Setiadi", "Mulyadi", date(1996, 9, 14), 131, 340, 45, Status.FULL_RELEASE),
)
# When they signed, before they left; and when who is still held did.
BEFORE, LATELY = timedelta(days=7), timedelta(days=3)


def agree(stays: Mapping[str, Custody], *, facility: Facility, by: User, at: datetime) -> None:
    """Record all of it through the actions, as an officer would."""
    today = timezone.localdate(at)
    for freed in FREED:
        left_on = today - timedelta(days=freed.free_for)
        stay = _stay(freed, facility, left_on - timedelta(days=freed.held_for))
        stay = custodies.admit(custody=stay, by=by, at=at)
        _agree(stay, on=left_on - BEFORE, by=by, at=at)
        papers = Papers(document_no=f"W15.PAS/{freed.number}/{left_on.year}")
        custodies.record(custody=stay, to=freed.left_by, on=left_on, papers=papers, by=by, at=at)
    _agree(stays[SOON_FREE], on=today - LATELY, by=by, at=at)


def _stay(freed: Freed, facility: Facility, entered: date) -> Custody:
    person = Participant.objects.create(
        full_name=freed.full_name,
        parent_name=freed.parent_name,
        sex=Participant.Sex.MALE,
        birth_date=freed.born,
        education=Participant.Education.UPPER_SECONDARY,
    )
    return Custody(
        participant=person,
        facility=facility,
        registration_no=f"B.I {freed.number}/{entered.year}",
        register_class=Custody.RegisterClass.B_I,
        block="C",
        cell="3",
        entry_date=entered,
        expiry_date=entered + timedelta(days=800),
    )


def _agree(stay: Custody, *, on: date, by: User, at: datetime) -> None:
    consent = AftercareConsent(
        participant=stay.participant,
        office=stay.facility.office,
        given_on=on,
        document_no=f"Map pendampingan {on.year}",
    )
    aftercare.give(consent=consent, by=by, at=at)
