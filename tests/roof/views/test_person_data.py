"""A copy of a person's data: asked for, noted, and fetched in two files that say the same."""

import json
import re
import subprocess
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
import time_machine
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from jombang_umkm.models import AccessLog, User
from jombang_umkm.roof.life.changes import changes_of
from participants.actions import family
from participants.actions import participant as people
from participants.actions.identity import Identity, set_nik
from participants.actions.merge_undo import undo
from participants.actions.transfer import Arrival, accept
from participants.models import Custody, FamilyContact, Participant
from participants.rules.data_copy import FETCHED_WITHIN
from participants.rules.facts import fingerprint
from tests.factories.jombang_umkm import (
    AdministratorFactory,
    OfficeFactory,
    OfficerFactory,
    StaffFactory,
)
from tests.factories.participants import CustodyFactory, agree, send
from tests.factories.programs import CourseFactory, ProgramFactory, SeatFactory, SessionFactory
from tests.factories.programs import record as record_marks
from tests.participants.merging import all_of, merge

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 24, 16, 0, tzinfo=timezone.get_default_timezone())
TODAY = NOW.date()
NIK = "3517092512900001"


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def stay() -> Custody:
    return CustodyFactory(participant__full_name="SUPRI", registration_no="B.I 12/2026")


@pytest.fixture
def officer(stay: Custody) -> User:
    return OfficerFactory(facility=stay.facility, full_name="Hendro Wicaksono")


@pytest.fixture
def signed_in(officer: User, settings: LazySettings) -> Client:
    client = Client()
    client.force_login(officer)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return client


def ask(client: Client, stay: Custody, asked_by: str = "Yang bersangkutan") -> str:
    """Return the address to which a request for the data leads."""
    path = reverse("person_data", args=[stay.participant_id])
    answer = client.post(path, {"asked_by": asked_by})
    assert answer.status_code == 302
    return answer["Location"]


def read(pdf: bytes) -> str:
    done = subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True
    )
    return done.stdout.decode()


def acts(stay: Custody) -> list[str]:
    """Return what was noted of the person, the oldest first."""
    noted = AccessLog.objects.of(stay.participant).order_by("pk")
    return list(noted.values_list("act", flat=True))


class TestAsking:
    def test_says_what_it_will_do_and_leads_to_both_files(self, signed_in, stay):
        page = signed_in.get(reverse("person_data", args=[stay.participant_id])).text
        assert "It is noted that Hendro Wicaksono hands it out" in page
        assert acts(stay) == ["OPEN_PERSON"]
        ready = ask(signed_in, stay)
        text = signed_in.get(ready).text
        assert f'href="{ready}data.pdf"' in text
        assert f'href="{ready}data.json"' in text
        assert "16:15 WIB" in text or "16.15 WIB" in text
        assert acts(stay) == ["OPEN_PERSON", "DATA_EXPORT", "OPEN_PERSON"]

    def test_asks_who_asks(self, signed_in, stay):
        path = reverse("person_data", args=[stay.participant_id])
        answer = signed_in.post(path, {"asked_by": " "})
        assert answer.status_code == 409
        assert "Type who asks for the data." in answer.text
        assert acts(stay) == ["OPEN_PERSON"]


