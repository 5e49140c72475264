"""Two records, read with all that decides what they become."""

from datetime import timedelta

import pytest

from jombang_umkm.models import User
from participants.actions.pairs import read_pair
from participants.models import Custody, FamilyContact, Participant, ParticipantPhoto
from tests.clock import TODAY
from tests.factories.jombang_umkm import FacilityFactory, OfficerFactory, StaffFactory
from tests.factories.participants import CustodyFactory, attach_photo, happen

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair(officer: User) -> list[Custody]:
    return [CustodyFactory(facility=officer.facility) for _number in range(2)]


def people(pair: list[Custody]) -> dict[str, Participant]:
    return {"one": pair[0].participant, "other": pair[1].participant}


def test_stays_elsewhere_are_read_too(officer):
    far = CustodyFactory(facility=FacilityFactory(), entry_date=TODAY - timedelta(days=900))
    happen(far, "FULL_RELEASE", on=TODAY - timedelta(days=800))
    here = CustodyFactory(participant=far.participant, facility=officer.facility)
    other = CustodyFactory(facility=officer.facility)
    found = read_pair(one=far.participant, other=other.participant, by=officer)
    assert [each.custody for each in found.stays[far.participant_id]] == [far, here]


def test_every_change_makes_another_base(pair, officer):
    seen = {read_pair(**people(pair), by=officer).base}
    Participant.objects.filter(pk=pair[0].participant_id).update(skills="Las")
    seen.add(read_pair(**people(pair), by=officer).base)
    happen(pair[1], "ASSIMILATION", on=TODAY, by=officer)
    seen.add(read_pair(**people(pair), by=officer).base)
    FamilyContact.objects.create(
        participant=pair[1].participant, name="Sulastri", relation="PASANGAN"
    )
    seen.add(read_pair(**people(pair), by=officer).base)
    photo = attach_photo(pair[0].participant, by=officer)
    seen.add(read_pair(**people(pair), by=officer).base)
    # What is sealed, and pictures, are told by what stands beside them.
    ParticipantPhoto.objects.filter(pk=photo.pk).update(jpeg=b"anew")
    seen.add(read_pair(**people(pair), by=officer).base)
    assert len(seen) == 5


def test_nobody_reads_what_they_do_not_keep(pair, officer, refused):
    for stranger in (OfficerFactory(), StaffFactory(office=officer.facility.office)):
        with refused("not_allowed", Participant, Custody):
            read_pair(**people(pair), by=stranger)
