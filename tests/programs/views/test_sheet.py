"""The sheet as a page: what it shows, what it saves, and what it never loses."""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime, time, timedelta
from typing import Any

import pytest
import time_machine
from axes.models import AccessAttempt
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from jombang_umkm.models import User
from participants.models import Custody, Participant
from programs.models import Attendance, Session, SheetSave
from programs.rules.attendance import Entry
from tests.counting import counted
from tests.factories.jombang_umkm import OfficerFactory, StaffFactory
from tests.factories.programs import (
    CancelledSessionFactory,
    close,
    make_class,
    record,
    stays_on,
)

pytestmark = pytest.mark.django_db

# A Monday, an hour into the session.
NOW = datetime(2026, 11, 23, 10, 0, tzinfo=timezone.get_default_timezone())


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def session() -> Session:
    return make_class(people=3)


@pytest.fixture
def officer(session: Session) -> User:
    return OfficerFactory(facility=session.program.facility, full_name="Hendro Wicaksono")


@pytest.fixture
def colleague(session: Session) -> User:
    return OfficerFactory(facility=session.program.facility, full_name="Rina Kusuma")


@pytest.fixture
def people(session: Session) -> list[Custody]:
    return stays_on(session)


@pytest.fixture
def client(officer: User) -> Client:
    return signed_in(officer)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def address(session: Session) -> str:
    return reverse("sheet", args=[session.pk])


def row(stay: Custody, base: str = "", **fields: str) -> dict[str, str]:
    """The fields of a row; `m`, `t`, `n`, `k` and `c` as the page names them."""
    named = {f"{name}-{stay.pk}": value for name, value in fields.items()}
    return {f"b-{stay.pk}": base, **named}


def recorded(session: Session) -> dict[int, str]:
    return {mark.custody_id: mark.mark for mark in session.attendances.all() if mark.mark}


def field(response: HttpResponse, name: str) -> str | None:
    """The value of a text or hidden field on the page."""
    found = re.search(rf'<input[^>]*name="{name}"[^>]*value="([^"]*)"', response.content.decode())
    return found.group(1) if found else None


def chosen(response: HttpResponse, stay: Custody) -> str | None:
    """The mark that is chosen on the page for that person."""
    page = response.content.decode()
    found = re.search(rf'name="m-{stay.pk}" value="(\w+)" checked', page)
    return found.group(1) if found else None


