"""Tables of states as the domain writes them."""

from collections.abc import Iterable
from itertools import product

from jombang_umkm.transitions import Transitions


def read_moves(text: str) -> frozenset[tuple[str, str]]:
    """Return the pairs that lines like `BEFORE → AFTER | AFTER` allow; a line may go on below."""
    moves: set[tuple[str, str]] = set()
    before = ""
    for line in text.splitlines():
        head, arrow, afters = line.partition("→")
        before = head.strip() if arrow else before
        states = (afters if arrow else line).split("|")
        moves |= {(before, state.strip()) for state in states if state.strip()}
    return frozenset(moves)


def every_move(states: Iterable[str]) -> list[tuple[str, str]]:
    """Return every pair of two different states, allowed or not."""
    return [(before, after) for before, after in product(states, repeat=2) if before != after]


def path_to(state: str, *, table: Transitions) -> list[str]:
    """Return the states of a shortest way from the table's first state to this one."""
    first = next(iter(table.moves))
    ways: list[list[str]] = [[first]]
    for way in ways:
        if way[-1] == state:
            return way[1:]
        ways += [[*way, after] for after in sorted(table.moves[way[-1]]) if after not in way]
    raise ValueError(f"{table.name}: nothing leads to {state}")
