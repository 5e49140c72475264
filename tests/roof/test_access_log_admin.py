"""The access log in the admin: opening a person's records is noted, and found by whom."""

import pytest
from django.conf import settings
from django.contrib import admin
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from jombang_umkm.actions.access import note
from jombang_umkm.admin.base import RecordAdmin
from jombang_umkm.models import AccessLog
from participants.actions.two_people import tell_apart
from participants.models import Custody, FamilyContact, Participant
from programs.models import Enrolment
from tests.architecture.test_row_security import GUARDED
from tests.factories.jombang_umkm import OfficerFactory
from tests.factories.participants import CustodyFactory, attach_photo
from tests.factories.programs import SeatFactory, SessionFactory, record
from tests.participants.importing import previewed, row, taken_over
from tests.participants.merging import merge

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


class TestLists:
    """Whoever lists, searches or chooses among many sees people as well."""

    @pytest.fixture
    def seat(self) -> Enrolment:
        return SeatFactory(custody__participant__full_name="SUPRIHATIN")

    def noted(self) -> tuple[str, str, int | None, str]:
        (each,) = AccessLog.objects.all()
        return each.act, each.subject, each.subject_id, each.detail

    @pytest.mark.parametrize("asked", ["", "?q=supri hati", "?_popup=1", "?merged_into__isnull=1"])
    def test_are_noted_once_with_what_was_searched(self, admin_client, seat, asked):
        path = reverse("admin:participants_participant_changelist")
        assert admin_client.get(path + asked.replace(" ", "+")).status_code == 200
        assert self.noted() == ("ADMIN_VIEW", "participants.Participant", None, path + asked)

    @pytest.mark.parametrize("name", ["participants_custody_choices", "autocomplete"])
    def test_choices_are_noted_at_both_addresses(self, admin_client, seat, name):
        path = reverse(f"admin:{name}")
        asked = {"term": "supri", "app_label": "programs"}
        asked |= {"model_name": "enrolment", "field_name": "custody"}
        assert "SUPRIHATIN" in admin_client.get(path, asked).text.upper()
        act, subject, number, detail = self.noted()
        assert (act, subject, number) == ("ADMIN_VIEW", "participants.Custody", None)
        assert detail.startswith(f"{path}?term=supri&")

    def test_no_nik_that_was_searched_is_written_down(self, admin_client):
        path = reverse("admin:participants_participant_changelist")
        for nik in ("3517092512900001", "3517 0925 1290 0001"):
            admin_client.get(path, {"q": nik})
        for each in AccessLog.objects.all():
            assert each.detail == f"{path}?q=[digits masked]"

    def test_lists_that_are_not_shown_are_not(self, admin_client):
        path = reverse("admin:participants_participant_changelist")
        assert admin_client.get(f"{path}?anything=1").status_code == 302
        assert not AccessLog.objects.exists()

    def test_what_tells_of_nobody_is_not(self, admin_client):
        session = SessionFactory()
        admin_client.get(reverse("admin:programs_session_changelist"))
        admin_client.get(reverse("admin:programs_session_change", args=[session.pk]))
        assert not AccessLog.objects.exists()

    def test_every_kind_with_peoples_data_is_noted(self):
        """But for the log itself, and for what says only how and when lists came in or went out."""
        unnoted = {
            label
            for label, model in GUARDED.items()
            if admin.site.is_registered(model)
            and type(admin.site.get_model_admin(model)).tells_of is RecordAdmin.tells_of
        }
        assert unnoted == {
            "jombang_umkm.AccessLog",
            "jombang_umkm.IssuedDocument",
            "participants.PeopleImport",
            "programs.SheetSave",
        }


class TestPages:
    """Other pages of the admin that show a record."""

    def whom(self) -> list[int | None]:
        return sorted(AccessLog.objects.values_list("subject_id", flat=True))

    def test_two_records_merged_or_told_apart_tell_of_both(self, admin_client, officer):
        one, other, third = (
            CustodyFactory(participant__full_name=name, facility=officer.facility).participant
            for name in ("Moh. Sholikin", "Muhammad Solikin", "Sutrisno")
        )
        apart = tell_apart(one=one, other=third, by=officer, at=timezone.now())
        done = merge(one, other, by=officer)
        admin_client.get(reverse("admin:participants_twopeople_change", args=[apart.pk]))
        assert self.whom() == sorted([one.pk, third.pk])
        admin_client.get(reverse("admin:participants_merge_history", args=[done.pk]))
        assert self.whom() == sorted([one.pk, one.pk, other.pk, third.pk])

    def test_a_row_of_a_list_tells_of_who_came_of_it(self, admin_client, officer):
        line = taken_over(officer, row("SUPRI")).lines.get()
        for page in ("change", "history"):
            admin_client.get(reverse(f"admin:participants_importline_{page}", args=[line.pk]))
        assert self.whom() == [line.custody.participant_id] * 2

    def test_a_row_of_which_nobody_came_tells_of_itself(self, admin_client, officer):
        line = previewed(officer, row("SUPRI")).lines.get()
        admin_client.get(reverse("admin:participants_importline_change", args=[line.pk]))
        noted = AccessLog.objects.get()
        assert (noted.subject, noted.subject_id) == ("participants.ImportLine", line.pk)

    def test_a_step_tells_of_whom_it_is_taken_for(self, admin_client):
        seats = [SeatFactory(), SeatFactory()]
        path = reverse("admin:programs_enrolment_end")
        admin_client.get(f"{path}?ids={','.join(str(seat.pk) for seat in seats)}")
        assert self.whom() == sorted(seat.custody.participant_id for seat in seats)


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
                address="10.0.0.7" if stay is stays[0] else "10.0.0.8",
            )
        return stays

    @pytest.mark.parametrize(
        "term",
        ["sholeh", "Muhammad Soleh", "bi 012/2026", "12/2026", "petugas leh", "10.0.0.7", ".0.7"],
    )
    def test_by_name_number_user_or_address(self, admin_client, stays, term):
        if term == "Muhammad Soleh":
            stays[0].participant.full_name = "Muhammad Soleh"
            stays[0].participant.save()
        answer = admin_client.get(LOG, {"q": term})
        (found,) = answer.context["cl"].result_list
        assert found.subject_id == stays[0].participant_id

    def test_by_nothing_that_is_no_number(self, admin_client, stays):
        assert not admin_client.get(LOG, {"q": "!!"}).context["cl"].result_list

    def test_the_menu_calls_it_by_what_it_tells(self, admin_client, stays):
        admin_client.cookies[settings.LANGUAGE_COOKIE_NAME] = "id"
        menu = admin_client.get(reverse("admin:index")).text
        assert f'<a href="{LOG}">Catatan siapa melihat apa</a>' in menu
        sign_ins = reverse("admin:axes_accesslog_changelist")
        assert f'<a href="{sign_ins}">Riwayat masuk</a>' in menu

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
