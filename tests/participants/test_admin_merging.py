"""Merged records in the admin: read there, labelled, and chosen nowhere."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from jombang_umkm.models import AccessLog, User
from participants.actions.two_people import tell_apart
from participants.models import Custody, Merge
from tests.factories.participants import CustodyFactory
from tests.participants.merging import merge

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin_client(admin_client: Client) -> Client:
    admin_client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return admin_client


@pytest.fixture
def done(officer: User) -> Merge:
    one, other = (
        CustodyFactory(participant__full_name=name, facility=officer.facility)
        for name in ("Moh. Sholikin", "Muhammad Solikin")
    )
    return merge(one.participant, other.participant, by=officer)


def url(name: str, *arguments: int) -> str:
    return reverse(f"admin:participants_{name}", args=arguments)


def test_a_merged_record_is_read_with_what_it_was_merged_into(done, admin_client):
    listed = admin_client.get(url("participant_changelist")).text
    assert "Muhammad Solikin" in listed
    page = admin_client.get(url("participant_change", done.absorbed_id)).text
    assert "Merged into" in page
    assert url("participant_change", done.kept_id) in page
    assert 'name="_save"' not in page


def test_a_folded_stay_is_read_with_what_it_was_folded_into(done, admin_client):
    folded = Custody.with_merged.get(merged_into__isnull=False)
    assert folded.registration_no in admin_client.get(url("custody_changelist")).text
    page = admin_client.get(url("custody_change", folded.pk)).text
    assert "Folded into" in page
    assert folded.merged_into.registration_no in page
    assert 'name="_save"' not in page
    assert "/event/" not in page


def test_neither_is_chosen(done, admin_client):
    found = admin_client.get(url("participant_choices"), _choices_of("custody", "participant"))
    names = [each["text"] for each in found.json()["results"]]
    assert [name for name in names if "Sholikin" in name]
    assert not [name for name in names if "Solikin" in name]


def _choices_of(model: str, field: str) -> dict[str, str]:
    return {"app_label": "participants", "model_name": model, "field_name": field, "term": "olikin"}


def test_a_merging_is_read_and_leads_to_its_undoing(done, admin_client):
    assert "Muhammad Solikin" in admin_client.get(url("merge_changelist")).text
    page = admin_client.get(url("merge_change", done.pk)).text
    assert reverse("merging", args=[done.pk]) in page
    assert AccessLog.objects.of(done.kept).filter(act="ADMIN_VIEW").exists()


def test_who_was_told_apart_is_read(officer, admin_client):
    one, other = (CustodyFactory(facility=officer.facility).participant for _number in range(2))
    said = tell_apart(one=one, other=other, by=officer, at=timezone.now())
    assert one.full_name in admin_client.get(url("twopeople_changelist")).text
    assert officer.full_name in admin_client.get(url("twopeople_change", said.pk)).text
