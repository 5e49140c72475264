"""What the attendance sheet shows: recorded and posted values of every row, side by side."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from jombang_umkm.errors import ActionRefused
from jombang_umkm.models import User
from participants.models import Custody
from programs import permissions
from programs.forms.sheet import PostedRow, PostedSheet, encode
from programs.models import Attendance, Enrolment, Session, SheetSave
from programs.rules import attendance as rules
from programs.rules.attendance import Entry, SheetOrder
from programs.views.cards import SessionCard, for_cards, title_of


@dataclass
class SheetRow:
    """One person on the sheet: what is recorded, and what the page shows instead if posted."""

    stay: Custody
    recorded: Attendance | None
    posted: PostedRow | None = None
    in_conflict: bool = False

    @property
    def name(self) -> str:
        return self.stay.participant.full_name

    @property
    def mark(self) -> str:
        """The chosen mark."""
        if self.posted is not None:
            return self.posted.mark
        return self.recorded.mark if self.recorded else ""

    @property
    def counted_mark(self) -> str:
        """The mark as the counter takes it: in a conflict what is recorded."""
        if self.in_conflict:
            return Entry.of(self.recorded).mark
        return self.mark

    @property
    def minutes(self) -> str:
        if self.posted is not None:
            return self.posted.minutes
        return str(self.recorded.minutes_late or "") if self.recorded else ""

    @property
    def note(self) -> str:
        if self.posted is not None:
            return self.posted.note
        return self.recorded.note if self.recorded else ""

    @property
    def base(self) -> str:
        """What the row posts as its base: after a conflict that is what the other recorded."""
        if self.posted is not None and not self.in_conflict:
            return encode(self.posted.base)
        return encode(Entry.of(self.recorded))

    @property
    def choice(self) -> str:
        """What was chosen in the conflict, as long as it is still between the same values."""
        if self.posted is None or self.posted.base != Entry.of(self.recorded):
            return ""
        return self.posted.choice

    @property
    def error(self) -> str:
        return self.posted.error if self.posted is not None else ""

    @property
    def recorded_words(self) -> str:
        """What is recorded, in words."""
        return in_words(Entry.of(self.recorded))

    @property
    def posted_words(self) -> str:
        """What was posted, in words."""
        return in_words(self.posted.entry()) if self.posted is not None else ""

    @property
    def is_changed(self) -> bool:
        """Whether the page shows something that is not saved."""
        return self.posted is not None and self.posted.differs


def in_words(entry: Entry) -> str:
    """Return an entry as a person reads it: "Late, 10 minutes: court"."""
    if not entry.mark:
        return _("Not recorded")
    words = str(dict(Attendance.Mark.choices).get(entry.mark, entry.mark))
    if entry.minutes_late:
        words += ", " + _("%(minutes)s minutes") % {"minutes": entry.minutes_late}
    return f"{words}: {entry.note}" if entry.note else words


@dataclass(frozen=True)
class Saved:
    """What the user saved in the last minutes, with where to go from here."""

    save: SheetSave
    count: int
    previous: "Neighbour | None"
    next: "Neighbour | None"


@dataclass(frozen=True)
class Neighbour:
    """The sheet before or after this one on the same day."""

    session: Session
    title: str


@dataclass
class SheetPage:
    """Everything the page needs, read once."""

    session: Session
    card: SessionCard
    order: SheetOrder
    rows: list[SheetRow]
    gone: list[Attendance]
    last_save: SheetSave | None
    can_save: bool
    why_not: str
    is_early: bool
    needs_reason: bool
    reason: str = ""
    saved: Saved | None = None

    @property
    def present(self) -> int:
        """How many of the marks shown are presence, saved or not."""
        return sum(1 for row in self.rows if row.counted_mark in Attendance.IN_THE_ROOM)

    @property
    def blank(self) -> int:
        return sum(1 for row in self.rows if row.counted_mark not in Attendance.Mark.values)

    @property
    def absent(self) -> int:
        return len(self.rows) - self.present - self.blank

    @property
    def errors(self) -> list[SheetRow]:
        return [row for row in self.rows if row.error]

    @property
    def conflicts(self) -> list[SheetRow]:
        """The rows whose question is still without an answer."""
        return [row for row in self.rows if row.in_conflict and not row.choice]


def load(
    pk: int,
    *,
    user: User,
    at: datetime,
    order: SheetOrder = SheetOrder.NAME,
    posted: PostedSheet | None = None,
    in_conflict: Mapping[int, PostedRow] | None = None,
) -> SheetPage:
    """Return the page: `posted` stands instead of what is recorded, `in_conflict` as questions.

    Raises Http404 when the user sees no such session.
    """
    session = get_object_or_404(for_cards(Session.objects.visible_to(user)), pk=pk)
    saves = {
        save.pk: save
        for save in session.saves.select_related("saved_by").order_by("saved_at", "pk")
    }
    last_save = next(reversed(saves.values()), None)
    for save in saves.values():
        save.session = session
    marks = _marks(session, saves)
    rows = _rows(session, order, marks, posted, in_conflict or {})
    why_not = _why_not(session, user, at)
    here = {row.stay.pk for row in rows}
    return SheetPage(
        session=session,
        card=SessionCard.of(session, at=at, roster_size=len(rows), recorded=_count(marks, here)),
        order=order,
        rows=rows,
        gone=_gone(session, {pk for pk, mark in marks.items() if mark.mark} - here),
        last_save=last_save,
        can_save=not why_not,
        why_not=why_not,
        is_early=rules.is_before_start(session, at=at),
        needs_reason=any(_is_older(row, at) for row in rows),
        reason=posted.reason if posted else "",
        saved=_saved(last_save, marks, user, at),
    )


def _rows(
    session: Session,
    order: SheetOrder,
    marks: Mapping[int, Attendance],
    posted: PostedSheet | None,
    in_conflict: Mapping[int, PostedRow],
) -> list[SheetRow]:
    seats = Enrolment.objects.on_roster(session=session.pk, day=session.day)
    stays = Custody.objects.filter(pk__in=seats.values("custody")).select_related("participant")
    return [
        SheetRow(
            stay=stay,
            recorded=marks.get(stay.pk),
            posted=in_conflict.get(stay.pk)
            or (posted.rows.get(stay.pk) if posted is not None else None),
            in_conflict=stay.pk in in_conflict,
        )
        for stay in rules.in_order(stays, order)
    ]


def _marks(session: Session, saves: Mapping[int, SheetSave]) -> dict[int, Attendance]:
    """Return the sheet's marks by stay; the few savings are shared, not read with every mark."""
    marks = {mark.custody_id: mark for mark in session.attendances.all()}
    for mark in marks.values():
        mark.saved = saves[mark.saved_id]
    return marks


