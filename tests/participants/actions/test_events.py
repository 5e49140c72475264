"""One event of many people: recorded of all, or of none."""

from datetime import timedelta

import pytest
from django.utils import timezone

from participants.actions import events as actions
from participants.actions.custody import Papers
from participants.actions.events import Happening
from participants.models import Custody, CustodyEvent
from participants.rules.consequences import AgreementNeeded
from programs.actions import attendance
from programs.rules.attendance import Entry, Row
from tests.clock import NOW, TODAY
from tests.factories.jombang_umkm import OfficerFactory
from tests.factories.participants import CustodyFactory, ReleasedCustodyFactory
from tests.factories.programs import make_class, stays_on

pytestmark = pytest.mark.django_db

RELEASE = Happening("FULL_RELEASE", TODAY, Papers(document_no="W15/1"))


def record_all(stays, by, **more):
    known = {"happening": RELEASE, "at": NOW}
    return actions.record_all(stays=stays, by=by, **{**known, **more})


def test_each_has_an_event_of_its_own(officer):
    stays = CustodyFactory.create_batch(3, facility=officer.facility)
    recorded = record_all(stays, officer)
    assert [event.became for event in recorded] == ["FULL_RELEASE"] * 3
    assert {event.custody for event in recorded} == set(stays)
    assert set(Custody.objects.values_list("status", "left_on")) == {("FULL_RELEASE", TODAY)}


def test_a_repeat_changes_nothing(officer, unchanged):
    stays = CustodyFactory.create_batch(2, facility=officer.facility)
    record_all(stays, officer)
    with unchanged(Custody, CustodyEvent):
        record_all(stays, officer)


def test_nobody_is_refused(officer, refused):
    with refused("nobody_chosen", CustodyEvent):
        record_all([], officer)


def test_one_that_is_refused_keeps_all(officer, refused):
    held = CustodyFactory(facility=officer.facility)
    gone = ReleasedCustodyFactory(facility=officer.facility, participant__full_name="SLAMET")
    with refused("one_refused", Custody, CustodyEvent):
        record_all([held, gone], officer)


def test_marks_after_the_day_are_agreed_to_once_for_all(unchanged):
    session = make_class(2, today=TODAY)
    officer = OfficerFactory(facility=session.program.facility)
    stays = stays_on(session)
    rows = [Row(stay.pk, Entry(), Entry("HADIR")) for stay in stays]
    later = timezone.make_aware(timezone.datetime.combine(TODAY, timezone.datetime.max.time()))
    attendance.record(session=session, rows=rows, by=officer, at=later)
    happening = Happening("FULL_RELEASE", TODAY - timedelta(days=1), RELEASE.papers)
    with unchanged(Custody, CustodyEvent), pytest.raises(AgreementNeeded) as needed:
        record_all(stays, officer, happening=happening)
    assert needed.value.code == "agreement_needed"
    assert len(needed.value.concerns) == 2
    record_all(stays, officer, happening=happening, agreed=needed.value.token)
    assert set(Custody.objects.values_list("status", flat=True)) == {"FULL_RELEASE"}
