"""The whole table of states through the form of an officer: what is recorded, what is refused."""

from datetime import timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from participants.models import Custody, CustodyEvent, Transfer
from participants.rules.custody import CUSTODY
from tests.factories.jombang_umkm import OfficerFactory
from tests.factories.participants import stay_before, stay_in

pytestmark = pytest.mark.django_db

Status = Custody.Status
TABLES = (Custody, CustodyEvent, Transfer)


def officer_of(stay: Custody, client: Client) -> Client:
    client.force_login(OfficerFactory(facility=stay.facility))
    return client


def post(client: Client, stay: Custody, to: str, **typed: Any) -> HttpResponse:
    there = "Lapas Kelas I Kota Jauh" if to == Status.TRANSFERRED_OUT else ""
    fields = {
        "to": to,
        "on": timezone.localdate().isoformat(),
        "document_no": "W15.1/2026",
        "reason": "Sesuai putusan",
        "elsewhere": there,
    }
    return client.post(reverse("event", args=[stay.pk]), fields | typed)


@pytest.mark.parametrize("before", Status)
def test_each_move_of_the_table_is_recorded_and_a_repeat_changes_nothing(before, client, unchanged):
    for after in CUSTODY.moves[before]:
        stay = stay_before(before, after, since=timezone.localdate())
        officer_of(stay, client)
        assert post(client, stay, after).status_code == 302
        event = stay.happenings.latest("pk")
        assert (event.was, event.became, event.document_no) == (before, after, "W15.1/2026")
        stay.refresh_from_db()
        assert stay.status == after
        with unchanged(*TABLES):
            assert post(client, stay, after).status_code == 302


def test_a_verdict_with_its_number_is_recorded_once(client, unchanged):
    stay = stay_in(Status.DETAINEE, since=timezone.localdate())
    officer_of(stay, client)
    number = {"registration_no": "B.I 41/2026", "register_class": "B.I"}
    assert post(client, stay, Status.CONVICT, **number).status_code == 302
    with unchanged(*TABLES):
        assert post(client, stay, Status.CONVICT, **number).status_code == 302


@pytest.mark.parametrize("before", Status)
def test_no_other_move_is(before, client, unchanged):
    stay = stay_in(before, since=timezone.localdate())
    officer_of(stay, client)
    with unchanged(*TABLES):
        for after in set(Status) - CUSTODY.moves[before]:
            response = post(client, stay, after)
            assert response.status_code == 409, after
            assert response.context["form"].errors, after


@pytest.mark.parametrize("former", Custody.HELD)
def test_whoever_escaped_comes_back_as_what_they_were(former, client, unchanged):
    stay = stay_before(Status.ESCAPED, former, since=timezone.localdate())
    officer_of(stay, client)
    with unchanged(*TABLES):
        for other in set(Custody.HELD) - {former}:
            assert "to" in post(client, stay, other).context["form"].errors
    assert post(client, stay, former).status_code == 302


@pytest.mark.parametrize("days", [1, 400])
@pytest.mark.parametrize("before", [state for state in Status if CUSTODY.moves[state]])
def test_no_move_lies_ahead_or_before_the_last(before, days, client, unchanged):
    today = timezone.localdate()
    stay = stay_before(before, Status.DETAINEE, since=today)
    officer_of(stay, client)
    after = min(CUSTODY.moves[before] - {Status.CONVICT, Status.ASSIMILATION})
    with unchanged(*TABLES):
        for day in (today + timedelta(days=days), stay.entry_date - timedelta(days=days)):
            assert "on" in post(client, stay, after, on=day.isoformat()).context["form"].errors
