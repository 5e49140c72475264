"""The pages of transfers: the receiver sees a stub and answers, the sender sees how."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from jombang_umkm.models import Facility, User
from participants.actions import custody as custodies
from participants.models import Custody, Participant, Transfer
from tests.counting import counted
from tests.factories.jombang_umkm import (
    AdministratorFactory,
    FacilityFactory,
    OfficerFactory,
    StaffFactory,
)
from tests.factories.participants import CustodyFactory, happen, send
from tests.participants.merging import merge

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=timezone.get_default_timezone())
SENT = date(2026, 11, 21)
LIST = "/mutasi/"


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return client


@pytest.fixture
def stay() -> Custody:
    person = {"full_name": "WAGIMAN", "parent_name": "PAIMIN", "birth_place": "Ngoro"}
    return CustodyFactory(
        registration_no="B.I 70/2026",
        block="MELATI",
        expiry_date=date(2027, 5, 6),
        **{f"participant__{name}": value for name, value in person.items()},
    )


@pytest.fixture
def receiver() -> Facility:
    return FacilityFactory(short_name="Lapas Tujuan")


@pytest.fixture
def transfer(stay, receiver) -> Transfer:
    return send(stay, receiver, on=SENT)


@pytest.fixture
def there(receiver) -> Client:
    return signed_in(OfficerFactory(facility=receiver))


@pytest.fixture
def here(stay) -> Client:
    return signed_in(OfficerFactory(facility=stay.facility))


def address(transfer: Transfer) -> str:
    return reverse("transfer", args=[transfer.pk])


def accept(client: Client, transfer: Transfer, **typed: Any) -> HttpResponse:
    arrival = {"entry_date": "2026-11-22", "registration_no": "B.I 7/2026", "block": "C"}
    return client.post(address(transfer), {**arrival, **typed})


def decline(client: Client, transfer: Transfer, reason: str = "Tidak datang") -> HttpResponse:
    return client.post(address(transfer), {"reason": reason})


def reverse_it(transfer: Transfer) -> None:
    custodies.reverse(event=transfer.event, by=AdministratorFactory(), at=NOW, reason="Batal")


class TestTheReceiver:
    @pytest.mark.parametrize("where", ["list", "page"])
    def test_sees_a_stub_and_nothing_else(self, where, transfer, stay, there):
        path = LIST if where == "list" else address(transfer)
        page = there.get(path).text
        for known in ("WAGIMAN", "B.I 70/2026", stay.facility.short_name, "21 November 2026"):
            assert known in page
        assert transfer.event.document_no in page
        for hidden in ("PAIMIN", "Ngoro", "MELATI", "2027", f"/warga-binaan/{stay.participant_id}"):
            assert hidden not in page

    def test_cannot_open_the_person_before_it_accepts(self, transfer, stay, there):
        person = reverse("person", args=[stay.participant_id])
        assert there.get(person).status_code == 404
        accept(there, transfer)
        assert there.get(person).status_code == 200

    def test_accepts_and_goes_to_the_person(self, transfer, stay, there, receiver):
        answer = accept(there, transfer)
        assert answer.url == reverse("person", args=[stay.participant_id])
        new = receiver.custodies.get()
        assert (new.participant, new.block) == (stay.participant, "C")
        assert not there.get(LIST).context["waiting"]
        assert "Open the page of WAGIMAN" in there.get(address(transfer)).text

    def test_is_asked_about_a_number_of_somebody_entered_twice(self, transfer, there, receiver):
        one, other = (
            CustodyFactory(facility=receiver, registration_no=number, participant__full_name=name)
            for number, name in (("B.I 6/2026", "Kasiyanto"), ("B.I 7/2026", "Kasianto"))
        )
        merge(one.participant, other.participant, by=AdministratorFactory())
        page = accept(there, transfer)
        assert page.status_code == 409
        assert "B.I 7/2026 is also on record for Kasiyanto" in page.text
        token = page.context["agreement"].token
        assert f'value="{token}"' in page.text
        assert accept(there, transfer, agreed=token).status_code == 302

    def test_a_second_answer_says_that_nothing_was_changed(self, transfer, there, receiver, clock):
        accept(there, transfer)
        clock.shift(60)
        again = signed_in(OfficerFactory(facility=receiver))
        page = again.post(
            address(transfer),
            {"entry_date": "2026-11-23", "registration_no": "B.I 8/2026"},
            follow=True,
        ).text
        assert "was accepted already, under B.I 7/2026" in page
        assert receiver.custodies.count() == 1

    @pytest.mark.parametrize(
        ("typed", "field"),
        [
            ({"entry_date": ""}, "entry_date"),
            ({"entry_date": "2026-11-20"}, "entry_date"),
            ({"entry_date": "2026-11-24"}, "entry_date"),
            ({"registration_no": ""}, "registration_no"),
            ({"registration_no": "–"}, "registration_no"),
            ({"registration_no": "bi 09/2026"}, "registration_no"),
        ],
    )
    def test_reads_beside_the_field_what_is_wrong(self, typed, field, transfer, there, receiver):
        CustodyFactory(facility=receiver, registration_no="B.I 9/2026")
        answer = accept(there, transfer, **typed)
        assert answer.status_code == 409
        assert list(answer.context["accept"].errors) == [field]
        assert Transfer.objects.get().status == "SENT"

    def test_is_told_when_the_sender_took_it_back(self, transfer, there, stay):
        reverse_it(transfer)
        answer = accept(there, transfer)
        assert answer.status_code == 409
        assert f"{stay.facility} took this transfer back" in answer.text
        assert 'name="registration_no"' not in answer.text
        assert not there.get(LIST).context["waiting"]

    def test_declines_with_a_reason(self, transfer, there, clock):
        assert decline(there, transfer, reason=" ").status_code == 409
        assert decline(there, transfer).url == LIST
        assert Transfer.objects.get().answer_reason == "Tidak datang"
        clock.shift(60)
        page = there.post(address(transfer), {"reason": "Lain"}, follow=True).text
        assert "declined already" in page
        assert "answered already" in accept(there, transfer).text


class TestTheSender:
    def test_sees_how_it_was_answered(self, transfer, here, there):
        assert "On the way" in here.get(LIST).text
        accept(there, transfer)
        page = here.get(LIST).text
        assert "Accepted" in page
        assert reverse("event_reverse", args=[transfer.event_id]) not in page

    def test_learns_nothing_of_the_stay_there(self, transfer, here, there):
        accept(there, transfer, registration_no="B.I 4711/2026", block="KENANGA")
        for path in (LIST, address(transfer)):
            page = here.get(path).text
            assert "4711" not in page
            assert "KENANGA" not in page

    def test_reads_why_it_was_declined_and_reverses_the_event(self, transfer, here, there):
        decline(there, transfer)
        undo = reverse("event_reverse", args=[transfer.event_id])
        for path in (LIST, address(transfer)):
            page = here.get(path).text
            assert "Tidak datang" in page
            assert undo in page
        reverse_it(transfer)
        for path in (LIST, address(transfer)):
            assert undo not in here.get(path).text

    def test_cannot_answer(self, transfer, here):
        page = here.get(address(transfer)).text
        assert "has not answered" in page
        assert 'name="registration_no"' not in page
        assert accept(here, transfer).status_code == 409
        assert decline(here, transfer).status_code == 409
        assert Transfer.objects.get().status == "SENT"

    def test_sees_those_sent_outside_too(self, stay, here):
        happen(stay, "TRANSFERRED_OUT", on=SENT)
        assert "Lapas Kelas I Kota Jauh" in here.get(LIST).text
        assert here.get(address(Transfer.objects.get())).status_code == 200


@pytest.mark.parametrize("stranger", [OfficerFactory, StaffFactory])
def test_others_find_nothing(stranger, transfer):
    client = signed_in(stranger())
    assert client.get(address(transfer)).status_code == 404
    assert accept(client, transfer).status_code == 404
    assert "WAGIMAN" not in client.get(LIST).text


def test_the_list_is_reached_from_the_people(here):
    assert f'href="{LIST}"' in here.get(reverse("people")).text


def test_an_administrator_sees_all_and_may_answer(transfer, receiver):
    client = signed_in(AdministratorFactory())
    page = client.get(LIST).text
    assert page.count("WAGIMAN") >= 2
    assert accept(client, transfer).status_code == 302


def test_takes_the_same_few_statements_for_few_and_many(receiver, stay):
    user = OfficerFactory(facility=receiver)
    client = signed_in(user)

    def add(count: int) -> None:
        for _each in range(count):
            send(CustodyFactory(), receiver, on=SENT)
            transfer = send(CustodyFactory(facility=receiver), stay.facility, on=SENT)
            decline(signed_in(OfficerFactory(facility=stay.facility)), transfer)

    def statements() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(LIST).status_code == 200
        return len(counted(queries))

    add(1)
    statements()
    few = statements()
    add(4)
    assert statements() == few <= 10


def test_nobody_is_looked_up_by_a_number_of_another_facility(transfer, there):
    assert not Participant.objects.kept_by(there.get(LIST).context["user"]).exists()
