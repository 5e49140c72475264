"""What the attendance sheet shows: recorded and posted values of every row, side by side."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, time
from functools import cache, cached_property
from typing import Any

from django.shortcuts import get_object_or_404

from jombang_umkm import access
from jombang_umkm.errors import ActionRefused
from jombang_umkm.models import User
from participants.models import CustodyAbsence
from participants.rules.titles import away_words
from programs import permissions
from programs.forms.sheet import PostedRow, PostedSheet
from programs.models import Attendance, Enrolment, PrintedSheet, Session, SheetSave, SheetScan
from programs.querysets import SessionQuerySet
from programs.rules import attendance as rules
from programs.rules.attendance import SheetOrder
from programs.rules.naming import title_of
from programs.views.cards import SessionCard
from programs.views.moved import Moved, both_ends, moved_with
from programs.views.sheet_paper import as_printed
from programs.views.sheet_row import LISTED, Listed, SheetRow


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

    pk: int
    title: str
    starts_at: time


@dataclass
class SheetPage:
    """Everything the page needs, read once."""

    session: Session
    card: SessionCard
    order: SheetOrder
    # Everybody as listed; `rows` are those who take marks.
    lines: list[SheetRow]
    gone: list[Attendance]
    scans: list[SheetScan]
    last_save: SheetSave | None
    # The last saving that was typed from a signed list.
    typed: SheetSave | None
    can_save: bool
    can_print: bool
    why_not: str
    is_early: bool
    needs_reason: bool
    reason: str = ""
    saved: Saved | None = None
    paper: PrintedSheet | None = None
    signed_by: str = ""
    # Where the last saving brought the marks from, or took them to.
    moved: Moved | None = None

    @property
    def has_marks(self) -> bool:
        """Whether anybody has a mark, on the list or no longer."""
        return bool(self.card.recorded or self.gone)

    @cached_property
    def rows(self) -> list[SheetRow]:
        """The people on the roster."""
        return [row for row in self.lines if not row.gone]

    @cached_property
    def present(self) -> int:
        """How many of the marks shown are presence, saved or not."""
        return sum(1 for row in self.rows if row.counted_mark in Attendance.IN_THE_ROOM)

    @cached_property
    def blank(self) -> int:
        marks = set(Attendance.Mark.values)
        return sum(1 for row in self.rows if row.counted_mark not in marks)

    @property
    def absent(self) -> int:
        return len(self.rows) - self.present - self.blank

    @cached_property
    def errors(self) -> list[SheetRow]:
        return [row for row in self.rows if row.error]

    @cached_property
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
    paper: PrintedSheet | None = None,
) -> SheetPage:
    """Return the page: `posted` stands instead of what is recorded, `in_conflict` as questions.

    With `paper` the rows stand as on that list.

    Raises Http404 when the user sees no such session.
    """
    session = get_object_or_404(_sessions().visible_to(user), pk=pk)
    saves, last_save, came_or_went = _saves(session, user)
    marks = _marks(session, saves)
    rows = _told(_rows(session, order, marks, posted, in_conflict or {}), session, user)
    lines = as_printed(rows, session, paper) if paper else rows
    why_not = _why_not(session, user, at)
    here = {row.stay.pk for row in rows}
    return SheetPage(
        session=session,
        card=SessionCard.of(session, at=at, roster_size=len(rows), recorded=_count(marks, here)),
        order=order,
        lines=lines,
        gone=_gone(session, {pk for pk, mark in marks.items() if mark.mark} - here),
        scans=_scans(session),
        last_save=last_save,
        typed=next((save for save in reversed(saves.values()) if save.paper_id), None),
        can_save=not why_not,
        can_print=permissions.may_print(user, session.program)
        and session.status in (Session.Status.PLANNED, Session.Status.HELD),
        why_not=why_not,
        is_early=rules.is_before_start(session, at=at),
        needs_reason=_has_older(marks, here, at),
        reason=posted.reason if posted else "",
        saved=_saved(last_save, marks, user, at),
        paper=paper,
        signed_by=_signed_by(paper, posted, saves.values()),
        moved=came_or_went,
    )


@cache
def _sessions() -> SessionQuerySet:
    """Return the sessions with their names; built once, which takes as long as reading one."""
    # Their facility is the officer's own, and named to those alone who may not record.
    named = Session.objects.with_names().select_related(None).select_related("program", "room")
    return named.with_has_scans()


def _scans(session: Any) -> list[SheetScan]:
    """Return the scans of a session read with_has_scans(): most have none, which costs nothing."""
    if not session.has_scans:
        return []
    scans = session.scans.attached().select_related("uploaded_by")
    shown = ("session", "width", "height", "uploaded_at", "uploaded_by__full_name")
    return list(scans.only(*shown).order_by("uploaded_at", "page", "pk"))


def _saves(
    session: Session, user: User
) -> tuple[dict[int, SheetSave], SheetSave | None, Moved | None]:
    """Return the savings of the sheet, the last one last; that one; and whether it was a move."""
    saves = session.saves.select_related("saved_by", "moved_to").order_by("saved_at", "pk")
    with both_ends(user):
        found = {save.pk: save for save in saves}
        last = next(reversed(found.values()), None)
        move = moved_with(last, user)
    for save in found.values():
        save.session = session
    return found, last, move


def _signed_by(
    paper: PrintedSheet | None, posted: PostedSheet | None, saves: Iterable[SheetSave]
) -> str:
    """Return who signed the list: as just typed, else as typed with an earlier part of it."""
    if paper is None:
        return ""
    if posted is not None:
        return posted.signed_by
    return next((save.signed_by for save in saves if save.paper_id == paper.pk), "")


def _rows(
    session: Session,
    order: SheetOrder,
    marks: Mapping[int, Attendance],
    posted: PostedSheet | None,
    in_conflict: Mapping[int, PostedRow],
) -> list[SheetRow]:
    people = sorted(_roster(session), key=lambda person: person.place_in(order))
    return [
        SheetRow(
            stay=stay,
            recorded=marks.get(stay.pk),
            posted=in_conflict.get(stay.pk)
            or (posted.rows.get(stay.pk) if posted is not None else None),
            in_conflict=stay.pk in in_conflict,
            position=position,
        )
        for position, stay in enumerate(people, 1)
    ]


def _roster(session: Session) -> list[Listed]:
    seats = Enrolment.objects.on_roster(
        session=session.pk, day=session.day, facility=session.program.facility_id
    )
    # Somebody may sit in two of its courses.
    people = seats.order_by().values_list(*LISTED).distinct()
    return [Listed(*values) for values in people]


def _told(rows: list[SheetRow], session: Session, user: User) -> list[SheetRow]:
    """Return the rows, each told why somebody is out of reach; the office reads none of it."""
    if access.is_staff(user):
        return rows
    by_stay = {row.stay.pk: row for row in rows}
    absences = CustodyAbsence.objects.visible_to(user).on(session.day).filter(custody__in=by_stay)
    for stay, kind, away_from, back_on in absences.order_by().values_list(
        "custody", "kind", "away_from", "back_on"
    ):
        by_stay[stay].away = away_words(kind, away_from, back_on)
    return rows


def _marks(session: Session, saves: Mapping[int, SheetSave]) -> dict[int, Attendance]:
    """Return the sheet's marks by stay; the few savings are shared, not read with every mark."""
    if not saves:
        return {}
    marks = {mark.custody_id: mark for mark in session.attendances.order_by()}
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


