"""The access log in the admin: opening a person's records is noted, and found by whom."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from jombang_umkm.actions.access import note
from jombang_umkm.models import AccessLog
from participants.models import Custody, FamilyContact, Participant
from tests.factories.jombang_umkm import OfficerFactory
from tests.factories.participants import CustodyFactory, attach_photo
from tests.factories.programs import SeatFactory, SessionFactory, record

pytestmark = pytest.mark.django_db

LOG = reverse("admin:jombang_umkm_accesslog_changelist")


@pytest.fixture
def admin_client(admin_client: Client) -> Client:
    admin_client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return admin_client


def _records() -> list:
    """Return a record of every kind that tells of somebody, all of the same person."""
    seat = SeatFactory()
    stay = seat.custody
    session = SessionFactory(courses=[seat.course])
    by = OfficerFactory(facility=stay.facility)
    (mark,) = record(session, {stay: "HADIR"}, by=by).written
    contact = FamilyContact.objects.create(
        participant=stay.participant, name="Sulastri", relation="PASANGAN"
    )
    photo = attach_photo(stay.participant, by=by)
    return [stay.participant, stay, contact, stay.happenings.get(), photo, seat, mark]


@pytest.mark.parametrize("page", ["change", "history"])
def test_opening_a_persons_record_is_noted_once(admin_client, admin_user, page):
    for record_of in _records():
        meta = record_of._meta
        name = f"admin:{meta.app_label}_{meta.model_name}_{page}"
        path = reverse(name, args=[record_of.pk])
        before = set(AccessLog.objects.values_list("pk", flat=True))
        assert admin_client.get(path).status_code == 200
        (noted,) = AccessLog.objects.exclude(pk__in=before)
        assert (noted.act, noted.user, noted.detail) == ("ADMIN_VIEW", admin_user, path)
        assert noted.subject == "participants.Participant"
    assert len(set(AccessLog.objects.values_list("subject_id", flat=True))) == 1


def test_lists_and_other_records_are_not(admin_client):
    session = SessionFactory()
    admin_client.get(reverse("admin:participants_participant_changelist"))
    admin_client.get(reverse("admin:programs_session_change", args=[session.pk]))
    assert not AccessLog.objects.exists()


class TestFinding:
    @pytest.fixture
    def stays(self) -> list[Custody]:
        stays = [
            CustodyFactory(participant__full_name="Moch. Sholeh", registration_no="B.I 12/2026"),
            CustodyFactory(participant__full_name="WAGIMAN", registration_no="B.I 13/2026"),
        ]
        for stay in stays:
            note(
                act=AccessLog.Act.OPEN_PERSON,
                whom=stay.participant,
                by=OfficerFactory(full_name=f"Petugas {stay.participant.full_name[-3:]}"),
                at=timezone.now(),
                address="10.0.0.7",
            )
        return stays

    @pytest.mark.parametrize("term", ["sholeh", "Muhammad Soleh", "bi 012/2026", "petugas leh"])
    def test_by_name_number_or_user(self, admin_client, stays, term):
        if term == "Muhammad Soleh":
            stays[0].participant.full_name = "Muhammad Soleh"
            stays[0].participant.save()
        answer = admin_client.get(LOG, {"q": term})
        (found,) = answer.context["cl"].result_list
        assert found.subject_id == stays[0].participant_id

    def test_by_day_act_and_person(self, admin_client, stays):
        person = stays[1].participant
        day = timezone.localdate()
        query = {"act__exact": "OPEN_PERSON", "at__year": day.year, "subject_id": person.pk}
        (found,) = admin_client.get(LOG, query).context["cl"].result_list
        assert found.subject_id == person.pk
        page = admin_client.get(reverse("admin:participants_participant_change", args=[person.pk]))
        assert f"subject_id={person.pk}" in page.text

    def test_names_the_person_with_a_link(self, admin_client, stays):
        text = admin_client.get(LOG).text
        for stay in stays:
            path = reverse("admin:participants_participant_change", args=[stay.participant_id])
            assert f'<a href="{path}">{stay.participant.full_name}</a>' in text

    def test_a_whole_list_is_told_without_a_number(self, admin_client):
        note(
            act=AccessLog.Act.EXPORT,
            whom=Participant,
            by=OfficerFactory(),
            at=timezone.now(),
            address=None,
        )
        text = admin_client.get(LOG).text
        assert '<td class="field-whom">Participant</td>' in text

    def test_another_kind_of_record_is_told_too(self, admin_client, stays):
        user = OfficerFactory()
        for subject in ("jombang_umkm.Facility", "lama.Catatan"):
            AccessLog.objects.create(
                user=user, at=timezone.now(), act="SHOW_NIK", subject=subject, subject_id=77
            )
        text = admin_client.get(LOG).text
        assert "Facility 77" in text
        assert "lama.Catatan 77" in text
