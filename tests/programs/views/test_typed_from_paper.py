"""The sheet when it is typed back from a signed list: rows as printed, who is gone, who came."""

import re
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from jombang_umkm.actions import documents
from jombang_umkm.models import User
from participants.models import Custody
from programs.actions import enrolment as enrolment_actions
from programs.actions import printing
from programs.models import Attendance, Enrolment, PrintedSheet, Session, SheetSave
from programs.rules.attendance import Entry, SheetOrder, in_order
from programs.rules.paper import SheetOptions
from tests.factories.jombang_umkm import AdministratorFactory, OfficerFactory, StaffFactory
from tests.factories.participants import ParticipantFactory, happen
from tests.factories.programs import SeatFactory, make_class, record, stays_on

pytestmark = pytest.mark.django_db

SIGNED = {"signed_by": "Endang Lestari; Bagus"}


@pytest.fixture
def session() -> Session:
    return make_class(people=4)


@pytest.fixture
def officer(session: Session) -> User:
    return OfficerFactory(facility=session.program.facility, full_name="Hendro Wicaksono")


@pytest.fixture
def people(session: Session) -> list[Custody]:
    return in_order(stays_on(session), SheetOrder.NAME)


@pytest.fixture
def paper(session: Session, officer: User, people: list[Custody]) -> PrintedSheet:
    """A list printed by block: the last by name stands first."""
    Custody.objects.filter(pk=people[3].pk).update(block="A", cell="1")
    Custody.objects.filter(pk__in=[each.pk for each in people[:3]]).update(block="B", cell="1")
    printing.print_sheets(
        sessions=[session],
        options=SheetOptions(order=SheetOrder.BLOCK),
        title="Daftar hadir",
        by=officer,
        at=timezone.now(),
    )
    return PrintedSheet.objects.get()


def address(paper: PrintedSheet) -> str:
    return f"{reverse('sheet', args=[paper.session_id])}?lembar={paper.number}"


def names(answer: HttpResponse) -> list[str]:
    """Return the names on the page from top to bottom, the struck ones too."""
    return re.findall(r'class="sheet-name"[^>]*>([^<]+)<', answer.content.decode())


def name(stay: Custody) -> str:
    return stay.participant.full_name


def save(paper: PrintedSheet, by: User, marks: dict[Custody, str], **more: Any) -> HttpResponse:
    client = Client()
    client.force_login(by)
    rows = {f"b-{stay.pk}": "" for stay in marks}
    rows |= {f"m-{stay.pk}": mark for stay, mark in marks.items()}
    return client.post(address(paper), {**rows, **more})


def release(stay: Custody, session: Session) -> None:
    happen(stay, Custody.Status.FULL_RELEASE, on=session.day)


def test_rows_stand_in_the_printed_order(paper, people, officer, opens):
    last, *others = people[3], *people[:3]
    assert names(opens(officer, address(paper))) == [name(last), *map(name, others)]


def test_whoever_left_since_keeps_the_place_struck_with_the_reason(
    paper, session, people, officer, opens
):
    release(people[3], session)
    answer = opens(officer, address(paper))
    page = answer.content.decode()
    assert names(answer)[0] == name(people[3])
    assert f'<s class="sheet-name">{name(people[3])}</s>' in page
    assert "Released, sentence served since" in page
    assert f'name="m-{people[3].pk}"' not in page


def test_whoever_lost_the_seat_is_struck_with_that_reason(paper, session, people, officer, opens):
    enrolment_actions.end(
        enrolment=Enrolment.objects.get(custody=people[0]),
        to=Enrolment.Status.WITHDRAWN,
        on=session.day,
        by=AdministratorFactory(),
    )
    page = opens(officer, address(paper)).content.decode()
    assert "Withdrawn since" in page
    assert f'name="m-{people[0].pk}"' not in page


def test_whoever_came_since_stands_last_and_is_named_as_added(paper, session, officer, opens):
    person = ParticipantFactory(full_name="AAAB")
    SeatFactory(course=session.courses.get(), joined_on=session.day, custody__participant=person)
    answer = opens(officer, address(paper))
    assert names(answer)[-1] == "AAAB"
    assert answer.content.decode().count("added after printing") == 1


