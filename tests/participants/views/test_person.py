"""The page of a person: whole for those who keep the record, their own past stay for others."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone, translation

from jombang_umkm.models import User
from participants.actions import custody as custodies
from participants.actions import stay as stays
from participants.actions.custody import Papers
from participants.actions.identity import Identity, set_nik
from participants.actions.transfer import Arrival, accept, decline
from participants.models import Custody, CustodyAbsence, FamilyContact, Participant
from participants.views.person_page import load
from participants.views.timeline import Moment, newest_first
from tests.factories.jombang_umkm import (
    AdministratorFactory,
    FacilityFactory,
    OfficerFactory,
    StaffFactory,
)
from tests.factories.participants import (
    CustodyFactory,
    DetaineeCustodyFactory,
    attach_photo,
    happen,
    send,
)
from tests.factories.programs import CourseFactory, ProgramFactory, SeatFactory

pytestmark = pytest.mark.django_db

Status = Custody.Status
NOW = datetime(2026, 11, 24, 10, 0, tzinfo=timezone.get_default_timezone())
TODAY = NOW.date()
A_DAY = timedelta(days=1)
NIK = "3517990404928011"


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW, tick=False) as traveller, translation.override("en"):
        yield traveller


@pytest.fixture
def stay() -> Custody:
    return CustodyFactory(
        participant__full_name="SUPRI",
        participant__aliases=["PENDEK"],
        registration_no="B.I 12/2026",
        expiry_date=TODAY + 110 * A_DAY,
    )


@pytest.fixture
def officer(stay: Custody) -> User:
    return OfficerFactory(facility=stay.facility, full_name="Hendro Wicaksono")


@pytest.fixture
def receiver() -> User:
    """An officer of another facility."""
    facility = FacilityFactory(short_name="Lapas Kediri")
    return OfficerFactory(facility=facility, full_name="Wulan Sari")


def address(stay: Custody) -> str:
    return reverse("person", args=[stay.participant_id])


def absent(stay: Custody, by: User, **fields: object) -> CustodyAbsence:
    absence = CustodyAbsence(custody=stay, **{"kind": "RUMAH_SAKIT", "away_from": TODAY} | fields)
    return stays.add_absence(absence=absence, by=by)


def take_in(stay: Custody, receiver: User, *, by: User) -> Custody:
    """Send somebody to the receiver's facility, which takes them in."""
    return accept(
        transfer=send(stay, receiver.facility, on=TODAY - 3 * A_DAY, by=by),
        arrival=Arrival(TODAY - 2 * A_DAY, "BI 777/2026"),
        by=receiver,
        at=NOW,
    )


def missing(stay: Custody, user: User) -> list[str]:
    return [each.what for each in load(stay.participant_id, user=user, today=TODAY).missing]


def happened(stay: Custody, user: User) -> list[Moment]:
    page = load(stay.participant_id, user=user, today=TODAY)
    return newest_first(page.happened)


def moments(stay: Custody, user: User) -> list[str]:
    return [moment.what for moment in happened(stay, user)]


class TestWhatIsKnown:
    def test_name_status_and_place(self, stay, officer, opens):
        text = opens(officer, address(stay)).text
        for part in ("SUPRI", "bin KASMAN, alias PENDEK", "B.I 12/2026", "Convict", "A / "):
            assert part in text

    def test_a_nik_shows_four_digits_and_two(self, stay, officer, opens):
        person = Participant.objects.get()
        identity = Identity(Participant.NikStatus.FILLED, NIK)
        with pytest.raises(Exception, match="Read what") as needed:
            set_nik(participant=person, identity=identity, by=officer)
        set_nik(participant=person, identity=identity, by=officer, agreed=needed.value.token)
        text = opens(officer, address(stay)).text
        assert "3517 •••••••••• 11" in text
        assert NIK not in text
        assert NIK[4:14] not in text

    def test_dates_of_the_sentence_say_whether_they_are_estimates(self, stay, officer, opens):
        assert opens(officer, address(stay)).text.count("(estimate)") == 2
        Custody.objects.update(half_date=TODAY, two_thirds_date=TODAY + A_DAY)
        assert "(estimate)" not in opens(officer, address(stay)).text

    def test_a_region_is_in_words(self, stay, officer, opens):
        Participant.objects.update(home_region="35.17.09.1004")
        assert "Kec. Jombang" in opens(officer, address(stay)).text

    def test_why_they_are_absent_now(self, stay, officer, opens):
        absent(stay, officer, away_from=TODAY - A_DAY)
        assert "Hospital since 23 Nov" in opens(officer, address(stay)).text

    def test_the_photo_and_the_family(self, stay, officer, opens):
        attach_photo(stay.participant, by=officer)
        contacts = {"participant": stay.participant, "relation": "PASANGAN", "consent_on": TODAY}
        FamilyContact.objects.create(name="Sulastri", is_guarantor=True, **contacts)
        FamilyContact.objects.create(name="Sumiati", withdrawn_on=TODAY, **contacts)
        text = opens(officer, address(stay)).text
        assert reverse("photo_file", args=[stay.participant_id]) in text
        for part in ("Sulastri", "guarantor", "Sumiati", "consent withdrawn"):
            assert part in text


