"""A session as lists show it: what, where, with whom, and how far its sheet is."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from programs.models import Session
from programs.querysets import SessionQuerySet
from programs.rules.attendance import SheetState, sheet_state
from programs.rules.naming import number_of, title_of


@dataclass(frozen=True)
class SessionCard:
    """One session with its state, given by `of()`."""

    # A Session with what with_names() annotates; the type checker knows no such model.
    session: Any
    state: SheetState
    roster_size: int
    recorded: int
    present: int = 0

    @classmethod
    def of(
        cls, session: Session, *, at: datetime, roster_size: int, recorded: int, present: int = 0
    ) -> "SessionCard":
        """Return the card of a session read with_names()."""
        state = sheet_state(session, roster_size=roster_size, recorded=recorded, at=at)
        return cls(session, state, roster_size, recorded, present)

    @property
    def title(self) -> str:
        """What the session is called in a list."""
        return title_of(self.session)

    @property
    def number(self) -> int | None:
        """Which session of its course it is; one of several courses, or called off, has none."""
        return number_of(self.session)

    @property
    def speakers(self) -> str:
        # Who takes two parts of it is named once.
        return ", ".join(dict.fromkeys(self.session.speaker_names))

    @property
    def left(self) -> int:
        """How many people have no mark yet."""
        return self.roster_size - self.recorded

    @property
    def absent(self) -> int:
        return self.recorded - self.present


def cards(sessions: SessionQuerySet, *, at: datetime) -> list[SessionCard]:
    """Return the cards of sessions that were annotated by with_counts(), by time."""
    annotated: Iterable[Any] = sessions.with_names().in_order()
    return [
        SessionCard.of(
            session,
            at=at,
            roster_size=session.roster_size,
            recorded=session.recorded,
            present=session.present,
        )
        for session in annotated
    ]
