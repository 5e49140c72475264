"""People and their stays, in the states that the actions lead to."""

from datetime import date, datetime, timedelta
from typing import Any

import factory
from django.utils import timezone

from jombang_umkm.models import Facility, Office, User
from participants.actions import aftercare as aftercare_actions
from participants.actions import custody as custody_actions
from participants.actions import photo as photo_actions
from participants.actions.custody import Papers
from participants.models import (
    AftercareConsent,
    Custody,
    CustodyEvent,
    Participant,
    ParticipantPhoto,
    Transfer,
)
from participants.rules.consequences import AgreementNeeded
from participants.rules.custody import CUSTODY
from tests.factories.files import photo as photo_of
from tests.factories.jombang_umkm import AdministratorFactory, FacilityFactory
from tests.tables import path_to

# One-word names are as common as long ones.
NAMES = (
    "SUPRI",
    "Ahmad Fauzi",
    "WAGIMAN",
    "Moh. Sholikin",
    "Dwi Prasetyo",
    "NGATEMIN",
    "Bambang Hariyanto",
    "Slamet",
    "Muhammad Rizal Efendi",
    "Yanto",
)


def name_number(number: int) -> str:
    """Return an invented name; beyond the list they repeat with a number behind."""
    again, at = divmod(number, len(NAMES))
    return f"{NAMES[at]} {again}" if again else NAMES[at]


class ParticipantFactory(factory.django.DjangoModelFactory[Participant]):
    class Meta:
        model = Participant

    full_name = factory.Sequence(name_number)
    parent_name = "KASMAN"
    sex = Participant.Sex.MALE
    birth_date = date(1990, 12, 25)
    education = Participant.Education.PRIMARY


class CustodyFactory(factory.django.DjangoModelFactory[Custody]):
    """A convict held since a hundred days before `today`."""

    class Meta:
        model = Custody

    class Params:
        today = factory.LazyFunction(timezone.localdate)

    participant = factory.SubFactory(ParticipantFactory)
    facility = factory.SubFactory(FacilityFactory)
    # Of a year of which neither tests nor the first data have numbers of their own.
    registration_no = factory.Sequence(lambda number: f"B.I {number + 1}/2013")
    register_class = Custody.RegisterClass.B_I
    block = "A"
    cell = factory.Sequence(lambda number: str(number % 12 + 1))
    entry_date = factory.LazyAttribute(lambda stay: stay.today - timedelta(days=100))

    @classmethod
    def _create(cls, model_class: type[Custody], *args: Any, **fields: Any) -> Custody:
        return custody_actions.admit(
            custody=model_class(*args, **fields), by=AdministratorFactory(), at=timezone.now()
        )


class DetaineeCustodyFactory(CustodyFactory):
    """A detainee: legally no warga binaan."""

    registration_no = factory.Sequence(lambda number: f"A.III {number + 1}/2013")
    register_class = Custody.RegisterClass.A_III
    status = Custody.Status.DETAINEE


class GoneCustodyFactory(CustodyFactory):
    """A convict who left `left_on` (`today` unless given) for the state that `gone` names."""

    class Meta:
        abstract = True

    left_on = factory.LazyAttribute(lambda stay: stay.today)

    @classmethod
    def _create(
        cls, model_class: type[Custody], *args: Any, gone: str, left_on: date, **fields: Any
    ) -> Custody:
        return happen(super()._create(model_class, *args, **fields), gone, on=left_on)


class ReleasedCustodyFactory(GoneCustodyFactory):
    """Set free, the sentence served."""

    gone = Custody.Status.FULL_RELEASE


class TransferredCustodyFactory(GoneCustodyFactory):
    """Sent to another facility."""

    gone = Custody.Status.TRANSFERRED_OUT


