"""The whole life on one page: what each source adds, that opening it is noted, what it costs."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone, translation

from jombang_umkm.models import AccessLog, User
from jombang_umkm.roof.life import SOURCES, life_of
from participants.actions import custody as custodies
from participants.actions.transfer import Arrival, accept
from participants.models import Custody, CustodyAbsence, FamilyContact
from participants.views.person_page import load
from programs.actions.printing import print_sheets
from programs.models import Session
from programs.rules.paper import SheetOptions
from tests.factories.jombang_umkm import (
    AdministratorFactory,
    FacilityFactory,
    OfficeFactory,
    OfficerFactory,
    StaffFactory,
)
from tests.factories.participants import (
    CustodyFactory,
    ParticipantFactory,
    agree,
    happen,
    send,
    take_back,
)
from tests.factories.programs import (
    CourseFactory,
    ProgramFactory,
    SeatFactory,
    SessionFactory,
    record,
)

pytestmark = pytest.mark.django_db

Status = Custody.Status
NOW = datetime(2026, 11, 24, 16, 0, tzinfo=timezone.get_default_timezone())
TODAY = NOW.date()
A_DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW, tick=False) as traveller, translation.override("en"):
        yield traveller


@pytest.fixture
def stay() -> Custody:
    return CustodyFactory(participant__full_name="SUPRI", registration_no="B.I 12/2026")


@pytest.fixture
def officer(stay: Custody) -> User:
    return OfficerFactory(facility=stay.facility, full_name="Hendro Wicaksono")


def address(stay: Custody) -> str:
    return reverse("person", args=[stay.participant_id])


def lessons(
    stay: Custody,
    officer: User,
    *marks: str,
    name: str = "Kelas Las",
    since: date = TODAY - 30 * A_DAY,
) -> list[Session]:
    """Seat somebody in a course, and record a session a day, the last today."""
    program = ProgramFactory(facility=stay.facility, name="Angkatan Satu")
    course = CourseFactory(program=program, name=name)
    SeatFactory(course=course, custody=stay, joined_on=since)
    held = []
    for number, mark in enumerate(marks):
        day = TODAY - (len(marks) - 1 - number) * A_DAY
        held.append(SessionFactory(courses=[course], day=day))
        record(held[-1], {stay: mark}, by=officer)
    return held


def whats(stay: Custody, user: User) -> list[str]:
    life = life_of(load(stay.participant_id, user=user, today=TODAY), user=user)
    return [moment.what for _year, of in [*life.years, *life.earlier] for moment in of]


class TestCourses:
    def test_with_rate_and_last_marks(self, stay, officer, opens):
        marks = ("ALPA", "HADIR", "HADIR", "TERLAMBAT", "SAKIT", "HADIR")
        lessons(stay, officer, *marks)
        page = opens(officer, address(stay))
        for part in ("Kelas Las", "Angkatan Satu", "4 of 6, 67", "Confirmed"):
            assert part in page.text
        (row,) = page.context["life"].parts[0].rows
        assert [cell.mark for cell in row.taken.last] == [*reversed(marks[1:])]
        assert f'href="{row.url}"' in page.text
        assert [cell.mark for cell in row.taken.marks] == [*reversed(marks)]
        assert "All 6 marks" in page.text

    def test_seats_are_days_on_the_line(self, stay, officer):
        lessons(stay, officer)
        happen(stay, Status.FULL_RELEASE, on=TODAY, by=officer)
        assert whats(stay, officer) == [
            "Course Kelas Las ended: cut short by release",
            "Released, sentence served",
            "Joined the course Kelas Las",
            "Came in: Convict",
        ]

    def test_a_mark_outside_the_seat_counts_nowhere(self, stay, officer, opens):
        lessons(stay, officer, "HADIR", "HADIR")
        happen(stay, Status.FULL_RELEASE, on=TODAY, by=officer)
        (row,) = opens(officer, address(stay)).context["life"].parts[0].rows
        assert (row.taken.rate.present, row.taken.rate.base) == (1, 1)
        assert len(row.taken.marks) == 1


class TestFamily:
    def test_consent_is_on_the_line(self, stay, officer):
        FamilyContact.objects.create(
            participant=stay.participant,
            name="Sulastri",
            relation="PASANGAN",
            consent_on=TODAY - A_DAY,
        )
        assert "Sulastri agreed to be contacted" in whats(stay, officer)
        FamilyContact.objects.update(withdrawn_on=TODAY)
        found = whats(stay, officer)
        assert "Sulastri withdrew their consent" in found
        assert "Sulastri agreed to be contacted" not in found


class TestAftercare:
    def test_nobody_is_to_ask_before_a_release_that_was(self, stay, officer, opens):
        happen(stay, "FULL_RELEASE", on=TODAY, by=officer)
        page = opens(officer, address(stay)).text
        assert "Has not agreed to any office" in page
        assert "Ask before the release" not in page

    def test_to_which_office_and_when_and_where_it_is_taken_back(self, stay, officer, opens):
        page = opens(officer, address(stay)).text
        assert "Has not agreed to any office" in page
        assert "Ask before the release" in page
        assert f'href="{address(stay)}pendampingan/"' in page
        consent = agree(stay, OfficeFactory(name="Dinas Koperasi Kediri"), on=TODAY - A_DAY)
        page = opens(officer, address(stay)).text
        assert "Dinas Koperasi Kediri" in page
        assert "on 23 November 2026" in page
        assert f'href="/pendampingan/{consent.pk}/cabut/"' in page
        take_back(consent)
        page = opens(officer, address(stay)).text
        assert "on 24 November 2026; agreed on 23 November 2026" in page
        assert "/cabut/" not in page

    def test_is_on_the_line_and_in_the_history(self, stay, officer, opens):
        office = OfficeFactory(short_name="Dinas Kediri")
        consent = agree(stay, office, on=TODAY - A_DAY, by=officer)
        assert "Agreed to aftercare by Dinas Kediri" in whats(stay, officer)
        take_back(consent, by=officer)
        found = whats(stay, officer)
        assert found[:2] == [
            "No longer agrees to aftercare by Dinas Kediri",
            "Agreed to aftercare by Dinas Kediri",
        ]
        rows = opens(officer, address(stay)).context["life"].parts[-1].rows
        assert {"Consent to aftercare: added", "Consent to aftercare: changed"} <= {
            row.what for row in rows
        }

    def test_is_asked_of_nobody_who_died(self, stay, officer, opens):
        happen(stay, Status.DIED, on=TODAY, by=officer)
        assert "pendampingan/" not in opens(officer, address(stay)).text

    def test_a_former_facility_reads_nothing_of_it(self, stay, officer, opens):
        agree(stay, OfficeFactory(short_name="Dinas Kediri"))
        happen(stay, Status.FULL_RELEASE, on=TODAY, by=officer)
        CustodyFactory(participant=stay.participant, entry_date=TODAY)
        page = opens(officer, address(stay)).text
        assert "Dinas Kediri" not in page
        assert "pendampingan/" not in page


class TestDocuments:
    def test_lists_that_name_them(self, stay, officer, opens):
        (session,) = lessons(stay, officer, "HADIR")
        printed = print_sheets(
            sessions=[session], options=SheetOptions(), title="Daftar", by=officer, at=NOW
        )
        CustodyFactory(facility=stay.facility)
        text = opens(officer, address(stay)).text
        assert printed.number in text
        assert reverse("document", args=[printed.pk]) in text

    def test_not_those_of_others(self, stay, officer, opens):
        (session,) = lessons(
            CustodyFactory(facility=stay.facility), officer, "HADIR", name="Kelas Lain"
        )
        print_sheets(sessions=[session], options=SheetOptions(), title="Daftar", by=officer, at=NOW)
        assert "Printed documents" not in opens(officer, address(stay)).text


class TestChanges:
    def test_who_changed_what_from_what_to_what(self, stay, officer, client, opens):
        person = stay.participant
        client.force_login(officer)
        facts = ("full_name", "parent_name", "sex", "birth_date", "education")
        posted = {name: str(getattr(person, name)) for name in facts}
        path = reverse("person_change", args=[person.pk])
        posted["base"] = client.get(path).context["form"]["base"].value()
        assert client.post(path, {**posted, "skills": "Menjahit"}).status_code == 302
        rows = opens(officer, address(stay)).context["life"].parts[-1].rows
        # All of a test is one moment to the database: what is newest is not told apart.
        (changed,) = [row for row in rows if row.what == "Changed"]
        assert changed.who == "Hendro Wicaksono"
        (change,) = changed.changes
        assert (change.label, change.old, change.new) == ("Skills before", "–", "Menjahit")

    def test_of_stays_absences_and_family_too(self, stay, officer, opens):
        CustodyAbsence.objects.create(custody=stay, kind="SIDANG", away_from=TODAY)
        FamilyContact.objects.create(
            participant=stay.participant, name="Sulastri", relation="PASANGAN"
        )
        Custody.objects.update(block="C")
        rows = opens(officer, address(stay)).context["life"].parts[-1].rows
        whats = {row.what for row in rows}
        assert {"Stay: changed", "Absence: added", "Family contact: added", "Added"} <= whats
        (moved,) = [row for row in rows if row.what == "Stay: changed"]
        assert [(each.old, each.new) for each in moved.changes] == [("A", "C")]

    def test_hides_a_relative_who_withdrew(self, stay, officer, opens):
        contact = FamilyContact.objects.create(
            participant=stay.participant,
            name="Sulastri",
            relation="PASANGAN",
            phone="+6281234567890",
            address="Dusun Jauh",
            consent_on=TODAY,
        )
        assert "Dusun Jauh" in opens(officer, address(stay)).text
        FamilyContact.objects.filter(pk=contact.pk).update(withdrawn_on=TODAY)
        text = opens(officer, address(stay)).text
        assert "Sulastri" in text
        assert "Dusun Jauh" not in text
        assert "81234567890" not in text


class TestFolding:
    def test_years_beyond_a_dozen_entries_are_folded(self, officer, opens):
        old = CustodyFactory(facility=officer.facility, entry_date=TODAY - 900 * A_DAY)
        happen(old, Status.FULL_RELEASE, on=TODAY - 800 * A_DAY, by=officer)
        stay = CustodyFactory(participant=old.participant, facility=officer.facility)
        assert "Earlier," not in opens(officer, address(stay)).text
        for days in range(20, 8, -1):
            CustodyAbsence.objects.create(
                custody=stay,
                kind="SIDANG",
                away_from=TODAY - days * A_DAY,
                back_on=TODAY - (days - 1) * A_DAY,
            )
        page = opens(officer, address(stay))
        assert "Earlier, 2 entries" in page.text
        assert [year for year, _of in page.context["life"].years] == [2026]


class TestAnotherFacility:
    def test_reads_its_own_courses_and_neither_changes_nor_documents(self, stay, officer, opens):
        (session,) = lessons(stay, officer, "HADIR")
        print_sheets(sessions=[session], options=SheetOptions(), title="Daftar", by=officer, at=NOW)
        receiver = OfficerFactory(facility=FacilityFactory(short_name="Lapas Kediri"))
        sent = send(stay, receiver.facility, on=TODAY, by=officer)
        there = accept(transfer=sent, arrival=Arrival(TODAY, "BI 777/2026"), by=receiver, at=NOW)
        lessons(there, receiver, "HADIR", name="Kelas di Kediri", since=TODAY)
        text = opens(officer, address(stay)).text
        assert "Kelas Las" in text
        # That it sent them there is its own.
        own = text.replace("To Lapas Kediri, which accepted", "").replace("→ Lapas Kediri", "")
        for part in ("Kediri", "777", "History of changes", "Printed documents", "Hand it out"):
            assert part not in own
        whole = opens(receiver, address(stay))
        assert "Kelas Las" in whole.text
        assert "Kelas di Kediri" in whole.text
        # What another facility's office plans is read, not opened.
        urls = {row.taken.course.name: row.url for row in whole.context["life"].parts[0].rows}
        assert urls["Kelas Las"] == ""
        assert urls["Kelas di Kediri"]


class TestTheLog:
    def test_every_opening_is_a_row(self, stay, officer, opens):
        for _look in range(2):
            opens(officer, address(stay))
        seen = AccessLog.objects.of(stay.participant)
        assert [each.act for each in seen] == ["OPEN_PERSON"] * 2
        assert (seen[0].user, seen[0].at, seen[0].address) == (officer, NOW, "127.0.0.1")

    def test_who_is_not_let_in_leaves_none(self, stay, opens):
        for stranger in (OfficerFactory(), StaffFactory()):
            assert opens(stranger, address(stay)).status_code == 404
        assert not AccessLog.objects.exists()


class TestTheDataOfThePerson:
    def test_is_handed_out_by_officers(self, stay, officer, opens):
        path = reverse("person_data", args=[stay.participant_id])
        assert f'href="{path}"' in opens(officer, address(stay)).text
        assert f'href="{path}"' not in opens(AdministratorFactory(), address(stay)).text


def test_takes_the_same_few_statements_for_a_short_and_a_long_life(stay, officer, statements):
    many = ParticipantFactory()
    for number in range(5):
        entry = TODAY - (100 - 9 * number) * A_DAY
        earlier = CustodyFactory(participant=many, facility=stay.facility, entry_date=entry)
        happen(earlier, Status.FULL_RELEASE, on=entry + 7 * A_DAY, by=officer)
    last = CustodyFactory(participant=many, facility=stay.facility, entry_date=TODAY - 30 * A_DAY)
    for days in range(12, 0, -2):
        happen(last, Status.ASSIMILATION, on=TODAY - days * A_DAY, by=officer)
        happen(last, Status.CONVICT, on=TODAY - (days - 1) * A_DAY, by=officer)
    custodies.reverse(event=last.happenings.last(), by=officer, at=NOW, reason="Salah orang")
    for number in range(3):
        sessions = lessons(last, officer, *["HADIR"] * 6, name=f"Kelas {number}")
        print_sheets(sessions=sessions, options=SheetOptions(), title="Daftar", by=officer, at=NOW)
        FamilyContact.objects.create(
            participant=many, name=f"Saudara {number}", relation="SAUDARA", consent_on=TODAY
        )
        agree(last, OfficeFactory(), by=officer)
    # The person; stays, events, absences, family; and the opening, which is noted.
    budget = 6 + sum(source.statements for source in SOURCES)
    assert statements(officer, address(stay)) == statements(officer, address(last)) <= budget