class TestTheFiles:
    @pytest.fixture
    def files(self, signed_in, stay, officer) -> tuple[dict, str]:
        person = stay.participant
        set_nik(participant=person, identity=Identity("TERISI", NIK), by=officer)
        Participant.objects.filter(pk=person.pk).update(skills="Menjahit")
        relative = {"participant": person, "relation": "PASANGAN", "consent_on": TODAY}
        FamilyContact.objects.create(name="Sulastri", phone="+6281234567890", **relative)
        FamilyContact.objects.create(
            name="Sumiati", phone="+6281299999999", withdrawn_on=TODAY, **relative
        )
        course = CourseFactory(program=ProgramFactory(facility=stay.facility), name="Kelas Las")
        SeatFactory(course=course, custody=stay)
        session = SessionFactory(courses=[course], topic="Busur dan rigi")
        record_marks(session, {stay: "SAKIT"}, by=officer)
        AccessLog.objects.create(
            user=AdministratorFactory(full_name="Rini"),
            at=NOW,
            act=AccessLog.Act.OPEN_PERSON,
            subject=Participant._meta.label,
            subject_id=person.pk,
        )
        agree(stay, OfficeFactory(name="Dinas Koperasi Kediri"), on=TODAY, by=officer)
        signed_in.get(reverse("person", args=[person.pk]))
        signed_in.post(reverse("people_export"))
        ready = ask(signed_in, stay)
        pdf, data = signed_in.get(f"{ready}data.pdf"), signed_in.get(f"{ready}data.json")
        assert (pdf["Content-Type"], data["Content-Type"]) == (
            "application/pdf",
            "application/json",
        )
        for answer in (pdf, data):
            assert "no-store" in answer["Cache-Control"]
            assert answer["Content-Disposition"].startswith('attachment; filename="data-supri-dp-')
        return json.loads(data.content), read(pdf.content)

    def test_json_has_all_of_it(self, files):
        data, _text = files
        assert data["copy"]["asked_by"] == "Yang bersangkutan"
        assert data["person"]["full_name"] == "SUPRI"
        assert data["person"]["nik"] == NIK
        assert data["person"]["birth_date"] == "1990-12-25"
        assert data["stays"][0]["registration_no"] == "B.I 12/2026"
        assert data["events"][0]["became"] == "Narapidana"
        assert data["seats"][0]["course"].startswith("Kelas Las")
        assert (data["attendance"][0]["mark"], data["attendance"][0]["saved"]) == (
            "Sakit",
            "Hendro Wicaksono",
        )
        assert data["photos"] == []
        (consent,) = data["aftercare_consents"]
        assert (consent["office"], consent["given_on"]) == ("Dinas Koperasi Kediri", "2026-11-24")
        assert (consent["recorded_by"], consent["withdrawn_on"]) == ("Hendro Wicaksono", None)
        assert {each["what"] for each in data["accesses"]} == {
            "Membuka halaman warga binaan",
            "Menampilkan NIK lengkap",
            "Memberikan salinan data pribadi",
            "Mengunduh daftar",
        }
        assert any(each["after"] == "Menjahit" for each in data["changes"])

    def test_a_relative_who_withdrew_keeps_the_phone_to_themself(self, files):
        data, text = files
        phones = {each["name"]: each["phone"] for each in data["family"]}
        assert phones["Sulastri"]
        assert phones["Sumiati"] is None
        assert "99999999" not in json.dumps(data).replace("-", "").replace(" ", "")
        assert "9999-9999" not in text

    def test_pdf_says_the_same(self, files):
        data, text = files
        for part in (
            "SALINAN DATA PRIBADI",
            data["copy"]["number"],
            data["person"]["nik"],
            "B.I 12/2026",
            "Menjahit",
            "Kelas Las",
            "Sakit",
            "Sulastri",
            "Dinas Koperasi Kediri",
            "Yang pernah melihat",
            "25 Desember 1990",
        ):
            assert part in text, part

    def test_pdf_gives_each_mark_a_line_and_each_viewer_a_place(self, files, stay):
        data, text = files
        assert re.search(r"Tanggal +Pertemuan +Tanda +Keterangan +Dicatat oleh", text)
        assert re.search(r"24 November 2026 +Busur dan rigi.* Sakit +– +Hendro", text)
        assert {each["who"]: each["place"] for each in data["accesses"]} == {
            "Hendro Wicaksono": stay.facility.short_name,
            "Rini": "Administrator",
        }


