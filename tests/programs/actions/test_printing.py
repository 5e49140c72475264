"""Printing lists: what is frozen, what a repeat gives, what is refused; and the page of a month."""

import hashlib
import subprocess
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import InternalError, connection, transaction
from django.utils import timezone, translation

from jombang_umkm.models import IssuedDocument, Signatory, User
from participants.models import Custody
from programs.actions import printing
from programs.models import Course, PrintedRow, PrintedSheet, Session
from programs.rules.attendance import Entry, SheetOrder, in_order
from programs.rules.paper import Paper, SheetOptions
from programs.views.progress_of import progress_of
from tests.factories.jombang_umkm import OfficerFactory, StaffFactory
from tests.factories.participants import happen
from tests.factories.programs import (
    CancelledSessionFactory,
    SeatFactory,
    SessionFactory,
    SpeakerSlotFactory,
    make_class,
    record,
    stays_on,
)

pytestmark = pytest.mark.django_db

HEAD = "Kepala Lembaga Pemasyarakatan"


@pytest.fixture
def session() -> Session:
    return make_class(people=5)


@pytest.fixture
def officer(session: Session) -> User:
    return OfficerFactory(facility=session.program.facility)


@pytest.fixture
def head(session: Session) -> Signatory:
    return _head(session, "Drs. Slamet", since=date(2020, 1, 1))


def _head(session: Session, name: str, *, since: date, until: date | None = None) -> Signatory:
    return Signatory.objects.create(
        facility=session.program.facility,
        name=name,
        title=HEAD,
        is_head=True,
        valid_from=since,
        valid_to=until,
    )


def print_them(*sessions: Session, by: User, **options: Any) -> IssuedDocument:
    return printing.print_sheets(
        sessions=sessions,
        options=SheetOptions(**options),
        title="Daftar hadir",
        by=by,
        at=timezone.now(),
    )


def text_of(document: IssuedDocument, how: str = "-layout") -> str:
    """Return what poppler reads in the PDF."""
    done = subprocess.run(
        ["pdftotext", how, "-", "-"],
        input=bytes(document.pdf),
        capture_output=True,
        check=True,
    )
    return done.stdout.decode()


class TestABlankList:
    def test_holds_the_roster_in_the_order_of_its_rows(self, session, officer):
        document = print_them(session, by=officer)
        text = "".join(text_of(document, "-raw").split())
        people = in_order(stays_on(session), SheetOrder.NAME)
        names = ["".join(stay.participant.formal_name.split()) for stay in people]
        places = [text.index(name) for name in names]
        assert places == sorted(places)

    def test_keeps_its_rows_to_be_typed_back(self, session, officer):
        document = print_them(session, by=officer)
        sheet = PrintedSheet.objects.get(document=document)
        rows = [(row.position, row.custody) for row in sheet.rows.all()]
        assert rows == list(enumerate(in_order(stays_on(session), SheetOrder.NAME), 1))
        assert sheet.number == document.number
        assert sheet.number in text_of(document)

    def test_stands_by_block_and_cell_if_asked(self, session, officer):
        first, *_others = stays_on(session)
        Custody.objects.filter(pk=first.pk).update(block="Z", cell="9")
        sheet = print_them(session, by=officer, order=SheetOrder.BLOCK).printed_sheets.get()
        assert sheet.rows.last().custody == first

    def test_names_who_was_in_office_on_the_day(self, session, officer, head):
        Signatory.objects.filter(pk=head.pk).update(valid_to=session.day - timedelta(days=1))
        now = _head(session, "Dra. Wahyuni", since=session.day)
        text = text_of(print_them(session, by=officer, approved_by=now))
        assert "Dra. Wahyuni" in text
        assert "Drs. Slamet" not in text

    def test_of_an_earlier_day_is_signed_by_the_head_of_that_day(self, session, officer, head):
        earlier = SessionFactory(
            courses=session.courses.all(), room=session.room, day=session.day - timedelta(days=7)
        )
        Signatory.objects.filter(pk=head.pk).update(valid_to=session.day - timedelta(days=1))
        now = _head(session, "Dra. Wahyuni", since=session.day)
        data = print_them(session, earlier, by=officer, approved_by=now).data
        assert [sheet["signatories"][0]["name"] for sheet in data["sheets"]] == [
            "Drs. Slamet",
            "Dra. Wahyuni",
        ]

    def test_names_the_speakers_with_their_hours(self, session, officer):
        slot = SpeakerSlotFactory(session=session)
        text = text_of(print_them(session, by=officer))
        assert slot.speaker.full_name in text
        assert "09.00–11.15" in text

    def test_is_in_indonesian_whatever_the_screen_speaks(self, session, officer, head):
        with translation.override("en"):
            text = text_of(print_them(session, by=officer, approved_by=head))
        assert "Mengetahui" in text
        assert "Acknowledged" not in text


