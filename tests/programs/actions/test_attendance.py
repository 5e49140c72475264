"""Recording a sheet: what is written, what is left alone, what is refused."""

from datetime import datetime, time, timedelta

import pytest
from django.utils import timezone

from jombang_umkm.errors import ActionRefused
from jombang_umkm.history import versions_of
from jombang_umkm.models import User
from participants.models import Custody
from programs.actions import attendance, printing
from programs.models import Attendance, Enrolment, PrintedSheet, Session, SheetSave
from programs.rules.attendance import Entry, Row
from programs.rules.paper import SheetOptions
from tests.factories.jombang_umkm import AdministratorFactory, OfficerFactory
from tests.factories.participants import happen
from tests.factories.programs import (
    CancelledSessionFactory,
    CourseFactory,
    EndedSeatFactory,
    PostponedSessionFactory,
    SeatFactory,
    SessionFactory,
    close,
    make_class,
    stays_on,
)

pytestmark = pytest.mark.django_db

HADIR, ALPA = Entry("HADIR"), Entry("ALPA")
LATE = Entry("TERLAMBAT", 10, "antre kunjungan")
NONE = Entry()


@pytest.fixture
def session() -> Session:
    return make_class(people=3)


@pytest.fixture
def at(session: Session) -> datetime:
    """A quarter past the session's start."""
    return timezone.make_aware(datetime.combine(session.day, time(9, 15)))


@pytest.fixture
def officer(session: Session) -> User:
    return OfficerFactory(facility=session.program.facility)


@pytest.fixture
def people(session: Session) -> list[Custody]:
    return stays_on(session)


def _printed(session: Session, by: User, at: datetime) -> PrintedSheet:
    options = SheetOptions()
    printing.print_sheets(sessions=[session], options=options, title="Daftar", by=by, at=at)
    return session.printed_sheets.get()


def marks(session: Session) -> dict[int, Entry]:
    return {row.custody_id: Entry.of(row) for row in session.attendances.all()}


def history_of(session: Session) -> int:
    return versions_of(Attendance).filter(session=session).count()


def everything() -> tuple[object, ...]:
    """Every row that a recording may touch, and how much history there is."""
    return (
        list(Attendance.objects.order_by("pk").values()),
        list(SheetSave.objects.order_by("pk").values()),
        list(Session.objects.order_by("pk").values()),
        versions_of(Attendance).count(),
        versions_of(Session).count(),
    )


def refused(code: str, **arguments: object) -> None:
    """Assert that recording is refused with that code and changes nothing."""
    before = everything()
    with pytest.raises(ActionRefused) as refusal:
        attendance.record(**arguments)  # type: ignore[arg-type]
    assert refusal.value.code == code
    assert str(refusal.value)
    assert everything() == before


def test_writes_the_rows_that_differ(session, people, officer, at):
    ana, budi, cici = people
    rows = [Row(ana.pk, NONE, HADIR), Row(budi.pk, NONE, LATE), Row(cici.pk, NONE, NONE)]
    outcome = attendance.record(session=session, rows=rows, by=officer, at=at)
    assert marks(session) == {ana.pk: HADIR, budi.pk: LATE}
    assert {row.custody_id for row in outcome.written} == {ana.pk, budi.pk}
    assert outcome.save is not None
    assert (outcome.save.saved_by, outcome.save.saved_at) == (officer, at)


def test_a_half_filled_sheet_saves_and_stays_incomplete(session, people, officer, at):
    attendance.record(session=session, rows=[Row(people[0].pk, NONE, HADIR)], by=officer, at=at)
    (counted,) = Session.objects.filter(pk=session.pk).with_counts()
    assert (counted.recorded, counted.roster_size) == (1, 3)


