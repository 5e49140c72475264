"""Saying that two records that look alike are two people."""

import pytest
from django.utils import timezone

from jombang_umkm.models import User
from participants.actions.two_people import take_back, tell_apart
from participants.models import Custody, TwoPeople
from tests.factories.jombang_umkm import OfficerFactory, StaffFactory
from tests.factories.participants import CustodyFactory
from tests.participants.merging import merge

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair(officer: User) -> list[Custody]:
    return [CustodyFactory(facility=officer.facility) for _number in range(2)]


def said(pair: list[Custody], by: User) -> TwoPeople:
    one, other = (each.participant for each in pair)
    return tell_apart(one=one, other=other, by=by, at=timezone.now())


def taken_back(pair: list[Custody], by: User) -> None:
    one, other = (each.participant for each in pair)
    take_back(one=one, other=other, by=by)


def test_is_kept_with_who_and_when(pair, officer):
    row = said(pair, officer)
    assert row.said_by == officer
    assert {row.one_id, row.other_id} == {each.participant_id for each in pair}


def test_a_repeat_changes_nothing_whichever_way_round(pair, officer, unchanged):
    row = said(pair, officer)
    with unchanged(TwoPeople):
        assert said(pair[::-1], OfficerFactory(facility=officer.facility)) == row


def test_is_taken_back(pair, officer, unchanged):
    said(pair, officer)
    taken_back(pair[::-1], OfficerFactory(facility=officer.facility))
    assert not TwoPeople.objects.exists()
    with unchanged(TwoPeople):
        taken_back(pair, officer)


def test_by_who_keeps_both_records_alone(pair, officer, administrator, refused):
    said(pair, administrator)
    for stranger in (OfficerFactory(), StaffFactory(office=officer.facility.office)):
        with refused("not_allowed", TwoPeople):
            said(pair, stranger)
        with refused("not_allowed", TwoPeople):
            taken_back(pair, stranger)


def test_not_of_a_record_that_was_merged_meanwhile(pair, administrator, refused):
    one, other = (each.participant for each in pair)
    merge(one, other, by=administrator)
    with refused("merged_meanwhile", TwoPeople):
        said(pair, administrator)
    with refused("merged_meanwhile", TwoPeople):
        taken_back(pair, administrator)


def test_nobody_is_told_apart_from_themselves(pair, officer, refused, breaks):
    with refused("same_record", TwoPeople):
        said([pair[0], pair[0]], officer)
    person = pair[0].participant
    now = timezone.now()
    breaks(TwoPeople(one=person, other=person, said_by=officer, said_at=now), "two_people_in_order")


def test_is_said_once(pair, officer, breaks):
    row = said(pair, officer)
    again = TwoPeople(one=row.one, other=row.other, said_by=officer, said_at=timezone.now())
    breaks(again, "two_people_once")
