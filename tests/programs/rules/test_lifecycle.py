"""The tables of programmes, sessions and seats, against the domain's own words."""

import pytest

from programs.models import Enrolment, Program, Session
from programs.rules.lifecycle import ENDED_EARLY, PROGRAM, SEAT, SESSION
from tests.tables import every_move, read_moves

# domain.md §4.
PROGRAMS = read_moves("""
    DRAFT     → PROPOSED | CANCELLED
    PROPOSED  → APPROVED | CANCELLED
    APPROVED  → RUNNING | CANCELLED
    RUNNING   → SUSPENDED | FINISHED
    SUSPENDED → RUNNING
    FINISHED  → REPORTED
    REPORTED  → CLOSED | FINISHED
""")
SESSIONS = read_moves("""
    PLANNED   → HELD | POSTPONED | CANCELLED
    HELD      → PLANNED | CANCELLED
    POSTPONED → PLANNED | CANCELLED
    CANCELLED → PLANNED
""")
SEATS = read_moves("""
    NOMINATED  → WAITLISTED | CONFIRMED
    WAITLISTED → OFFERED
    OFFERED    → CONFIRMED
    CONFIRMED  → ATTENDING
    ATTENDING  → PASSED | NOT_PASSED
""") | {
    (open_state, end)
    for open_state in ("NOMINATED", "WAITLISTED", "OFFERED", "CONFIRMED", "ATTENDING")
    for end in ("REJECTED", "WITHDRAWN", "REMOVED", "CUT_BY_RELEASE", "CUT_BY_TRANSFER", "DIED")
}


@pytest.mark.parametrize(
    ("table", "states", "domain"),
    [
        pytest.param(PROGRAM, Program.Status.values, PROGRAMS, id="a programme"),
        pytest.param(SESSION, Session.Status.values, SESSIONS, id="a session"),
        pytest.param(SEAT, Enrolment.Status.values, SEATS, id="a seat"),
    ],
)
def test_moves_only_as_the_domain_says(table, states, domain):
    assert {move for move in every_move(states) if table.allows(*move)} == domain
    assert not any(table.allows(state, state) for state in states)


def test_a_seat_that_ended_early_stays_so():
    assert not any(SEAT.moves[state] for state in ENDED_EARLY)


def test_a_programme_is_locked_once_its_report_has_gone_out():
    assert set(Program.LOCKED) == {"REPORTED", "CLOSED"}