class TestOpening:
    def test_lists_the_people_with_nothing_marked(self, client, session, people):
        response = client.get(address(session))
        page = response.content.decode()
        assert response.status_code == 200
        for stay in people:
            assert stay.participant.full_name in page
            assert stay.registration_no in page
            assert field(response, f"b-{stay.pk}") == ""
        assert " checked" not in page

    def test_shows_what_is_recorded(self, client, session, people, colleague):
        record(session, {people[0]: Entry("TERLAMBAT", 15, "dari klinik")}, by=colleague, at=NOW)
        response = client.get(address(session))
        assert chosen(response, people[0]) == "TERLAMBAT"
        assert field(response, f"t-{people[0].pk}") == "15"
        assert field(response, f"n-{people[0].pk}") == "dari klinik"
        assert "Rina Kusuma" in response.content.decode()

    def test_each_row_keeps_its_own_values_as_they_were_typed(
        self, client, session, people, colleague
    ):
        entries = {stay: Entry("IZIN", None, f"<b>{{name}} {stay.pk}") for stay in people}
        record(session, entries, by=colleague, at=NOW)
        Participant.objects.filter(custodies=people[0]).update(full_name="Siti <{pk}>")
        response = client.get(address(session))
        assert ">Siti &lt;{pk}&gt;</span>" in response.content.decode()
        for stay in people:
            assert field(response, f"n-{stay.pk}") == f"&lt;b&gt;{{name}} {stay.pk}"

    def test_leads_to_the_history_of_each_mark(self, client, session, people, colleague):
        record(session, {people[0]: "IZIN"}, by=colleague, at=NOW)
        page = client.get(address(session)).content.decode()
        for stay in people:
            link = f'href="{reverse("mark_history", args=[session.pk, stay.pk])}"'
            assert (link in page) is (stay == people[0])

    def test_by_block(self, client, session, people):
        for stay, cell in zip(people, ("10", "9", ""), strict=True):
            Custody.objects.filter(pk=stay.pk).update(block="A" if cell else "", cell=cell)
        page = client.get(address(session), {"urut": "blok"}).content.decode()
        places = [page.index(f'id="baris-{people[index].pk}"') for index in (1, 0, 2)]
        assert places == sorted(places)

    def test_says_beside_the_name_who_is_away_that_day(self, client, session, people):
        ill, in_court, back = people
        away_from = session.day - timedelta(days=1)
        for stay, kind, back_on in (
            (ill, "RUMAH_SAKIT", None),
            (in_court, "SIDANG", session.day + timedelta(days=2)),
            (back, "CUTI_KELUARGA", session.day),
        ):
            stay.absences.create(kind=kind, away_from=away_from, back_on=back_on)
        page = client.get(address(session)).content.decode()
        assert page.count('class="sheet-away"') == 2
        # The office reads the marks, not why somebody was not brought out.
        office = signed_in(StaffFactory(office=session.program.office))
        assert "sheet-away" not in office.get(address(session)).content.decode()

    def test_takes_the_same_few_statements(self, django_assert_max_num_queries):
        counts = []
        for people_count in (20, 200):
            session = make_class(people=people_count)
            record(session, dict.fromkeys(stays_on(session), "HADIR"), at=NOW)
            client = signed_in(OfficerFactory(facility=session.program.facility))
            with django_assert_max_num_queries(20) as queries:
                client.get(address(session))
            counts.append(len(counted(queries)))
        assert counts[0] == counts[1] <= 10

    def test_twenty_rows_weigh_at_most_forty_kilobytes(self):
        session = make_class(people=20)
        record(session, dict.fromkeys(stays_on(session), "HADIR"), at=NOW)
        client = signed_in(OfficerFactory(facility=session.program.facility))
        assert len(client.get(address(session)).content) <= 40 * 1024

    def test_the_office_reads_it(self, session, people, colleague):
        record(session, {people[0]: "SAKIT"}, by=colleague, at=NOW)
        response = signed_in(StaffFactory(office=session.program.office)).get(address(session))
        page = response.content.decode()
        assert people[0].participant.full_name in page
        assert "tag--sakit" in page
        assert "data-sheet" not in page

    @pytest.mark.parametrize("factory", [OfficerFactory, StaffFactory])
    def test_is_not_there_for_others(self, factory, session, people):
        stranger = signed_in(factory())
        assert stranger.get(address(session)).status_code == 404
        posted = stranger.post(address(session), row(people[0], m="HADIR"))
        assert posted.status_code == 404
        assert recorded(session) == {}

    def test_a_cancelled_session_is_only_read(self):
        session = CancelledSessionFactory()
        client = signed_in(OfficerFactory(facility=session.program.facility))
        response = client.get(address(session))
        assert "Narasumber sakit" in response.content.decode()
        assert b"data-sheet" not in response.content

    def test_a_day_ahead_is_only_read(self, client, session):
        with time_machine.travel(NOW - timedelta(days=1), tick=False):
            assert b"data-sheet" not in client.get(address(session)).content

    def test_warns_before_the_start(self, client, session):
        with time_machine.travel(NOW.replace(hour=8), tick=False):
            early = client.get(address(session)).content
        assert b"notice--warn" in early
        assert b"data-sheet" in early


