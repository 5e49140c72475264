"""Two people at one sheet at the same moment, with real threads on real connections."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, time
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from jombang_umkm.errors import ActionRefused
from jombang_umkm.history import versions_of
from programs.actions import attendance
from programs.actions.attendance import Outcome
from programs.models import Attendance, Program, Session, SheetSave
from programs.rules.attendance import Entry, Row
from tests.factories.jombang_umkm import AdministratorFactory, OfficerFactory
from tests.factories.participants import happen
from tests.factories.programs import make_class, stays_on
from tests.threads import together, wait_until_waiting

pytestmark = pytest.mark.django_db(transaction=True)

NONE, HADIR, ALPA = Entry(), Entry("HADIR"), Entry("ALPA")
ROUNDS = 8


@pytest.fixture
def sheet() -> tuple[Session, list[int], datetime]:
    session = make_class(people=4)
    at = timezone.make_aware(datetime.combine(session.day, time(10)))
    return session, [stay.pk for stay in stays_on(session)], at


def saving(session: Session, at: datetime, **rows: Any) -> Callable[[], Outcome]:
    """Return a call that saves these rows as an officer of their own."""
    officer = OfficerFactory(facility=session.program.facility)
    posted = rows["rows"]
    return lambda: attendance.record(session=session, rows=posted, by=officer, at=at)


def test_one_row_marked_differently_by_two_is_written_once_and_asked_once(sheet):
    session, people, at = sheet
    for pk in people:
        outcomes = together(
            saving(session, at, rows=[Row(pk, NONE, HADIR)]),
            saving(session, at, rows=[Row(pk, NONE, ALPA)]),
        )
        assert sorted(len(outcome.written) for outcome in outcomes) == [0, 1]
        assert sorted(len(outcome.conflicts) for outcome in outcomes) == [0, 1]
        winner = next(outcome for outcome in outcomes if outcome.written)
        (loser,) = (outcome for outcome in outcomes if outcome.conflicts)
        recorded = Attendance.objects.get(session=session, custody=pk)
        assert recorded.mark == winner.written[0].mark
        assert loser.conflicts[0].theirs == recorded
        assert versions_of(Attendance).filter(custody=pk).count() == 1


def test_a_saving_waits_for_its_programme_before_it_locks_the_session(sheet):
    """All lock in that order, so that none waits for one that waits for it."""
    session, people, at = sheet
    save = saving(session, at, rows=[Row(people[0], NONE, HADIR)])
    with ThreadPoolExecutor() as pool:
        with transaction.atomic():
            Program.objects.select_for_update(no_key=True).get(pk=session.program_id)
            saved = pool.submit(together, save)
            wait_until_waiting(1)
            # Would be refused if the saving had locked it.
            Session.objects.select_for_update(no_key=True, nowait=True).get(pk=session.pk)
        (outcome,) = saved.result()
    assert [row.custody_id for row in outcome.written] == people[:1]


def test_a_double_click_saves_once(sheet):
    session, people, at = sheet
    officer = OfficerFactory(facility=session.program.facility)
    rows = [Row(pk, NONE, HADIR) for pk in people]

    def click() -> Outcome:
        return attendance.record(session=session, rows=rows, by=officer, at=at)

    outcomes = together(*[click] * 4)
    assert [len(outcome.conflicts) for outcome in outcomes] == [0] * 4
    assert sorted(len(outcome.written) for outcome in outcomes) == [0, 0, 0, 4]
    assert SheetSave.objects.filter(session=session).count() == 1
    assert versions_of(Attendance).filter(session=session).count() == 4


def test_two_halves_of_a_sheet_are_both_saved(sheet):
    session, people, at = sheet
    outcomes = together(
        saving(session, at, rows=[Row(pk, NONE, HADIR) for pk in people[:2]]),
        saving(session, at, rows=[Row(pk, NONE, ALPA) for pk in people[2:]]),
    )
    assert [len(outcome.written) for outcome in outcomes] == [2, 2]
    assert Attendance.objects.filter(session=session).recorded().count() == 4


def test_last_mark_cleared_while_another_is_made_leaves_the_session_held(sheet):
    session, people, at = sheet
    first, second = people[:2]
    for _round in range(ROUNDS):
        saving(session, at, rows=[Row(first, NONE, HADIR), Row(second, ALPA, NONE)])()
        together(
            saving(session, at, rows=[Row(first, HADIR, NONE)]),
            saving(session, at, rows=[Row(second, NONE, ALPA)]),
        )
        assert Session.objects.get(pk=session.pk).status == "HELD"


def test_a_saving_is_taken_back_once(sheet):
    session, people, at = sheet
    officer = OfficerFactory(facility=session.program.facility)
    rows = [Row(pk, NONE, HADIR) for pk in people]
    save = attendance.record(session=session, rows=rows, by=officer, at=at).save
    assert save is not None
    undoing = [lambda: attendance.undo(save=save, by=officer, at=at)] * 3
    outcomes = together(*undoing)
    assert sorted(len(outcome.written) for outcome in outcomes) == [0, 0, 4]
    assert SheetSave.objects.filter(undoes=save).count() == 1


def test_a_release_and_a_mark_at_the_same_moment_come_one_after_the_other(sheet):
    session, people, at = sheet
    by = AdministratorFactory()
    for pk in people:
        stay = session.program.facility.custodies.get(pk=pk)
        _moved, recorded = together(
            lambda stay=stay: happen(stay, "FULL_RELEASE", on=session.day, by=by),
            saving(session, at, rows=[Row(pk, NONE, HADIR)]),
        )
        was_refused = isinstance(recorded, ActionRefused)
        assert was_refused or len(recorded.written) == 1
        assert Attendance.objects.filter(custody=pk).exists() is not was_refused
