"""When a sheet takes marks, what it shows, and what marks add up to."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from django.utils import timezone
from django.utils.translation import gettext as _

from jombang_umkm.errors import ActionRefused
from jombang_umkm.models import User
from participants.models import Custody
from programs.models import Attendance, Program, Session, SheetSave

UNDO_WITHIN = timedelta(minutes=10)


@dataclass(frozen=True)
class Entry:
    """What one row of a sheet says; the empty entry is "not recorded"."""

    mark: str = ""
    minutes_late: int | None = None
    note: str = ""

    @classmethod
    def of(cls, attendance: Attendance | None) -> "Entry":
        """Return what is recorded, or the empty entry."""
        if attendance is None:
            return cls()
        return cls(attendance.mark, attendance.minutes_late, attendance.note)


@dataclass(frozen=True)
class Row:
    """One row as posted: what it was based on, and what it is to become."""

    custody_id: int
    base: Entry
    new: Entry


@dataclass(frozen=True, slots=True)
class Recorded:
    """What a row of a sheet says now, and the saving that said so."""

    entry: Entry
    saved_id: int
    saved_at: datetime


@dataclass(frozen=True)
class Rate:
    """How many of the marks given were presence; late is present."""

    present: int
    base: int

    @property
    def percent(self) -> int | None:
        """Whole percent, halves rounded up; None where nothing was held or recorded."""
        return None if self.base == 0 else (200 * self.present + self.base) // (2 * self.base)


def rate(marks: Iterable[str]) -> Rate:
    """Return the rate over these marks; what is not recorded counts nowhere."""
    counts = Counter(mark for mark in marks if mark)
    return Rate(sum(counts[mark] for mark in Attendance.IN_THE_ROOM), counts.total())


def local_day(moment: datetime) -> date:
    """Return the WIB day of that moment."""
    return timezone.localdate(moment)


def starts(session: Session) -> datetime:
    """Return the moment the session starts."""
    return timezone.make_aware(datetime.combine(session.day, session.starts_at))


def refuse_unless_recordable(session: Session, program: Program, *, at: datetime) -> None:
    """Raise ActionRefused unless the sheet takes marks now.

    Codes: "cancelled", "postponed", "future_day", "locked".
    """
    if session.status == Session.Status.CANCELLED:
        raise ActionRefused(
            "cancelled", _("This session was cancelled: there is nothing to record.")
        )
    if session.status == Session.Status.POSTPONED:
        raise ActionRefused(
            "postponed", _("This session was postponed: there is nothing to record.")
        )
    if session.day > local_day(at):
        raise ActionRefused(
            "future_day", _("This session lies ahead: marks can be recorded from its day on.")
        )
    if program.status in Program.OVER:
        raise ActionRefused(
            "locked", _("This programme is closed: its attendance can no longer change.")
        )


def is_before_start(session: Session, *, at: datetime) -> bool:
    """Return whether it is the session's day but not yet its hour."""
    return session.day == local_day(at) and at < starts(session)


def is_day_over(saved_at: datetime, *, at: datetime) -> bool:
    """Return whether the day of that saving is over: what it recorded is corrected, with a reason.

    Days are WIB days.
    """
    return local_day(saved_at) < local_day(at)


def is_correction(current: Recorded | None, new: Entry, *, at: datetime) -> bool:
    """Return whether the change needs a reason: the day it was recorded on is over."""
    if current is None or not current.entry.mark or current.entry == new:
        return False
    return is_day_over(current.saved_at, at=at)


def undo_ends(save: SheetSave) -> datetime:
    """Return until when that saving can be taken back."""
    return save.saved_at + UNDO_WITHIN


def is_move(save: SheetSave) -> bool:
    """Return whether the saving is one half of a move to another session."""
    return save.moved_from_id is not None or hasattr(save, "moved_to")


def refuse_undo(save: SheetSave, *, by: User, at: datetime) -> None:
    """Raise ActionRefused unless they can take that saving back now.

    Codes: "is_undo", "is_move", "not_yours", "too_late".
    """
    if save.undoes_id is not None:
        raise ActionRefused("is_undo", _("This was already taken back."))
    if is_move(save):
        raise ActionRefused(
            "is_move", _("A moved sheet is not taken back: move it back to its session instead.")
        )
    if save.saved_by_id != by.pk:
        raise ActionRefused("not_yours", _("Only who saved it can take it back."))
    if at > undo_ends(save):
        raise ActionRefused(
            "too_late", _("Taking back is possible for ten minutes; correct the sheet instead.")
        )


class SheetState(StrEnum):
    """How far a sheet is, as lists show it."""

    CANCELLED = "cancelled"
    POSTPONED = "postponed"
    AHEAD = "ahead"
    EMPTY = "empty"
    NOBODY = "nobody"
    INCOMPLETE = "incomplete"
    COMPLETE = "complete"


def sheet_state(session: Session, *, roster_size: int, recorded: int, at: datetime) -> SheetState:
    """Return how far the sheet of a session is, given how many of its people have a mark."""
    if session.status == Session.Status.CANCELLED:
        return SheetState.CANCELLED
    if session.status == Session.Status.POSTPONED:
        return SheetState.POSTPONED
    if recorded == 0 and at < starts(session):
        return SheetState.AHEAD
    if roster_size == 0:
        return SheetState.NOBODY
    if recorded == 0:
        return SheetState.EMPTY
    return SheetState.COMPLETE if recorded >= roster_size else SheetState.INCOMPLETE


class SheetOrder(StrEnum):
    """How the rows of a sheet stand; the values are what the address says."""

    NAME = "nama"
    BLOCK = "blok"


def in_order(roster: Iterable[Custody], order: SheetOrder) -> list[Custody]:
    """Return the people as the rows stand: see `place_in()`."""
    return sorted(
        roster,
        key=lambda stay: place_in(
            order, stay.participant.full_name, stay.pk, block=stay.block, cell=stay.cell
        ),
    )


def place_in(order: SheetOrder, name: str, pk: int, *, block: str, cell: str) -> tuple[object, ...]:
    """Return what sorts people by name, or by block and cell with cell 9 before cell 10."""
    by_name = (name.casefold(), pk)
    if order is SheetOrder.NAME:
        return by_name
    # Whoever has no block known stands last.
    return not block, _natural(block), _natural(cell), *by_name


def _natural(text: str) -> list[tuple[int, int, str]]:
    parts = re.findall(r"\d+|\D+", text.casefold())
    return [(0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts]
