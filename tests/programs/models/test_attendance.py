"""Marks and savings: what the database never lets be."""

import pytest
from django.db import InternalError, transaction
from django.utils import timezone

from participants.models import Custody
from programs.models import Attendance, Session, SheetSave
from tests.factories.jombang_umkm import OfficerFactory
from tests.factories.participants import CustodyFactory
from tests.factories.programs import CourseFactory, DraftProgramFactory, SessionFactory

pytestmark = pytest.mark.django_db

Mark = Attendance.Mark


@pytest.fixture
def session() -> Session:
    return SessionFactory(courses=[CourseFactory(program=DraftProgramFactory())])


@pytest.fixture
def stay(session) -> Custody:
    return CustodyFactory(facility=session.program.facility)


@pytest.fixture
def save(session) -> SheetSave:
    officer = OfficerFactory(facility=session.program.facility)
    return SheetSave.objects.create(session=session, saved_by=officer, saved_at=timezone.now())


@pytest.fixture
def row(session, stay, save) -> Attendance:
    return Attendance(session=session, custody=stay, saved=save, mark=Mark.PRESENT)


def test_a_person_has_one_mark_at_a_session(row, breaks):
    row.save()
    again = Attendance(session=row.session, custody=row.custody, saved=row.saved)
    breaks(again, "attendance_unique")


@pytest.mark.parametrize("mark", [*Mark, ""])
def test_a_row_has_one_of_the_marks_or_was_cleared(mark, row):
    row.mark = mark
    row.validate_constraints()
    row.save()


@pytest.mark.parametrize("mark", ["hadir", "H", "KOSONG", " "])
def test_a_row_has_no_other_mark(mark, row, breaks):
    row.mark = mark
    breaks(row, "attendance_mark_known")


@pytest.mark.parametrize("mark", [mark for mark in Mark if mark != Mark.LATE] + [""])
def test_only_somebody_late_has_minutes(mark, row, breaks):
    row.mark, row.minutes_late = mark, 10
    breaks(row, "attendance_minutes_of_late")


def test_late_by_no_minutes_is_not_late(row, breaks):
    row.mark, row.minutes_late = Mark.LATE, 0
    breaks(row, "attendance_minutes_of_late")


@pytest.mark.parametrize("minutes", [1, 600, None])
def test_late_may_say_by_how_many(minutes, row):
    row.mark, row.minutes_late = Mark.LATE, minutes
    row.validate_constraints()
    row.save()


def test_a_cleared_row_has_no_note(row, breaks):
    row.mark, row.note = "", "antre kunjungan"
    breaks(row, "attendance_cleared_has_no_note")


class TestSheetSave:
    @pytest.mark.parametrize("change", [lambda save: save.save(), lambda save: save.delete()])
    def test_is_neither_changed_nor_deleted(self, change, save, unchanged):
        with unchanged(SheetSave), pytest.raises(InternalError), transaction.atomic():
            change(save)
