"""Two records again of one: exactly as they were, while nothing was built on it."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone, translation
from hypothesis import HealthCheck, given
from hypothesis import settings as properties
from hypothesis import strategies as st

from jombang_umkm.errors import ActionRefused
from jombang_umkm.models import User
from participants.actions import family
from participants.actions import participant as people
from participants.actions import stay as stays
from participants.actions.identity import Identity, set_nik
from participants.actions.merge_undo import undo
from participants.actions.two_people import tell_apart
from participants.models import (
    Custody,
    CustodyAbsence,
    FamilyContact,
    Merge,
    MergeUndo,
    Participant,
)
from participants.rules.consequences import agreeing
from participants.rules.facts import fingerprint
from programs.models import Attendance, Enrolment
from tests.clock import TODAY
from tests.factories.jombang_umkm import OfficeFactory
from tests.factories.participants import (
    CustodyFactory,
    ParticipantFactory,
    agree,
    attach_photo,
    happen,
    take_back,
)
from tests.factories.programs import (
    CourseFactory,
    ProgramFactory,
    SeatFactory,
    SessionFactory,
    record,
)
from tests.participants.merging import asked, merge, snapshot

pytestmark = pytest.mark.django_db

Status = Custody.Status
A_DAY = timedelta(days=1)
NIK, OTHER_NIK = "3517092512900001", "3517092512900002"


@pytest.fixture
def twins(officer: User) -> tuple[Custody, Custody]:
    """One stay entered twice, with something of everything on both sides."""
    program = ProgramFactory(facility=officer.facility, today=TODAY)
    course = CourseFactory(program=program)
    sessions = [SessionFactory(courses=[course], day=TODAY - n * A_DAY) for n in range(4)]
    one = _entered("Moh. Sholikin", officer)
    earlier = CustodyFactory(facility=officer.facility, entry_date=TODAY - 900 * A_DAY)
    happen(earlier, Status.FULL_RELEASE, on=TODAY - 800 * A_DAY, by=officer)
    other = _entered("Sholikin", officer, participant=earlier.participant)
    for stay, number, mark in ((one, 0, "HADIR"), (other, 1, "SAKIT")):
        SeatFactory(course=course, custody=stay, joined_on=TODAY - (20 + number) * A_DAY)
        for session in sessions[number : 3 + number]:
            record(session, {stay: mark}, by=officer)
    agree(one, program.office)
    agree(other, program.office)
    take_back(agree(other, OfficeFactory()))
    third = CustodyFactory(facility=officer.facility).participant
    tell_apart(one=other.participant, other=third, by=officer, at=timezone.now())
    return one, other


def _entered(name: str, officer: User, participant: Participant | None = None) -> Custody:
    """Somebody with a court day, a relative and a photo."""
    stay = CustodyFactory(
        participant=participant or ParticipantFactory(full_name=name, skills=name),
        facility=officer.facility,
        entry_date=TODAY - 100 * A_DAY,
    )
    absence = CustodyAbsence(custody=stay, kind="SIDANG", away_from=TODAY - 9 * A_DAY)
    absence.back_on = TODAY - 8 * A_DAY
    stays.add_absence(absence=absence, by=officer)
    _relative(stay, officer, name=name)
    attach_photo(stay.participant, name, by=officer)
    return stay


@contextmanager
def rolled_back() -> Iterator[None]:
    """Let what is done inside be as if it had never been, so that it can be tried otherwise."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def undone(done: Merge, by: User, reason: str = "Ternyata dua orang") -> MergeUndo:
    return undo(merge=Merge.objects.get(pk=done.pk), reason=reason, by=by, at=timezone.now())


# What somebody does after two records were merged.


def _marked(stay: Custody, by: User) -> None:
    course = stay.enrolments.get().course
    record(SessionFactory(courses=[course], day=TODAY), {stay: "HADIR"}, by=by)


def _seated(stay: Custody, by: User) -> None:
    course = CourseFactory(program=stay.enrolments.get().course.program)
    SeatFactory(course=course, custody=stay, joined_on=TODAY)


def _event(stay: Custody, by: User) -> None:
    happen(stay, Status.ASSIMILATION, on=TODAY, by=by)


def _relative(stay: Custody, by: User, name: str = "Sumiyati") -> None:
    contact = FamilyContact(participant=stay.participant, name=name, relation="ORANG_TUA")
    family.add(contact=contact, by=by, at=timezone.now())


def _photo(stay: Custody, by: User) -> None:
    attach_photo(stay.participant, "Baru", by=by)


def _facts(stay: Custody, by: User) -> None:
    person, facts = Participant.objects.get(pk=stay.participant_id), {"skills": "Las"}
    people.change(participant=person, facts=facts, base=fingerprint(person, facts), by=by)


def _cell(stay: Custody, by: User) -> None:
    stay, facts = Custody.objects.get(pk=stay.pk), {"cell": "99"}
    base = fingerprint(stay, facts)
    stays.change(custody=stay, facts=facts, base=base, by=by, at=timezone.now())


def _absence(stay: Custody, by: User) -> None:
    stays.remove_absence(absence=CustodyAbsence.objects.get(custody=stay), by=by)


# With how the refusal tells of it.
BUILT = {
    "Attendance added": _marked,
    "Seat added": _seated,
    "Event of a stay added": _event,
    r"Family contact added \(Sumiyati": _relative,
    "Photo of a participant added": _photo,
    "Participant changed": _facts,
    "Stay changed": _cell,
    "Absence taken away": _absence,
}


