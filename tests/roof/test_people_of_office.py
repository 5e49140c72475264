"""The people an office sees: in its list, in a search, on a person's page."""

from datetime import date, timedelta

import pytest
from django.test import Client

from jombang_umkm.models import Office, User
from participants.actions.identity import set_nik
from participants.models import Custody
from participants.rules.identity import Identity
from participants.views.pages import PAGE
from programs.models import Enrolment
from tests.clock import TODAY
from tests.factories.jombang_umkm import OfficeFactory, StaffFactory
from tests.factories.participants import (
    CustodyFactory,
    ReleasedCustodyFactory,
    agree,
    happen,
    make_stays,
    take_back,
)
from tests.factories.programs import (
    CourseFactory,
    ProgramFactory,
    SeatFactory,
    SessionFactory,
    record,
)
from tests.pages import Opens, Statements

pytestmark = pytest.mark.django_db

ADDRESS = "/warga-binaan/"
A_DAY = timedelta(days=1)
NIK = "3517092512900001"


@pytest.fixture
def office() -> Office:
    return OfficeFactory()


@pytest.fixture
def staff(office: Office) -> User:
    return StaffFactory(office=office)


@pytest.fixture
def free(officer: User, office: Office) -> Custody:
    """Somebody who agreed, and is free by now."""
    stay = ReleasedCustodyFactory(
        participant__full_name="SUMADI", facility=officer.facility, registration_no="B.I 8888/2020"
    )
    agree(stay, office)
    return stay


@pytest.fixture
def trained(officer: User, office: Office) -> Custody:
    """Somebody who is held, and attended a session of the office."""
    stay = CustodyFactory(participant__full_name="WAGIMAN", facility=officer.facility)
    program = ProgramFactory(facility=stay.facility, office=office, name="Angkatan Satu")
    course = CourseFactory(program=program, name="Kelas Las")
    SeatFactory(course=course, custody=stay, joined_on=TODAY - 9 * A_DAY)
    record(SessionFactory(courses=[course], day=TODAY), {stay: "HADIR"}, by=officer)
    return stay


def names(opens: Opens, user: User, **query: str) -> list[str]:
    return [row.person.full_name for row in opens(user, ADDRESS, **query).context["rows"]]


def page(stay: Custody) -> str:
    return f"{ADDRESS}{stay.participant_id}/"


class TestTheList:
    def test_says_who_is_held_and_who_agreed(self, opens, staff, free, trained):
        assert names(opens, staff) == ["WAGIMAN"]
        gone = opens(staff, ADDRESS, siapa="pernah")
        assert [row.person.full_name for row in gone.context["rows"]] == ["SUMADI"]
        assert '<span class="tag tag--good">Agreed to aftercare</span>' in gone.text
        assert "Still held" in gone.text
        assert "No longer held" in gone.text
        assert names(opens, staff, siapa="semua") == ["SUMADI", "WAGIMAN"]

    def test_can_be_narrowed_to_who_agreed(self, opens, staff, office, free, trained):
        assert names(opens, staff, siapa="semua", setuju="on") == ["SUMADI"]
        agree(trained, office, on=TODAY)
        assert names(opens, staff, siapa="semua", setuju="on") == ["SUMADI", "WAGIMAN"]

    def test_officers_read_on_what_they_read_before(self, opens, officer, free, trained):
        text = opens(officer, ADDRESS, siapa="semua", setuju="on").text
        assert "SUMADI" in text
        assert "WAGIMAN" in text
        for part in ("Agreed to aftercare", "Still held", 'name="setuju"'):
            assert part not in text

    @pytest.mark.parametrize("text", ["suma", "8888/2020", "SUMADO"])
    def test_is_searched(self, text, opens, staff, free):
        assert names(opens, staff, siapa="semua", cari=text) == ["SUMADI"]
        assert names(opens, StaffFactory(), siapa="semua", cari=text) == []
        take_back(free.participant.aftercare_consents.get())
        assert names(opens, staff, siapa="semua", cari=text) == []

    def test_also_by_a_script_as_one_types(self, client, staff, free):
        client.force_login(staff)
        asked = {"cari": "suma", "siapa": "semua"}
        assert "SUMADI" in client.get(ADDRESS, asked, headers={"X-List-Alone": "1"}).text
        take_back(free.participant.aftercare_consents.get())
        assert "SUMADI" not in client.get(ADDRESS, asked, headers={"X-List-Alone": "1"}).text

    def test_finds_a_nik(self, client, staff, officer, free):
        set_nik(participant=free.participant, identity=Identity("TERISI", NIK), by=officer)
        client.force_login(staff)
        assert client.post(ADDRESS, {"nik": NIK})["Location"] == page(free)
        take_back(free.participant.aftercare_consents.get())
        assert client.post(ADDRESS, {"nik": NIK}).status_code == 409

    def test_is_no_file_for_the_office(self, client, staff, free):
        client.force_login(staff)
        assert client.post(f"{ADDRESS}unduh/").status_code == 404

    def test_with_one_stay_a_person_the_one_held_before_others(self, opens, staff, office, officer):
        before = ReleasedCustodyFactory(
            participant__full_name="NGATEMIN",
            facility=officer.facility,
            entry_date=TODAY - 400 * A_DAY,
            left_on=TODAY - 300 * A_DAY,
        )
        now = CustodyFactory(participant=before.participant, facility=officer.facility)
        course = CourseFactory(program=ProgramFactory(facility=officer.facility, office=office))
        for stay in (now, before):
            Enrolment.objects.create(course=course, custody=stay)
        (row,) = opens(staff, ADDRESS, siapa="semua").context["rows"]
        assert row.stay == now
        assert names(opens, staff, siapa="pernah") == []
        happen(now, "FULL_RELEASE", on=TODAY)
        (row,) = opens(staff, ADDRESS, siapa="pernah").context["rows"]
        assert row.stay == now


