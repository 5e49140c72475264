"""What moving a sheet shows: what stands on it, and which sessions it could belong to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.shortcuts import get_object_or_404

from jombang_umkm.errors import ActionRefused
from jombang_umkm.models import User
from programs import permissions
from programs.models import Session
from programs.querysets import SessionQuerySet
from programs.rules import attendance as rules
from programs.rules.naming import number_of, title_of

# Who mistakes a session takes one of the same day, or of a week before or after.
NEAR = timedelta(days=7)
# More names than these nobody reads; the rest is counted.
NAMES_SHOWN = 3


@dataclass(frozen=True)
class Target:
    """A session without marks, and which of the marked people are not on its list."""

    # A Session with what with_names() annotates; the type checker knows no such model.
    session: Any
    roster_size: int
    marked: int
    missing: Sequence[str]

    @property
    def title(self) -> str:
        return title_of(self.session)

    @property
    def number(self) -> int | None:
        return number_of(self.session)

    @property
    def value(self) -> str:
        """What the form posts for it."""
        return str(self.session.pk)

    @property
    def on_list(self) -> int:
        """How many of the marked people are on its list."""
        return self.marked - len(self.missing)

    @property
    def names(self) -> str:
        """Some of those who are not."""
        return ", ".join(self.missing[:NAMES_SHOWN])

    @property
    def names_left(self) -> int:
        return max(0, len(self.missing) - NAMES_SHOWN)


@dataclass(frozen=True)
class SheetMovePage:
    """Everything the page needs, read once."""

    session: Any
    # The names of the people with a mark, and how many there are on the list.
    marked: dict[int, str]
    roster_size: int
    scans: int
    why_not: ActionRefused | None
    targets: Sequence[Target]
    # Sessions that have none of these people on their list: counted, for they cannot be meant.
    others: int = 0

    @property
    def title(self) -> str:
        return title_of(self.session)

    @property
    def number(self) -> int | None:
        return number_of(self.session)

    @property
    def has_choice(self) -> bool:
        """Whether any session can take the sheet."""
        return bool(self._open)

    @property
    def same_day(self) -> list[Target]:
        """The sessions of the same day that can take the sheet."""
        return [each for each in self._open if each.session.day == self.session.day]

    @property
    def other_days(self) -> list[Target]:
        return [each for each in self._open if each.session.day != self.session.day]

    @property
    def closed(self) -> list[Target]:
        """The sessions that cannot take it, as somebody with a mark is not on their list."""
        return [each for each in self.targets if each.missing]

    @property
    def _open(self) -> list[Target]:
        return [each for each in self.targets if not each.missing]


def load(pk: int, *, user: User, at: datetime) -> SheetMovePage:
    """Return the page; Http404 when the user sees no such session."""
    session = get_object_or_404(Session.objects.visible_to(user).with_names(), pk=pk)
    marks = session.attendances.recorded().select_related("custody__participant")
    marked = {mark.custody_id: mark.custody.participant.full_name for mark in marks}
    why_not = _why_not(session, user, at)
    near = [] if why_not or not marked else _near(session, user, at)
    rosters: dict[int, set[int]] = {each.pk: set() for each in (session, *near)}
    for pk_on, stay in Session.objects.filter(pk__in=rosters).rosters():
        rosters[pk_on].add(stay)
    targets = [_target(each, rosters[each.pk], marked) for each in near]
    possible = [target for target in targets if target.on_list]
    return SheetMovePage(
        session=session,
        marked=marked,
        roster_size=len(rosters[session.pk]),
        scans=session.scans.attached().count(),
        why_not=why_not,
        targets=possible,
        others=len(targets) - len(possible),
    )


def reachable(session: Session, user: User) -> SessionQuerySet:
    """Return the sessions among which the right one is: those of the same prison."""
    return Session.objects.visible_to(user).at(session.program.facility)


def _near(session: Session, user: User, at: datetime) -> list[Session]:
    """Return the sessions around that day that take marks and have none, the nearest days first."""
    last = min(session.day + NEAR, rules.local_day(at))
    sessions = (
        reachable(session, user)
        .recordable()
        .unmarked()
        .filter(day__range=(session.day - NEAR, last))
        .exclude(pk=session.pk)
    )
    in_order = sessions.with_names().in_order()
    return sorted(in_order, key=lambda each: abs(each.day - session.day))


def _target(session: Session, roster: set[int], marked: dict[int, str]) -> Target:
    missing = sorted(name for stay, name in marked.items() if stay not in roster)
    return Target(session, len(roster), len(marked), missing)


def _why_not(session: Session, user: User, at: datetime) -> ActionRefused | None:
    """Return why nothing can be taken from this sheet, if so."""
    try:
        permissions.require_record(user, session.program)
        rules.refuse_unless_recordable(session, session.program, at=at)
    except ActionRefused as refusal:
        return refusal
    return None
