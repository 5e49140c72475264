"""What happened to a stay: what the database never lets be."""

from datetime import date
from typing import Any

import pytest
from django.db import InternalError, connection, transaction
from django.utils import timezone

from participants.models import Custody, CustodyEvent
from tests.factories.participants import CustodyFactory, happen

pytestmark = pytest.mark.django_db

LATER = date(2026, 3, 2)


@pytest.fixture
def stay() -> Custody:
    return CustodyFactory(entry_date=date(2026, 1, 5))


def event(stay: Custody, was: str, became: str, **fields: Any) -> CustodyEvent:
    """Return an event that was not saved yet."""
    return CustodyEvent(
        custody=stay,
        was=was,
        became=became,
        happened_on=LATER,
        recorded_at=timezone.now(),
        **fields,
    )


def test_a_stay_is_opened_once(stay, breaks):
    breaks(event(stay, "", "CONVICT"), "custody_event_opens_once")


def test_an_event_leads_to_another_state(stay, breaks):
    breaks(event(stay, "CONVICT", "CONVICT"), "custody_event_changes_something")


def test_a_reversal_has_a_reason(stay, breaks):
    parole = happen(stay, "PAROLE", on=LATER).happenings.latest("pk")
    breaks(event(stay, "PAROLE", "CONVICT", reverses=parole), "custody_event_reversal_has_reason")


def test_an_event_is_reversed_once(stay):
    parole = happen(stay, "PAROLE", on=LATER).happenings.latest("pk")
    event(stay, "PAROLE", "CONVICT", reverses=parole, reason="Keliru").save()
    again = event(stay, "PAROLE", "CONVICT", reverses=parole, reason="Keliru")
    with pytest.raises(Exception, match="reverses"), transaction.atomic():
        again.save()


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE participants_custodyevent SET reason = 'x'",
        "UPDATE participants_custodyevent SET happened_on = happened_on - 1",
        "DELETE FROM participants_custodyevent",
    ],
)
def test_what_happened_is_never_rewritten(stay, sql):
    """Whatever writes it: the database itself refuses."""
    before = list(CustodyEvent.objects.values())
    with (
        pytest.raises(InternalError, match="Cannot"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)
    assert list(CustodyEvent.objects.values()) == before