class TestAFilledList:
    def test_shows_the_marks_and_what_they_add_up_to(self, session, officer):
        first, second, *_others = stays_on(session)
        record(session, {first: Entry("TERLAMBAT", 15), second: Entry("SAKIT", None, "demam")})
        document = print_them(session, by=officer, filled=True)
        text = text_of(document)
        assert "Terlambat, 15 menit" in text
        assert "demam" in text
        assert document.data["sheets"][0]["recap"] == [
            ["Terlambat", 1],
            ["Sakit", 1],
            ["Belum dicatat", 3],
        ]

    def test_is_not_to_be_typed_back(self, session, officer):
        document = print_them(session, by=officer, filled=True)
        assert document.kind == IssuedDocument.Kind.RECORD
        assert not PrintedSheet.objects.exists()


class TestSeveral:
    def test_are_one_document_with_a_number_each(self, session, officer):
        course = session.courses.get()
        later = SessionFactory(courses=[course], room=session.room, day=session.day + timedelta(1))
        document = print_them(later, session, by=officer)
        first, second = PrintedSheet.objects.order_by("pk")
        assert (first.session, second.session) == (session, later)
        assert document.number == f"{first.number}–{second.number}"
        assert first.number < second.number

    def test_leave_out_those_called_off(self, session, officer):
        cancelled = CancelledSessionFactory(
            courses=session.courses.all(), day=session.day + timedelta(days=1), room=session.room
        )
        document = print_them(session, cancelled, by=officer)
        assert [sheet.session for sheet in document.printed_sheets.all()] == [session]


class TestARepeat:
    def test_gives_the_same_document(self, session, officer):
        first = print_them(session, by=officer)
        again = print_them(session, by=officer)
        assert again.pk == first.pk
        assert PrintedSheet.objects.count() == 1

    def test_after_a_change_gives_a_new_one_with_the_next_number(self, session, officer):
        first = print_them(session, by=officer)
        SeatFactory(course=session.courses.get(), joined_on=session.day)
        second = print_them(session, by=officer)
        assert (first.number[-3:], second.number[-3:]) == ("001", "002")

    def test_after_voiding_gives_a_new_one(self, session, officer):
        from jombang_umkm.actions import documents

        first = print_them(session, by=officer)
        documents.void(document=first, by=officer, at=timezone.now(), reason="salah kertas")
        assert print_them(session, by=officer).pk != first.pk


def test_stays_the_same_to_the_last_byte_when_everything_behind_it_changes(session, officer, head):
    document = print_them(session, by=officer, approved_by=head)
    before = bytes(document.pdf)
    stay = stays_on(session)[0]
    stay.participant.full_name = "NAMA LAIN"
    stay.participant.save()
    Signatory.objects.filter(pk=head.pk).update(name="Orang Baru")
    Session.objects.filter(pk=session.pk).update(topic="Pokok lain")
    happen(stays_on(session)[1], Custody.Status.FULL_RELEASE, on=session.day)
    after = IssuedDocument.objects.get(pk=document.pk)
    assert bytes(after.pdf) == before
    assert hashlib.sha256(before).hexdigest() == after.sha256
    assert PrintedRow.objects.filter(sheet__document=after).count() == 5