class TestWhoMay:
    def test_a_copy_is_fetched_by_who_made_it_for_a_quarter_of_an_hour(
        self, signed_in, stay, clock
    ):
        ready = ask(signed_in, stay)
        colleague = Client()
        colleague.force_login(OfficerFactory(facility=stay.facility))
        for path in (ready, f"{ready}data.pdf", f"{ready}data.json"):
            assert colleague.get(path).status_code == 404
            assert signed_in.get(path).status_code == 200
        clock.move_to(NOW + FETCHED_WITHIN)
        for path in (ready, f"{ready}data.pdf", f"{ready}data.json"):
            assert signed_in.get(path).status_code == 404

    def test_each_fetching_is_noted(self, signed_in, stay):
        ready = ask(signed_in, stay)
        for path in (f"{ready}data.pdf", f"{ready}data.json"):
            signed_in.get(path)
            noted = AccessLog.objects.of(stay.participant)[0]
            assert (noted.act, noted.detail) == ("OPEN_PERSON", path)

    def test_not_with_the_number_of_another_act(self, signed_in, stay):
        signed_in.get(reverse("person", args=[stay.participant_id]))
        opened = AccessLog.objects.get()
        path = reverse("person_data_json", args=[stay.participant_id, opened.pk])
        assert signed_in.get(path).status_code == 404

    def test_not_of_another_person(self, signed_in, stay):
        other = CustodyFactory(facility=stay.facility)
        act = ask(signed_in, other).rstrip("/").rpartition("/")[2]
        path = reverse("person_data_json", args=[stay.participant_id, act])
        assert signed_in.get(path).status_code == 404

    @pytest.mark.parametrize("factory", [AdministratorFactory, OfficerFactory, StaffFactory])
    def test_nobody_but_officers_who_keep_the_person(self, stay, factory):
        client = Client()
        client.force_login(factory())
        path = reverse("person_data", args=[stay.participant_id])
        assert client.get(path).status_code == 404
        assert client.post(path, {"asked_by": "Saya"}).status_code == 404
        assert not AccessLog.objects.exists()


def test_what_cannot_be_printed_is_said_and_stands_in_the_json(signed_in, stay):
    Participant.objects.update(skills="Melukis 😀")
    ready = ask(signed_in, stay)
    answer = signed_in.get(f"{ready}data.pdf", follow=True)
    assert answer.redirect_chain == [(ready, 302)]
    assert "“Melukis 😀” cannot be printed because of “😀”" in answer.text
    data = json.loads(signed_in.get(f"{ready}data.json").content)
    assert data["person"]["skills"] == "Melukis 😀"


def test_the_copy_ends_where_it_was_made(signed_in, stay, clock):
    ready = ask(signed_in, stay)
    clock.move_to(NOW + timedelta(minutes=1))
    signed_in.get(reverse("person", args=[stay.participant_id]))
    data = json.loads(signed_in.get(f"{ready}data.json").content)
    assert [each["what"] for each in data["accesses"]] == ["Memberikan salinan data pribadi"]


def test_what_was_merged_is_in_it(stay, officer, signed_in):
    """The record that was merged, what was chosen, and who looked at it before."""
    other = CustodyFactory(
        participant__full_name="Supriyadi",
        facility=stay.facility,
        entry_date=stay.entry_date,
        registration_no="B.I 77/2026",
    )
    signed_in.get(reverse("person", args=[other.participant_id]))
    merge(stay.participant, other.participant, by=officer)
    copy = json.loads(signed_in.get(ask(signed_in, stay) + "data.json").content)
    assert copy["person"]["full_name"] == "SUPRI"
    assert [each["full_name"] for each in copy["merged_records"]] == ["Supriyadi"]
    (done,) = copy["merges"]
    assert (done["absorbed"], done["merged_by"]) == ("Supriyadi", "Hendro Wicaksono")
    assert any("SUPRI" in answer and "Supriyadi" in answer for answer in done["answers"])
    assert {each["registration_no"] for each in copy["stays"]} == {"B.I 12/2026", "B.I 77/2026"}
    assert len(copy["accesses"]) == 2
    assert signed_in.get(ask(signed_in, stay) + "data.pdf").status_code == 200


def test_what_was_merged_and_parted_again_is_not(stay, officer, signed_in, administrator):
    """It is somebody else's."""
    other = CustodyFactory(
        participant__full_name="Supriyadi",
        facility=stay.facility,
        entry_date=stay.entry_date,
        registration_no="B.I 77/2026",
    )
    contact = FamilyContact(participant=other.participant, name="SUMIYATI", relation="PASANGAN")
    family.add(contact=contact, by=officer, at=NOW)
    done = merge(stay.participant, other.participant, by=officer)
    undo(merge=done, reason="Kakak beradik", by=administrator, at=NOW)
    copy = signed_in.get(ask(signed_in, stay) + "data.json").text
    page = signed_in.get(reverse("person", args=[stay.participant_id])).text
    for hidden in ("SUMIYATI", "B.I 77/2026"):
        assert hidden not in copy
        assert hidden not in page
    assert json.loads(copy)["merges"] == []
    theirs = signed_in.get(reverse("person", args=[other.participant_id])).text
    assert "SUMIYATI" in theirs


