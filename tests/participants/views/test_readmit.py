"""A new stay of somebody who was here before."""

from datetime import date

import pytest

from jombang_umkm.models import User
from participants.models import Custody
from tests.clock import TODAY
from tests.factories.jombang_umkm import AdministratorFactory, OfficerFactory, StaffFactory
from tests.factories.participants import (
    CustodyFactory,
    ReleasedCustodyFactory,
    TransferredCustodyFactory,
)
from tests.participants.merging import merge
from tests.participants.views.conftest import errors

pytestmark = pytest.mark.django_db

TYPED = {"status": "DETAINEE", "registration_no": "A.III 5/2026", "entry_date": str(TODAY)}


@pytest.fixture
def old(db: None) -> Custody:
    return ReleasedCustodyFactory(participant__full_name="SUPRI")


@pytest.fixture
def officer(old: Custody) -> User:
    return OfficerFactory(facility=old.facility)


@pytest.fixture
def client(officer, signs_in):
    return signs_in(officer)


def address(stay: Custody) -> str:
    return f"/warga-binaan/{stay.participant_id}/masa-baru/"


def test_shows_the_old_stay_and_opens_the_new(client, old):
    assert old.registration_no in client.get(address(old)).text
    answer = client.post(address(old), TYPED)
    assert answer.headers["Location"] == f"/warga-binaan/{old.participant_id}/"
    new = Custody.objects.exclude(pk=old.pk).get()
    assert (new.participant, new.facility) == (old.participant, old.facility)
    assert (new.status, new.kind, new.source) == ("DETAINEE", "TAHANAN", "KETIK")
    assert "A new stay of SUPRI" in client.get("/warga-binaan/").text


def test_asks_about_a_number_of_somebody_entered_twice(client, old, officer):
    one, other = (
        CustodyFactory(facility=officer.facility, registration_no=number)
        for number in ("A.III 4/2026", TYPED["registration_no"])
    )
    merge(one.participant, other.participant, by=officer)
    page = client.post(address(old), TYPED)
    assert page.status_code == 409
    assert "A.III 5/2026 is also on record for" in page.text
    agreed = {**TYPED, "agreed": page.context["agreement"].token}
    assert client.post(address(old), agreed).status_code == 302


def test_whoever_went_on_may_come_back(client, officer):
    gone = TransferredCustodyFactory(facility=officer.facility)
    assert client.post(address(gone), TYPED).status_code == 302


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"registration_no": ""}, "registration_no"),
        ({"entry_date": "2040-01-01"}, "entry_date"),
        ({"expiry_date": "01-01-2020"}, "expiry_date"),
        ({"counted_from": "01-01-2040"}, "counted_from"),
        ({"half_date": "02-01-2040", "expiry_date": "01-01-2040"}, "two_thirds_date"),
    ],
)
def test_refusals_stand_beside_the_field(client, old, unchanged, fields, field):
    with unchanged(Custody):
        answer = client.post(address(old), {**TYPED, **fields})
    assert answer.status_code == 409
    assert list(errors(answer)) == [field]


def test_a_day_of_the_old_stay_is_refused(client, old):
    answer = client.post(address(old), {**TYPED, "entry_date": str(old.entry_date)})
    assert list(errors(answer)) == ["entry_date"]


def test_others_find_nothing(signs_in, old, officer):
    for user in (OfficerFactory(), StaffFactory(), AdministratorFactory()):
        client = signs_in(user)
        assert client.get(address(old)).status_code == 404
        assert client.post(address(old), TYPED).status_code == 404
    theirs = CustodyFactory(entry_date=date(2026, 1, 5))
    assert signs_in(officer).get(address(theirs)).status_code == 404
