"""What the moves of a stay are called."""

import pytest
from django.utils import translation

from participants.models import Custody
from participants.rules.custody import CUSTODY
from participants.rules.titles import title_of

S = Custody.Status


@pytest.mark.parametrize(
    ("before", "after", "title"),
    [
        (S.DETAINEE, S.CONVICT, "The verdict is final: convict"),
        (S.ASSIMILATION, S.CONVICT, "Assimilation revoked"),
        (S.PAROLE, S.CONVICT, "Parole (PB) revoked"),
        (S.ESCAPED, S.DETAINEE, "Back after the escape: Detainee"),
        (S.ESCAPED, S.CONVICT, "Back after the escape: Convict"),
        (S.CONVICT, S.PAROLE, "Parole (PB)"),
        (S.DETAINEE, S.DIED, "Died"),
    ],
)
def test_a_move_is_called_by_where_it_leads_or_what_is_lost(before, after, title):
    with translation.override("en"):
        assert title_of(before, after) == title


def test_no_two_moves_from_one_state_are_called_alike():
    for before, afters in CUSTODY.moves.items():
        assert len({title_of(before, after) for after in afters}) == len(afters)
