"""Two who merge at the same moment, or one beside whoever writes of the same people."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import connection, transaction
from django.utils import timezone

from jombang_umkm.errors import ActionRefused
from participants.actions import family
from participants.actions import merge as actions
from participants.actions import participant as people
from participants.actions.custody import Papers, record
from participants.actions.merge_undo import undo
from participants.actions.two_people import tell_apart
from participants.models import Custody, FamilyContact, Merge, MergeUndo, Participant
from participants.rules.facts import fingerprint
from programs.actions import attendance
from programs.models import Attendance
from programs.rules.attendance import Entry, Row
from tests.clock import TODAY
from tests.factories.jombang_umkm import AdministratorFactory, OfficerFactory
from tests.factories.participants import CustodyFactory
from tests.factories.programs import CourseFactory, ProgramFactory, SeatFactory, SessionFactory
from tests.participants.merging import all_of, look, merge
from tests.threads import together, wait_until_waiting

pytestmark = pytest.mark.django_db(transaction=True)

ROUNDS = 5
A_DAY = timedelta(days=1)


def twice() -> tuple[Custody, Custody]:
    """One stay that was entered twice."""
    one = CustodyFactory()
    return one, CustodyFactory(facility=one.facility, entry_date=one.entry_date)


def merging(kept: Custody, absorbed: Custody) -> Callable[[], Merge]:
    """Return a call that merges them, as an officer who opened the page before."""
    officer = OfficerFactory(facility=kept.facility)
    both = kept.participant, absorbed.participant
    what = {"by": officer, "choices": all_of(*both), "base": look(*both).base}
    return lambda: merge(*both, **what)


def gone(call: Callable[[], Any]) -> Callable[[], Any]:
    """Return the call, which answers "gone" where the page would say that nothing is found."""

    def answered() -> Any:
        try:
            return call()
        except ObjectDoesNotExist:
            return "gone"

    return answered


def code(outcome: Any) -> str:
    if isinstance(outcome, ActionRefused):
        return outcome.code
    return outcome if isinstance(outcome, str) else "done"


def test_two_who_merge_the_same_do_it_once():
    for _round in range(ROUNDS):
        one, other = twice()
        first, second = together(merging(one, other), merging(one, other))
        assert first == second
        assert Merge.objects.filter(kept=one.participant).count() == 1


def test_of_two_ways_round_one_is_taken():
    for _round in range(ROUNDS):
        one, other = twice()
        outcomes = together(merging(one, other), merging(other, one))
        assert sorted(map(code, outcomes)) == ["done", "merged_meanwhile"]
        both = {one.participant_id, other.participant_id}
        assert Participant.objects.filter(pk__in=both).count() == 1


def test_of_three_records_in_a_chain_nobody_is_lost():
    for _round in range(ROUNDS):
        one, other = twice()
        third = CustodyFactory(facility=one.facility, entry_date=one.entry_date)
        outcomes = together(merging(one, other), merging(third, one))
        assert "done" in map(code, outcomes)
        assert set(map(code, outcomes)) <= {"changed_meanwhile", "done", "merged_meanwhile"}
        merged = Participant.with_merged.filter(merged_into__isnull=False)
        assert not Custody.with_merged.filter(participant__in=merged).exists()


def test_beside_marks_that_are_saved():
    """Either they are there, and the page is looked at once more; or they find nobody."""
    for _round in range(ROUNDS):
        one, other = twice()
        course = CourseFactory(program=ProgramFactory(facility=one.facility))
        SeatFactory(course=course, custody=other, joined_on=TODAY - 9 * A_DAY)
        session = SessionFactory(courses=[course], day=TODAY - A_DAY)
        officer = OfficerFactory(facility=one.facility)
        rows = [Row(other.pk, base=Entry(), new=Entry("HADIR"))]

        def saving(session=session, rows=rows, officer=officer) -> Any:
            return attendance.record(session=session, rows=rows, by=officer, at=timezone.now())

        outcomes = tuple(map(code, together(merging(one, other), saving)))
        assert outcomes in (("done", "not_on_roster"), ("changed_meanwhile", "done"))
        merged = Custody.with_merged.filter(merged_into__isnull=False)
        assert not Attendance.objects.filter(custody__in=merged).exists()


def test_beside_an_event():
    for _round in range(ROUNDS):
        one, other = twice()
        officer = OfficerFactory(facility=one.facility)
        papers = Papers(document_no="W15.1/2026")

        def releasing(other=other, officer=officer, papers=papers) -> Any:
            return record(
                custody=other,
                to="FULL_RELEASE",
                on=TODAY,
                papers=papers,
                by=officer,
                at=timezone.now(),
            )

        outcomes = tuple(map(code, together(merging(one, other), gone(releasing))))
        assert outcomes in (("done", "gone"), ("changed_meanwhile", "done"))


def test_beside_a_new_stay():
    """Nobody who was merged has a stay, whoever was first."""
    for _round in range(ROUNDS):
        held = CustodyFactory()
        other = CustodyFactory(facility=held.facility, entry_date=TODAY - 900 * A_DAY)
        officer = OfficerFactory(facility=held.facility)
        papers = Papers(document_no="W15.1/2026")
        record(
            custody=other,
            to="FULL_RELEASE",
            on=TODAY - 800 * A_DAY,
            papers=papers,
            by=officer,
            at=timezone.now(),
        )
        stay = CustodyFactory.build(
            participant=other.participant, facility=held.facility, entry_date=TODAY
        )

        def readmitting(stay=stay, officer=officer) -> Any:
            return people.readmit(custody=stay, by=officer, at=timezone.now())

        outcomes = tuple(map(code, together(merging(held, other), gone(readmitting))))
        assert outcomes in (
            ("done", "gone"),
            ("done", "not_allowed"),
            ("changed_meanwhile", "done"),
        )


def test_beside_telling_the_two_apart():
    """They are one person or two; never both."""
    for _round in range(ROUNDS):
        one, other = twice()
        by = OfficerFactory(facility=one.facility)

        def telling(one=one, other=other, by=by) -> Any:
            both = {"one": one.participant, "other": other.participant}
            return tell_apart(**both, by=by, at=timezone.now())

        outcomes = tuple(map(code, together(merging(one, other), telling)))
        assert outcomes in (
            ("done", "merged_meanwhile"),
            ("done", "not_allowed"),
            ("told_apart", "done"),
            ("changed_meanwhile", "done"),
        )
        assert Merge.objects.filter(kept=one.participant).exists() is (outcomes[0] == "done")


def test_an_undoing_sees_what_changes_of_a_relative_meanwhile():
    one, other = twice()
    contact = FamilyContact.objects.create(
        participant=one.participant, name="SUMIATI", relation=FamilyContact.Relation.PARENT
    )
    done = merging(one, other)()
    by, officer = AdministratorFactory(), OfficerFactory(facility=one.facility)
    facts = {"name": "SUMIATI BINTI KARTO"}
    base = fingerprint(contact, facts)

    def undoing() -> Any:
        return undo(merge=done, reason="Dua orang", by=by, at=timezone.now())

    with ThreadPoolExecutor() as pool:
        with transaction.atomic():
            family.change(contact=contact, facts=facts, base=base, by=officer, at=timezone.now())
            undone = pool.submit(together, undoing)
            wait_until_waiting(1)
        assert code(*undone.result()) == "built_on"


def test_beside_the_undoing_of_the_merging_before():
    """A stay that was folded is locked by both in the same order, so none waits for the other."""
    first, second = twice()
    before = merging(second, first)()
    third = CustodyFactory(facility=first.facility, entry_date=first.entry_date)
    both, by = (third.participant, second.participant), AdministratorFactory()
    what = {"choices": all_of(*both), "base": look(*both).base, "by": by, "at": timezone.now()}

    def again() -> Any:
        return actions.merge(kept=both[0], absorbed=both[1], **what)

    def undoing() -> Any:
        return undo(merge=before, reason="Dua orang", by=by, at=timezone.now())

    with ThreadPoolExecutor() as pool:
        with transaction.atomic(), connection.cursor() as cursor:
            # What a merging reads once it has its locks, and before it writes.
            cursor.execute("LOCK TABLE participants_twopeople")
            merged = pool.submit(together, again)
            wait_until_waiting(1)
            undone = pool.submit(together, undoing)
            wait_until_waiting(2)
        assert [code(*merged.result()), code(*undone.result())] == ["done", "built_on"]


def test_two_who_undo_it_do_it_once():
    for _round in range(ROUNDS):
        done = merging(*twice())()
        by = AdministratorFactory()

        def undoing(done=done, by=by) -> Any:
            return undo(merge=done, reason="Dua orang", by=by, at=timezone.now())

        first, second = together(undoing, undoing)
        assert first == second
        assert MergeUndo.objects.filter(merge=done).count() == 1