class TestSaving:
    def test_saves_and_says_so(self, client, session, people, officer):
        data = row(people[0], m="HADIR") | row(people[1], m="IZIN", n="sidang")
        response = client.post(address(session), data, follow=True)
        assert response.redirect_chain == [(address(session), 302)]
        assert recorded(session) == {people[0].pk: "HADIR", people[1].pk: "IZIN"}
        assert "notice--good" in response.content.decode()
        assert field(response, "save") == str(SheetSave.objects.get().pk)

    def test_keeps_the_order_of_the_rows(self, client, session, people):
        response = client.post(f"{address(session)}?urut=blok", row(people[0], m="HADIR"))
        assert response["Location"] == f"{address(session)}?urut=blok"

    def test_saving_takes_the_same_few_statements(self, django_assert_max_num_queries):
        counts = []
        for people_count in (20, 200):
            session = make_class(people=people_count)
            client = signed_in(OfficerFactory(facility=session.program.facility))
            data: dict[str, str] = {}
            for stay in stays_on(session):
                data |= row(stay, m="HADIR")
            with django_assert_max_num_queries(25) as queries:
                client.post(address(session), data)
            assert len(recorded(session)) == people_count
            counts.append(len(counted(queries)))
        assert counts[0] == counts[1] <= 10

    def test_takes_a_thousand_people(self):
        session = make_class(people=1000)
        client = signed_in(OfficerFactory(facility=session.program.facility))
        data: dict[str, str] = {}
        for stay in stays_on(session):
            data |= row(stay, m="HADIR", t="", n="")
        assert client.post(address(session), data).status_code == 302
        assert len(recorded(session)) == 1000

    def test_clearing_is_explicit(self, client, session, people, officer):
        record(session, dict.fromkeys(people, "HADIR"), by=officer, at=NOW)
        base = "HADIR||"
        untouched = row(people[0], base)
        client.post(address(session), untouched | row(people[1], base, m="KOSONG"))
        assert recorded(session) == {people[0].pk: "HADIR", people[2].pk: "HADIR"}

    def test_a_repeat_changes_nothing(self, client, session, people):
        data = row(people[0], m="HADIR")
        for _again in range(2):
            client.post(address(session), data)
        assert SheetSave.objects.count() == 1

    def test_marks_the_rest_present_without_saving(self, client, session, people):
        data = row(people[0], m="ALPA") | row(people[1]) | row(people[2])
        response = client.post(address(session), data | {"rest": "HADIR"})
        assert [chosen(response, stay) for stay in people] == ["ALPA", "HADIR", "HADIR"]
        assert recorded(session) == {}

    def test_a_wrong_row_is_named_and_nothing_typed_is_lost(self, client, session, people):
        data = row(people[0], m="HADIR", n="x" * 121) | row(people[1], m="TERLAMBAT", t="-5")
        response = client.post(address(session), data)
        page = response.content.decode()
        assert response.status_code == 409
        for stay in people[:2]:
            assert stay.participant.full_name in page
        assert field(response, f"n-{people[0].pk}") == "x" * 121
        assert field(response, f"t-{people[1].pk}") == "-5"
        assert chosen(response, people[1]) == "TERLAMBAT"
        assert page.count("sheet-error") == 2
        assert recorded(session) == {}

    def test_a_refusal_keeps_what_was_marked(self, client, session, people):
        close(session.program)
        response = client.post(address(session), row(people[0], m="HADIR"))
        assert response.status_code == 409
        assert recorded(session) == {}

    def test_a_correction_asks_for_its_reason(self, clock, session, people, officer):
        record(session, {people[0]: "ALPA"}, by=officer, at=NOW)
        data = row(people[0], "ALPA||", m="HADIR") | row(people[1], m="SAKIT")
        clock.shift(timedelta(days=1))
        client = signed_in(officer)
        asked = client.post(address(session), data)
        assert asked.status_code == 409
        assert chosen(asked, people[0]) == "HADIR"
        assert chosen(asked, people[1]) == "SAKIT"
        assert recorded(session) == {people[0].pk: "ALPA"}
        client.post(address(session), data | {"reason": "Salah baca"})
        assert recorded(session) == {people[0].pk: "HADIR", people[1].pk: "SAKIT"}
        assert SheetSave.objects.latest("saved_at").reason == "Salah baca"