class TestWhatIsMissing:
    def test_each_thing_with_the_way_to_mend_it(self, stay, officer, opens):
        Participant.objects.update(birth_date=None)
        assert missing(stay, officer) == ["NIK", "Family contact", "Birth date"]
        text = opens(officer, address(stay)).text
        assert "Released in 110 days" in text
        for name in ("nik", "family", "person_change"):
            assert reverse(name, args=[stay.participant_id]) in text

    @pytest.mark.parametrize(
        ("status", "todo", "act"),
        [
            ("BELUM_DIKETAHUI", "Ask the family", "Enter the NIK"),
            ("BELUM_ADA", "Send Dukcapil a letter", "Change the NIK status"),
            ("DALAM_PEREKAMAN", "Ask Dukcapil whether the recording is done", "Enter the NIK"),
        ],
    )
    def test_a_nik_is_mended_as_its_status_says(self, stay, officer, status, todo, act):
        Participant.objects.update(nik_status=status)
        first = load(stay.participant_id, user=officer, today=TODAY).missing[0]
        assert (todo in first.why, first.act) == (True, act)

    def test_a_foreigner_needs_no_nik(self, stay, officer):
        Participant.objects.update(nik_status="WNA")
        assert missing(stay, officer) == ["Family contact"]

    def test_an_expiry_that_has_passed_or_is_not_known(self, stay, officer):
        Custody.objects.update(expiry_date=TODAY - A_DAY)
        assert missing(stay, officer)[0] == "The expiry date has passed"
        Custody.objects.update(expiry_date=TODAY)
        assert "The expiry date has passed" not in missing(stay, officer)
        Custody.objects.update(expiry_date=None)
        assert missing(stay, officer)[-1] == "Expiry date"

    def test_a_transfer_that_was_declined(self, stay, officer, receiver):
        sent = send(stay, receiver.facility, on=TODAY, by=officer)
        assert missing(stay, officer) == []
        decline(transfer=sent, reason="Penuh", by=receiver, at=NOW)
        assert missing(stay, officer) == ["Lapas Kediri declined the transfer"]

    def test_nothing_of_somebody_gone_for_good(self, stay, officer):
        happen(stay, Status.PAROLE, on=TODAY)
        assert missing(stay, officer) == ["NIK", "Family contact"]
        happen(stay, Status.GUIDANCE_ENDED, on=TODAY)
        assert missing(stay, officer) == []


