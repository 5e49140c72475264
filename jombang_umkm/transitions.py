"""State machines as tables: which state may follow which, said once for all who ask."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from jombang_umkm.errors import ActionRefused


class Transitions:
    """The legal moves of one kind of thing.

    `moves` names every state, with the states that may follow it; a state that
    ends the line is followed by none.
    """

    def __init__(self, name: str, labels: Mapping[str, object], moves: Mapping[str, Iterable[str]]):
        self.name = name
        self.labels = labels
        self.moves = {state: frozenset(after) for state, after in moves.items()}
        named = frozenset(self.moves) | frozenset().union(*self.moves.values())
        unknown = named - frozenset(labels)
        missing = frozenset(labels) - frozenset(self.moves)
        if unknown or missing:
            raise ValueError(f"{name}: unknown {sorted(unknown)}, missing {sorted(missing)}")

    def allows(self, before: str, after: str) -> bool:
        """Return whether `after` may follow `before`."""
        return after in self.moves[before]

    def require(self, before: str, after: str) -> None:
        """Raise ActionRefused("illegal_move") unless `after` may follow `before`."""
        if not self.allows(before, after):
            raise ActionRefused(
                "illegal_move",
                _("%(before)s cannot become %(after)s.")
                % {"before": self.labels[before], "after": self.labels[after]},
            )

    def mermaid(self) -> str:
        """Return the table as a Mermaid state diagram, for docs/transitions.md."""
        arrows = [
            f"    {before} --> {after}"
            for before, afters in self.moves.items()
            for after in sorted(afters)
        ]
        ends = [f"    {state} --> [*]" for state, afters in self.moves.items() if not afters]
        first = next(iter(self.moves))
        return "\n".join(["stateDiagram-v2", f"    [*] --> {first}", *arrows, *ends])
