"""What is missing of a person, told of one and asked of all."""

import pytest

from jombang_umkm.sealing import seal, search_key
from participants.models import Participant
from participants.rules.person import lacking_nik, lacks_nik
from tests.factories.participants import ParticipantFactory

NIK = "3517092512900001"


@pytest.mark.django_db
@pytest.mark.parametrize("status", Participant.NikStatus)
def test_who_lacks_a_nik_is_whom_the_condition_finds(status: Participant.NikStatus) -> None:
    there = status in Participant.WITH_NIK
    number = {"nik_sealed": seal(NIK), "nik_key": search_key(NIK)} if there else {}
    person = ParticipantFactory(nik_status=status, **number)
    assert Participant.objects.filter(lacking_nik()).contains(person) is lacks_nik(person)
    assert lacks_nik(person) is not (there or status == Participant.NikStatus.FOREIGNER)
