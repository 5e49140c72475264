"""Any way along the table through the actions: the row always says what the events do."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from jombang_umkm.errors import ActionRefused
from participants.actions import custody as actions
from participants.models import Custody, CustodyEvent
from participants.rules.custody import Standing, effective, next_states, standing
from tests.factories.jombang_umkm import AdministratorFactory
from tests.factories.participants import CustodyFactory, happen

ENTRY = date(2026, 1, 5)
Status = Custody.Status


def row(stay: Custody) -> dict[str, Any]:
    return Custody.objects.values().get(pk=stay.pk)


def events_of(stay: Custody) -> list[CustodyEvent]:
    return list(stay.happenings.order_by("pk"))


def stands(stay: Custody) -> Standing:
    now = Custody.objects.get(pk=stay.pk)
    return Standing(now.status, now.kind, now.left_on, now.away)


class Histories(TestCase):
    """Each example has a transaction of its own."""

    @settings(max_examples=15)
    @given(data=st.data())
    def test_the_row_follows_from_the_events(self, data):
        stay = CustodyFactory(status=data.draw(st.sampled_from(Custody.HELD)), entry_date=ENTRY)
        befores: list[dict[str, Any]] = []
        day = ENTRY
        for _step in range(data.draw(st.integers(1, 8))):
            after = next_states(events_of(stay))
            if befores and (not after or data.draw(st.integers(0, 2)) == 0):
                self.reverse(stay)
                assert row(stay) == befores.pop()
            elif after:
                befores.append(row(stay))
                day = effective(events_of(stay))[-1].happened_on
                day += timedelta(days=data.draw(st.integers(0, 9)))
                self.try_an_illegal_move(stay, data, day)
                happen(stay, data.draw(st.sampled_from(after)), on=day)
            assert stands(stay) == standing(events_of(stay))
        self.compare_days(stay, day)

    def reverse(self, stay: Custody) -> None:
        last = effective(events_of(stay))[-1]
        by = AdministratorFactory()
        actions.reverse(event=last, by=by, at=timezone.now(), reason="Keliru")

    def try_an_illegal_move(self, stay: Custody, data: Any, day: date) -> None:
        before = row(stay), len(events_of(stay))
        # The state it is in may be recorded once more: a repeat, which changes nothing.
        legal = {*next_states(events_of(stay)), stands(stay).status}
        illegal = sorted(set(Status.values) - legal)
        try:
            happen(stay, data.draw(st.sampled_from(illegal)), on=day)
        except ActionRefused:
            assert (row(stay), len(events_of(stay))) == before
        else:
            raise AssertionError("an illegal move was recorded")

    def compare_days(self, stay: Custody, until: date) -> None:
        """The database computes days_here; the record agrees on every day around."""
        now = Custody.objects.get(pk=stay.pk)
        for number in range(-1, (until - ENTRY).days + 3):
            day = ENTRY + timedelta(days=number)
            here = Custody.objects.in_custody(on=day).contains(now)
            assert here is now.is_here(day), day