def test_an_omitted_row_is_unchanged(session, people, officer, at):
    ana, budi, _cici = people
    attendance.record(
        session=session,
        rows=[Row(ana.pk, NONE, HADIR), Row(budi.pk, NONE, HADIR)],
        by=officer,
        at=at,
    )
    attendance.record(session=session, rows=[Row(ana.pk, HADIR, ALPA)], by=officer, at=at)
    assert marks(session) == {ana.pk: ALPA, budi.pk: HADIR}


def test_a_repeat_of_the_same_submit_changes_nothing_and_writes_no_history(
    session, people, officer, at
):
    rows = [Row(person.pk, NONE, HADIR) for person in people]
    attendance.record(session=session, rows=rows, by=officer, at=at)
    before = everything()
    outcome = attendance.record(
        session=session, rows=rows, by=officer, at=at + timedelta(minutes=1)
    )
    assert (outcome.save, outcome.written, outcome.conflicts) == (None, [], [])
    assert everything() == before


def test_a_row_that_somebody_changed_is_a_conflict_and_the_others_are_saved(
    session, people, officer, at
):
    ana, budi, _cici = people
    colleague = OfficerFactory(facility=session.program.facility)
    attendance.record(session=session, rows=[Row(ana.pk, NONE, ALPA)], by=colleague, at=at)
    outcome = attendance.record(
        session=session,
        rows=[Row(ana.pk, NONE, HADIR), Row(budi.pk, NONE, HADIR)],
        by=officer,
        at=at,
    )
    assert marks(session) == {ana.pk: ALPA, budi.pk: HADIR}
    (conflict,) = outcome.conflicts
    assert conflict.row.new == HADIR
    assert conflict.theirs is not None
    assert Entry.of(conflict.theirs) == ALPA
    assert conflict.theirs.saved.saved_by == colleague


def test_two_who_recorded_the_same_do_not_conflict(session, people, officer, at):
    ana = people[0]
    attendance.record(session=session, rows=[Row(ana.pk, NONE, HADIR)], by=officer, at=at)
    colleague = OfficerFactory(facility=session.program.facility)
    outcome = attendance.record(
        session=session, rows=[Row(ana.pk, NONE, HADIR)], by=colleague, at=at
    )
    assert outcome.conflicts == []
    assert session.attendances.get().saved.saved_by == officer


def test_a_base_that_never_was_is_a_conflict(session, people, officer, at):
    outcome = attendance.record(
        session=session, rows=[Row(people[0].pk, ALPA, HADIR)], by=officer, at=at
    )
    assert [conflict.theirs for conflict in outcome.conflicts] == [None]
    assert marks(session) == {}


def test_a_note_alone_is_a_change(session, people, officer, at):
    ana = people[0]
    attendance.record(session=session, rows=[Row(ana.pk, NONE, HADIR)], by=officer, at=at)
    noted = Entry("HADIR", None, "pulang pukul 10")
    attendance.record(session=session, rows=[Row(ana.pk, HADIR, noted)], by=officer, at=at)
    assert marks(session) == {ana.pk: noted}


def test_a_session_is_held_from_its_first_mark_and_planned_again_without_any(
    session, people, officer, at
):
    ana, budi, _cici = people

    def record(*rows: Row) -> str:
        attendance.record(session=session, rows=rows, by=officer, at=at)
        return Session.objects.get(pk=session.pk).status

    assert record(Row(ana.pk, NONE, HADIR), Row(budi.pk, NONE, ALPA)) == "HELD"
    assert record(Row(ana.pk, HADIR, NONE)) == "HELD"
    assert record(Row(budi.pk, ALPA, NONE)) == "PLANNED"
    assert record(Row(budi.pk, NONE, ALPA)) == "HELD"


def test_history_keeps_every_version_of_a_mark(session, people, officer, at):
    ana = people[0]
    for before, after in [(NONE, HADIR), (HADIR, ALPA), (ALPA, NONE), (NONE, LATE)]:
        attendance.record(session=session, rows=[Row(ana.pk, before, after)], by=officer, at=at)
    versions = versions_of(Attendance).filter(session=session, custody=ana)
    assert [version.mark for version in versions] == ["HADIR", "ALPA", "", "TERLAMBAT"]


