"""A session as lists show it: what, where, with whom, and how far its sheet is."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, Prefetch
from django.utils.translation import gettext as _

from programs.models import Course, Session, SpeakerSlot
from programs.querysets import CountOf, SessionQuerySet
from programs.rules.attendance import SheetState, sheet_state


@dataclass(frozen=True)
class SessionCard:
    """One session with its state, given by `of()`."""

    # A Session with what for_cards() annotates; the type checker knows no such model.
    session: Any
    state: SheetState
    roster_size: int
    recorded: int
    present: int = 0

    @classmethod
    def of(
        cls, session: Session, *, at: datetime, roster_size: int, recorded: int, present: int = 0
    ) -> "SessionCard":
        """Return the card of a session fetched by `for_cards()`."""
        state = sheet_state(session, roster_size=roster_size, recorded=recorded, at=at)
        return cls(session, state, roster_size, recorded, present)

    @property
    def title(self) -> str:
        """What the session is called in a list."""
        return title_of(self.session)

    @property
    def number(self) -> int | None:
        """Which session of its course it is; one of several courses, or called off, has none."""
        if self.state in (SheetState.CANCELLED, SheetState.POSTPONED):
            return None
        return self.session.number if len(self.session.courses.all()) == 1 else None

    @property
    def speakers(self) -> str:
        names = {slot.speaker.full_name: None for slot in self.session.speaker_slots.all()}
        return ", ".join(names)

    @property
    def left(self) -> int:
        """How many people have no mark yet."""
        return self.roster_size - self.recorded

    @property
    def absent(self) -> int:
        return self.recorded - self.present


def title_of(session: Any) -> str:
    """Return the course of a session that for_cards() gave; all of a programme as one word."""
    courses = session.courses.all()
    if len(courses) > 1 and len(courses) == session.program_courses:
        return _("All courses")
    return ", ".join(course.name for course in courses)


def for_cards(sessions: SessionQuerySet) -> SessionQuerySet:
    """Return the sessions with all that a card names, in three statements."""
    slots = SpeakerSlot.objects.select_related("speaker")
    courses = Course.objects.filter(program=OuterRef("program"))
    return (
        sessions.select_related("program__facility", "room", "module")
        .prefetch_related("courses", Prefetch("speaker_slots", queryset=slots))
        .with_number()
        .annotate(program_courses=CountOf(courses.values("pk")))
    )


def cards(sessions: SessionQuerySet, *, at: datetime) -> list[SessionCard]:
    """Return the cards of sessions that were annotated by with_counts(), by time."""
    annotated: Iterable[Any] = for_cards(sessions).in_order()
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