@pytest.mark.parametrize(
    "change", [{"number": "DH-2026-999999"}, {"pdf": b"%PDF-"}, {"data": {}}, {"sha256": "0" * 64}]
)
def test_the_database_refuses_to_change_what_was_printed(session, officer, change):
    document = print_them(session, by=officer)
    with pytest.raises(InternalError), transaction.atomic():
        IssuedDocument.objects.filter(pk=document.pk).update(**change)
    with pytest.raises(InternalError), transaction.atomic():
        PrintedRow.objects.update(position=9)
    with pytest.raises(InternalError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM jombang_umkm_issueddocument")


class TestRefused:
    def test_of_another_facility(self, session, refused):
        with refused("not_allowed", IssuedDocument):
            print_them(session, by=OfficerFactory())

    def test_of_another_office(self, session, refused):
        with refused("not_allowed", IssuedDocument):
            print_them(session, by=StaffFactory())

    def test_but_not_the_staff_of_its_own_office(self, session):
        assert print_them(session, by=StaffFactory(office=session.program.office)).pk

    def test_where_all_were_called_off(self, officer, refused, session):
        cancelled = CancelledSessionFactory(courses=session.courses.all())
        with refused("nothing_to_print", IssuedDocument, PrintedSheet):
            print_them(cancelled, by=officer)

    def test_a_name_that_no_font_can_print(self, session, officer, refused):
        person = stays_on(session)[0].participant
        person.full_name = "Budi 😀"
        person.save()
        with refused("unprintable", IssuedDocument, PrintedSheet):
            print_them(session, by=officer)


class TestAMonth:
    @pytest.fixture
    def course(self, session: Session) -> Course:
        return session.courses.select_related("program__facility", "program__office").get()

    def print_it(self, course: Course, first: date, by: User, **signers: Any) -> IssuedDocument:
        (progress,) = progress_of([course], at=timezone.now())
        return printing.print_month(
            progress=progress,
            first=first,
            dated_on=timezone.localdate(),
            paper=Paper.A4,
            signatories=signers.get("signatories", []),
            by=by,
            at=timezone.now(),
        )

    def test_shows_everybody_with_the_letters_of_their_marks(self, session, course, officer, head):
        first, second, *_others = stays_on(session)
        record(session, {first: "HADIR", second: "TIDAK_DIKELUARKAN"})
        document = self.print_it(course, session.day.replace(day=1), officer, signatories=[head])
        lines = {each["name"]: each for each in document.data["participants"]}
        assert lines[first.participant.formal_name]["marks"] == ["H"]
        assert lines[first.participant.formal_name]["percent"] == 100
        assert lines[second.participant.formal_name]["marks"] == ["K"]
        assert document.data["totals"] == {"present": [1], "percent": 50}
        text = text_of(document)
        assert "Drs. Slamet" in text
        assert document.number in text

    def test_without_a_session_is_refused(self, session, course, officer, refused):
        with refused("nothing_to_print", IssuedDocument):
            self.print_it(course, date(2020, 1, 1), officer)

    def test_of_others_is_refused(self, session, course, refused):
        with refused("not_allowed", IssuedDocument):
            self.print_it(course, session.day.replace(day=1), OfficerFactory())

    def test_with_a_name_that_no_font_can_print_is_refused(self, session, course, officer, refused):
        person = stays_on(session)[0].participant
        person.full_name = "Budi 漢"
        person.save()
        with refused("unprintable", IssuedDocument):
            self.print_it(course, session.day.replace(day=1), officer)


@pytest.mark.parametrize("people", [3, 60])
def test_takes_the_same_statements_for_few_and_many(people, django_assert_max_num_queries, officer):
    sessions = [make_class(people)]
    by = OfficerFactory(facility=sessions[0].program.facility)
    print_them(*sessions, by=by, paper=Paper.F4)
    # Two of them say for whom the database works.
    with django_assert_max_num_queries(20):
        print_them(*sessions, by=by)
    document = IssuedDocument.objects.first()
    assert len(document.data["sheets"][0]["participants"]) == people


def test_the_time_of_printing_is_kept(session, officer):
    at = timezone.make_aware(datetime(2026, 3, 9, 15, 30))
    document = printing.print_sheets(
        sessions=[session], options=SheetOptions(), title="Daftar", by=officer, at=at
    )
    assert (document.issued_by, document.issued_at) == (officer, at)
    assert document.number == "DH-2026-000001"