class TestConflict:
    @pytest.fixture
    def asked(self, client, session, people, colleague) -> Any:
        record(session, {people[0]: Entry("SAKIT", None, "demam")}, by=colleague, at=NOW)
        data = row(people[0], m="HADIR") | row(people[1], m="HADIR")
        return client.post(address(session), data)

    def test_shows_both_and_saves_the_others(self, asked, session, people):
        page = asked.content.decode()
        assert asked.status_code == 409
        assert recorded(session) == {people[0].pk: "SAKIT", people[1].pk: "HADIR"}
        assert "Rina Kusuma" in page
        assert "demam" in page
        assert f'name="c-{people[0].pk}" value="MINE" checked' not in page
        assert f'name="c-{people[0].pk}" value="THEIRS" checked' not in page
        assert field(asked, f"b-{people[0].pk}") == "SAKIT||demam"
        assert field(asked, f"m-{people[0].pk}") == "HADIR"

    @pytest.mark.parametrize(("choice", "mark"), [("MINE", "HADIR"), ("THEIRS", "SAKIT")])
    def test_the_choice_is_saved(self, asked, client, session, people, choice, mark):
        data = row(people[0], "SAKIT||demam", m="HADIR", k="1", c=choice)
        assert client.post(address(session), data).status_code == 302
        assert recorded(session)[people[0].pk] == mark

    def test_without_a_choice_it_keeps_asking(self, asked, client, session, people):
        data = row(people[0], "SAKIT||demam", m="HADIR", k="1") | row(people[2], m="ALPA")
        again = client.post(address(session), data)
        assert again.status_code == 409
        assert recorded(session)[people[0].pk] == "SAKIT"
        assert recorded(session)[people[2].pk] == "ALPA"
        assert field(again, f"m-{people[0].pk}") == "HADIR"


class TestSignedOut:
    """The post of somebody whose session has ended meanwhile."""

    PASSWORD = "rahasia-petugas"

    def data(self, people: list[Custody], by: User) -> dict[str, str]:
        return row(people[0], m="IZIN", n="sidang") | row(people[1]) | {"by": str(by.pk)}

    def sign_in(
        self, session: Session, user: User, data: Mapping[str, str], password: str = PASSWORD
    ) -> HttpResponse:
        user.set_password(self.PASSWORD)
        user.save()
        self.visitor = Client()
        sent = {**data, "username": user.username, "password": password}
        return self.visitor.post(address(session), sent)

    def test_is_answered_with_a_sign_in_that_carries_the_marks(self, session, people, officer):
        response = Client().post(address(session), self.data(people, officer))
        assert field(response, f"m-{people[0].pk}") == "IZIN"
        assert field(response, f"n-{people[0].pk}") == "sidang"
        assert field(response, "by") == str(officer.pk)
        assert b'type="password"' in response.content
        assert recorded(session) == {}

    def test_shows_nobodys_name_before_the_sign_in(self, session, people, officer):
        page = Client().post(address(session), self.data(people, officer)).content.decode()
        assert not any(stay.participant.full_name in page for stay in people)

    def test_a_wrong_password_keeps_the_marks(self, session, people, officer):
        response = self.sign_in(session, officer, self.data(people, officer), password="salah")
        assert field(response, f"m-{people[0].pk}") == "IZIN"
        assert field(response, f"n-{people[0].pk}") == "sidang"

    def test_after_it_the_marks_stand_unsaved(self, session, people, officer):
        response = self.sign_in(session, officer, self.data(people, officer))
        assert chosen(response, people[0]) == "IZIN"
        assert field(response, f"n-{people[0].pk}") == "sidang"
        # It names people, and the PC is shared.
        assert "no-store" in response["Cache-Control"]
        assert b"data-changed" in response.content
        assert recorded(session) == {}
        self.visitor.post(address(session), self.data(people, officer))
        assert recorded(session) == {people[0].pk: "IZIN"}

    def test_marks_that_changed_meanwhile_are_asked(self, session, people, officer, colleague):
        record(session, {people[0]: "ALPA"}, by=colleague, at=NOW)
        response = self.sign_in(session, officer, self.data(people, officer))
        page = response.content.decode()
        assert f'name="c-{people[0].pk}"' in page
        assert field(response, f"b-{people[0].pk}") == "ALPA||"

    def test_another_officer_must_confirm(self, session, people, officer, colleague):
        data = self.data(people, officer)
        response = self.sign_in(session, colleague, data)
        assert "Hendro Wicaksono" in response.content.decode()
        assert field(response, "by") == str(officer.pk)
        unconfirmed = self.visitor.post(address(session), data)
        assert unconfirmed.status_code == 409
        assert chosen(unconfirmed, people[0]) == "IZIN"
        assert recorded(session) == {}
        self.visitor.post(address(session), data | {"confirm_by": "1"})
        assert recorded(session) == {people[0].pk: "IZIN"}
        assert SheetSave.objects.get().saved_by == colleague

    def test_an_officer_of_another_facility_sees_nothing(self, session, people, officer):
        response = self.sign_in(session, OfficerFactory(), self.data(people, officer))
        assert response.status_code == 404
        assert recorded(session) == {}

    def test_opening_leads_to_the_sign_in(self, session):
        response = Client().get(address(session))
        assert response.status_code == 302
        assert response["Location"] == f"{reverse('sign_in')}?next={address(session)}"


