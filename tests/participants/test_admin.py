"""People and their stays in the admin."""

from datetime import date
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from jombang_umkm.history import versions_of
from participants.models import Custody, Participant
from tests.factories.jombang_umkm import FacilityFactory
from tests.factories.participants import (
    CustodyFactory,
    DetaineeCustodyFactory,
    ParticipantFactory,
    ReleasedCustodyFactory,
)

pytestmark = pytest.mark.django_db

ADD = reverse("admin:participants_custody_add")
MOVE = reverse("admin:participants_custody_move")


@pytest.fixture
def admin_client(admin_client: Client) -> Client:
    """An administrator who reads English, for the sentences below are in it."""
    admin_client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return admin_client


def stay_url(stay: Custody, page: str = "change") -> str:
    return reverse(f"admin:participants_custody_{page}", args=[stay.pk])


def stay_fields(person: Participant, **fields: Any) -> dict[str, Any]:
    return {
        "participant": person.pk,
        "facility": FacilityFactory().pk,
        "registration_no": "B.I 7/2026",
        "register_class": "B.I",
        "block": "A",
        "cell": "3",
        "entry_date": "01-02-2026",
        "expiry_date": "",
        "status": "CONVICT",
    } | fields


def test_a_stay_is_opened(admin_client: Client) -> None:
    person = ParticipantFactory()
    assert admin_client.post(ADD, stay_fields(person)).status_code == 302
    stay = Custody.objects.get()
    assert (stay.participant, stay.entry_date) == (person, date(2026, 2, 1))
    assert (stay.status, stay.left_on) == ("CONVICT", None)


def test_a_stay_begins_with_being_held(admin_client: Client) -> None:
    answer = admin_client.post(ADD, stay_fields(ParticipantFactory(), status="FULL_RELEASE"))
    assert "status" in answer.context["adminform"].form.errors
    assert not Custody.objects.exists()


def test_somebody_held_elsewhere_is_refused_with_a_sentence(admin_client: Client) -> None:
    stay = CustodyFactory()
    fields = stay_fields(stay.participant, entry_date=f"{stay.entry_date:%d-%m-%Y}")
    answer = admin_client.post(ADD, fields)
    assert "already held somewhere" in str(answer.context["adminform"].form.non_field_errors())
    assert Custody.objects.count() == 1


def test_a_registration_number_is_in_use_in_any_spelling(admin_client: Client) -> None:
    stay = CustodyFactory(registration_no="B.I 7/2026")
    fields = stay_fields(
        ParticipantFactory(), facility=stay.facility.pk, registration_no="bi.007/2026"
    )
    answer = admin_client.post(ADD, fields)
    assert "already in use" in str(answer.context["adminform"].form.non_field_errors())


def test_a_person_is_told_apart_where_one_is_chosen(admin_client: Client) -> None:
    ParticipantFactory(full_name="Slamet", parent_name="KASMAN", birth_date=date(1990, 12, 25))
    ParticipantFactory(full_name="Slamet", parent_name="", birth_date=None)
    answer = admin_client.get(
        reverse("admin:participants_participant_choices"),
        {
            "term": "slamet",
            "app_label": "participants",
            "model_name": "custody",
            "field_name": "participant",
        },
    )
    names = [choice["text"] for choice in answer.json()["results"]]
    assert names == ["Slamet bin KASMAN, 25 December 1990", "Slamet"]


def test_an_alias_finds_a_person(admin_client: Client) -> None:
    ParticipantFactory(full_name="SUPRI", aliases=["PENDEK", "Cak Pri"])
    ParticipantFactory(full_name="Slamet")
    answer = admin_client.get(reverse("admin:participants_participant_changelist"), {"q": "cak"})
    assert [person.full_name for person in answer.context["cl"].result_list] == ["SUPRI"]


@pytest.mark.parametrize("spelling", ["B.I 12/2026", "bi 012/2026", "BI.12/2026", "wagiman"])
def test_a_stay_is_found(admin_client: Client, spelling: str) -> None:
    stay = CustodyFactory(participant__full_name="WAGIMAN", registration_no="B.I 12/2026")
    CustodyFactory(participant__full_name="Slamet", registration_no="B.I 13/2026")
    answer = admin_client.get(reverse("admin:participants_custody_changelist"), {"q": spelling})
    assert list(answer.context["cl"].result_list) == [stay]


def test_what_actions_govern_is_not_typed(admin_client: Client) -> None:
    stay = CustodyFactory()
    fields = {
        "registration_no": "B.I 99/2026",
        "entry_date": f"{stay.entry_date:%d-%m-%Y}",
        "status": "DIED",
        "left_on": "01-11-2026",
        "facility": FacilityFactory().pk,
    }
    admin_client.post(stay_url(stay), fields)
    now = Custody.objects.get(pk=stay.pk)
    assert now.registration_no == "B.I 99/2026"
    assert (now.status, now.left_on, now.facility) == ("CONVICT", None, stay.facility)


def test_stays_are_never_deleted(admin_client: Client) -> None:
    stay = CustodyFactory()
    assert admin_client.post(stay_url(stay, "delete"), {"post": "yes"}).status_code == 403


def test_only_legal_next_states_are_offered(admin_client: Client) -> None:
    stay = DetaineeCustodyFactory()
    answer = admin_client.get(MOVE, {"ids": stay.pk})
    offered = {state for state, _label in answer.context["form"].fields["to"].widget.choices}
    assert offered == {
        "CONVICT",
        "RELEASED_BY_LAW",
        "RELEASED_BY_COURT",
        "TRANSFERRED_OUT",
        "ESCAPED",
        "DIED",
    }


def test_whose_line_has_ended_offers_no_move(admin_client: Client) -> None:
    assert "move/?ids" in admin_client.get(stay_url(CustodyFactory())).content.decode()
    assert "move/?ids" not in admin_client.get(stay_url(ReleasedCustodyFactory())).content.decode()


def test_a_stay_moves_and_a_repeat_changes_nothing(admin_client: Client) -> None:
    stay = CustodyFactory()
    answers = {"to": "FULL_RELEASE", "on": "20-11-2026"}
    for _click in range(2):
        answer = admin_client.post(f"{MOVE}?ids={stay.pk}", answers)
        assert answer.headers["Location"] == stay_url(stay)
    stay.refresh_from_db()
    assert (stay.status, stay.left_on) == ("FULL_RELEASE", date(2026, 11, 20))
    assert versions_of(Custody).filter(pgh_obj=stay.pk).count() == 2


@pytest.mark.parametrize(
    ("to", "on", "sentence"),
    [
        ("FULL_RELEASE", "01-01-2020", "before the day of entry"),
        ("GUIDANCE_ENDED", "20-11-2026", "cannot become"),
    ],
)
def test_a_refused_move_changes_nothing(
    admin_client: Client, to: str, on: str, sentence: str
) -> None:
    stay = CustodyFactory()
    answer = admin_client.post(f"{MOVE}?ids={stay.pk}", {"to": to, "on": on})
    assert sentence in str(answer.context["form"].non_field_errors())
    stay.refresh_from_db()
    assert (stay.status, stay.left_on) == ("CONVICT", None)


@pytest.mark.parametrize("ids", ["", "x", "0", "999999"])
def test_moving_nobody_leads_back_to_the_list(admin_client: Client, ids: str) -> None:
    answer = admin_client.get(MOVE, {"ids": ids})
    assert answer.headers["Location"] == reverse("admin:participants_custody_changelist")
