"""Who looks like one person on record twice, and who does not."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone, translation

from jombang_umkm.models import User
from participants.actions.identity import Identity, set_nik
from participants.actions.two_people import take_back, tell_apart
from participants.models import Custody, Participant
from participants.querysets import suggested
from participants.rules.consequences import agreeing
from participants.rules.twins import reason_of
from tests.clock import TODAY
from tests.factories.jombang_umkm import FacilityFactory, StaffFactory
from tests.factories.participants import CustodyFactory, ParticipantFactory, happen
from tests.participants.merging import merge

pytestmark = pytest.mark.django_db

BORN, OTHER_DAY = date(1990, 12, 25), date(1990, 12, 26)

FIRST = {"full_name": "Moh. Sholikin", "parent_name": "KASMAN", "birth_date": BORN}


def entered(user: User, **facts: Any) -> Participant:
    participant = ParticipantFactory(**{**FIRST, **facts})
    return CustodyFactory(participant=participant, facility=user.facility).participant


@pytest.mark.parametrize(
    ("other", "why"),
    [
        ({}, "name and the birth date are the same"),
        ({"full_name": "MUHAMMAD SHOLIKIN", "parent_name": ""}, "name and the birth date"),
        ({"full_name": "Muhammad Solikin"}, "nearly the same"),
        ({"full_name": "Sholikin."}, "nearly the same"),
        ({"full_name": "PENDEK", "aliases": ["Muh Sholikin"]}, "called by the other's name"),
        ({"birth_date": None}, "father's name are the same"),
        ({"birth_date": None, "parent_name": "Kasman "}, "father's name are the same"),
        ({"birth_date": None, "full_name": "Muh. Solikin"}, "nearly the same, and the father"),
        ({"birth_date": None, "full_name": "SHOLIKIN"}, "nearly the same, and the father"),
        ({"sex": "P"}, "name and the birth date"),
    ],
)
def test_who_looks_alike(other, why, officer):
    one = entered(officer)
    twin = entered(officer, **other)
    assert list(suggested(officer)) == [twin]
    with translation.override("en"):
        assert why in reason_of(one, twin)


@pytest.mark.parametrize(
    "other",
    [
        {"birth_date": OTHER_DAY},
        {"full_name": "Bambang Hariyanto"},
        {"birth_date": None, "parent_name": "WAGIMAN"},
        {"birth_date": None, "parent_name": ""},
        {"birth_date": None, "sex": "P"},
        {"birth_date": None, "full_name": "Muh. Solikin", "parent_name": "WAGIMAN"},
        {"birth_date": None, "full_name": "Muh. Solikin", "parent_name": "-"},
        {"birth_date": None, "full_name": "Muh. Solikin", "sex": "P"},
        {"birth_date": None, "full_name": "Muh. Sodikun"},
        {"birth_date": OTHER_DAY, "full_name": "Muh. Solikin"},
        {"full_name": "Budi", "parent_name": "SHOLIKIN"},
        {"full_name": "LIKIN"},
    ],
)
def test_who_does_not(other, officer):
    entered(officer)
    entered(officer, **other)
    assert not suggested(officer)


@pytest.mark.parametrize("born", [None, BORN])
def test_a_slip_without_a_birth_date_is_found_from_either_side(officer, born):
    one = entered(officer, full_name="Kasiyanto", parent_name="Ponimin", birth_date=None)
    twin = entered(officer, full_name="Kasianto", parent_name="PONIMIN", birth_date=born)
    assert list(suggested(officer)) == [twin]
    for older, newer in ((one, twin), (twin, one)):
        assert list(Participant.objects.resembling(newer)) == [older]


def test_names_of_fathers_that_no_key_keeps_say_nothing(officer):
    for name in ("Kasiyanto", "Kasianto"):
        entered(officer, full_name=name, parent_name="-", birth_date=None)
    assert not suggested(officer)


def test_of_two_verified_niks_there_are_two(officer):
    people = [entered(officer) for _number in range(2)]
    for person, nik in zip(people, ("3517092512900001", "3517092512900002"), strict=True):
        assert suggested(officer)
        identity = Identity("TERVERIFIKASI", nik)
        agreeing(set_nik, participant=person, identity=identity, by=officer)
    assert not suggested(officer)


def test_who_was_told_apart_is_suggested_again_once_that_is_taken_back(officer):
    one, other = entered(officer), entered(officer)
    tell_apart(one=one, other=other, by=officer, at=timezone.now())
    assert not suggested(officer)
    take_back(one=other, other=one, by=officer)
    assert list(suggested(officer)) == [other]


def test_who_was_merged_is_not(officer):
    one, other = entered(officer), entered(officer, full_name="Muhammad Solikin")
    assert suggested(officer)
    Custody.objects.filter(participant=other).update(entry_date=TODAY - timedelta(days=50))
    merge(one, other, by=officer)
    assert not suggested(officer)


def test_of_others_people_nobody_but_administrators(officer, administrator):
    entered(officer)
    stay = CustodyFactory(participant=ParticipantFactory(**FIRST), facility=FacilityFactory())
    assert not suggested(officer)
    assert not suggested(StaffFactory(office=officer.facility.office))
    assert list(suggested(administrator)) == [stay.participant]


def test_whoever_went_on_to_another_facility_is_theirs(officer):
    entered(officer)
    gone = CustodyFactory(
        participant=ParticipantFactory(**FIRST),
        facility=officer.facility,
        entry_date=TODAY - timedelta(days=200),
    )
    happen(gone, "FULL_RELEASE", on=TODAY - timedelta(days=100), by=officer)
    CustodyFactory(participant=gone.participant, facility=FacilityFactory())
    assert not suggested(officer)
