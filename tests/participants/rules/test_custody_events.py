"""What the events of a stay add up to, for any way along the table."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from participants.models import Custody, CustodyEvent
from participants.rules import custody as rules
from participants.rules.custody import effective, next_states, standing

ENTRY = date(2026, 1, 5)
Status = Custody.Status

# What a detainee leaves as, and what a convict does.
DETAINEES = {Status.DETAINEE, Status.RELEASED_BY_LAW, Status.RELEASED_BY_COURT}
EITHER = {Status.TRANSFERRED_OUT, Status.ESCAPED, Status.DIED}


def event(events: list[CustodyEvent], became: str, on: date) -> CustodyEvent:
    holding = effective(events)
    was = holding[-1].became if holding else ""
    return CustodyEvent(pk=len(events) + 1, was=was, became=became, happened_on=on)


def undo(events: list[CustodyEvent]) -> CustodyEvent:
    last = effective(events)[-1]
    return CustodyEvent(
        pk=len(events) + 1,
        was=last.became,
        became=last.was,
        happened_on=last.happened_on,
        reverses_id=last.pk,
    )


@st.composite
def histories(draw) -> list[CustodyEvent]:
    """Return the events of a stay: legal moves on days that do not run back, and reversals."""
    events = [event([], draw(st.sampled_from(Custody.HELD)), ENTRY)]
    for _step in range(draw(st.integers(0, 12))):
        last = effective(events)[-1]
        after = next_states(events)
        if not last.is_opening and (not after or draw(st.integers(0, 3)) == 0):
            events.append(undo(events))
        elif after:
            day = last.happened_on + timedelta(days=draw(st.integers(0, 40)))
            events.append(event(events, draw(st.sampled_from(after)), day))
    return events


def was_here(events: list[CustodyEvent], day: date) -> bool:
    """Return whether the last event up to that day left them held: the days told one by one."""
    before = [each for each in effective(events) if each.happened_on <= day]
    return bool(before) and before[-1].became in Custody.HELD


@given(events=histories())
def test_a_stay_is_always_somewhere_on_the_table(events):
    now = standing(events)
    assert now.status in Status.values
    assert (now.left_on is None) is (now.status in Custody.HELD)
    if now.status not in EITHER:
        assert (now.kind == "TAHANAN") is (now.status in DETAINEES)


@given(events=histories())
def test_the_days_are_those_on_which_the_events_left_somebody_held(events):
    now = standing(events)
    stay = Custody(entry_date=ENTRY, left_on=now.left_on, away=now.away)
    until = effective(events)[-1].happened_on + timedelta(days=2)
    for number in range(-1, (until - ENTRY).days + 1):
        day = ENTRY + timedelta(days=number)
        assert stay.is_here(day) is was_here(events, day), day


@given(events=histories())
def test_the_days_away_are_apart_and_in_order(events):
    now = standing(events)
    days = [day for pair in now.away for day in pair]
    assert days == sorted(set(days))


@given(events=histories())
def test_a_reversal_is_as_if_the_event_had_never_been(events):
    for after in next_states(events):
        later = [*events, event(events, after, effective(events)[-1].happened_on)]
        assert standing([*later, undo(later)]) == standing(events)


@given(events=histories())
def test_what_is_offered_is_on_the_table_and_the_rest_is_refused(events):
    last = effective(events)[-1]
    assert set(next_states(events)) <= rules.CUSTODY.moves[last.became]
    for state in Status:
        refused = False
        try:
            rules.refuse_move(
                events,
                state,
                on=last.happened_on,
                entry_date=ENTRY,
                today=last.happened_on,
            )
        except rules.ActionRefused as refusal:
            refused = True
            assert refusal.code in ("illegal_move", "not_former_state")
        assert refused is (state not in next_states(events))