def happen(stay: Custody, to: str, *, on: date, by: User | None = None) -> Custody:
    """Record that a stay took that state, agreed to whatever follows, and return the stay."""
    outside = custody_actions.Destination(elsewhere="Lapas Kelas I Kota Jauh")
    what: dict[str, Any] = {
        "custody": stay,
        "to": to,
        "on": on,
        "papers": Papers(document_no=f"W15.{to}/{on:%Y}", reason="Sesuai berita acara"),
        "by": by or AdministratorFactory(),
        "at": timezone.now(),
        "destination": outside if to == Custody.Status.TRANSFERRED_OUT else None,
    }
    try:
        return custody_actions.record(**what).custody
    except AgreementNeeded as needed:
        return custody_actions.record(**what, agreed=needed.token).custody


def send(stay: Custody, to: Facility, *, on: date, by: User | None = None) -> Transfer:
    """Record that a stay ends with a transfer to a facility of this system, and return that."""
    what: dict[str, Any] = {
        "custody": stay,
        "to": Custody.Status.TRANSFERRED_OUT,
        "on": on,
        "papers": Papers(document_no=f"W15.MUTASI/{on:%Y}"),
        "by": by or AdministratorFactory(),
        "at": timezone.now(),
        "destination": custody_actions.Destination(facility=to),
    }
    try:
        event = custody_actions.record(**what)
    except AgreementNeeded as needed:
        event = custody_actions.record(**what, agreed=needed.token)
    return Transfer.objects.get(event=event)


def stay_in(status: str, *, since: date, **fields: Any) -> Custody:
    """Return a stay in that state, led there on that day from being a detainee."""
    stay = DetaineeCustodyFactory(**fields)
    for state in path_to(status, table=CUSTODY):
        stay = happen(stay, state, on=since)
    return stay


def stay_before(before: str, after: str, *, since: date, **fields: Any) -> Custody:
    """Return a stay from which that move may be tried: whoever escaped was `after` before."""
    if before == Custody.Status.ESCAPED and after in Custody.HELD:
        stay = stay_in(after, since=since, **fields)
        return happen(stay, before, on=since)
    return stay_in(before, since=since, **fields)


def make_stays(count: int, *, facility: Facility, entry_date: date) -> list[Custody]:
    """Return that many convicts held in the facility since that day, made in three statements."""
    people = Participant.objects.bulk_create(ParticipantFactory.build() for _number in range(count))
    stays = Custody.objects.bulk_create(
        CustodyFactory.build(participant=person, facility=facility, entry_date=entry_date)
        for person in people
    )
    CustodyEvent.objects.bulk_create(
        CustodyEvent(
            custody=stay,
            became=stay.status,
            happened_on=stay.entry_date,
            recorded_at=timezone.now(),
        )
        for stay in stays
    )
    return stays


def attach_photo(
    participant: Participant,
    words: str = "Foto",
    *,
    by: User | None = None,
    at: datetime | None = None,
) -> ParticipantPhoto:
    """Attach a photo that the person agrees to on the same day; other words make another."""
    at = at or timezone.now()
    return photo_actions.attach(
        participant=participant,
        content=photo_of(words),
        consent_on=timezone.localdate(at),
        by=by or AdministratorFactory(),
        at=at,
    )


def agree(
    stay: Custody, to: Office, *, on: date | None = None, by: User | None = None
) -> AftercareConsent:
    """Record that whose stay it is agreed to that office's aftercare, on the day of entry
    unless given.
    """
    return aftercare_actions.give(
        consent=AftercareConsent(
            participant=stay.participant, office=to, given_on=on or stay.entry_date
        ),
        by=by or AdministratorFactory(),
        at=timezone.now(),
    )


def take_back(
    consent: AftercareConsent, *, on: date | None = None, by: User | None = None
) -> AftercareConsent:
    """Record that a consent was withdrawn, today unless given."""
    return aftercare_actions.withdraw(
        consent=consent,
        by=by or AdministratorFactory(),
        on=on or timezone.localdate(),
        at=timezone.now(),
    )
