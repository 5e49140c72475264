"""Correcting what is known of a person."""

import re

import pytest
from django.utils import timezone

from jombang_umkm.models import User
from jombang_umkm.regions import name_of
from participants.actions.transfer import Arrival, accept
from participants.models import Custody, Participant
from tests.clock import TODAY
from tests.factories.jombang_umkm import AdministratorFactory, OfficerFactory, StaffFactory
from tests.factories.participants import CustodyFactory, send
from tests.participants.views.conftest import errors

pytestmark = pytest.mark.django_db


@pytest.fixture
def stay(db: None) -> Custody:
    return CustodyFactory(
        participant__full_name="SUPRI",
        participant__aliases=["PENDEK"],
        participant__home_region="35.17.18.2006",
    )


@pytest.fixture
def address(stay: Custody) -> str:
    return f"/warga-binaan/{stay.participant_id}/ubah/"


@pytest.fixture
def officer(stay: Custody) -> User:
    return OfficerFactory(facility=stay.facility)


@pytest.fixture
def client(officer, signs_in):
    return signs_in(officer)


def shown(client, address: str) -> dict[str, str]:
    """Return what the form holds when it is opened."""
    form = client.get(address).context["form"]
    return {name: form[name].value() or "" for name in form.fields}


def test_opens_with_what_is_known_and_saves_nothing_by_itself(client, address, unchanged):
    known = shown(client, address)
    assert known["aliases"] == "PENDEK"
    page = client.get(address).text
    assert re.search(r'value="25-12-1990"', page)
    assert name_of("35.17.18.2006") in page
    with unchanged(Participant):
        assert client.post(address, {**known, "birth_date": "25-12-1990"}).status_code == 302


def test_saves_what_differs(client, address, stay):
    typed = {**shown(client, address), "full_name": "SUPRIYADI", "aliases": "", "education": ""}
    answer = client.post(address, typed)
    assert answer.headers["Location"] == f"/warga-binaan/{stay.participant_id}/"
    person = Participant.objects.get()
    assert (person.full_name, person.aliases, person.education) == ("SUPRIYADI", [], "")
    assert person.home_region == "35.17.18.2006"


def test_what_a_colleague_wrote_meanwhile_stands_beside(client, address, officer, signs_in):
    mine = {**shown(client, address), "birth_place": "Nganjuk", "aliases": "PENDEK, Pri"}
    theirs = {**mine, "birth_place": "Kediri", "aliases": "Cak Pri, Ndek", "home_region": ""}
    colleague = signs_in(OfficerFactory(facility=officer.facility))
    assert colleague.post(address, theirs).status_code == 302
    answer = client.post(address, mine)
    assert answer.status_code == 409
    said = errors(answer)
    assert said["birth_place"] == ["Saved meanwhile: Kediri."]
    assert said["aliases"] == ["Saved meanwhile: Cak Pri, Ndek."]
    # What was not typed is the colleague's, and no question.
    assert set(said) == {"__all__", "birth_place", "aliases"}
    assert 'value="Nganjuk"' in answer.text
    form = answer.context["form"]
    again = {name: form[name].value() or "" for name in form.fields}
    assert client.post(address, again).status_code == 302
    person = Participant.objects.get()
    assert (person.birth_place, person.home_region) == ("Nganjuk", "")


def test_two_who_write_different_facts_both_do(client, address, officer, signs_in):
    mine = {**shown(client, address), "birth_place": "Nganjuk"}
    colleague = signs_in(OfficerFactory(facility=officer.facility))
    assert colleague.post(address, {**mine, "birth_place": "", "sex": "P"}).status_code == 302
    assert client.post(address, mine).status_code == 302
    person = Participant.objects.get()
    assert (person.birth_place, person.sex) == ("Nganjuk", "P")


def test_says_what_is_wrong(client, address, unchanged):
    with unchanged(Participant):
        answer = client.post(address, {**shown(client, address), "full_name": "", "sex": "X"})
    assert set(errors(answer)) == {"full_name", "sex"}


def test_is_for_those_who_keep_the_record(signs_in, address, stay, officer):
    for user in (OfficerFactory(), StaffFactory()):
        assert signs_in(user).get(address).status_code == 404
        assert signs_in(user).post(address, {"full_name": "X"}).status_code == 404
    assert signs_in(AdministratorFactory()).get(address).status_code == 200


def test_not_for_those_who_sent_them_on(client, signs_in, address, stay, officer):
    there = OfficerFactory()
    sent = send(stay, there.facility, on=TODAY, by=officer)
    accept(transfer=sent, arrival=Arrival(TODAY, "B.I 9/2026"), by=there, at=timezone.now())
    assert client.get(address).status_code == 404
    assert client.post(address, {"full_name": "X"}).status_code == 404
    assert signs_in(there).get(address).status_code == 200


def test_takes_few_statements(address, officer, statements):
    assert statements(officer, address) <= 6
