"""Correcting a stay, and noting, correcting and taking away absences."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from jombang_umkm.models import User
from participants.actions import stay as stays
from participants.models import Custody, CustodyAbsence
from participants.rules.facts import fingerprint
from participants.rules.stay import FACTS
from tests.factories.jombang_umkm import OfficerFactory, StaffFactory
from tests.factories.participants import CustodyFactory

pytestmark = pytest.mark.django_db

A_DAY = timedelta(days=1)


@pytest.fixture
def stay() -> Custody:
    return CustodyFactory(participant__full_name="SUPRI", block="A", cell="1")


@pytest.fixture
def officer(stay: Custody) -> User:
    return OfficerFactory(facility=stay.facility)


@pytest.fixture
def client(officer: User) -> Client:
    return signed_in(officer)


@pytest.fixture
def absence(stay: Custody, officer: User) -> CustodyAbsence:
    absence = CustodyAbsence(
        custody=stay, kind="RUMAH_SAKIT", away_from=timezone.localdate() - 3 * A_DAY
    )
    return stays.add_absence(absence=absence, by=officer)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    client.cookies["bahasa"] = "en"
    return client


def as_opened(response: HttpResponse) -> dict[str, Any]:
    """Return what the form of a page posts when nothing is typed."""
    form = response.context["form"]
    values = {name: form[name].value() for name in form.fields}
    return {
        name: value.isoformat() if isinstance(value, date) else value or ""
        for name, value in values.items()
    }


def errors(response: HttpResponse) -> set[str]:
    assert response.status_code == 409
    return set(response.context["form"].errors)


def on(days: int) -> str:
    """Return the day so many days from today, as a form posts it."""
    return (timezone.localdate() + days * A_DAY).isoformat()


class TestChange:
    def address(self, stay: Custody) -> str:
        return reverse("stay_change", args=[stay.pk])

    def test_saves_what_was_typed(self, stay, client, unchanged):
        opened = as_opened(client.get(self.address(stay)))
        typed = opened | {"cell": "12", "expiry_date": on(200), "caseworker": "Sri Wahyuni"}
        response = client.post(self.address(stay), typed, follow=True)
        assert response.redirect_chain == [(reverse("person", args=[stay.participant_id]), 302)]
        assert "The stay of SUPRI was saved" in response.text
        stay.refresh_from_db()
        assert (stay.cell, stay.caseworker) == ("12", "Sri Wahyuni")
        with unchanged(Custody):
            assert client.post(self.address(stay), typed, follow=True).status_code == 200

    def test_shows_what_somebody_else_saved_meanwhile(self, stay, officer, client, unchanged):
        typed = as_opened(client.get(self.address(stay))) | {"cell": "12"}
        facts = {"block": "C", "cell": "9"}
        stays.change(
            custody=stay,
            facts=facts,
            base=fingerprint(stay, facts),
            by=officer,
            at=timezone.now(),
        )
        with unchanged(Custody):
            response = client.post(self.address(stay), typed)
        assert errors(response) == {"__all__", "cell"}
        assert "Saved meanwhile: 9." in response.text
        assert as_opened(response)["cell"] == "12"
        # Now it is known: the next save settles it.
        client.post(self.address(stay), as_opened(response))
        stay.refresh_from_db()
        assert (stay.block, stay.cell) == ("C", "12")

    @pytest.mark.parametrize(
        ("field", "fields"),
        [
            ("registration_no", {"registration_no": ""}),
            ("registration_no", {"registration_no": "-"}),
            ("entry_date", {"entry_date": ""}),
            ("entry_date", {"entry_date": on(1)}),
            ("expiry_date", {"expiry_date": on(-150)}),
            ("counted_from", {"counted_from": on(0)}),
            ("two_thirds_date", {"half_date": on(9), "two_thirds_date": on(3)}),
        ],
    )
    def test_says_beside_the_field_it_is_about(self, field, fields, stay, client, unchanged):
        typed = as_opened(client.get(self.address(stay))) | fields
        with unchanged(Custody):
            assert errors(client.post(self.address(stay), typed)) == {field}

    def test_a_number_that_is_taken(self, stay, officer, client):
        other = CustodyFactory(facility=officer.facility)
        typed = as_opened(client.get(self.address(stay)))
        typed["registration_no"] = other.registration_no
        assert errors(client.post(self.address(stay), typed)) == {"registration_no"}

    def test_every_fact_has_a_field(self, stay, client):
        assert set(as_opened(client.get(self.address(stay)))) == {"base", *FACTS}

    def test_nobody_else_finds_it(self, stay):
        for stranger in (OfficerFactory(), StaffFactory(office=stay.facility.office)):
            assert signed_in(stranger).get(self.address(stay)).status_code == 404


class TestNotingAnAbsence:
    def address(self, stay: Custody) -> str:
        return reverse("absence_add", args=[stay.pk])

    def typed(self, **fields: str) -> dict[str, str]:
        return {
            "kind": "SIDANG",
            "away_from": on(1),
            "back_on": on(2),
            "note": "PN Jombang",
        } | fields

    def test_names_person_and_days(self, stay, client, unchanged):
        response = client.post(self.address(stay), self.typed(), follow=True)
        assert response.redirect_chain == [(reverse("person", args=[stay.participant_id]), 302)]
        assert "SUPRI: Court (bon) from" in response.text
        with unchanged(CustodyAbsence):
            client.post(self.address(stay), self.typed())

    def test_begins_today_unless_another_day_is_typed(self, stay, client):
        assert as_opened(client.get(self.address(stay)))["away_from"] == on(0)

    @pytest.mark.parametrize(
        ("field", "fields"),
        [
            ("kind", {"kind": ""}),
            ("away_from", {"away_from": ""}),
            ("away_from", {"away_from": on(-400), "back_on": ""}),
            ("back_on", {"back_on": on(1)}),
        ],
    )
    def test_says_beside_the_field_it_is_about(self, field, fields, stay, client, unchanged):
        with unchanged(CustodyAbsence):
            response = client.post(self.address(stay), self.typed(**fields))
        assert errors(response) == {field}

    def test_two_at_once(self, stay, absence, client):
        assert errors(client.post(self.address(stay), self.typed())) == {"away_from"}

    def test_nobody_else_finds_it(self, stay):
        for stranger in (OfficerFactory(), StaffFactory(office=stay.facility.office)):
            assert signed_in(stranger).get(self.address(stay)).status_code == 404


class TestChangingAnAbsence:
    def address(self, absence: CustodyAbsence) -> str:
        return reverse("absence_change", args=[absence.pk])

    def test_sets_the_day_back(self, absence, client, unchanged):
        typed = as_opened(client.get(self.address(absence))) | {"back_on": on(0)}
        assert "back on" in client.post(self.address(absence), typed, follow=True).text
        absence.refresh_from_db()
        assert absence.back_on == timezone.localdate()
        with unchanged(CustodyAbsence):
            client.post(self.address(absence), typed)

    def test_shows_what_somebody_else_saved_meanwhile(self, absence, officer, client):
        typed = as_opened(client.get(self.address(absence))) | {"back_on": on(0)}
        facts = {"back_on": timezone.localdate() - A_DAY}
        stays.change_absence(
            absence=absence, facts=facts, base=fingerprint(absence, facts), by=officer
        )
        response = client.post(self.address(absence), typed)
        assert errors(response) == {"__all__", "back_on"}
        assert "Saved meanwhile" in response.text

    def test_is_taken_away_only_with_a_tick(self, absence, client, unchanged):
        with unchanged(CustodyAbsence):
            response = client.post(self.address(absence), {"remove": "1"})
        assert response.status_code == 409
        assert "Tick this to take the absence away" in response.text
        response = client.post(
            self.address(absence), {"remove": "1", "never_was": "on"}, follow=True
        )
        assert "was taken away" in response.text
        assert not CustodyAbsence.objects.exists()

    def test_nobody_else_finds_it(self, absence):
        for stranger in (
            OfficerFactory(),
            StaffFactory(office=absence.custody.facility.office),
        ):
            theirs = signed_in(stranger)
            assert theirs.get(self.address(absence)).status_code == 404
            gone = {"remove": "1", "never_was": "on"}
            assert theirs.post(self.address(absence), gone).status_code == 404