class TestThePage:
    def test_of_somebody_free_who_agreed(self, opens, staff, free):
        text = opens(staff, page(free)).text
        for part in ("Agreed to be looked after by your office", "B.I 8888/2020", "Aftercare"):
            assert part in text
        consent = free.participant.aftercare_consents.get()
        assert f'href="/pendampingan/{consent.pk}/cabut/"' in text
        assert "Nominated to a programme" not in text

    def test_is_not_found_once_it_was_withdrawn_or_they_are_back(self, opens, staff, office, free):
        take_back(free.participant.aftercare_consents.get())
        assert opens(staff, page(free)).status_code == 404
        agree(free, office, on=TODAY)
        assert opens(staff, page(free)).status_code == 200
        CustodyFactory(participant=free.participant, entry_date=TODAY)
        assert opens(staff, page(free)).status_code == 404

    def test_shows_courses_with_attendance_and_asks_for_consent(self, opens, staff, trained):
        text = opens(staff, page(trained)).text
        for part in ("Nominated to a programme", "Kelas Las", "Angkatan Satu", "1 of 1"):
            assert part in text
        assert f'href="{page(trained)}pendampingan/"' in text
        assert "Has not agreed to be looked after by your office" in text

    def test_tells_nothing_of_other_offices(self, opens, staff, officer, trained):
        other = OfficeFactory(name="Dinas Lain", short_name="Dinas Lain")
        agree(trained, other, on=TODAY)
        program = ProgramFactory(facility=trained.facility, office=other)
        course = CourseFactory(program=program, name="Kelas Lain")
        SeatFactory(course=course, custody=trained, joined_on=TODAY)
        text = opens(staff, page(trained)).text
        assert "Lain" not in text
        whole = opens(officer, page(trained)).text
        assert "Kelas Lain" in whole
        assert "Dinas Lain" in whole


class TestStatements:
    @pytest.mark.parametrize("query", ["", "?siapa=semua", "?siapa=semua&setuju=on", "?cari=supir"])
    def test_ten_are_enough_for_few_and_many(
        self, query, statements: Statements, staff, office, free, trained
    ):
        few = statements(staff, f"{ADDRESS}{query}")
        many = make_stays(PAGE + 3, facility=free.facility, entry_date=date(2026, 1, 5))
        for stay in many[::2]:
            agree(stay, office)
            happen(stay, "FULL_RELEASE", on=TODAY)
        program = ProgramFactory(facility=free.facility, office=office, quota=100)
        course = CourseFactory(program=program, quota=100)
        for stay in many[1::2]:
            SeatFactory(course=course, custody=stay, joined_on=TODAY)
        # One more counts what does not stand on one page.
        assert statements(staff, f"{ADDRESS}{query}") <= few + 1 <= 10

    def test_the_page_takes_the_same_for_much_and_little(
        self, statements: Statements, staff, office, officer, free, trained
    ):
        for number in range(3):
            program = ProgramFactory(facility=trained.facility, office=office)
            course = CourseFactory(program=program, name=f"Kelas {number}")
            SeatFactory(course=course, custody=trained, joined_on=TODAY - 9 * A_DAY)
            for days in range(3):
                session = SessionFactory(courses=[course], day=TODAY - days * A_DAY)
                record(session, {trained: "HADIR"}, by=officer)
            take_back(agree(trained, office, on=TODAY))
        # The person, the stays, and the opening, which is noted; courses, marks, consents.
        assert statements(staff, page(free)) == statements(staff, page(trained)) == 6


def test_strangers_find_nobody(client: Client, opens: Opens, free, trained):
    stranger = StaffFactory()
    assert names(opens, stranger, siapa="semua") == []
    for stay in (free, trained):
        assert opens(stranger, page(stay)).status_code == 404