class TestTakingBack:
    def test_puts_the_sheet_back(self, client, session, people):
        client.post(address(session), row(people[0], m="HADIR"))
        undo = reverse("sheet_undo", args=[session.pk])
        response = client.post(undo, {"save": SheetSave.objects.get().pk}, follow=True)
        assert recorded(session) == {}
        assert "notice--success" in response.content.decode()

    def test_is_offered_for_ten_minutes_to_who_saved(self, client, session, people, colleague):
        client.post(address(session), row(people[0], m="HADIR"))
        undo = reverse("sheet_undo", args=[session.pk])
        assert undo in client.get(address(session)).content.decode()
        assert undo not in signed_in(colleague).get(address(session)).content.decode()
        with time_machine.travel(NOW + timedelta(minutes=10, seconds=1), tick=False):
            assert undo not in client.get(address(session)).content.decode()

    def test_a_refusal_is_said_and_changes_nothing(self, client, session, people, colleague):
        client.post(address(session), row(people[0], m="HADIR"))
        undo = reverse("sheet_undo", args=[session.pk])
        save = SheetSave.objects.get().pk
        response = signed_in(colleague).post(undo, {"save": save}, follow=True)
        assert "notice--error" in response.content.decode()
        assert recorded(session) == {people[0].pk: "HADIR"}

    @pytest.mark.parametrize("save", ["", "abc", "999999"])
    def test_of_no_saving_is_not_there(self, save, client, session):
        response = client.post(reverse("sheet_undo", args=[session.pk]), {"save": save})
        assert response.status_code == 404


class TestHistory:
    def test_names_who_when_and_why(self, clock, session, people, officer, colleague):
        record(session, {people[0]: "ALPA"}, by=colleague, at=NOW)
        data = row(people[0], "ALPA||", m="HADIR") | {"reason": "Salah baca"}
        clock.shift(timedelta(days=1))
        client = signed_in(officer)
        client.post(address(session), data)
        url = reverse("mark_history", args=[session.pk, people[0].pk])
        page = client.get(url).content.decode()
        for said in ("Rina Kusuma", "Hendro Wicaksono", "Salah baca", "24 November 2026"):
            assert said in page

    def test_is_not_there_for_others_nor_without_a_mark(self, client, session, people, officer):
        url = reverse("mark_history", args=[session.pk, people[0].pk])
        assert client.get(url).status_code == 404
        record(session, {people[0]: "ALPA"}, by=officer, at=NOW)
        assert client.get(url).status_code == 200
        assert signed_in(OfficerFactory()).get(url).status_code == 404


def test_marks_of_people_gone_are_shown_apart(client, session, people, officer):
    record(session, dict.fromkeys(people, "HADIR"), by=officer, at=NOW)
    Custody.objects.filter(pk=people[0].pk).update(status="FULL_RELEASE", left_on=session.day)
    response = client.get(address(session))
    page = response.content.decode()
    assert f'id="baris-{people[0].pk}"' not in page
    assert people[0].participant.full_name in page
    assert Attendance.objects.filter(session=session).count() == 3


def test_the_clock_of_the_sheet_is_wib(client, session, people):
    assert session.starts_at == time(9)
    client.post(address(session), row(people[0], m="HADIR"))
    assert "10.00 WIB" in client.get(address(session)).content.decode()


def test_a_failed_sign_in_logs_no_mark_and_no_note(session, people, officer):
    data = row(people[0], m="IZIN", n="sidang di pengadilan")
    Client().post(address(session), data | {"username": officer.username, "password": "salah"})
    (attempt,) = AccessAttempt.objects.all()
    assert officer.username in attempt.username
    assert "sidang" not in attempt.post_data
    assert "IZIN" not in attempt.post_data


def test_the_browser_keeps_no_page_for_the_next_officer(client, session):
    assert "no-store" in client.get(address(session))["Cache-Control"]
