"""People and their stays, in the states that the actions lead to."""

from datetime import date, timedelta
from typing import Any

import factory
from django.utils import timezone

from jombang_umkm.models import Facility
from participants.actions import custody as custody_actions
from participants.models import Custody, Participant
from participants.rules import CUSTODY
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
    registration_no = factory.Sequence(lambda number: f"B.I {number + 1}/2026")
    register_class = Custody.RegisterClass.B_I
    block = "A"
    cell = factory.Sequence(lambda number: str(number % 12 + 1))
    entry_date = factory.LazyAttribute(lambda stay: stay.today - timedelta(days=100))

    @classmethod
    def _create(cls, model_class: type[Custody], *args: Any, **fields: Any) -> Custody:
        return custody_actions.admit(
            custody=model_class(*args, **fields), by=AdministratorFactory.build()
        )


class DetaineeCustodyFactory(CustodyFactory):
    """A detainee: legally no warga binaan."""

    registration_no = factory.Sequence(lambda number: f"A.III {number + 1}/2026")
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
        stay = super()._create(model_class, *args, **fields)
        return custody_actions.move(
            custody=stay, to=gone, on=left_on, by=AdministratorFactory.build()
        )


class ReleasedCustodyFactory(GoneCustodyFactory):
    """Set free, the sentence served."""

    gone = Custody.Status.FULL_RELEASE


class TransferredCustodyFactory(GoneCustodyFactory):
    """Sent to another facility."""

    gone = Custody.Status.TRANSFERRED_OUT


def stay_in(status: str, *, since: date, **fields: Any) -> Custody:
    """Return a stay in that state, led there on that day from being a detainee."""
    stay = DetaineeCustodyFactory(**fields)
    for state in path_to(status, table=CUSTODY):
        stay = custody_actions.move(
            custody=stay, to=state, on=since, by=AdministratorFactory.build()
        )
    return stay


def make_stays(count: int, *, facility: Facility, entry_date: date) -> list[Custody]:
    """Return that many convicts held in the facility since that day, made in two statements."""
    people = Participant.objects.bulk_create(ParticipantFactory.build() for _number in range(count))
    return Custody.objects.bulk_create(
        CustodyFactory.build(participant=person, facility=facility, entry_date=entry_date)
        for person in people
    )
