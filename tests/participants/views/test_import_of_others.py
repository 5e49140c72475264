"""What a list tells of somebody who was here, and whose record another prison keeps by now."""

from datetime import date, timedelta

import pytest

from participants.actions.transfer import Arrival, accept
from participants.models import Custody
from tests.clock import TODAY
from tests.factories.jombang_umkm import OfficerFactory
from tests.factories.participants import CustodyFactory, ReleasedCustodyFactory, send
from tests.participants.importing import NOW, previewed, row
from tests.participants.views.importing import Pages

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

DAY = TODAY - timedelta(days=3)
NUMBER = "B.I 12/2026"
FACTS = {"full_name": "SUPRI", "birth_date": date(1991, 5, 4), "aliases": ["SI BARU"]}


@pytest.fixture
def client(list_client):
    return list_client


def learn(stay: Custody) -> None:
    for name, value in FACTS.items():
        setattr(stay.participant, name, value)
    stay.participant.save()


def shown(client, officer, **says) -> str:
    pages = Pages(client, previewed(officer, row(number=NUMBER, block="Z", **says), at=NOW))
    assert pages.groups() == {"ragu": 1}
    return pages.get().text


@pytest.mark.parametrize("is_accepted", [False, True], ids=["on the way", "elsewhere"])
def test_says_nothing_of_what_is_known_of_them(is_accepted, client, officer):
    stay, there = (
        CustodyFactory(facility=officer.facility, registration_no=NUMBER),
        OfficerFactory(),
    )
    sent = send(stay, there.facility, on=DAY, by=officer)
    if is_accepted:
        accept(transfer=sent, arrival=Arrival(DAY, "B.I 777/2026"), by=there, at=NOW)
    learn(stay)
    page = shown(client, officer, born="1-1-1980", alias="LAIN", sex="P")
    assert "The stay of this number has ended here." in page
    assert "4 May 1991" not in page
    assert "SI BARU" not in page
    # What would change of the stay is theirs to see.
    assert "<ins>Z</ins>" in page


def test_says_it_of_whose_record_is_kept_here(client, officer):
    learn(ReleasedCustodyFactory(facility=officer.facility, registration_no=NUMBER))
    page = shown(client, officer, born="1-1-1980")
    assert "born 4 May 1991" in page