class TestRefused:
    def test_office_staff_and_administrators_do_not_record(self, session, people, staff, at):
        row = [Row(people[0].pk, NONE, HADIR)]
        refused("not_allowed", session=session, rows=row, by=staff, at=at)
        refused("not_allowed", session=session, rows=row, by=AdministratorFactory(), at=at)

    def test_an_officer_of_another_facility(self, session, people, at):
        row = [Row(people[0].pk, NONE, HADIR)]
        refused("not_allowed", session=session, rows=row, by=OfficerFactory(), at=at)

    @pytest.mark.parametrize(
        ("factory", "code"),
        [(CancelledSessionFactory, "cancelled"), (PostponedSessionFactory, "postponed")],
    )
    def test_a_session_that_was_called_off(self, factory, code, at):
        session = factory()
        officer = OfficerFactory(facility=session.program.facility)
        refused(code, session=session, rows=[], by=officer, at=at)

    def test_a_day_ahead(self, session, people, officer, at):
        row = [Row(people[0].pk, NONE, HADIR)]
        refused("future_day", session=session, rows=row, by=officer, at=at - timedelta(days=1))

    def test_midnight_in_jombang_begins_the_day(self, session, people, officer):
        midnight = timezone.make_aware(datetime.combine(session.day, time(0)))
        row = [Row(people[0].pk, NONE, HADIR)]
        last_moment = midnight - timedelta(seconds=1)
        refused("future_day", session=session, rows=row, by=officer, at=last_moment)
        attendance.record(session=session, rows=row, by=officer, at=midnight)
        assert len(marks(session)) == 1

    def test_a_list_printed_for_another_session(self, session, people, officer, at):
        other = make_class(people=1, program=session.program, day=session.day - timedelta(days=1))
        typed = attendance.Typed(_printed(other, officer, at), "Endang")
        row = [Row(people[0].pk, NONE, HADIR)]
        refused("other_paper", session=session, rows=row, by=officer, at=at, typed=typed)

    def test_a_list_that_nobody_signed(self, session, people, officer, at):
        typed = attendance.Typed(_printed(session, officer, at), "  ")
        row = [Row(people[0].pk, NONE, HADIR)]
        refused("signature_needed", session=session, rows=row, by=officer, at=at, typed=typed)

    def test_a_programme_that_was_reported(self, session, people, officer, at):
        close(session.program)
        row = [Row(people[0].pk, NONE, HADIR)]
        refused("locked", session=session, rows=row, by=officer, at=at)

    def test_somebody_of_another_course(self, session, officer, at):
        seat = SeatFactory(course=CourseFactory(program=session.program))
        row = [Row(seat.custody_id, NONE, HADIR)]
        refused("not_on_roster", session=session, rows=row, by=officer, at=at)

    def test_somebody_of_another_facility_whose_name_stays_unsaid(self, session, officer, at):
        stranger = SeatFactory().custody
        row = [Row(stranger.pk, NONE, HADIR)]
        with pytest.raises(ActionRefused) as refusal:
            attendance.record(session=session, rows=row, by=officer, at=at)
        assert refusal.value.code == "not_on_roster"
        assert stranger.participant.full_name not in str(refusal.value)

    def test_a_number_that_nobody_has(self, session, officer, at):
        row = [Row(999_999_999, NONE, HADIR)]
        refused("not_on_roster", session=session, rows=row, by=officer, at=at)

    def test_somebody_released_before_that_day(self, session, people, officer, at):
        gone = happen(people[0], "FULL_RELEASE", on=session.day)
        rows = [Row(person.pk, NONE, HADIR) for person in people]
        refused("not_on_roster", session=session, rows=rows, by=officer, at=at)
        others = [row for row in rows if row.custody_id != gone.pk]
        attendance.record(session=session, rows=others, by=officer, at=at)
        assert len(marks(session)) == 2

    def test_somebody_who_gave_up_the_seat(self, session, officer, at):
        course = session.courses.get()
        seat = EndedSeatFactory(course=course, left_on=session.day)
        row = [Row(seat.custody_id, NONE, HADIR)]
        refused("not_on_roster", session=session, rows=row, by=officer, at=at)

    def test_an_untouched_row_of_somebody_gone_is_no_obstacle(self, session, people, officer, at):
        happen(people[0], "FULL_RELEASE", on=session.day)
        rows = [Row(people[0].pk, NONE, NONE), Row(people[1].pk, NONE, HADIR)]
        attendance.record(session=session, rows=rows, by=officer, at=at)
        assert list(marks(session)) == [people[1].pk]


