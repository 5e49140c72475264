"""What becomes of the seats and marks of a stay that was entered twice."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from jombang_umkm.errors import ActionRefused
from jombang_umkm.models import User
from participants.actions import custody as custodies
from participants.models import Custody, Merge, Participant
from participants.rules.consequences import agreeing
from programs.actions import attendance
from programs.actions.printing import print_sheets
from programs.models import Attendance, Course, Enrolment, Program, Session
from programs.rules.attendance import Entry, Row
from programs.rules.paper import SheetOptions
from programs.views.sheet_paper import as_printed
from programs.views.sheet_row import Listed, SheetRow
from tests.clock import TODAY
from tests.factories.participants import CustodyFactory, happen
from tests.factories.programs import (
    CourseFactory,
    EndedSeatFactory,
    ProgramFactory,
    SeatFactory,
    SessionFactory,
    move_along,
    record,
)
from tests.participants.merging import asked, merge

pytestmark = pytest.mark.django_db

Status = Enrolment.Status
A_DAY = timedelta(days=1)


@pytest.fixture
def course(officer: User) -> Course:
    return CourseFactory(program=ProgramFactory(facility=officer.facility, name="Angkatan Satu"))


@pytest.fixture
def ours(officer: User) -> Custody:
    return CustodyFactory(facility=officer.facility, entry_date=TODAY - 200 * A_DAY)


@pytest.fixture
def theirs(officer: User) -> Custody:
    return CustodyFactory(facility=officer.facility, entry_date=TODAY - 200 * A_DAY)


def seated(stay: Custody, course: Course, since: date = TODAY - 20 * A_DAY) -> Enrolment:
    return SeatFactory(course=course, custody=stay, joined_on=since)


def meeting(
    course: Course, officer: User, marks: dict[Custody, object], day: date = TODAY
) -> Session:
    session = SessionFactory(courses=[course], day=day, topic="Las dasar")
    record(session, marks, by=officer)
    return session


def mark_of(session: Session, stay: Custody) -> Attendance:
    return Attendance.objects.get(session=session, custody=stay)


def test_a_seat_comes_back_with_the_event_of_the_stay_that_goes_on(ours, theirs, course, officer):
    """Both entries were released on one day; whichever seat goes on, one reversal is enough."""
    for stay in (theirs, ours):
        seated(stay, course)
        happen(stay, "FULL_RELEASE", on=TODAY, by=officer)
    merge(ours.participant, theirs.participant, by=officer)
    assert Enrolment.objects.get().status == Status.CUT_BY_RELEASE
    event = ours.happenings.order_by("pk").last()
    agreeing(custodies.reverse, event=event, by=officer, at=timezone.now(), reason="Keliru")
    assert Enrolment.objects.get().status == Status.CONFIRMED


class TestMarks:
    def test_that_only_one_has_go_along(self, ours, theirs, course, officer):
        seated(theirs, course)
        session = meeting(course, officer, {theirs: "HADIR"})
        before = mark_of(session, theirs)
        merge(ours.participant, theirs.participant, by=officer)
        after = mark_of(session, ours)
        assert (after.pk, after.mark, after.saved_id) == (before.pk, "HADIR", before.saved_id)

    def test_that_differ_are_asked(self, ours, theirs, course, officer):
        for stay in (ours, theirs):
            seated(stay, course)
        late = Entry("TERLAMBAT", 15, "Hujan")
        session = meeting(course, officer, {ours: "ALPA", theirs: late})
        with translation.override("en"):
            (question,) = [
                each
                for each in asked(ours.participant, theirs.participant)
                if each.key.startswith("mark.")
            ]
        assert "Las dasar" in question.about
        assert question.values[theirs.participant_id] == "Late, 15 minutes, Hujan"
        chosen = {question.key: theirs.participant_id}
        done = merge(ours.participant, theirs.participant, by=officer, choices=chosen)
        assert Entry.of(mark_of(session, ours)) == late
        assert Attendance.objects.filter(session=session).count() == 1
        (gone,) = [row for step in done.steps for row in step.get("gone", ()) if "mark" in row]
        assert gone["mark"] == "ALPA"

    @pytest.mark.parametrize("marked_first", [0, 1])
    def test_are_asked_in_the_order_of_the_pair(self, marked_first, ours, theirs, course, officer):
        """Whoever's mark was made first."""
        stays = [ours, theirs] if marked_first == 0 else [theirs, ours]
        for stay in stays:
            seated(stay, course)
        session = meeting(course, officer, {stays[0]: "ALPA"})
        record(session, {stays[1]: "SAKIT"}, by=officer)
        for pair in ((ours, theirs), (theirs, ours)):
            people = [stay.participant for stay in pair]
            for question in asked(*people):
                assert list(question.values) == [person.pk for person in people]
            assert any(each.key.startswith("mark.") for each in asked(*people))

    @pytest.mark.parametrize(
        ("first", "second", "stands"),
        [
            (Entry("HADIR"), Entry("HADIR"), Entry("HADIR")),
            (Entry("HADIR"), Entry("HADIR", None, "Depan"), Entry("HADIR", None, "Depan")),
            (Entry("HADIR", None, "Depan"), Entry("HADIR"), Entry("HADIR", None, "Depan")),
        ],
    )
    def test_that_agree_are_not(self, first, second, stands, ours, theirs, course, officer):
        for stay in (ours, theirs):
            seated(stay, course)
        session = meeting(course, officer, {ours: first, theirs: second})
        assert not [e for e in asked(ours.participant, theirs.participant) if "mark." in e.key]
        merge(ours.participant, theirs.participant, by=officer)
        assert Entry.of(mark_of(session, ours)) == stands

    def test_a_cleared_row_gives_way(self, ours, theirs, course, officer):
        for stay in (ours, theirs):
            seated(stay, course)
        session = meeting(course, officer, {ours: "HADIR", theirs: "SAKIT"})
        row = Row(ours.pk, base=Entry("HADIR"), new=Entry())
        attendance.record(session=session, rows=[row], by=officer, at=timezone.now())
        merge(ours.participant, theirs.participant, by=officer)
        assert mark_of(session, ours).mark == "SAKIT"

    @pytest.mark.parametrize("path", [("FINISHED", "REPORTED"), ("FINISHED", "REPORTED", "CLOSED")])
    def test_that_differ_where_the_programme_is_over_forbid_it(
        self, path, ours, theirs, course, officer, refused
    ):
        for stay in (ours, theirs):
            seated(stay, course)
        meeting(course, officer, {ours: "HADIR", theirs: "SAKIT"})
        move_along(course.program, *path)
        with refused("blocked", Participant, Custody, Attendance, Enrolment, Merge):
            merge(ours.participant, theirs.participant, by=officer)
        with pytest.raises(ActionRefused, match="Angkatan Satu"):
            merge(ours.participant, theirs.participant, by=officer)

    def test_that_agree_where_the_programme_is_over_do_not(self, ours, theirs, course, officer):
        seated(theirs, course)
        session = meeting(course, officer, {theirs: "HADIR"})
        move_along(course.program, "FINISHED", "REPORTED")
        merge(ours.participant, theirs.participant, by=officer)
        assert mark_of(session, ours).mark == "HADIR"

    def test_a_saving_can_still_be_taken_back(self, ours, theirs, course, officer):
        """Of a sheet that was saved just before: the rows are found under the one stay."""
        for stay in (ours, theirs):
            seated(stay, course)
        session = SessionFactory(courses=[course], day=TODAY)
        save = record(session, {theirs: "HADIR"}, by=officer, at=timezone.now()).save
        merge(ours.participant, theirs.participant, by=officer)
        attendance.undo(save=save, by=officer, at=timezone.now())
        assert mark_of(session, ours).mark == ""


