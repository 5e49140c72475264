"""What the moves of a stay and the absences during it are called."""

from datetime import date

import pytest
from django.utils import translation

from participants.models import Custody
from participants.rules.custody import CUSTODY
from participants.rules.titles import away_words, title_of

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


@pytest.mark.parametrize(
    ("back_on", "words"),
    [
        (None, "Court (bon) since 24 Nov"),
        (date(2026, 11, 25), "Court (bon)"),
        (date(2026, 11, 26), "Court (bon) since 24 Nov"),
    ],
)
def test_an_absence_of_more_than_a_day_says_since_when(back_on, words):
    with translation.override("en"):
        assert away_words("SIDANG", date(2026, 11, 24), back_on) == words
