"""The pages for printing, and the page of what was printed."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from jombang_umkm.models import IssuedDocument, Signatory, User
from programs.models import PrintedSheet, Session
from tests.factories.jombang_umkm import FacilityFactory, OfficerFactory, StaffFactory
from tests.factories.programs import (
    CancelledSessionFactory,
    ProgramFactory,
    SessionFactory,
    make_class,
    record,
    stays_on,
)

pytestmark = pytest.mark.django_db

CHOICES = {"content": "kosong", "order": "nama", "paper": "a4", "approved_by": ""}


@pytest.fixture
def session() -> Session:
    return make_class(people=3)


@pytest.fixture
def officer(session: Session) -> User:
    return OfficerFactory(facility=session.program.facility)


def ask(user: User, name: str, *args: Any, query: str = "", **fields: Any) -> HttpResponse:
    client = Client()
    client.force_login(user)
    return client.post(reverse(name, args=args) + query, {**CHOICES, **fields})


def document_of(answer: HttpResponse) -> IssuedDocument:
    assert answer.status_code == 302
    pk = answer.headers["Location"].removesuffix("/pdf/").rpartition("/")[2]
    return IssuedDocument.objects.get(pk=pk)


def test_a_session_is_printed_and_leads_to_its_pdf(session, officer, opens):
    answer = ask(officer, "print_session", session.pk)
    pdf = opens(officer, answer.headers["Location"])
    assert pdf.headers["Content-Type"] == "application/pdf"
    assert pdf.headers["Content-Disposition"].startswith('inline; filename="dh-')
    assert "Content-Security-Policy" not in pdf.headers
    assert pdf.content == bytes(document_of(answer).pdf)


def test_the_head_of_that_day_is_proposed(session, officer, opens):
    Signatory.objects.create(
        facility=session.program.facility,
        name="Drs. Slamet",
        title="Kepala Lapas",
        is_head=True,
        valid_from=date(2020, 1, 1),
    )
    page = opens(officer, reverse("print_session", args=[session.pk])).content.decode()
    assert "selected>Drs. Slamet, Kepala Lapas" in page


def test_what_is_chosen_wrongly_is_said_and_prints_nothing(session, officer):
    answer = ask(officer, "print_session", session.pk, paper="letter")
    assert answer.status_code == 409
    assert not IssuedDocument.objects.exists()


def test_a_refusal_stands_on_the_page(session, officer):
    person = stays_on(session)[0].participant
    person.full_name = "Budi 😀"
    person.save()
    answer = ask(officer, "print_session", session.pk)
    assert answer.status_code == 409
    assert "😀" in answer.content.decode()


def test_a_session_called_off_offers_no_list(officer, session, opens):
    cancelled = CancelledSessionFactory(courses=session.courses.all())
    answer = ask(officer, "print_session", cancelled.pk)
    assert answer.status_code == 409
    assert not IssuedDocument.objects.exists()


class TestADay:
    def test_prints_tomorrow_s_lists_in_one_document(self, session, officer):
        tomorrow = timezone.localdate() + timedelta(days=1)
        for _number in range(3):
            SessionFactory(program=session.program, day=tomorrow)
        answer = ask(officer, "print_day", query=f"?tanggal={tomorrow}")
        document = document_of(answer)
        assert PrintedSheet.objects.filter(document=document).count() == 3
        assert document.dated_on == tomorrow

    def test_without_sessions_says_so(self, officer, opens):
        page = opens(officer, reverse("print_day"), tanggal="2020-01-01")
        assert "There is no session to print a list for." in page.content.decode()
        assert ask(officer, "print_day", query="?tanggal=2020-01-01").status_code == 200
        assert not IssuedDocument.objects.exists()

    def test_of_no_date_is_not_found(self, officer, opens):
        assert opens(officer, reverse("print_day"), tanggal="2026-02-31").status_code == 404

    def test_asks_the_office_which_facility(self, session, opens):
        elsewhere = FacilityFactory(office=session.program.office)
        other = make_class(2, program=ProgramFactory(facility=elsewhere), room=None)
        staff = StaffFactory(office=session.program.office)
        page = opens(staff, reverse("print_day")).content.decode()
        assert session.program.facility.name in page
        assert elsewhere.name in page
        key = f"{elsewhere.pk}-{other.program.office_id}"
        document = document_of(ask(staff, "print_day", query=f"?tempat={key}"))
        assert [sheet.session for sheet in document.printed_sheets.all()] == [other]


def test_a_whole_course_is_one_document(session, officer):
    course = session.courses.get()
    SessionFactory(courses=[course], day=session.day + timedelta(days=7))
    document = document_of(ask(officer, "print_course", course.pk))
    assert document.printed_sheets.count() == 2


class TestAMonth:
    def test_is_printed_with_the_marks(self, session, officer):
        record(session, dict.fromkeys(stays_on(session), "HADIR"))
        month = session.day.replace(day=1).isoformat()
        answer = ask(officer, "print_month", session.courses.get().pk, month=month)
        assert document_of(answer).data["totals"]["percent"] == 100

    def test_of_another_course_is_refused_in_the_form(self, session, officer):
        answer = ask(officer, "print_month", session.courses.get().pk, month="2020-01-01")
        assert answer.status_code == 409

    def test_before_the_first_session_says_so(self, session, officer, opens):
        Session.objects.filter(pk=session.pk).update(day=session.day + timedelta(days=70))
        page = opens(officer, reverse("print_month", args=[session.courses.get().pk]))
        assert "This course has had no session yet." in page.content.decode()


class TestTheDocument:
    @pytest.fixture
    def document(self, session: Session, officer: User) -> IssuedDocument:
        return document_of(ask(officer, "print_session", session.pk))

    def test_is_listed_where_it_was_printed(self, document, session, officer, opens):
        page = opens(officer, reverse("print_session", args=[session.pk])).content.decode()
        assert document.number in page
        assert reverse("document", args=[document.pk]) in page

    def test_is_voided_with_a_reason(self, document, officer, opens):
        client = Client()
        client.force_login(officer)
        path = reverse("document", args=[document.pk])
        assert client.post(path, {"reason": " "}).status_code == 409
        assert client.post(path, {"reason": "salah kertas"}).status_code == 302
        assert client.post(path, {"reason": "sekali lagi"}).status_code == 302
        document.refresh_from_db()
        assert (document.voided_by, document.void_reason) == (officer, "salah kertas")
        assert "Voided" in opens(officer, path).content.decode()
        assert opens(officer, reverse("document_pdf", args=[document.pk])).status_code == 200

    def test_is_not_found_by_others(self, document, opens):
        for name in ("document", "document_pdf"):
            assert opens(OfficerFactory(), reverse(name, args=[document.pk])).status_code == 404
            assert opens(StaffFactory(), reverse(name, args=[document.pk])).status_code == 404

    def test_is_found_by_its_office(self, document, opens):
        staff = StaffFactory(office=document.office)
        assert opens(staff, reverse("document_pdf", args=[document.pk])).status_code == 200


class TestTypingBack:
    @pytest.fixture
    def number(self, session: Session, officer: User) -> str:
        return document_of(ask(officer, "print_session", session.pk)).number

    @pytest.mark.parametrize("typed", ["{0}", " {1} ", "1", "https://umkm.contoh/lembar/{0}/"])
    def test_the_number_opens_the_sheet(self, typed, number, session, officer, opens):
        asked = typed.format(number, number.lower().replace("-", " "))
        answer = opens(officer, reverse("type_back"), nomor=asked)
        sheet = reverse("sheet", args=[session.pk])
        assert answer.headers["Location"] == f"{sheet}?lembar={number}"

    @pytest.mark.parametrize("typed", ["2", "abc", "DH-2019-000001", "'; --"])
    def test_another_number_is_said_to_be_none(self, typed, number, officer, opens):
        answer = opens(officer, reverse("type_back"), nomor=typed)
        assert answer.status_code == 404
        assert "was printed here" in answer.content.decode()

    def test_a_list_of_another_facility_is_none_here(self, number, opens):
        answer = opens(OfficerFactory(), reverse("type_back"), nomor=number)
        assert answer.status_code == 404

    def test_a_list_of_another_session_is_not_found(self, number, officer, opens, session):
        other = SessionFactory(courses=session.courses.all(), day=session.day - timedelta(days=1))
        answer = opens(officer, reverse("sheet", args=[other.pk]), lembar=number)
        assert answer.status_code == 404


@pytest.mark.parametrize("people", [3, 60])
def test_the_pages_take_few_statements(people, statements):
    session = make_class(people)
    officer = OfficerFactory(facility=session.program.facility)
    document = document_of(ask(officer, "print_session", session.pk))
    course = session.courses.get().pk
    assert statements(officer, reverse("print_session", args=[session.pk])) <= 8
    assert statements(officer, f"{reverse('print_day')}?tanggal={session.day}") <= 8
    assert statements(officer, reverse("print_course", args=[course])) <= 9
    assert statements(officer, reverse("print_month", args=[course])) <= 10
    assert statements(officer, reverse("document", args=[document.pk])) <= 2
    path = f"{reverse('sheet', args=[session.pk])}?lembar={document.number}"
    assert statements(officer, path) <= 10


def test_the_day_says_that_tomorrow_s_lists_can_be_printed(session, officer, opens):
    SessionFactory(program=session.program, day=timezone.localdate() + timedelta(days=1))
    page = opens(officer, reverse("today")).content.decode()
    assert "Tomorrow: one session" in page