def _has_older(marks: Mapping[int, Attendance], here: set[int], at: datetime) -> bool:
    """Return whether changing a mark on the list could need a reason."""
    savings = {mark.saved for pk, mark in marks.items() if mark.mark and pk in here}
    return any(rules.is_day_over(save.saved_at, at=at) for save in savings)


def _saved(
    save: SheetSave | None, marks: Mapping[int, Attendance], user: User, at: datetime
) -> Saved | None:
    """Return the last saving while its maker can still take it back."""
    if save is None:
        return None
    try:
        rules.refuse_undo(save, by=user, at=at)
    except ActionRefused:
        return None
    previous, following = _neighbours(save.session, user)
    count = sum(1 for mark in marks.values() if mark.saved_id == save.pk)
    return Saved(save, count=count, previous=previous, next=following)


@cache
def _recordable() -> SessionQuerySet:
    """Return the sessions that take marks, with their titles, by time; built once as well."""
    return Session.objects.recordable().with_title().in_order()


def _neighbours(session: Session, user: User) -> tuple[Neighbour | None, Neighbour | None]:
    """Return the sheets before and after this one on its day, in its facility."""
    others: Any = _recordable().visible_to(user).at(session.program.facility_id).on(session.day)
    read = others.values_list("pk", "starts_at", "course_names", "program_courses", named=True)
    day = [None, *read, None]
    place = next((index for index, other in enumerate(day) if other and other.pk == session.pk), 0)
    if not place:
        return None, None
    return _neighbour(day[place - 1]), _neighbour(day[place + 1])


def _neighbour(session: Any) -> Neighbour | None:
    return Neighbour(session.pk, title_of(session), session.starts_at) if session else None
