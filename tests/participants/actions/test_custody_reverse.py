"""Undoing what was recorded wrongly: the stay is as it was, and both events stay on record."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from jombang_umkm.errors import ActionRefused
from participants.actions import custody as actions
from participants.actions import transfer as transfers
from participants.actions.custody import Destination, Papers
from participants.models import Custody, CustodyEvent, Transfer
from participants.rules.consequences import AgreementNeeded
from participants.rules.custody import CUSTODY, standing
from programs.models import Enrolment
from tests.factories.jombang_umkm import AdministratorFactory, FacilityFactory, OfficerFactory
from tests.factories.participants import (
    CustodyFactory,
    DetaineeCustodyFactory,
    happen,
    stay_before,
    stay_in,
)
from tests.factories.programs import SeatFactory
from tests.tables import every_move

pytestmark = pytest.mark.django_db

Status = Custody.Status

ENTRY, LEFT, LATER = date(2026, 1, 5), date(2026, 3, 2), date(2026, 5, 4)
A_DAY = timedelta(days=1)
TABLES = (Custody, CustodyEvent, Transfer, Enrolment)

ALLOWED = [move for move in every_move(Status.values) if CUSTODY.allows(*move)]


def row(stay: Custody) -> dict[str, Any]:
    return Custody.objects.values().get(pk=stay.pk)


def last(stay: Custody) -> CustodyEvent:
    return CustodyEvent.objects.filter(custody=stay).latest("pk")


def undo(event: CustodyEvent, **said: Any) -> CustodyEvent:
    what = {"by": AdministratorFactory(), "at": timezone.now(), "reason": "Keliru orang"}
    return actions.reverse(event=event, **{**what, **said})


class TestEveryEvent:
    @pytest.mark.parametrize(("before", "after"), ALLOWED)
    def test_leaves_the_stay_as_it_was_and_can_be_recorded_anew(self, before, after, unchanged):
        stay = stay_before(before, after, since=LEFT, entry_date=ENTRY)
        was = row(stay)
        wrong = last(happen(stay, after, on=LATER))
        officer = OfficerFactory(facility=stay.facility)
        reversal = undo(wrong, by=officer, reason=" Keliru orang ")
        assert row(stay) == was
        assert (reversal.was, reversal.became, reversal.reverses) == (after, before, wrong)
        assert (reversal.reason, reversal.recorded_by) == ("Keliru orang", officer)
        assert standing(list(stay.happenings.order_by("pk"))).status == before
        with unchanged(*TABLES):
            assert undo(wrong, reason="Sekali lagi") == reversal
        assert happen(stay, after, on=LATER - A_DAY).status == after

    @pytest.mark.parametrize("after", Status)
    def test_is_reversed_back_to_the_opening(self, after):
        """One after the other, the last first."""
        stay = stay_in(after, since=LEFT, entry_date=ENTRY)
        for event in reversed(list(stay.happenings.filter(reverses=None).exclude(was=""))):
            undo(event)
        now = Custody.objects.get(pk=stay.pk)
        assert (now.status, now.left_on, now.away) == (Status.DETAINEE, None, ())


class TestNumbers:
    def verdict(self, stay: Custody, **papers: str) -> CustodyEvent:
        return actions.record(
            custody=stay,
            to=Status.CONVICT,
            on=LATER,
            papers=Papers(document_no="W15.1/2026", **papers),
            by=AdministratorFactory(),
            at=timezone.now(),
        )

    @pytest.mark.parametrize("register_class", ["A.III", ""])
    @pytest.mark.parametrize(
        "papers",
        [
            {"registration_no": "B.I 41/2026", "register_class": "B.I"},
            {"registration_no": "B.I 41/2026"},
            {"register_class": "B.I"},
            {},
        ],
        ids=["both", "number", "class", "neither"],
    )
    def test_are_those_of_before(self, papers, register_class):
        stay = DetaineeCustodyFactory(entry_date=ENTRY, register_class=register_class)
        was = row(stay)
        undo(self.verdict(stay, **papers))
        assert row(stay) == was

    def test_may_be_in_use_by_now(self, refused):
        stay = DetaineeCustodyFactory(entry_date=ENTRY, registration_no="A.III 7/2026")
        verdict = self.verdict(stay, registration_no="B.I 41/2026")
        CustodyFactory(facility=stay.facility, registration_no="A.III 7/2026")
        with refused("number_taken", *TABLES):
            undo(verdict)


class TestRefusals:
    def test_the_opening_stays(self, refused):
        opening = last(CustodyFactory())
        with refused("is_opening", *TABLES):
            undo(opening)

    def test_a_reversal_stays(self, refused):
        reversal = undo(last(happen(CustodyFactory(entry_date=ENTRY), Status.PAROLE, on=LATER)))
        with refused("is_reversal", *TABLES):
            undo(reversal)

    def test_the_last_event_goes_first(self, refused):
        stay = happen(CustodyFactory(entry_date=ENTRY), Status.PAROLE, on=LEFT)
        parole = last(stay)
        revoked = last(happen(stay, Status.CONVICT, on=LATER))
        with refused("not_last", *TABLES):
            undo(parole)
        undo(revoked)
        assert undo(parole).became == Status.CONVICT

    @pytest.mark.parametrize("reason", ["", "  "])
    def test_a_reason_is_given(self, reason, refused):
        stay = happen(CustodyFactory(entry_date=ENTRY), Status.PAROLE, on=LATER)
        with refused("reason_needed", *TABLES):
            undo(last(stay), reason=reason)

    def test_whoever_is_held_elsewhere_by_now_does_not_come_back(self, refused):
        stay = happen(CustodyFactory(entry_date=ENTRY), Status.FULL_RELEASE, on=LATER)
        CustodyFactory(participant=stay.participant, entry_date=LATER)
        with refused("held_elsewhere", *TABLES):
            undo(last(stay))

    def test_a_seat_that_was_given_away_is_asked_about(self, refused):
        seat = SeatFactory(course__quota=1)
        first_day = seat.joined_on
        stay = happen(seat.custody, Status.FULL_RELEASE, on=first_day)
        SeatFactory(course=seat.course, joined_on=first_day)
        with refused("agreement_needed", *TABLES):
            undo(last(stay))
        with pytest.raises(AgreementNeeded) as needed:
            undo(last(stay))
        undo(last(stay), agreed=needed.value.token)
        seat.refresh_from_db()
        assert seat.status == "CUT_BY_RELEASE"


class TestTransfers:
    @pytest.fixture
    def sent(self) -> Transfer:
        event = actions.record(
            custody=CustodyFactory(entry_date=ENTRY),
            to=Status.TRANSFERRED_OUT,
            on=LATER,
            papers=Papers(document_no="W15.1/2026"),
            destination=Destination(facility=FacilityFactory()),
            by=AdministratorFactory(),
            at=timezone.now(),
        )
        return Transfer.objects.get(event=event)

    def test_on_the_way_are_withdrawn(self, sent):
        undo(sent.event)
        sent.refresh_from_db()
        assert sent.status == "WITHDRAWN"

    def test_to_elsewhere_are_withdrawn(self):
        stay = happen(CustodyFactory(entry_date=ENTRY), Status.TRANSFERRED_OUT, on=LATER)
        undo(last(stay))
        assert Transfer.objects.get().status == "WITHDRAWN"

    def test_that_were_declined_stay_so(self, sent):
        by = OfficerFactory(facility=sent.facility)
        transfers.decline(transfer=sent, reason="Tidak datang", by=by, at=timezone.now())
        undo(sent.event)
        sent.refresh_from_db()
        assert sent.status == "DECLINED"

    def test_that_were_accepted_are_not_taken_back(self, sent, refused):
        by = OfficerFactory(facility=sent.facility)
        arrival = transfers.Arrival(entry_date=LATER, registration_no="B.I 77/2026")
        transfers.accept(transfer=sent, arrival=arrival, by=by, at=timezone.now())
        with refused("accepted_there", *TABLES):
            undo(sent.event)


def test_what_a_consequence_refuses_undoes_the_event(monkeypatch, refused):
    """All or nothing, with those that follow."""

    def refuse(*_what: Any) -> None:
        raise ActionRefused("refused_above", "Tidak bisa.")

    stay = happen(CustodyFactory(entry_date=ENTRY), Status.PAROLE, on=LEFT)
    (seats,) = actions.CONSEQUENCES
    monkeypatch.setattr(
        actions, "CONSEQUENCES", [seats, type(seats)(**vars(seats) | {"follow": refuse})]
    )
    with refused("refused_above", *TABLES):
        happen(stay, Status.CONVICT, on=LATER)
    monkeypatch.setattr(
        actions, "CONSEQUENCES", [seats, type(seats)(**vars(seats) | {"undo": refuse})]
    )
    with refused("refused_above", *TABLES):
        undo(last(stay))
