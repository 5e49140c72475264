"""The number of a stay that was folded into another is given to nobody else without a question."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from jombang_umkm.models import User
from participants.actions import custody as custodies
from participants.actions import stay as stays
from participants.actions.custody import Papers
from participants.actions.merge_undo import undo
from participants.actions.participant import readmit, register
from participants.actions.transfer import Arrival, accept
from participants.models import Custody, CustodyEvent, Merge
from participants.querysets import folded_under
from participants.rules.consequences import AgreementNeeded
from participants.rules.facts import fingerprint
from participants.rules.identity import Identity
from tests.clock import TODAY
from tests.factories.jombang_umkm import FacilityFactory
from tests.factories.participants import (
    CustodyFactory,
    DetaineeCustodyFactory,
    ParticipantFactory,
    happen,
    send,
)
from tests.participants.merging import merge

pytestmark = pytest.mark.django_db

A_DAY = timedelta(days=1)
ENTRY = date(2026, 2, 14)
OURS, THEIRS = "B.I 12/2026", "B.I 99/2026"


@pytest.fixture
def merged(officer: User) -> Custody:
    """A stay that was also entered as B.I 99/2026."""
    one, other = (
        CustodyFactory(registration_no=number, facility=officer.facility, entry_date=ENTRY)
        for number in (OURS, THEIRS)
    )
    merge(one.participant, other.participant, by=officer)
    return Custody.objects.get(pk=one.pk)


class TestIsAsked:
    """Each time whose it is on record is told, and agreeing to it is enough."""

    @pytest.fixture
    def asks(self, merged) -> Callable[..., Any]:
        """Act, and return the same once it was asked and agreed to."""

        def act(action: Callable[..., Any], **what: Any) -> Any:
            before = Custody.objects.count(), CustodyEvent.objects.count()
            with pytest.raises(AgreementNeeded) as needed:
                action(**what)
            assert (Custody.objects.count(), CustodyEvent.objects.count()) == before
            (concern,) = needed.value.concerns
            assert THEIRS in concern.message
            assert merged.participant.full_name in concern.message
            return action(**what, agreed=needed.value.token)

        return act

    @pytest.mark.parametrize("number", [THEIRS, "BI.099/2026"])
    def test_when_somebody_is_registered(self, number, asks, officer):
        stay = asks(
            register,
            participant=ParticipantFactory.build(full_name="SLAMET RIYADI"),
            custody=CustodyFactory.build(
                participant=None, registration_no=number, facility=officer.facility
            ),
            identity=Identity("BELUM_DIKETAHUI"),
            by=officer,
            at=timezone.now(),
        )
        assert stay.registration_no == number

    def test_when_somebody_comes_back(self, asks, officer):
        gone = CustodyFactory(facility=officer.facility, entry_date=ENTRY)
        happen(gone, "FULL_RELEASE", on=TODAY - A_DAY, by=officer)
        again = Custody(
            participant=gone.participant,
            facility=officer.facility,
            registration_no=THEIRS,
            entry_date=TODAY,
        )
        assert asks(readmit, custody=again, by=officer, at=timezone.now()).pk

    def test_when_somebody_is_taken_over(self, asks, officer):
        sent = send(CustodyFactory(), officer.facility, on=TODAY)
        arrival = Arrival(TODAY, THEIRS)
        assert asks(accept, transfer=sent, arrival=arrival, by=officer, at=timezone.now()).pk

    def test_when_a_verdict_brings_it(self, asks, officer):
        detainee = DetaineeCustodyFactory(facility=officer.facility, entry_date=ENTRY)
        asks(
            custodies.record,
            custody=detainee,
            to="CONVICT",
            on=TODAY,
            papers=Papers("Putusan 7", "", THEIRS, "B.I"),
            by=officer,
            at=timezone.now(),
        )
        assert Custody.objects.get(pk=detainee.pk).registration_no == THEIRS


class TestIsFree:
    def test_at_another_facility(self, merged):
        there = CustodyFactory.build(facility=FacilityFactory())
        assert not list(folded_under(THEIRS, there))

    def test_for_the_stay_that_goes_on(self, merged, officer):
        """Where the wrong number was chosen."""
        assert not list(folded_under(THEIRS, merged))
        facts = {"registration_no": THEIRS}
        base = fingerprint(merged, facts)
        stays.change(custody=merged, facts=facts, base=base, by=officer, at=timezone.now())

    def test_once_the_two_are_two_again(self, merged, administrator):
        undo(merge=Merge.objects.get(), reason="Dua orang", by=administrator, at=timezone.now())
        assert not list(folded_under(THEIRS, CustodyFactory.build(facility=merged.facility)))
