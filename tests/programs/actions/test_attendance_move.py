"""Moving a sheet that was typed into the wrong session: what goes, what stays, what refuses."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from functools import partial

import pytest
from django.utils import timezone

from jombang_umkm.history import versions_of
from jombang_umkm.models import IssuedDocument, User
from participants.models import Custody
from programs.actions import attendance
from programs.actions import session as session_actions
from programs.actions.attendance import Outcome, Typed
from programs.models import Attendance, Course, PrintedSheet, Session, SheetSave, SheetScan
from programs.rules.attendance import Entry, Row
from tests.conftest import Refused, Unchanged
from tests.factories.jombang_umkm import AdministratorFactory, OfficerFactory
from tests.factories.participants import happen
from tests.factories.programs import (
    CourseFactory,
    ProgramFactory,
    SessionFactory,
    close,
    make_class,
    record,
    seat_people,
    stays_on,
)

pytestmark = pytest.mark.django_db

NONE, HADIR = Entry(), Entry("HADIR")
LATE = Entry("TERLAMBAT", 10, "antre kunjungan")
REASON = "Diketik dari daftar hari lain"
TABLES = (Attendance, SheetSave, Session, SheetScan)

Moves = Callable[..., Outcome]


@pytest.fixture
def course() -> Course:
    course = CourseFactory()
    seat_people(3, course)
    return course


@pytest.fixture
def wrong(course: Course) -> Session:
    return SessionFactory(courses=[course])


@pytest.fixture
def right(course: Course) -> Session:
    """The afternoon of the same day."""
    return SessionFactory(courses=[course], starts_at=time(13), ends_at=time(15))


@pytest.fixture
def at(wrong: Session) -> datetime:
    return timezone.make_aware(datetime.combine(wrong.day, time(15, 30)))


@pytest.fixture
def officer(wrong: Session) -> User:
    return OfficerFactory(facility=wrong.program.facility)


@pytest.fixture
def people(wrong: Session) -> list[Custody]:
    return stays_on(wrong)


@pytest.fixture
def typed(wrong: Session, people: list[Custody], officer: User, at: datetime) -> dict[int, Entry]:
    """What was typed into the wrong session: two of three people."""
    marks = {people[0]: HADIR, people[1]: LATE}
    record(wrong, marks, by=officer, at=at)
    return {stay.pk: mark for stay, mark in marks.items()}


@pytest.fixture
def move(wrong: Session, right: Session, officer: User, at: datetime) -> Moves:
    """Move the wrong sheet to the right session, unless something else is said."""
    return partial(attendance.move, session=wrong, to=right, by=officer, at=at, reason=REASON)


def marks(session: Session) -> dict[int, Entry]:
    return {row.custody_id: Entry.of(row) for row in session.attendances.recorded()}


def status(session: Session) -> str:
    return Session.objects.get(pk=session.pk).status


def scan(session: Session, file: str = "a" * 64, **fields: object) -> SheetScan:
    return SheetScan.objects.create(
        session=session,
        image=b"picture",
        width=1,
        height=1,
        upload_sha256=file,
        uploaded_by=OfficerFactory(facility=session.program.facility),
        uploaded_at=timezone.now(),
        **fields,
    )


def printed(session: Session) -> PrintedSheet:
    """A list on paper; of its document only that there is one matters here."""
    document = IssuedDocument.objects.create(
        kind=IssuedDocument.Kind.SHEET,
        office=session.program.office,
        number="DH-2026-00001",
        dated_on=session.day,
        data={},
        pdf=b"%PDF",
        issued_by=OfficerFactory(facility=session.program.facility),
        issued_at=timezone.now(),
    )
    return PrintedSheet.objects.create(session=session, document=document, number=document.number)


class TestMoves:
    def test_the_marks_with_minutes_and_notes(self, move, wrong, right, typed):
        outcome = move()
        assert marks(right) == typed
        assert marks(wrong) == {}
        assert {row.custody_id for row in outcome.written} == set(typed)

    def test_with_a_saving_at_each_session(self, move, wrong, right, typed, officer, at):
        save = move(reason=f"  {REASON} ").save
        cleared = wrong.saves.get(moved_to=save)
        assert (save.session, save.moved_from) == (right, cleared)
        for each in (save, cleared):
            assert (each.saved_by, each.saved_at, each.reason) == (officer, at, REASON)
        assert set(right.attendances.values_list("saved", flat=True)) == {save.pk}
        assert set(wrong.attendances.values_list("saved", flat=True)) == {cleared.pk}

    def test_and_keeps_the_history_of_both(self, move, wrong, right, people, typed):
        move()
        versions = versions_of(Attendance).filter(custody=people[1])
        history = [(row.session_id, row.mark, row.minutes_late, row.note) for row in versions]
        late = ("TERLAMBAT", 10, "antre kunjungan")
        assert history == [(wrong.pk, *late), (wrong.pk, "", None, ""), (right.pk, *late)]

    def test_and_the_state_of_both_sessions(self, move, wrong, right, typed):
        assert (status(wrong), status(right)) == ("HELD", "PLANNED")
        move()
        assert (status(wrong), status(right)) == ("PLANNED", "HELD")

    def test_into_rows_that_were_cleared_before(self, move, wrong, right, people, typed):
        record(right, {people[0]: HADIR})
        by = OfficerFactory(facility=right.program.facility)
        row = Row(people[0].pk, HADIR, NONE)
        now = timezone.make_aware(datetime.combine(right.day, time(15)))
        attendance.record(session=right, rows=[row], by=by, at=now)
        move()
        assert marks(right) == typed

    def test_leaving_a_cleared_row_alone(self, move, wrong, right, people, typed, officer, at):
        rows = [Row(people[2].pk, NONE, HADIR)]
        attendance.record(session=wrong, rows=rows, by=officer, at=at)
        rows = [Row(people[2].pk, HADIR, NONE)]
        attendance.record(session=wrong, rows=rows, by=officer, at=at)
        before = versions_of(Attendance).filter(custody=people[2]).count()
        move()
        assert versions_of(Attendance).filter(custody=people[2]).count() == before
        assert not right.attendances.filter(custody=people[2]).exists()

    def test_to_another_programme_of_the_same_prison(self, move, wrong, people, typed):
        program = ProgramFactory(facility=wrong.program.facility, today=wrong.day)
        there = CourseFactory(program=program)
        elsewhere = SessionFactory(courses=[there], day=wrong.day, starts_at=time(7, 30))
        for stay in people:
            stay.enrolments.create(course=there, joined_on=program.starts_on, status="CONFIRMED")
        move(to=elsewhere)
        assert marks(elsewhere) == typed

    def test_somebody_who_is_no_longer_on_the_wrong_list(
        self, move, wrong, right, people, typed, course
    ):
        """Their mark is moved as long as they were on the list of the right session."""
        earlier = SessionFactory(courses=[course], day=wrong.day - timedelta(days=2))
        by = AdministratorFactory()
        on = wrong.day - timedelta(days=1)
        happen(people[0], "FULL_RELEASE", on=on, by=by)
        move(to=earlier)
        assert marks(earlier) == typed

    def test_back_again(self, move, wrong, right, typed, officer):
        move()
        attendance.move(
            session=right,
            to=wrong,
            by=officer,
            at=timezone.make_aware(datetime.combine(right.day, time(16))),
            reason="Ternyata benar",
        )
        assert (marks(wrong), marks(right)) == (typed, {})
        assert (status(wrong), status(right)) == ("HELD", "PLANNED")

    def test_there_and_back_and_there_again(self, move, wrong, right, typed, officer, at):
        move()
        move(session=right, to=wrong)
        move()
        assert (marks(wrong), marks(right)) == ({}, typed)
        assert SheetSave.objects.filter(moved_from__isnull=False).count() == 3


class TestPaper:
    def test_who_signed_which_paper_goes_along(self, move, wrong, right, people, officer, at):
        paper = printed(wrong)
        rows = [Row(people[0].pk, NONE, HADIR)]
        attendance.record(
            session=wrong, rows=rows, by=officer, at=at, typed=Typed(paper, "Sri Wahyuni")
        )
        # A correction on the screen, without the paper at hand.
        attendance.record(session=wrong, rows=[Row(people[1].pk, NONE, LATE)], by=officer, at=at)
        save = move().save
        assert (save.paper, save.signed_by) == (paper, "Sri Wahyuni")
        assert save.moved_from.paper is None

    def test_without_paper_there_is_none(self, move, typed):
        save = move().save
        assert (save.paper, save.signed_by) == (None, "")


class TestScans:
    def test_follow(self, move, wrong, right, typed):
        first, second = scan(wrong), scan(wrong, page=2)
        move()
        assert set(right.scans.attached()) == {first, second}
        assert not wrong.scans.exists()
        versions = versions_of(SheetScan).filter(pgh_obj=first.pk)
        assert [version.session_id for version in versions] == [wrong.pk, right.pk]

    def test_one_that_was_taken_off_stays(self, move, wrong, right, typed, officer, at):
        off = scan(wrong, removed_at=at, removed_by=officer, removal_reason="Buram")
        move()
        assert wrong.scans.get() == off

    def test_one_that_is_attached_there_already_is_taken_off(
        self, move, wrong, right, typed, officer, at
    ):
        there, twice, other = scan(right), scan(wrong), scan(wrong, "b" * 64)
        move()
        assert set(right.scans.attached()) == {there, other}
        twice.refresh_from_db()
        assert (twice.session, twice.removed_by, twice.removed_at) == (wrong, officer, at)
        assert twice.removal_reason == REASON


class TestRepeats:
    def test_the_same_move_again_changes_nothing(self, move, typed, unchanged: Unchanged):
        move()
        with unchanged(*TABLES):
            again = move()
        assert (again.save, again.written) == (None, [])

    def test_after_another_sheet_was_typed_there_it_is_a_move_of_its_own(
        self, move, wrong, people, typed, officer, at, refused: Refused
    ):
        move()
        rows = [Row(people[0].pk, NONE, HADIR)]
        attendance.record(session=wrong, rows=rows, by=officer, at=at)
        with refused("not_empty", *TABLES):
            move()

    def test_after_it_was_moved_back_an_empty_sheet_is_no_repeat(
        self, move, wrong, right, people, typed, officer, at, refused: Refused
    ):
        move()
        move(session=right, to=wrong)
        rows = [Row(pk, entry, NONE) for pk, entry in typed.items()]
        attendance.record(session=wrong, rows=rows, by=officer, at=at)
        with refused("nothing_recorded", *TABLES):
            move()

    def test_to_another_session_it_is_no_repeat(self, move, course, typed, refused: Refused):
        move()
        third = SessionFactory(courses=[course], starts_at=time(7, 30), ends_at=time(8, 30))
        with refused("nothing_recorded", *TABLES):
            move(to=third)


class TestRefused:
    def test_an_officer_of_another_prison(self, move, typed, refused: Refused):
        with refused("not_allowed", *TABLES):
            move(by=OfficerFactory())

    def test_who_plans_does_not_record(self, move, typed, staff, refused: Refused):
        for by in (staff, AdministratorFactory()):
            with refused("not_allowed", *TABLES):
                move(by=by)

    def test_to_a_session_of_another_prison(self, move, typed, wrong, refused: Refused):
        elsewhere = make_class(people=3, day=wrong.day)
        with refused("not_allowed", *TABLES):
            move(to=elsewhere)

    def test_from_a_session_of_another_prison(self, move, typed, wrong, right, refused: Refused):
        theirs = make_class(people=3, day=wrong.day)
        record(theirs, dict.fromkeys(stays_on(theirs), "HADIR"))
        with refused("not_allowed", *TABLES):
            move(session=theirs)

    def test_to_itself(self, move, typed, wrong, refused: Refused):
        with refused("same_session", *TABLES):
            move(to=wrong)

    def test_an_empty_sheet(self, move, refused: Refused):
        with refused("nothing_recorded", *TABLES):
            move()

    @pytest.mark.parametrize("reason", ["", "  "])
    def test_without_a_reason(self, move, typed, reason, refused: Refused):
        with refused("reason_needed", *TABLES):
            move(reason=reason)

    def test_to_a_sheet_with_marks(self, move, typed, right, people, refused: Refused):
        record(right, {people[2]: "ALPA"})
        with refused("not_empty", *TABLES):
            move()

    def test_somebody_who_is_not_on_the_list_there_is_named(
        self, move, typed, right, people, course
    ):
        by = AdministratorFactory()
        later = SessionFactory(courses=[course], day=right.day, starts_at=time(7, 30))
        happen(people[0], "FULL_RELEASE", on=right.day, by=by)
        with pytest.raises(attendance.ActionRefused) as refusal:
            move(to=later)
        assert refusal.value.code == "not_on_roster"
        assert people[0].participant.full_name in str(refusal.value)
        assert people[1].participant.full_name not in str(refusal.value)

    def test_somebody_who_is_not_on_the_list_there(self, move, typed, wrong, refused: Refused):
        other = CourseFactory(program=wrong.program)
        seat_people(3, other)
        elsewhere = SessionFactory(courses=[other], day=wrong.day)
        with refused("not_on_roster", *TABLES):
            move(to=elsewhere)

    def test_to_a_day_ahead(self, move, typed, course, wrong, refused: Refused):
        tomorrow = SessionFactory(courses=[course], day=wrong.day + timedelta(days=1))
        with refused("future_day", *TABLES):
            move(to=tomorrow)

    def test_from_a_day_ahead(self, move, typed, wrong, course, at, refused: Refused):
        before = SessionFactory(courses=[course], day=wrong.day - timedelta(days=1))
        with refused("future_day", *TABLES):
            move(to=before, at=at - timedelta(days=1))

    @pytest.mark.parametrize("which", ["session", "to"])
    def test_one_that_was_cancelled(self, move, typed, wrong, right, which, refused: Refused):
        session_actions.cancel(
            session=wrong if which == "session" else right,
            by=AdministratorFactory(),
            reason="Narasumber sakit",
        )
        with refused("cancelled", *TABLES):
            move()

    def test_to_one_that_was_postponed(self, move, typed, right, refused: Refused):
        session_actions.postpone(session=right, by=AdministratorFactory(), reason="Listrik padam")
        with refused("postponed", *TABLES):
            move()

    def test_once_the_programme_is_reported(self, move, typed, wrong, refused: Refused):
        close(wrong.program)
        with refused("locked", *TABLES):
            move()

    def test_to_a_programme_that_is_reported(self, move, typed, wrong, people, refused: Refused):
        program = ProgramFactory(facility=wrong.program.facility, today=wrong.day)
        over = SessionFactory(courses=[CourseFactory(program=program)], day=wrong.day)
        close(program)
        with refused("locked", *TABLES):
            move(to=over)


class TestUndo:
    def test_neither_half_is_taken_back(self, move, typed, officer, at, refused: Refused):
        save = move().save
        for half in (save, save.moved_from):
            with refused("is_move", *TABLES):
                attendance.undo(save=half, by=officer, at=at)

    def test_what_is_saved_after_it_is_taken_back_to_what_was_moved(
        self, move, right, people, typed, officer, at
    ):
        move()
        rows = [Row(people[1].pk, LATE, HADIR)]
        save = attendance.record(session=right, rows=rows, by=officer, at=at).save
        attendance.undo(save=save, by=officer, at=at)
        assert marks(right) == typed


class TestStatements:
    @pytest.mark.parametrize("count", [3, 200])
    def test_it_takes_the_same_few_for_any_number(self, count, django_assert_num_queries):
        course = CourseFactory(quota=max(count, 20))
        seat_people(count, course)
        wrong = SessionFactory(courses=[course])
        right = SessionFactory(courses=[course], starts_at=time(13), ends_at=time(15))
        at = timezone.make_aware(datetime.combine(wrong.day, time(16)))
        officer = OfficerFactory(facility=course.program.facility)
        record(wrong, dict.fromkeys(stays_on(wrong), "HADIR"), by=officer, at=at)
        # Two of them say for whom the database works.
        with django_assert_num_queries(19):
            attendance.move(session=wrong, to=right, by=officer, at=at, reason=REASON)
        assert right.attendances.recorded().count() == count