def test_who_keeps_one_of_two_that_were_parted_reads_nothing_of_their_merging(
    stay, officer, signed_in, administrator
):
    other = CustodyFactory(facility=stay.facility, entry_date=stay.entry_date)
    done = merge(stay.participant, other.participant, by=officer)
    undo(merge=done, reason="Kakak beradik", by=administrator, at=NOW)
    assert signed_in.get(reverse("merging", args=[done.pk])).status_code == 200
    there = OfficerFactory()
    sent = send(stay, there.facility, on=timezone.localdate(NOW), by=officer)
    arrival = Arrival(sent.event.happened_on, "B.I 78/2026")
    accept(transfer=sent, arrival=arrival, by=there, at=NOW)
    signed_in.force_login(there)
    assert signed_in.get(reverse("merging", args=[done.pk])).status_code == 404
    page = signed_in.get(reverse("person", args=[stay.participant_id])).text
    assert reverse("merging", args=[done.pk]) not in page


@pytest.mark.django_db(transaction=True)
class TestTwoThatWereOneByMistake:
    """Each knows its own, and that it was; what a transaction writes bears one time."""

    @pytest.fixture
    def parted(self, stay, officer, administrator) -> tuple[Custody, Custody]:
        """SUPRI, of whom nothing is known, and another with a life, one for a while."""
        other = CustodyFactory(
            participant__full_name="SUPRAPTO",
            participant__parent_name="WARSITO",
            participant__birth_date=None,
            facility=stay.facility,
            entry_date=stay.entry_date,
            registration_no="B.I 77/2026",
        )
        person = other.participant
        facts = {
            "aliases": ["Gareng"],
            "home_address": "Dusun Sumberbendo",
            "skills": "Menjahit baju",
            "disability": "NETRA",
        }
        people.change(participant=person, facts=facts, base=fingerprint(person, facts), by=officer)
        set_nik(participant=person, identity=Identity("TERISI", NIK), by=officer)
        course = CourseFactory(program=ProgramFactory(facility=stay.facility), name="Kelas Las")
        for each, days in ((stay, 3), (other, 9)):
            SeatFactory(course=course, custody=each, joined_on=TODAY - timedelta(days=days))
        wrong = dict.fromkeys(all_of(person, stay.participant), person.pk)
        done = merge(stay.participant, person, by=officer, choices=wrong)
        undo(merge=done, reason="Ternyata dua orang", by=administrator, at=NOW)
        return stay, other

    @pytest.mark.parametrize("whose", [0, 1])
    def test_each_copy_has_its_own_facts_and_that_it_was(
        self, whose, parted, signed_in, administrator
    ):
        stay = parted[whose]
        ready = ask(signed_in, stay)
        copy = json.loads(signed_in.get(f"{ready}data.json").content)
        (told,) = copy["merged_by_mistake"]
        assert told == {
            "merged_at": told["merged_at"],
            "merged_by": "Hendro Wicaksono",
            "undone_at": "2026-11-24T16:00:00+07:00",
            "undone_by": administrator.full_name,
            "reason": "Ternyata dua orang",
        }
        text = json.dumps(copy) + read(signed_in.get(f"{ready}data.pdf").content)
        page = signed_in.get(reverse("person", args=[stay.participant_id])).text
        ours = "SUPRI", "B.I 12/2026"
        theirs = "SUPRAPTO", "B.I 77/2026", "Gareng", "Sumberbendo", "Menjahit baju", "WARSITO"
        own, others = (ours, theirs) if whose == 0 else (theirs, ours)
        assert not [part for part in others if part in text or part in page]
        assert not [part for part in own if part not in text]
        assert "Ternyata dua orang" in text
        assert "Merged with another record by mistake" in page
        assert "Ternyata dua orang" in page

    @pytest.mark.parametrize("whose", [0, 1])
    def test_nothing_that_the_merging_wrote_is_a_change(self, whose, parted):
        stay = parted[whose]
        with translation.override("en"):
            told = [each.what for each in changes_of(stay.participant)]
        # The facts of the one who has any, and the NIK.
        assert told.count("Changed") == (0, 2)[whose]
        assert [what for what in told if "Seat" in what] == ["Seat: added"]
