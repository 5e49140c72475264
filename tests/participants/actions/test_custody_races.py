"""Two officers at one stay at the same moment, with real threads on real connections."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.utils import timezone

from jombang_umkm.errors import ActionRefused
from participants.actions import custody as actions
from participants.actions.custody import Papers
from participants.models import Custody, CustodyEvent
from participants.rules.custody import standing
from tests.factories.jombang_umkm import OfficerFactory
from tests.factories.participants import CustodyFactory, happen
from tests.factories.programs import SeatFactory
from tests.threads import together

pytestmark = pytest.mark.django_db(transaction=True)

ENTRY, LEFT, LATER = date(2026, 1, 5), date(2026, 3, 2), date(2026, 5, 4)
ROUNDS = 6
Status = Custody.Status


def recording(stay: Custody, to: str, **papers: str) -> Callable[[], CustodyEvent]:
    """Return a call that records it as an officer of their own."""
    officer = OfficerFactory(facility=stay.facility)
    what = Papers(**{"document_no": "W15.1/2026", "reason": "Sesuai putusan"} | papers)
    return lambda: actions.record(
        custody=stay, to=to, on=LATER, papers=what, by=officer, at=timezone.now()
    )


def reversing(event: CustodyEvent) -> Callable[[], CustodyEvent]:
    officer = OfficerFactory(facility=event.custody.facility)
    return lambda: actions.reverse(event=event, by=officer, at=timezone.now(), reason="Keliru")


def follows_from_its_events(stay: Custody) -> bool:
    now = Custody.objects.get(pk=stay.pk)
    derived = standing(list(stay.happenings.order_by("pk")))
    return (now.status, now.kind, now.left_on, now.away) == (
        derived.status,
        derived.kind,
        derived.left_on,
        derived.away,
    )


def codes(outcomes: list[Any]) -> list[str]:
    return [each.code for each in outcomes if isinstance(each, ActionRefused)]


def test_two_who_release_one_person_by_the_same_papers_record_one_event():
    for _round in range(ROUNDS):
        seat = SeatFactory(custody__entry_date=ENTRY, joined_on=LATER)
        stay = seat.custody
        first, second = together(
            recording(stay, Status.FULL_RELEASE), recording(stay, Status.FULL_RELEASE)
        )
        assert first == second
        assert stay.happenings.count() == 2
        seat.refresh_from_db()
        assert (seat.status, seat.cut_by) == ("CUT_BY_RELEASE", first)


def test_by_different_papers_the_second_is_told_who_was_first():
    for _round in range(ROUNDS):
        stay = CustodyFactory(entry_date=ENTRY)
        outcomes = together(
            recording(stay, Status.FULL_RELEASE, document_no="W15.1/2026"),
            recording(stay, Status.FULL_RELEASE, document_no="W15.2/2026"),
        )
        (event,) = (each for each in outcomes if isinstance(each, CustodyEvent))
        (refusal,) = (each for each in outcomes if isinstance(each, ActionRefused))
        assert refusal.code == "already_recorded"
        assert str(event.recorded_by) in str(refusal)
        assert event.document_no in str(refusal)
        assert stay.happenings.get(reverses=None, was="CONVICT") == event


def test_of_two_ways_out_one_is_taken():
    for _round in range(ROUNDS):
        stay = CustodyFactory(entry_date=ENTRY)
        outcomes = together(recording(stay, Status.DIED), recording(stay, Status.FULL_RELEASE))
        assert codes(outcomes) == ["illegal_move"]
        assert follows_from_its_events(stay)


def test_recording_against_reversing_ends_in_what_the_events_say():
    """Either the revocation is first, and the parole no longer the last; or there is none."""
    for _round in range(ROUNDS):
        stay = happen(CustodyFactory(entry_date=ENTRY), Status.PAROLE, on=LEFT)
        parole = stay.happenings.latest("pk")
        outcomes = together(recording(stay, Status.GUIDANCE_ENDED), reversing(parole))
        assert codes(outcomes) in (["not_last"], ["illegal_move"])
        assert follows_from_its_events(stay)


def test_two_who_reverse_one_event_reverse_it_once():
    for _round in range(ROUNDS):
        stay = happen(CustodyFactory(entry_date=ENTRY), Status.PAROLE, on=LEFT)
        parole = stay.happenings.latest("pk")
        first, second = together(reversing(parole), reversing(parole))
        assert first == second
        assert stay.happenings.count() == 3
        assert follows_from_its_events(stay)


def test_of_two_stays_opened_for_one_person_one_is():
    for _round in range(ROUNDS):
        person = CustodyFactory.build().participant
        person.save()

        def admitting(person: Any = person) -> Callable[[], Custody]:
            officer = OfficerFactory()
            stay = CustodyFactory.build(
                participant=person, facility=officer.facility, entry_date=ENTRY
            )
            return lambda: actions.admit(custody=stay, by=officer, at=timezone.now())

        outcomes = together(admitting(), admitting())
        assert codes(outcomes) == ["held_elsewhere"]
        assert Custody.objects.filter(participant=person).count() == 1
