"""The pages of a person's family: contacts, what they agreed to, and the log."""

import html
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

from jombang_umkm.models import User
from participants.actions import family as actions
from participants.models import Custody, FamilyContact, FamilyNote
from tests.counting import counted
from tests.factories.jombang_umkm import AdministratorFactory, OfficerFactory, StaffFactory
from tests.factories.participants import CustodyFactory, happen

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=timezone.get_default_timezone())
PHONE, SHOWN, ADDRESS = "+6281234567890", "0812-3456-7890", "Dusun Mojo RT 2/RW 1"
AGREED = date(2026, 11, 2)


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def stay() -> Custody:
    return CustodyFactory(participant__full_name="WAGIMAN")


@pytest.fixture
def officer(stay) -> User:
    return OfficerFactory(facility=stay.facility)


@pytest.fixture
def client(officer) -> Client:
    return signed_in(officer)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return client


@pytest.fixture
def contact(stay) -> FamilyContact:
    return add(stay)


def add(stay: Custody, name: str = "SUMIATI", **facts: Any) -> FamilyContact:
    known = {"relation": "ORANG_TUA", "phone": PHONE, "address": ADDRESS, "consent_on": AGREED}
    contact = FamilyContact(participant=stay.participant, name=name, **{**known, **facts})
    return actions.add(contact=contact, by=AdministratorFactory(), at=NOW)


def withdraw(contact: FamilyContact) -> None:
    actions.withdraw(contact=contact, by=AdministratorFactory(), on=AGREED, at=NOW)


def page_of(stay: Custody) -> str:
    return reverse("family", args=[stay.participant_id])


def opened(client: Client, path: str) -> dict[str, Any]:
    """Return what a browser would post from the form on that page, unchanged."""
    form = client.get(path).context["form"]
    values = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in values.items() if value not in (None, False)}


def change(client: Client, contact: FamilyContact, form: dict[str, Any], **typed: Any):
    return client.post(reverse("family_change", args=[contact.pk]), {**form, **typed})


class TestTheList:
    def test_shows_phones_as_people_read_them(self, client, stay, contact):
        page = client.get(page_of(stay)).text
        for known in ("SUMIATI", "Father or mother", SHOWN, ADDRESS, "2 November 2026"):
            assert known in page

    def test_without_anybody_says_what_to_do(self, client, stay):
        page = client.get(page_of(stay)).text
        assert "names of children are not kept" in page
        assert reverse("family_add", args=[stay.participant_id]) in page

    def test_shows_the_log_newest_first(self, client, stay, contact, officer):
        for day, text in ((3, "Tiga"), (9, "Sembilan"), (5, "Lima")):
            line = FamilyNote(
                contact=contact, kind="TELEPON", happened_on=date(2026, 11, day), note=text
            )
            actions.note(note=line, by=officer, at=NOW)
        page = client.get(page_of(stay)).text
        places = [page.index(text) for text in ("Sembilan", "Lima", "Tiga")]
        assert places == sorted(places)
        assert officer.full_name in page

    def test_takes_the_same_few_statements_for_few_and_many(self, client, stay, officer):
        def more(count: int) -> None:
            for number in range(FamilyContact.objects.count(), count):
                line = FamilyNote(
                    contact=add(stay, f"Kerabat {number}"),
                    kind="TELEPON",
                    happened_on=AGREED,
                    note="Menelepon",
                )
                actions.note(note=line, by=officer, at=NOW)

        def statements() -> int:
            with CaptureQueriesContext(connection) as queries:
                assert client.get(page_of(stay)).status_code == 200
            return len(counted(queries))

        more(1)
        statements()
        few = statements()
        more(12)
        assert statements() == few <= 6


class TestAdd:
    def post(self, client: Client, stay: Custody, **typed: Any) -> HttpResponse:
        form = {"name": "SUMIATI", "relation": "ORANG_TUA", "willingness": "YA"}
        return client.post(reverse("family_add", args=[stay.participant_id]), {**form, **typed})

    def test_keeps_a_phone_however_it_was_typed(self, client, stay):
        assert self.post(client, stay, phone="0812 3456 7890").url == page_of(stay)
        assert FamilyContact.objects.get().phone == PHONE

    @pytest.mark.parametrize(
        ("typed", "field"),
        [
            ({"name": " "}, "name"),
            ({"relation": ""}, "relation"),
            ({"phone": "12"}, "phone"),
            ({"consent_on": "2026-11-24"}, "consent_on"),
        ],
    )
    def test_says_beside_the_field_what_is_wrong(self, typed, field, client, stay):
        answer = self.post(client, stay, **typed)
        assert answer.status_code == 409
        assert list(answer.context["form"].errors) == [field]
        assert not FamilyContact.objects.exists()

    def test_a_double_click_adds_one(self, client, stay):
        assert self.post(client, stay).status_code == self.post(client, stay).status_code == 302
        assert FamilyContact.objects.count() == 1

    def test_does_not_list_somebody_twice(self, client, stay, contact):
        answer = self.post(client, stay, phone=PHONE)
        assert answer.status_code == 409
        assert "listed already" in answer.text