class TestCorrections:
    @pytest.fixture
    def recorded(self, session, people, officer, at) -> Custody:
        attendance.record(session=session, rows=[Row(people[0].pk, NONE, ALPA)], by=officer, at=at)
        return people[0]

    def test_on_the_day_of_recording_needs_no_reason(self, session, recorded, officer, at):
        evening = at.replace(hour=23)
        row = Row(recorded.pk, ALPA, HADIR)
        attendance.record(session=session, rows=[row], by=officer, at=evening)
        assert marks(session)[recorded.pk] == HADIR

    @pytest.mark.parametrize("new", [HADIR, NONE, Entry("ALPA", None, "ternyata sidang")])
    def test_later_asks_for_a_reason(self, new, session, recorded, officer, at):
        later = at + timedelta(days=1)
        rows = [Row(recorded.pk, ALPA, new)]
        refused("reason_needed", session=session, rows=rows, by=officer, at=later)
        reason = "Salah baca tanda tangan"
        outcome = attendance.record(session=session, rows=rows, by=officer, at=later, reason=reason)
        assert outcome.save is not None
        assert outcome.save.reason == reason
        assert marks(session)[recorded.pk] == new

    def test_the_day_counts_from_the_recording_not_from_the_session(
        self, session, people, officer, at
    ):
        week_later = at + timedelta(days=7)
        row = Row(people[1].pk, NONE, ALPA)
        attendance.record(session=session, rows=[row], by=officer, at=week_later)
        row = Row(people[1].pk, ALPA, HADIR)
        attendance.record(session=session, rows=[row], by=officer, at=week_later)
        assert marks(session)[people[1].pk] == HADIR

    def test_filling_a_gap_later_needs_no_reason(self, session, people, recorded, officer, at):
        row = Row(people[1].pk, NONE, HADIR)
        attendance.record(session=session, rows=[row], by=officer, at=at + timedelta(days=3))
        assert marks(session)[people[1].pk] == HADIR