def test_who_signed_and_who_typed_are_recorded(paper, session, people, officer):
    assert save(paper, officer, {people[0]: "SAKIT"}, **SIGNED).status_code == 302
    (saved,) = SheetSave.objects.all()
    assert (saved.paper, saved.signed_by, saved.saved_by) == (paper, SIGNED["signed_by"], officer)
    assert {mark.custody: Entry.of(mark) for mark in session.attendances.all()} == {
        people[0]: Entry("SAKIT")
    }


def test_the_office_reads_who_signed_and_who_typed(paper, session, people, officer, opens):
    save(paper, officer, {people[0]: "SAKIT"}, **SIGNED)
    record(session, {people[1]: "HADIR"}, by=officer)
    staff = StaffFactory(office=session.program.office)
    page = opens(staff, reverse("sheet", args=[session.pk])).content.decode()
    assert f"{SIGNED['signed_by']} ({paper.number})" in page
    assert officer.full_name in page
    history = opens(staff, reverse("mark_history", args=[session.pk, people[0].pk]))
    assert f"typed from {paper.number}, signed by" in history.content.decode()


def test_without_a_signature_nothing_is_saved_and_nothing_lost(paper, people, officer):
    answer = save(paper, officer, {people[0]: "SAKIT"}, signed_by="  ")
    page = answer.content.decode()
    assert answer.status_code == 409
    assert 'id="id_signed_by"' in page
    assert re.search(rf'name="m-{people[0].pk}" value="SAKIT" checked', page)
    assert not Attendance.objects.exists()


def test_what_was_typed_as_signed_by_is_kept_when_the_page_is_shown_again(paper, people, officer):
    answer = save(paper, officer, {people[0]: ""}, rest="HADIR", **SIGNED)
    assert f'value="{SIGNED["signed_by"]}"' in answer.content.decode()


def test_the_second_part_of_a_paper_proposes_who_signed_the_first(paper, people, officer, opens):
    save(paper, officer, {people[0]: "SAKIT"}, **SIGNED)
    assert f'value="{SIGNED["signed_by"]}"' in opens(officer, address(paper)).content.decode()


def test_only_the_exceptions_are_typed_then_the_rest(paper, session, people, officer):
    marks = {people[0]: "SAKIT", people[1]: "", people[2]: "", people[3]: "ALPA"}
    filled = save(paper, officer, marks, rest="HADIR", **SIGNED).content.decode()
    assert filled.count('value="HADIR" checked') == 2
    marks |= dict.fromkeys(people[1:3], "HADIR")
    save(paper, officer, marks, **SIGNED)
    assert [mark.mark for mark in session.attendances.order_by("mark")] == [
        "ALPA",
        "HADIR",
        "HADIR",
        "SAKIT",
    ]


def test_somebody_struck_takes_no_mark(paper, session, people, officer):
    release(people[3], session)
    answer = save(paper, officer, {people[3]: "HADIR"}, **SIGNED)
    assert answer.status_code == 409
    assert name(people[3]) in answer.content.decode()
    assert not Attendance.objects.exists()


def test_a_voided_list_says_so(paper, officer, opens):
    documents.void(document=paper.document, by=officer, at=timezone.now(), reason="salah hari")
    page = opens(officer, address(paper)).content.decode()
    assert "This list was voided: salah hari" in page


def test_marks_recorded_before_are_shown_in_the_printed_order(
    paper, session, people, officer, opens
):
    record(session, {people[3]: "IZIN"})
    page = opens(officer, address(paper)).content.decode()
    assert re.search(rf'name="m-{people[3].pk}" value="IZIN" checked', page)


@pytest.mark.parametrize("gone", [0, 15])
def test_the_statements_are_few_however_many_left(gone, statements):
    session = make_class(people=30)
    officer = OfficerFactory(facility=session.program.facility)
    printing.print_sheets(
        sessions=[session], options=SheetOptions(), title="Daftar", by=officer, at=timezone.now()
    )
    for stay in stays_on(session)[:gone]:
        release(stay, session)
    assert statements(officer, address(PrintedSheet.objects.get())) <= 11