class TestTimeline:
    def test_the_newest_first_with_its_papers(self, officer, opens):
        stay = DetaineeCustodyFactory(facility=officer.facility, registration_no="A.III 5/2026")
        custodies.record(
            custody=stay,
            to=Status.CONVICT,
            on=TODAY - 30 * A_DAY,
            papers=Papers(document_no="112/Pid.B", registration_no="B.I 99/2026"),
            by=officer,
            at=NOW,
        )
        absent(stay, officer, away_from=TODAY - 9 * A_DAY, back_on=TODAY - 5 * A_DAY)
        happen(stay, Status.ASSIMILATION, on=TODAY - A_DAY, by=officer)
        happen(stay, Status.CONVICT, on=TODAY, by=officer)
        assert moments(stay, officer) == [
            "Assimilation revoked",
            "Assimilation",
            "Hospital",
            "The verdict is final: convict",
            "Came in: Detainee",
        ]
        text = opens(officer, address(stay)).text
        for part in (
            "The registration number became B.I 99/2026; before it was A.III 5/2026",
            ", A.III 5/2026",
            "Document 112/Pid.B",
            "Recorded by Hendro Wicaksono, 24 November 2026, 10:00 WIB",
            "4 days, back on",
        ):
            assert part in text

    def test_what_was_reversed_is_struck_with_who_and_why(self, stay, officer, opens):
        happen(stay, Status.PAROLE, on=TODAY, by=officer)
        custodies.reverse(event=stay.happenings.last(), by=officer, at=NOW, reason="Salah orang")
        text = opens(officer, address(stay)).text
        assert "<del>Parole (PB)</del>" in text
        assert "Reversed by Hendro Wicaksono, 24 November 2026, 10:00 WIB: Salah orang" in text
        assert moments(stay, officer) == ["Parole (PB)", "Came in: Convict"]

    def test_what_lies_ahead(self, stay, officer):
        absent(stay, officer, kind="SIDANG", away_from=TODAY + 2 * A_DAY)
        page = load(stay.participant_id, user=officer, today=TODAY)
        assert [each.what for each in page.ahead] == [
            "Expiry date",
            "Two thirds of the sentence",
            "Half of the sentence",
            "Court (bon)",
        ]
        assert moments(stay, officer) == ["Came in: Convict"]

    def test_only_what_can_be_reversed_offers_it(self, stay, officer):
        happen(stay, Status.ASSIMILATION, on=TODAY - A_DAY, by=officer)
        happen(stay, Status.PAROLE, on=TODAY, by=officer)
        last = stay.happenings.last()
        urls = [moment.url for moment in happened(stay, officer)]
        assert urls == [reverse("event_reverse", args=[last.pk]), "", ""]

    def test_a_stay_before_a_newer_one_is_not_reopened(self, stay, officer):
        happen(stay, Status.FULL_RELEASE, on=TODAY - A_DAY, by=officer)
        CustodyFactory(participant=stay.participant, facility=stay.facility, entry_date=TODAY)
        assert not any(moment.url for moment in happened(stay, officer))


class TestActions:
    def links(self, stay: Custody, user: User, opens) -> set[str]:
        """Return which of the acts the page offers."""
        text = opens(user, address(stay)).text
        paths = {
            "event": reverse("event", args=[stay.pk]),
            "absence": reverse("absence_add", args=[stay.pk]),
            "readmit": reverse("readmit", args=[stay.participant_id]),
        }
        return {name for name, path in paths.items() if f'href="{path}"' in text}

    @pytest.mark.parametrize(
        ("status", "offered"),
        [
            (Status.CONVICT, {"event", "absence"}),
            (Status.PAROLE, {"event", "readmit"}),
            (Status.FULL_RELEASE, {"readmit"}),
            (Status.TRANSFERRED_OUT, {"readmit"}),
            (Status.ESCAPED, {"event"}),
            (Status.DIED, set()),
        ],
    )
    def test_depend_on_the_status(self, status, offered, stay, officer, opens):
        if status != Status.CONVICT:
            happen(stay, status, on=TODAY)
        assert self.links(stay, officer, opens) == offered

    def test_nobody_on_the_way_elsewhere_is_taken_in_anew(self, stay, officer, receiver, opens):
        send(stay, receiver.facility, on=TODAY, by=officer)
        assert self.links(stay, officer, opens) == set()
        assert "Lapas Kediri, On the way" in opens(officer, address(stay)).text