class TestUndo:
    @pytest.fixture
    def saved(self, session, people, officer, at) -> SheetSave:
        rows = [Row(person.pk, NONE, HADIR) for person in people]
        save = attendance.record(session=session, rows=rows, by=officer, at=at).save
        assert save is not None
        return save

    def undo_refused(self, code: str, **arguments: object) -> None:
        before = everything()
        with pytest.raises(ActionRefused) as refusal:
            attendance.undo(**arguments)  # type: ignore[arg-type]
        assert refusal.value.code == code
        assert everything() == before

    def test_takes_a_first_saving_back(self, session, saved, officer, at):
        outcome = attendance.undo(save=saved, by=officer, at=at + timedelta(minutes=10))
        assert set(marks(session).values()) == {NONE}
        assert outcome.save is not None
        assert outcome.save.undoes == saved
        assert Session.objects.get(pk=session.pk).status == "PLANNED"

    def test_puts_back_what_was_recorded_before(self, session, people, saved, officer, at):
        rows = [Row(people[0].pk, HADIR, LATE), Row(people[1].pk, HADIR, NONE)]
        save = attendance.record(session=session, rows=rows, by=officer, at=at).save
        assert save is not None
        attendance.undo(save=save, by=officer, at=at)
        assert set(marks(session).values()) == {HADIR}

    def test_leaves_what_was_changed_since(self, session, people, saved, officer, at):
        colleague = OfficerFactory(facility=session.program.facility)
        row = Row(people[0].pk, HADIR, ALPA)
        attendance.record(session=session, rows=[row], by=colleague, at=at)
        outcome = attendance.undo(save=saved, by=officer, at=at)
        assert [conflict.row.custody_id for conflict in outcome.conflicts] == [people[0].pk]
        assert marks(session) == {people[0].pk: ALPA, people[1].pk: NONE, people[2].pk: NONE}

    def test_a_repeat_changes_nothing(self, saved, officer, at):
        attendance.undo(save=saved, by=officer, at=at)
        before = everything()
        assert attendance.undo(save=saved, by=officer, at=at).save is None
        assert everything() == before

    def test_is_not_undone_itself(self, saved, officer, at):
        undoing = attendance.undo(save=saved, by=officer, at=at).save
        self.undo_refused("is_undo", save=undoing, by=officer, at=at)

    def test_a_move_is_not(self, session, saved, officer, at):
        """Both its halves: test_attendance_move.py."""
        to = SessionFactory(courses=[session.courses.get()], starts_at=time(13), ends_at=time(15))
        moved = attendance.move(session=session, to=to, by=officer, at=at, reason="Salah").save
        self.undo_refused("is_move", save=moved, by=officer, at=at)

    def test_not_after_ten_minutes(self, saved, officer, at):
        too_late = at + timedelta(minutes=10, seconds=1)
        self.undo_refused("too_late", save=saved, by=officer, at=too_late)

    def test_not_by_a_colleague(self, session, saved, at):
        colleague = OfficerFactory(facility=session.program.facility)
        self.undo_refused("not_yours", save=saved, by=colleague, at=at)

    def test_not_by_an_officer_of_another_facility(self, saved, at):
        self.undo_refused("not_allowed", save=saved, by=OfficerFactory(), at=at)

    def test_not_once_the_programme_is_reported(self, session, saved, officer, at):
        close(session.program)
        self.undo_refused("locked", save=saved, by=officer, at=at)


class TestStatements:
    @pytest.mark.parametrize("count", [20, 200, 1000])
    def test_saving_takes_the_same_few_statements_for_any_number(
        self, count, django_assert_max_num_queries
    ):
        session = make_class(people=count)
        officer = OfficerFactory(facility=session.program.facility)
        at = timezone.make_aware(datetime.combine(session.day, time(10)))
        rows = [Row(stay.pk, NONE, HADIR) for stay in stays_on(session)]
        # Two of them open and release the savepoint, two say for whom the database works.
        with django_assert_max_num_queries(10) as first:
            attendance.record(session=session, rows=rows, by=officer, at=at)
        assert Attendance.objects.recorded().count() == count
        writes = [query["sql"] for query in first if "INSERT INTO" in query["sql"]]
        assert sum('"programs_attendance"' in sql for sql in writes) == 1

    def test_all_rows_of_a_saving_share_one_context(self, session, people, officer, at):
        rows = [Row(person.pk, NONE, HADIR) for person in people]
        attendance.record(session=session, rows=rows, by=officer, at=at)
        assert history_of(session) == 3


def test_someone_in_two_courses_of_a_shared_session_has_one_mark(officer, session, at):
    first = session.courses.get()
    second = CourseFactory(program=session.program)
    shared = SessionFactory(courses=[first, second], starts_at=time(13), ends_at=time(14))
    stay = stays_on(session)[0]
    SeatFactory(course=second, custody=stay)
    assert Enrolment.objects.filter(custody=stay).count() == 2
    attendance.record(session=shared, rows=[Row(stay.pk, NONE, HADIR)], by=officer, at=at)
    assert marks(shared) == {stay.pk: HADIR}
