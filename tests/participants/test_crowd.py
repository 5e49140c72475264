"""The people that benchmarks write in bulk are those that the actions would have written."""

from copy import copy
from itertools import islice
from typing import Any

import pytest
from django.db import models, transaction
from django.utils import timezone

from participants.actions import custody as custodies
from participants.actions.participant import register
from participants.models import Custody, Participant
from participants.rules.consequences import AgreementNeeded
from participants.rules.identity import Identity
from tests.benchmarks.crowd import Life, lives, write
from tests.factories.jombang_umkm import AdministratorFactory, FacilityFactory
from tests.factories.participants import happen

pytestmark = pytest.mark.django_db

SAMPLE = 30
# Keys, what is sealed anew each time, and when it was written.
APART = {"id", "participant", "custody", "nik_sealed", "recorded_at"}


def facts(row: models.Model) -> dict[str, Any]:
    return {
        field.name: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if field.name not in APART
    }


def everything() -> list[Any]:
    stays = Custody.objects.select_related("participant").order_by("entry_date", "pk")
    return sorted(
        (
            (
                stay.registration_no,
                facts(stay.participant),
                facts(stay),
                [facts(event) for event in stay.happenings.order_by("pk")],
                [facts(contact) for contact in stay.participant.family_contacts.all()],
            )
            for stay in stays
        ),
        key=lambda row: row[0],
    )


def agreeing(action: Any, **what: Any) -> Any:
    """Do it, agreed to whatever is doubtful: many have one name."""
    try:
        return action(**what)
    except AgreementNeeded as needed:
        return action(**what, agreed=needed.token)


def live(life: Life, by: Any, at: Any) -> None:
    """Let the actions write that life."""
    person: Participant | None = None
    for stay in life.stays:
        here = copy(stay)
        here.status, here.left_on = next(
            (event.became, None) for event in life.events if event.custody is stay
        )
        if person is None:
            identity = Identity(life.person.nik_status, life.nik)
            fresh = copy(life.person)
            fresh.nik_status, fresh.nik_sealed, fresh.nik_key = "BELUM_DIKETAHUI", "", None
            saved = agreeing(
                register, participant=fresh, custody=here, identity=identity, by=by, at=at
            )
        else:
            here.participant = person
            saved = custodies.admit(custody=here, by=by, at=at)
        person = saved.participant
        if stay.left_on is not None:
            happen(saved, stay.status, on=stay.left_on, by=by)
    if life.contact:
        contact = copy(life.contact)
        contact.participant = person
        contact.save()


def test_a_sample_written_in_bulk_equals_what_the_actions_write() -> None:
    by, facilities = AdministratorFactory(), [FacilityFactory(), FacilityFactory()]
    at = timezone.now()
    with transaction.atomic():
        for life in islice(lives(SAMPLE, facilities, by=by, at=at), SAMPLE):
            live(life, by, at)
        acted = everything()
        # Undone, so that the same numbers are free.
        transaction.set_rollback(True)
    assert len(acted) > SAMPLE
    assert {event["became"] for row in acted for event in row[3]} >= {"DETAINEE", "PAROLE"}
    write(SAMPLE, facilities, by=by)
    assert everything() == acted
