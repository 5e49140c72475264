"""State machines as tables."""

import pytest

from jombang_umkm.errors import ActionRefused
from jombang_umkm.transitions import Transitions

LABELS = {"DRAFT": "Draf", "SENT": "Terkirim", "DONE": "Selesai"}
LETTER = Transitions("Letter", LABELS, {"DRAFT": ["SENT"], "SENT": ["DRAFT", "DONE"], "DONE": []})


@pytest.mark.parametrize(
    ("before", "after", "allowed"),
    [
        ("DRAFT", "SENT", True),
        ("SENT", "DRAFT", True),
        ("SENT", "DONE", True),
        ("DRAFT", "DONE", False),
        ("DONE", "DRAFT", False),
        ("DRAFT", "DRAFT", False),
    ],
)
def test_only_what_the_table_names_may_follow(before, after, allowed):
    assert LETTER.allows(before, after) is allowed


def test_an_allowed_move_passes():
    LETTER.require("DRAFT", "SENT")


def test_any_other_is_refused_in_the_words_of_the_labels():
    with pytest.raises(ActionRefused) as refusal:
        LETTER.require("DONE", "DRAFT")
    assert refusal.value.code == "illegal_move"
    assert "Selesai" in str(refusal.value)
    assert "Draf" in str(refusal.value)


@pytest.mark.parametrize(
    ("moves", "complaint"),
    [
        pytest.param({"DRAFT": ["SENT"], "SENT": []}, "missing .*DONE", id="a state left out"),
        pytest.param(
            {"DRAFT": ["LOST"], "SENT": [], "DONE": []}, "unknown .*LOST", id="a move to nowhere"
        ),
        pytest.param(
            {"DRAFT": [], "SENT": [], "DONE": [], "LOST": []}, "unknown .*LOST", id="a stray state"
        ),
    ],
)
def test_a_table_that_does_not_fit_its_states_is_refused(moves, complaint):
    with pytest.raises(ValueError, match=f"Letter: .*{complaint}"):
        Transitions("Letter", LABELS, moves)


def test_the_table_draws_itself():
    assert LETTER.mermaid().splitlines() == [
        "stateDiagram-v2",
        "    [*] --> DRAFT",
        "    DRAFT --> SENT",
        "    SENT --> DONE",
        "    SENT --> DRAFT",
        "    DONE --> [*]",
    ]