class TestSeats:
    def test_go_along(self, ours, theirs, course, officer):
        seat = seated(theirs, course)
        merge(ours.participant, theirs.participant, by=officer)
        seat.refresh_from_db()
        assert seat.custody == ours

    def test_on_the_same_days_become_one(self, ours, theirs, course, officer):
        first, second = seated(ours, course), seated(theirs, course, TODAY - 25 * A_DAY)
        done = merge(ours.participant, theirs.participant, by=officer)
        (seat,) = ours.enrolments.all()
        assert (seat, seat.joined_on, seat.left_on) == (first, TODAY - 25 * A_DAY, None)
        (gone,) = [row for step in done.steps for row in step.get("gone", ())]
        assert gone["id"] == second.pk

    def test_the_one_that_goes_on_stands_for_one_that_ended(self, ours, theirs, course, officer):
        EndedSeatFactory(course=course, custody=ours, joined_on=TODAY - 20 * A_DAY)
        other = seated(theirs, course, TODAY - 15 * A_DAY)
        merge(ours.participant, theirs.participant, by=officer)
        (seat,) = ours.enrolments.all()
        assert (seat, seat.joined_on, seat.status) == (other, TODAY - 20 * A_DAY, "CONFIRMED")

    def test_one_after_the_other_both_stay(self, ours, theirs, course, officer):
        EndedSeatFactory(course=course, custody=ours, joined_on=TODAY - 20 * A_DAY)
        seated(theirs, course, TODAY - 5 * A_DAY)
        merge(ours.participant, theirs.participant, by=officer)
        assert ours.enrolments.count() == 2

    def test_a_nomination_ends_in_the_seat(self, ours, theirs, course, officer):
        seat = seated(ours, course)
        Enrolment.objects.create(custody=theirs, course=course)
        merge(ours.participant, theirs.participant, by=officer)
        assert list(ours.enrolments.all()) == [seat]

    def test_of_two_nominations_the_farther_one_stays(self, ours, theirs, course, officer):
        Enrolment.objects.create(custody=ours, course=course)
        other = Enrolment.objects.create(custody=theirs, course=course, status="WAITLISTED")
        rejected = Enrolment.objects.create(custody=theirs, course=course, status="REJECTED")
        merge(ours.participant, theirs.participant, by=officer)
        assert set(ours.enrolments.all()) == {other, rejected}

    def test_open_ones_end_with_the_stay(self, ours, theirs, course, officer):
        happen(ours, "FULL_RELEASE", on=TODAY - 2 * A_DAY, by=officer)
        seat = seated(theirs, course)
        merge(ours.participant, theirs.participant, by=officer)
        seat.refresh_from_db()
        assert (seat.custody, seat.status) == (ours, "CUT_BY_RELEASE")
        assert (seat.left_on, seat.cut_from) == (TODAY - 2 * A_DAY, "CONFIRMED")

    def test_whoever_was_counted_twice_is_one(self, ours, theirs, course, officer):
        for stay in (ours, theirs):
            seated(stay, course)
        session = SessionFactory(courses=[course], day=TODAY)
        merge(ours.participant, theirs.participant, by=officer)
        assert Session.objects.with_counts().get(pk=session.pk).roster_size == 1