class TestAnotherFacility:
    def test_who_sent_them_on_keeps_its_own_stay_and_learns_nothing_newer(
        self, stay, officer, receiver, opens
    ):
        absent(stay, officer, away_from=TODAY - 9 * A_DAY, back_on=TODAY - 5 * A_DAY)
        there = take_in(stay, receiver, by=officer)
        happen(there, Status.FULL_RELEASE, on=TODAY - A_DAY, by=receiver)
        attach_photo(stay.participant, by=receiver)
        FamilyContact.objects.create(
            participant=stay.participant, name="Sulastri", relation="PASANGAN"
        )
        Participant.objects.update(skills="Menjahit", birth_place="Ploso")
        text = opens(officer, address(stay)).text
        for part in (
            "SUPRI",
            "B.I 12/2026",
            "Hospital",
            "To Lapas Kediri, which accepted on 24 November 2026",
            "Another facility keeps this person",
        ):
            assert part in text
        for part in (
            "777",
            "Released",
            "Sulastri",
            "NIK",
            "Menjahit",
            "Ploso",
            "PENDEK",
            "1990",
            "foto.jpg",
            "Wulan Sari",
            reverse("event_reverse", args=[stay.happenings.last().pk]),
        ):
            assert part not in text

    def test_where_they_are_now_is_not_told_unless_its_own_event_says_so(
        self, stay, officer, receiver, opens
    ):
        happen(stay, Status.FULL_RELEASE, on=TODAY - 9 * A_DAY, by=officer)
        CustodyFactory(participant=stay.participant, facility=receiver.facility, entry_date=TODAY)
        text = opens(officer, address(stay)).text
        assert "Another facility keeps this person" in text
        assert "Kediri" not in text

    def test_who_took_them_in_sees_the_whole_life(self, stay, officer, receiver, opens):
        there = take_in(stay, receiver, by=officer)
        text = opens(receiver, address(there)).text
        for part in ("Personal data", "BI 777/2026", "B.I 12/2026", "Transferred from"):
            assert part in text
        assert moments(there, receiver) == [
            "Came in: Convict",
            "Transferred out",
            "Came in: Convict",
        ]
        # What happened elsewhere is read, not changed.
        assert reverse("event_reverse", args=[stay.happenings.last().pk]) not in text

    def test_until_they_take_them_in_they_see_nothing(self, stay, officer, receiver, opens):
        send(stay, receiver.facility, on=TODAY, by=officer)
        assert opens(receiver, address(stay)).status_code == 404

    def test_until_they_are_taken_in_who_sent_them_sees_no_more_than_its_own_stay(
        self, stay, officer, receiver, opens
    ):
        sent = send(stay, receiver.facility, on=TODAY, by=officer)
        text = opens(officer, address(stay)).text
        assert "On the way to Lapas Kediri" in text
        assert "B.I 12/2026" in text
        assert reverse("event_reverse", args=[stay.happenings.last().pk]) in text
        assert "Personal data" not in text
        assert "PENDEK" not in text
        decline(transfer=sent, reason="Penuh", by=receiver, at=NOW)
        assert "Personal data" in opens(officer, address(stay)).text

    def test_administrators_see_it_whole(self, stay, opens):
        assert "Personal data" in opens(AdministratorFactory(), address(stay)).text

    def test_is_not_there_for_others(self, stay, opens):
        for stranger in (OfficerFactory(), StaffFactory(office=stay.facility.office)):
            assert opens(stranger, address(stay)).status_code == 404


class TestTheOffice:
    @pytest.fixture
    def seat(self, stay):
        program = ProgramFactory(facility=stay.facility, office=stay.facility.office)
        return SeatFactory(course=CourseFactory(program=program), custody=stay)

    @pytest.fixture
    def staff(self, seat):
        return StaffFactory(office=seat.course.program.office)

    def test_reads_what_training_needs_of_whom_it_trains(self, stay, seat, staff, officer, opens):
        absent(stay, officer, away_from=TODAY - 9 * A_DAY, back_on=TODAY - 5 * A_DAY)
        attach_photo(stay.participant, by=officer)
        FamilyContact.objects.create(
            participant=stay.participant, name="Sulastri", relation="PASANGAN"
        )
        Participant.objects.update(home_address="Dusun Jauh", disability="FISIK")
        nik = "3517092512900001"
        set_nik(participant=stay.participant, identity=Identity("TERISI", nik), by=officer)
        text = opens(staff, address(stay)).text
        for part in ("SUPRI", "bin KASMAN", "PENDEK", "25 December 1990", "Primary school"):
            assert part in text
        for part in ("B.I 12/2026", "B.I, more than one year", "14 March 2027", "Filled in"):
            assert part in text
        for part in (nik, "Hospital", "foto.jpg", "Sulastri", "Dusun Jauh", "Physical", "/ubah/"):
            assert part not in text

    def test_reads_nothing_of_other_stays(self, stay, seat, staff, receiver, opens):
        take_in(stay, receiver, by=OfficerFactory(facility=stay.facility))
        text = opens(staff, address(stay)).text
        assert "B.I 12/2026" in text
        assert "777" not in text
        assert "Kediri" not in text

    def test_another_office_reads_nothing(self, stay, seat, opens):
        assert opens(StaffFactory(), address(stay)).status_code == 404

    def test_changes_nothing(self, stay, seat, staff, client):
        client.force_login(staff)
        for name, of in (
            ("event", stay.pk),
            ("stay_change", stay.pk),
            ("absence_add", stay.pk),
            ("event_reverse", stay.happenings.last().pk),
            ("person_change", stay.participant_id),
            ("nik", stay.participant_id),
            ("family", stay.participant_id),
            ("photo", stay.participant_id),
            ("photo_file", stay.participant_id),
            ("readmit", stay.participant_id),
        ):
            assert client.get(reverse(name, args=[of])).status_code == 404