def _count(marks: Mapping[int, Attendance], here: set[int]) -> int:
    return sum(1 for pk, mark in marks.items() if mark.mark and pk in here)


def _gone(session: Session, custody_ids: set[int]) -> list[Attendance]:
    """Return the marks of people who are no longer on the list; they count in no rate."""
    if not custody_ids:
        return []
    marks = session.attendances.filter(custody__in=custody_ids)
    return list(marks.select_related("custody__participant"))


def _why_not(session: Session, user: User, at: datetime) -> str:
    """Return why the sheet is only to be read, or nothing."""
    try:
        permissions.require_record(user, session.program)
        rules.refuse_unless_recordable(session, session.program, at=at)
    except ActionRefused as refusal:
        return str(refusal.message)
    return ""


def _is_older(row: SheetRow, at: datetime) -> bool:
    return rules.is_correction(row.recorded, Entry(), at=at)


def _saved(
    save: SheetSave | None, marks: Mapping[int, Attendance], user: User, at: datetime
) -> Saved | None:
    """Return the last saving while its maker can still take it back."""
    if save is None or save.undoes_id or save.saved_by_id != user.pk or at > rules.undo_ends(save):
        return None
    previous, following = _neighbours(save.session, user)
    count = sum(1 for mark in marks.values() if mark.saved_id == save.pk)
    return Saved(save, count=count, previous=previous, next=following)


def _neighbours(session: Session, user: User) -> tuple[Neighbour | None, Neighbour | None]:
    """Return the sheets before and after this one on its day, in its facility."""
    others = Session.objects.visible_to(user).at(session.program.facility).on(session.day)
    day = [None, *for_cards(others.recordable()).in_order(), None]
    place = next((index for index, other in enumerate(day) if other == session), None)
    if place is None:
        return None, None
    return _neighbour(day[place - 1]), _neighbour(day[place + 1])


def _neighbour(session: Session | None) -> Neighbour | None:
    return Neighbour(session, title_of(session)) if session else None