class TestTakesBack:
    @properties(max_examples=10, suppress_health_check=list(HealthCheck))
    @given(data=st.data())
    def test_everything_down_to_the_numbers_of_the_rows(self, data, twins, officer, administrator):
        """Whichever record goes on, and whatever was chosen."""
        with rolled_back():
            one, other = data.draw(st.permutations([each.participant for each in twins]))
            keys = [each.key for each in asked(one, other)]
            choices = {key: data.draw(st.sampled_from([one.pk, other.pk])) for key in keys}
            before = snapshot()
            done = merge(one, other, by=officer, choices=choices)
            assert snapshot() != before
            undone(done, administrator)
            assert snapshot() == before

    @pytest.mark.parametrize("ours", [None, "BELUM_ADA", "TERISI"])
    @pytest.mark.parametrize("theirs", [None, "TERISI", "TERVERIFIKASI"])
    def test_niks(self, ours, theirs, twins, officer, administrator):
        for stay, status, nik in zip(twins, (ours, theirs), (NIK, OTHER_NIK), strict=True):
            if status is not None:
                identity = Identity(status, nik if status.startswith("TER") else "")
                agreeing(set_nik, participant=stay.participant, identity=identity, by=officer)
        one, other = (Participant.objects.get(pk=each.participant_id) for each in twins)
        before = snapshot()
        done = merge(one, other, by=officer, choices={"person.nik": other.pk})
        kept = Participant.objects.get(pk=one.pk)
        right = other if theirs else one
        assert (kept.nik_status, kept.nik_key) == (right.nik_status, right.nik_key)
        undone(done, administrator)
        assert snapshot() == before

    def test_several_mergings_the_last_first(self, twins, officer, administrator, refused):
        first, second = (each.participant for each in twins)
        stay = CustodyFactory(facility=officer.facility, participant__full_name="Sholikhin")
        before = snapshot()
        one = merge(first, second, by=officer)
        other = merge(stay.participant, first, by=officer)
        with refused("built_on", Participant, Custody, MergeUndo):
            undone(one, administrator)
        undone(other, administrator)
        undone(one, administrator)
        assert snapshot() == before

    def test_and_they_can_be_merged_again(self, twins, officer, administrator):
        one, other = (each.participant for each in twins)
        undone(merge(one, other, by=officer), administrator)
        assert merge(one, other, by=officer).kept == one
        assert Merge.objects.count() == 2

    def test_a_repeat_changes_nothing(self, twins, officer, administrator, unchanged):
        done = merge(*(each.participant for each in twins), by=officer)
        first = undone(done, administrator)
        with unchanged(Participant, Custody, MergeUndo):
            assert undone(done, administrator) == first


class TestIsRefused:
    def test_to_officers(self, twins, officer, refused):
        done = merge(*(each.participant for each in twins), by=officer)
        with refused("not_allowed", Participant, Custody, MergeUndo):
            undone(done, officer)

    def test_without_a_reason(self, twins, officer, administrator, refused):
        done = merge(*(each.participant for each in twins), by=officer)
        with refused("reason_needed", Participant, Custody, MergeUndo):
            undone(done, administrator, reason=" ")

    @pytest.mark.parametrize("number_of", [0, 1])
    def test_where_a_number_is_taken(self, number_of, twins, officer, administrator, refused):
        """Whichever was chosen; and it is told which, and whose it is."""
        people = [each.participant for each in twins]
        one, other = twins
        key = f"stay.{one.pk}-{other.pk}.registration_no"
        done = merge(*people, by=officer, choices={key: people[1 - number_of].pk})
        number = twins[number_of].registration_no
        CustodyFactory(
            facility=officer.facility,
            registration_no=number,
            participant__full_name="Slamet Riyadi",
        )
        with refused("taken_meanwhile", Participant, Custody, MergeUndo):
            undone(done, administrator)
        told = rf"registration number {re.escape(number)} is the one of Slamet Riyadi"
        with translation.override("en"), pytest.raises(ActionRefused, match=told):
            undone(done, administrator)

    def test_where_a_nik_is_taken(self, twins, officer, administrator, refused):
        people = [each.participant for each in twins]
        for person, nik in zip(people, (NIK, OTHER_NIK), strict=True):
            set_nik(participant=person, identity=Identity("TERISI", nik), by=officer)
        done = merge(*people, by=officer)
        stranger = CustodyFactory(facility=officer.facility, participant__full_name="Slamet")
        set_nik(
            participant=stranger.participant, identity=Identity("TERISI", OTHER_NIK), by=officer
        )
        with refused("taken_meanwhile", Participant, Custody, MergeUndo):
            undone(done, administrator)
        told = "The NIK of one of the two is the one of Slamet by now"
        with translation.override("en"), pytest.raises(ActionRefused, match=told):
            undone(done, administrator)

    @pytest.mark.parametrize("words", BUILT)
    def test_where_something_was_built_on_it(self, words, twins, officer, administrator, refused):
        """And it is told what."""
        stay = twins[0]
        done = merge(stay.participant, twins[1].participant, by=officer)
        BUILT[words](stay, officer)
        with refused("built_on", Participant, Custody, MergeUndo, Attendance, Enrolment):
            undone(done, administrator)
        with translation.override("en"), pytest.raises(ActionRefused, match=words):
            undone(done, administrator)


def test_an_undoing_has_a_reason(breaks, twins, officer):
    done = merge(*(each.participant for each in twins), by=officer)
    row = MergeUndo(merge=done, undone_by=officer, undone_at=timezone.now(), reason=" ")
    breaks(row, "merge_undone_with_reason")