class TestChange:
    def test_saves_what_was_changed(self, client, contact, stay):
        form = opened(client, reverse("family_change", args=[contact.pk]))
        assert form["phone"] == SHOWN
        assert change(client, contact, form, phone="(0321) 861234").url == page_of(stay)
        contact.refresh_from_db()
        assert contact.phone == "+62321861234"

    def test_shows_what_somebody_else_saved_meanwhile_and_then_saves(self, client, contact):
        form = opened(client, reverse("family_change", args=[contact.pk]))
        change(client, contact, form, address="Pindah ke Kediri")
        answer = change(client, contact, form, address="Pindah ke Nganjuk")
        assert answer.status_code == 409
        assert "Saved meanwhile: Pindah ke Kediri" in answer.text
        contact.refresh_from_db()
        assert contact.address == "Pindah ke Kediri"
        again = {**form, "base": answer.context["form"]["base"].value()}
        assert change(client, contact, again, address="Pindah ke Nganjuk").status_code == 302
        contact.refresh_from_db()
        assert contact.address == "Pindah ke Nganjuk"


class TestConsent:
    def test_withdrawn_hides_phone_and_address_on_every_page(self, client, contact, stay):
        path = reverse("family_consent", args=[contact.pk])
        assert "are hidden at once" in client.get(path).text
        form = opened(client, path)
        assert client.post(path, form).url == page_of(stay)
        pages = [
            page_of(stay),
            reverse("person", args=[stay.participant_id]),
            *(
                reverse(name, args=[contact.pk])
                for name in ("family_change", "family_consent", "family_note")
            ),
        ]
        for page in pages:
            text = html.unescape(client.get(page).text)
            for hidden in (SHOWN, PHONE, ADDRESS):
                assert hidden not in text, page

    def test_a_change_then_keeps_what_is_hidden(self, client, contact):
        withdraw(contact)
        form = opened(client, reverse("family_change", args=[contact.pk]))
        assert change(client, contact, form, name="SUMIATI B.").status_code == 302
        contact.refresh_from_db()
        assert (contact.name, contact.phone, contact.address) == ("SUMIATI B.", PHONE, ADDRESS)

    def test_a_form_opened_before_saves_nothing_and_says_so(self, client, contact):
        form = opened(client, reverse("family_change", args=[contact.pk]))
        withdraw(contact)
        answer = client.post(
            reverse("family_change", args=[contact.pk]), {**form, "name": "LAIN"}, follow=True
        )
        assert "They withdrew their consent meanwhile" in answer.text
        assert SHOWN not in answer.text
        contact.refresh_from_db()
        assert (contact.name, contact.phone) == ("SUMIATI", PHONE)

    def test_given_again_shows_them_again(self, client, contact, stay):
        withdraw(contact)
        path = reverse("family_consent", args=[contact.pk])
        assert client.post(path, {"to": "setuju", "on": "2026-11-01"}).status_code == 409
        assert client.post(path, {"to": "setuju", "on": "2026-11-20"}).status_code == 302
        page = client.get(page_of(stay)).text
        assert SHOWN in page
        assert ADDRESS in page

    def test_a_repeat_does_not_turn_it_round(self, client, contact):
        path = reverse("family_consent", args=[contact.pk])
        form = opened(client, path)
        for _click in range(2):
            assert client.post(path, form).status_code == 302
        contact.refresh_from_db()
        assert contact.is_withdrawn


class TestNote:
    def test_writes_a_line(self, client, contact, stay):
        path = reverse("family_note", args=[contact.pk])
        form = {**opened(client, path), "kind": "KUNJUNGAN", "note": "Membawa benang rajut"}
        assert client.post(path, form).url == page_of(stay)
        line = FamilyNote.objects.get()
        assert (line.happened_on, line.note) == (NOW.date(), "Membawa benang rajut")

    @pytest.mark.parametrize(
        ("typed", "field"),
        [
            ({"kind": ""}, "kind"),
            ({"note": " "}, "note"),
            ({"happened_on": "2026-11-24"}, "happened_on"),
        ],
    )
    def test_says_beside_the_field_what_is_wrong(self, typed, field, client, contact):
        form = {"kind": "TELEPON", "note": "Menelepon", "happened_on": "2026-11-22"}
        answer = client.post(reverse("family_note", args=[contact.pk]), {**form, **typed})
        assert answer.status_code == 409
        assert list(answer.context["form"].errors) == [field]


class TestWhoSeesIt:
    def paths(self, stay: Custody, contact: FamilyContact) -> list[str]:
        of_contact = ("family_change", "family_consent", "family_note")
        of_person = ("family", "family_add")
        return [
            *(reverse(name, args=[stay.participant_id]) for name in of_person),
            *(reverse(name, args=[contact.pk]) for name in of_contact),
        ]

    @pytest.mark.parametrize("stranger", [OfficerFactory, StaffFactory])
    def test_nobody_of_another_place(self, stranger, stay, contact):
        client = signed_in(stranger())
        for path in self.paths(stay, contact):
            assert client.get(path).status_code == 404
            assert client.post(path, {"name": "LAIN"}).status_code == 404

    def test_a_sender_no_more_once_they_are_held_elsewhere(self, client, stay, contact):
        happen(stay, "TRANSFERRED_OUT", on=AGREED)
        CustodyFactory(participant=stay.participant, entry_date=AGREED)
        for path in self.paths(stay, contact):
            assert client.get(path).status_code == 404