class TestPaper:
    def test_stays_as_it_was_printed(self, ours, theirs, course, officer):
        for stay in (ours, theirs):
            seated(stay, course)
        session = SessionFactory(courses=[course], day=TODAY)
        printed = print_sheets(
            sessions=[session],
            options=SheetOptions(),
            title="Daftar",
            by=officer,
            at=timezone.now(),
        )
        rows = list(printed.printed_sheets.get().rows.values_list("position", "custody"))
        merge(ours.participant, theirs.participant, by=officer)
        assert list(printed.printed_sheets.get().rows.values_list("position", "custody")) == rows

    def test_what_is_typed_from_it_is_of_the_one_stay(self, ours, theirs, course, officer):
        for stay in (ours, theirs):
            seated(stay, course)
        session = SessionFactory(courses=[course], day=TODAY)
        printed = print_sheets(
            sessions=[session],
            options=SheetOptions(),
            title="Daftar",
            by=officer,
            at=timezone.now(),
        )
        merge(ours.participant, theirs.participant, by=officer)
        paper = printed.printed_sheets.get()
        here = SheetRow(Listed.of(Custody.objects.get(pk=ours.pk)), None, position=1)
        with translation.override("en"):
            lines = as_printed([here], session, paper)
        assert [(line.stay.pk, line.position) for line in lines if not line.gone] == [(ours.pk, 1)]
        (spare,) = [line for line in lines if line.gone]
        assert (spare.position, spare.gone) == (2, "Stands on this list twice")


def test_a_programme_in_which_somebody_has_a_mark_is_locked(ours, theirs, course, officer):
    """Nobody saves its sheets meanwhile."""
    seated(theirs, course)
    meeting(course, officer, {theirs: "HADIR"})
    with CaptureQueriesContext(connection) as queries:
        merge(ours.participant, theirs.participant, by=officer)
    locks = [each["sql"] for each in queries if "FOR NO KEY UPDATE" in each["sql"]]
    assert Program._meta.db_table in locks[0]
