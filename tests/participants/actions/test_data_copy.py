"""Handing out a copy of a person's data: who may, and what is noted."""

from datetime import UTC, datetime, timedelta

import pytest

from jombang_umkm.models import AccessLog, User
from participants.actions import data_copy as actions
from participants.actions.identity import Identity, set_nik
from participants.models import Participant
from participants.rules.data_copy import FETCHED_WITHIN
from tests.factories.jombang_umkm import AdministratorFactory, OfficerFactory, StaffFactory
from tests.factories.participants import CustodyFactory

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
NIK = "3517092512900001"


@pytest.fixture
def who() -> Participant:
    return CustodyFactory().participant


@pytest.fixture
def officer(who: Participant) -> User:
    return OfficerFactory(facility=who.custodies.get().facility)


def hand_over(
    who: Participant, by: User, *, asked_by: str = "Yang bersangkutan", at: datetime = NOW
) -> AccessLog:
    return actions.hand_over(participant=who, asked_by=asked_by, by=by, at=at, address="10.0.0.7")


def acts() -> list[str]:
    return sorted(AccessLog.objects.values_list("act", flat=True))


def test_notes_who_handed_it_out_and_who_asked(who, officer):
    noted = hand_over(who, officer, asked_by="  Yang bersangkutan ")
    assert (noted.user, noted.at, noted.address) == (officer, NOW, "10.0.0.7")
    assert (noted.subject_id, noted.detail) == (who.pk, "Yang bersangkutan")
    assert acts() == ["DATA_EXPORT"]


def test_a_whole_nik_in_it_is_noted_too(who, officer):
    set_nik(participant=who, identity=Identity("TERISI", NIK), by=officer)
    hand_over(who, officer)
    assert acts() == ["DATA_EXPORT", "SHOW_NIK"]


def test_a_repeat_is_the_same_copy_while_it_can_be_fetched(who, officer):
    first = hand_over(who, officer)
    soon = NOW + FETCHED_WITHIN - timedelta(seconds=1)
    assert hand_over(who, officer, at=soon) == first
    assert hand_over(who, officer, asked_by="Keluarga, dengan surat", at=soon) != first
    assert hand_over(who, officer, at=NOW + FETCHED_WITHIN) != first
    assert acts() == ["DATA_EXPORT"] * 3


@pytest.mark.parametrize("asked_by", ["", "  "])
def test_somebody_asks(who, officer, refused, asked_by):
    with refused("asker_needed", AccessLog):
        hand_over(who, officer, asked_by=asked_by)


@pytest.mark.parametrize("factory", [AdministratorFactory, OfficerFactory, StaffFactory])
def test_only_officers_who_keep_the_person(who, refused, factory):
    with refused("not_allowed", AccessLog):
        hand_over(who, factory())
