"""The table of custody, against the domain's own words."""

import pytest

from participants.models import Custody
from participants.rules.custody import CUSTODY
from tests.tables import every_move, read_moves

# domain.md §3; somebody who escaped comes back to one of the states of being held.
DOMAIN = read_moves("""
    DETAINEE          → CONVICT | RELEASED_BY_LAW | RELEASED_BY_COURT
                        | TRANSFERRED_OUT | ESCAPED | DIED
    CONVICT           → ASSIMILATION | PAROLE | CONDITIONAL_LEAVE | PRE_RELEASE_LEAVE
                        | FULL_RELEASE | TRANSFERRED_OUT | ESCAPED | DIED
    ASSIMILATION      → PAROLE | CONDITIONAL_LEAVE | PRE_RELEASE_LEAVE | FULL_RELEASE | CONVICT
                        | TRANSFERRED_OUT | ESCAPED | DIED
    PAROLE            → GUIDANCE_ENDED | CONVICT | DIED
    CONDITIONAL_LEAVE → GUIDANCE_ENDED | CONVICT | DIED
    PRE_RELEASE_LEAVE → GUIDANCE_ENDED | CONVICT | DIED
    ESCAPED           → DETAINEE | CONVICT | ASSIMILATION
""")


@pytest.mark.parametrize(("before", "after"), every_move(Custody.Status.values))
def test_a_stay_moves_only_as_the_domain_says(before, after):
    assert CUSTODY.allows(before, after) is ((before, after) in DOMAIN)


@pytest.mark.parametrize("state", Custody.Status.values)
def test_no_state_follows_itself(state):
    assert not CUSTODY.allows(state, state)
