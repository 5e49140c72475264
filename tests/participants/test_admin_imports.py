"""Imports in the admin: kept as they were, and undone as a whole."""

from typing import Any

import pytest
from django.conf import settings
from django.db import models
from django.test import Client
from django.urls import reverse

from jombang_umkm.models import User
from participants.models import Custody, ImportLine, Participant, PeopleImport, RememberedColumns
from tests.factories.programs import SeatFactory
from tests.participants.importing import previewed, row, taken_over, uploaded

pytestmark = pytest.mark.django_db

NIK = "3517092512900001"
TABLES = (PeopleImport, ImportLine, Participant, Custody)


@pytest.fixture
def admin_client(admin_client: Client) -> Client:
    """An administrator who reads English, for the sentences below are in it."""
    admin_client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return admin_client


@pytest.fixture
def done(officer: User) -> PeopleImport:
    return taken_over(officer, row("SUPRI", nik=NIK, born="25-12-1990"), row("SITI", "B.I 2/2026"))


def page_of(record: models.Model, page: str = "change") -> str:
    name = f"admin:participants_{record._meta.model_name}_{page}"
    return reverse(name, args=[record.pk])


def undo_url(found: PeopleImport) -> str:
    return f"{reverse('admin:participants_peopleimport_undo')}?ids={found.pk}"


def is_offered(client: Client, found: PeopleImport) -> bool:
    return "undo/?ids" in client.get(page_of(found)).text


def test_what_is_sealed_is_not_shown(admin_client: Client, officer: User) -> None:
    found = uploaded(officer, row(nik=NIK))
    line = previewed(officer, row("SITI", "B.I 2/2026", nik=NIK[:-1])).lines.get()
    for record, sealed in ((found, found.content), (line, line.content)):
        page = admin_client.get(page_of(record)).text
        assert sealed[:40] not in page
        assert NIK[:-1] not in page


def test_nobody_writes_them(admin_client: Client, done: PeopleImport, unchanged: Any) -> None:
    columns = RememberedColumns.objects.get()
    with unchanged(*TABLES, RememberedColumns):
        for record in (done, done.lines.first(), columns):
            admin_client.post(page_of(record), {"status": "UPLOADED", "full_name": "LAIN"})
            assert admin_client.post(page_of(record, "delete"), {"post": "yes"}).status_code == 403


def test_rows_are_found_by_name_and_by_file(admin_client: Client, done: PeopleImport) -> None:
    rows = reverse("admin:participants_importline_changelist")
    for sought in ("siti", "B.I 2/2026", "daftar.xlsx"):
        assert "SITI" in admin_client.get(rows, {"q": sought}).text
    assert "SITI" not in admin_client.get(rows, {"q": "supri"}).text


def test_undoing_takes_back_what_was_written(admin_client: Client, done: PeopleImport) -> None:
    assert is_offered(admin_client, done)
    assert "All that it wrote is taken back" in admin_client.get(undo_url(done)).text
    answer = admin_client.post(undo_url(done), {"reason": "Daftar lapas lain"})
    assert answer.headers["Location"] == page_of(done)
    done.refresh_from_db()
    assert (done.status, done.undo_reason) == ("UNDONE", "Daftar lapas lain")
    assert done.undone_by is not None
    assert done.undone_by.username == "admin"
    assert not Participant.objects.exists()
    assert not Custody.objects.exists()
    assert "was undone." in admin_client.get(page_of(done)).text
    assert not is_offered(admin_client, done)


@pytest.mark.parametrize("reason", ["", "   "])
def test_undoing_needs_a_reason(
    admin_client: Client, done: PeopleImport, reason: str, unchanged: Any
) -> None:
    with unchanged(*TABLES):
        answer = admin_client.post(undo_url(done), {"reason": reason})
    assert list(answer.context["form"].errors) == ["reason"]


def test_what_somebody_went_on_with_is_named_and_nothing_is_undone(
    admin_client: Client, done: PeopleImport, unchanged: Any
) -> None:
    stay = Custody.objects.get(participant__full_name="SITI")
    SeatFactory(custody=stay, course__program__facility=stay.facility)
    with unchanged(*TABLES):
        answer = admin_client.post(undo_url(done), {"reason": "Keliru"})
    (said,) = answer.context["form"].non_field_errors()
    assert said.endswith("nothing was undone: SITI.")


def test_a_list_that_is_not_saved_is_not_undone(
    admin_client: Client, officer: User, unchanged: Any
) -> None:
    found = previewed(officer, row())
    assert not is_offered(admin_client, found)
    with unchanged(*TABLES):
        answer = admin_client.post(undo_url(found), {"reason": "Keliru"})
    assert "look at it again" in answer.context["form"].non_field_errors()[0]


@pytest.mark.parametrize("user", ["officer", "staff"])
def test_others_do_not_undo(
    client: Client, done: PeopleImport, user: str, request: Any, unchanged: Any
) -> None:
    client.force_login(request.getfixturevalue(user))
    with unchanged(*TABLES):
        answer = client.post(undo_url(done), {"reason": "Keliru"}, follow=True)
    assert answer.status_code == 403
