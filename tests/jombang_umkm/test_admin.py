"""Users, places, sign-ins and versions in the admin."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from axes.models import AccessAttempt
from axes.models import AccessLog as SignIn
from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from jombang_umkm.models import AccessLog, Facility, Office, Room, User
from tests.factories.jombang_umkm import (
    PASSWORD,
    AdministratorFactory,
    FacilityFactory,
    FacilitySignatoryFactory,
    OfficeFactory,
    OfficerFactory,
    RoomFactory,
)

pytestmark = pytest.mark.django_db

USERS = reverse("admin:jombang_umkm_user_changelist")
ADD_USER = reverse("admin:jombang_umkm_user_add")
ATTEMPTS = reverse("admin:axes_accessattempt_changelist")
UNLOCK = reverse("admin:axes_accessattempt_unlock")
ACCESSES = reverse("admin:jombang_umkm_accesslog_changelist")
SIGN_IN = reverse("sign_in")


@pytest.fixture
def admin_client(admin_client: Client) -> Client:
    """An administrator who reads English, for the sentences below are in it."""
    admin_client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return admin_client


def user_url(user: User, page: str = "change") -> str:
    return reverse(f"admin:jombang_umkm_user_{page}", args=[user.pk])


def facility_url(facility: Facility, page: str = "change") -> str:
    return reverse(f"admin:jombang_umkm_facility_{page}", args=[facility.pk])


def user_fields(**fields: Any) -> dict[str, Any]:
    return {
        "username": "wahyu",
        "full_name": "Wahyu Ningsih",
        "email": "",
        "role": "OFFICER",
        "facility": "",
        "office": "",
        "password1": PASSWORD,
        "password2": PASSWORD,
    } | fields


def facility_fields(facility: Facility, **fields: Any) -> dict[str, Any]:
    return {
        "office": facility.office_id,
        "name": facility.name,
        "short_name": facility.short_name,
        "kind": facility.kind,
        "facility_class": facility.facility_class,
        "address": "",
        "phone": "",
        "place": facility.place,
        "capacity": "",
        "rooms-TOTAL_FORMS": 0,
        "rooms-INITIAL_FORMS": 0,
    } | fields


# Users


def test_a_new_officer_can_sign_in(admin_client: Client, client: Client) -> None:
    facility = FacilityFactory()
    answer = admin_client.post(ADD_USER, user_fields(facility=facility.pk))
    user = User.objects.get(username="wahyu")
    assert answer.status_code == 302
    assert (user.place, user.is_superuser) == (facility, False)
    assert client.post(SIGN_IN, {"username": "wahyu", "password": PASSWORD}).status_code == 302


def test_an_administrator_has_all_permissions(admin_client: Client) -> None:
    admin_client.post(ADD_USER, user_fields(role="ADMINISTRATOR"))
    assert User.objects.get(username="wahyu").is_superuser


def test_whoever_is_an_administrator_no_longer_has_none(admin_client: Client) -> None:
    user, facility = AdministratorFactory(), FacilityFactory()
    fields = user_fields(facility=facility.pk, username=user.username, is_active="on")
    admin_client.post(user_url(user), fields)
    user.refresh_from_db()
    assert (user.role, user.is_superuser) == ("OFFICER", False)


def test_a_role_without_its_place_is_refused(admin_client: Client) -> None:
    answer = admin_client.post(ADD_USER, user_fields(office=OfficeFactory().pk))
    assert "belongs to a facility" in str(answer.context["adminform"].form.non_field_errors())
    assert not User.objects.filter(username="wahyu").exists()


def test_a_user_name_is_taken_in_any_case(admin_client: Client) -> None:
    OfficerFactory(username="Wahyu")
    answer = admin_client.post(ADD_USER, user_fields(facility=FacilityFactory().pk))
    assert "already a user" in str(answer.context["errors"])


def test_nobody_shuts_themselves_out(admin_client: Client, admin_user: User) -> None:
    answer = admin_client.get(user_url(admin_user))
    assert {"role", "is_active"}.isdisjoint(answer.context["adminform"].form.fields)


def test_users_are_never_deleted(admin_client: Client, officer: User) -> None:
    assert admin_client.post(user_url(officer, "delete"), {"post": "yes"}).status_code == 403


def test_a_password_can_be_set_anew(admin_client: Client, client: Client, officer: User) -> None:
    new = "teh-poci-9-cangkir"
    url = reverse("admin:auth_user_password_change", args=[officer.pk])
    admin_client.post(url, {"password1": new, "password2": new, "usable_password": "true"})
    answer = client.post(SIGN_IN, {"username": officer.username, "password": new})
    assert answer.status_code == 302


# Sign-ins


def fail(client: Client, username: str, times: int, **headers: str) -> None:
    for _time in range(times):
        client.post(SIGN_IN, {"username": username, "password": "salah"}, headers=headers)


def test_unlocking_lets_a_locked_name_in_again(
    admin_client: Client, client: Client, officer: User
) -> None:
    right = {"username": officer.username, "password": PASSWORD}
    fail(client, officer.username, 3)
    fail(client, officer.username, 2, user_agent="another browser")
    assert client.post(SIGN_IN, right).status_code == 429
    assert AccessAttempt.objects.count() == 2

    one = AccessAttempt.objects.first()
    url = admin_client.post(
        ATTEMPTS, {"action": "unlock", "_selected_action": [one.pk], "index": 0}
    ).headers["Location"]
    assert officer.username in admin_client.get(url).content.decode()
    answer = admin_client.post(url)

    assert answer.headers["Location"] == ATTEMPTS
    assert not AccessAttempt.objects.exists()
    assert client.post(SIGN_IN, right).status_code == 302


def test_unlocking_twice_changes_nothing_more(admin_client: Client, client: Client) -> None:
    fail(client, "petugas", 5)
    fail(client, "dinas", 5)
    url = f"{UNLOCK}?ids={AccessAttempt.objects.get(username='petugas').pk}"
    admin_client.post(url)
    assert admin_client.post(url).headers["Location"] == ATTEMPTS
    assert [attempt.username for attempt in AccessAttempt.objects.all()] == ["dinas"]


def test_the_list_says_who_is_locked(admin_client: Client, client: Client) -> None:
    fail(client, "petugas", 5)
    fail(client, "dinas", 2)
    fail(client, "admin", 5)
    long_ago = timezone.now() - timedelta(minutes=16)
    AccessAttempt.objects.filter(username="admin").update(attempt_time=long_ago)
    answer = admin_client.get(ATTEMPTS)
    model_admin = answer.context["cl"].model_admin
    with translation.override("en"):
        states = {row.username: model_admin.state(row) for row in answer.context["cl"].result_list}
    assert states["petugas"].startswith("Locked until")
    assert states["dinas"] == "2 of 5 wrong tries"
    assert states["admin"] == "No longer locked"


@pytest.mark.parametrize("kept", [AccessAttempt, SignIn])
def test_a_sign_in_is_told_in_the_readers_words_and_in_local_time(
    kept: Any, admin_client: Client
) -> None:
    fields = {"failures_since_start": 1} if kept is AccessAttempt else {}
    record = kept.objects.create(username="petugas", user_agent="Firefox/140", **fields)
    kept.objects.filter(pk=record.pk).update(attempt_time=datetime(2026, 11, 24, 20, 0, tzinfo=UTC))
    admin_client.cookies[settings.LANGUAGE_COOKIE_NAME] = "id"
    url = reverse(f"admin:axes_{kept._meta.model_name}_change", args=[record.pk])
    page = admin_client.get(url).content.decode()
    assert "<h2>petugas, 25 November 2026 03.00 WIB</h2>" in page
    assert "Peramban" in page
    assert "access attempt" not in page.lower()
    assert "access log" not in page.lower()


# What was looked at


def test_an_access_is_found_by_user_and_by_number(admin_client: Client) -> None:
    wahyu, hendro = (
        AccessLog.objects.create(
            user=OfficerFactory(username=name, full_name=name),
            at=timezone.now(),
            act=AccessLog.Act.SHOW_NIK,
            subject="participants.Participant",
            subject_id=number,
        )
        for name, number in (("Wahyu", 41), ("Hendro", 42))
    )

    def found(term: str) -> list[AccessLog]:
        answer = admin_client.get(ACCESSES, {"q": term})
        return list(answer.context["cl"].result_list)

    assert found("wahyu") == [wahyu]
    assert found("42") == [hendro]
    assert found("9" * 30) == []


@pytest.mark.parametrize("page_name", ["change", "delete"])
def test_an_access_never_changes(admin_client: Client, page_name: str, officer: User) -> None:
    access = AccessLog.objects.create(
        user=officer, at=timezone.now(), act="SHOW_NIK", subject="x", subject_id=1
    )
    url = reverse(f"admin:jombang_umkm_accesslog_{page_name}", args=[access.pk])
    assert admin_client.post(url, {"subject_id": 2, "post": "yes"}).status_code == 403


# Versions


def test_a_page_shows_who_changed_what_from_what_to_what(
    admin_client: Client, admin_user: User
) -> None:
    User.objects.filter(pk=admin_user.pk).update(full_name="Nur Hidayat")
    facility, other = FacilityFactory(name="Lapas Lama"), OfficeFactory(name="Dinas Baru")
    old_office = facility.office.name
    fields = facility_fields(facility, name="Lapas Baru", office=other.pk)
    admin_client.post(facility_url(facility), fields)

    answer = admin_client.get(facility_url(facility, "history"))
    newest, first = answer.context["versions"]
    assert (newest.who, newest.page) == ("Nur Hidayat", facility_url(facility))
    assert {(change.old, change.new) for change in newest.changes} == {
        ("Lapas Lama", "Lapas Baru"),
        (old_office, "Dinas Baru"),
    }
    assert first.page == ""
    assert "Lapas Lama → Lapas Baru" in answer.content.decode()
    assert "WIB" in answer.content.decode()


def test_a_page_shows_the_versions_of_its_rows(admin_client: Client) -> None:
    room = RoomFactory(name="Aula")
    room.delete()
    answer = admin_client.get(facility_url(room.facility, "history"))
    gone, added, _first = answer.context["versions"]
    assert ("Aula", "–") in {(change.old, change.new) for change in gone.changes}
    assert ("–", "Aula") in {(change.old, change.new) for change in added.changes}


def test_a_changed_password_is_in_the_admins_own_log(admin_client: Client, officer: User) -> None:
    url = reverse("admin:auth_user_password_change", args=[officer.pk])
    new = {"password1": "teh-poci-9-cangkir", "password2": "teh-poci-9-cangkir"}
    admin_client.post(url, new | {"usable_password": "true"})
    page = admin_client.get(user_url(officer, "history")).content.decode()
    with translation.override("en"):
        assert LogEntry.objects.get().get_change_message() in page
    assert "teh-poci" not in page


# Refusals of the database


def test_what_others_refer_to_is_not_deleted(admin_client: Client) -> None:
    facility = FacilityFactory()
    url = reverse("admin:jombang_umkm_office_delete", args=[facility.office.pk])
    for answer in (admin_client.get(url), admin_client.post(url, {"post": "yes"})):
        assert answer.status_code == 200
        assert len(answer.context["protected"]) == 1
        assert answer.context["protected"][0].endswith(": 1")
    assert Office.objects.filter(pk=facility.office.pk).exists()


def test_what_nobody_refers_to_is_deleted(admin_client: Client) -> None:
    room = RoomFactory()
    admin_client.post(reverse("admin:jombang_umkm_room_delete", args=[room.pk]), {"post": "yes"})
    assert not Room.objects.exists()


def test_overlapping_signatories_are_refused_with_a_sentence(admin_client: Client) -> None:
    head = FacilitySignatoryFactory()
    answer = admin_client.post(
        reverse("admin:jombang_umkm_signatory_add"),
        {
            "facility": head.facility.pk,
            "name": "Kurniawan, S.H.",
            "title": head.title.upper(),
            "valid_from": "10-03-2024",
        },
    )
    assert "holds this title" in str(answer.context["adminform"].form.non_field_errors())


def test_what_was_taken_between_check_and_saving_is_refused_with_a_sentence(
    admin_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody else saves the same name in the moment after the form has looked."""
    facility = FacilityFactory()
    looks: list[bool] = []
    look = Facility.validate_constraints

    def look_too_early(self: Facility, **kwargs: Any) -> None:
        looks.append(True)
        if len(looks) > 1:
            look(self, **kwargs)

    monkeypatch.setattr(Facility, "validate_constraints", look_too_early)
    fields = facility_fields(facility, name=facility.name.upper(), short_name="Yang diketik")
    answer = admin_client.post(reverse("admin:jombang_umkm_facility_add"), fields)

    form = answer.context["adminform"].form
    assert "already a facility of that name" in str(form.non_field_errors())
    assert form["short_name"].value() == "Yang diketik"
    assert Facility.objects.count() == 1


def test_what_the_form_cannot_see_is_refused_with_the_constraints_sentence(
    admin_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    facility = FacilityFactory()
    monkeypatch.setattr(Facility, "validate_constraints", lambda self, **kwargs: None)
    answer = admin_client.post(
        reverse("admin:jombang_umkm_facility_add"), facility_fields(facility)
    )
    error = answer.context["adminform"].form.non_field_errors().as_data()[0]
    assert isinstance(error, ValidationError)
    assert "already a facility of that name" in str(error)
