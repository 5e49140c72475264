"""Marking attendance: one saving for a whole sheet, taking it back, moving it elsewhere."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from jombang_umkm.errors import ActionRefused
from jombang_umkm.history import versions_of
from jombang_umkm.models import User
from participants.models import Custody
from programs import permissions
from programs.models import (
    Attendance,
    Enrolment,
    PrintedSheet,
    Program,
    Session,
    SheetSave,
    SheetScan,
)
from programs.rules import attendance as rules
from programs.rules.attendance import Entry, Recorded, Row
from programs.rules.lifecycle import SESSION

# In SQL, for bulk_create() of the same takes three times as long: of 200 rows 10 ms more.
UPSERT = """
INSERT INTO "programs_attendance"
    (program_id, session_id, custody_id, mark, minutes_late, note, saved_id)
SELECT %s, %s, custody_id, mark, minutes_late, note, %s
FROM unnest(%s::bigint[], %s::varchar[], %s::smallint[], %s::varchar[])
    AS entry (custody_id, mark, minutes_late, note)
ON CONFLICT (session_id, custody_id) DO UPDATE
SET mark = EXCLUDED.mark, minutes_late = EXCLUDED.minutes_late,
    note = EXCLUDED.note, saved_id = EXCLUDED.saved_id
RETURNING "programs_attendance".*
"""


@dataclass(frozen=True)
class Conflict:
    """A row that somebody else changed since it was opened; nothing of it was written."""

    row: Row
    theirs: Attendance | None


@dataclass(frozen=True)
class Typed:
    """Where typed marks come from: the list on paper, and who signed it."""

    paper: PrintedSheet
    signed_by: str


@dataclass
class Outcome:
    """What a saving did: `save` is None where nothing differed."""

    save: SheetSave | None = None
    written: list[Attendance] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)


@transaction.atomic
def record(
    *,
    session: Session,
    rows: Sequence[Row],
    by: User,
    at: datetime,
    reason: str = "",
    typed: Typed | None = None,
) -> Outcome:
    """Write the rows that differ from what is recorded, in one statement, and return the outcome.

    A row whose new value is already recorded changes nothing, so a repeat of the
    same submit writes no history; a row based on something else than what is
    recorded is a conflict and is left alone, while the others are saved.

    Raises ActionRefused: "not_allowed", "cancelled", "postponed", "future_day",
    "locked", "not_on_roster", "reason_needed", "other_paper", "signature_needed".
    """
    session = _lock(session)
    permissions.require_record(by, session.program)
    rules.refuse_unless_recordable(session, session.program, at=at)
    _refuse_paper(typed, session)
    asked = [row for row in rows if row.new != row.base]
    _require_on_roster(session, [row.custody_id for row in asked])
    current = _recorded(session)
    differing, overtaken = _compare(asked, current)
    outcome = Outcome(conflicts=_conflicts(session, overtaken))
    if not reason and any(
        rules.is_correction(current.get(pk), new, at=at) for pk, new in differing.items()
    ):
        raise ActionRefused(
            "reason_needed", _("Say why you correct what was recorded on an earlier day.")
        )
    if differing:
        outcome.save = SheetSave.objects.create(
            session=session,
            saved_by=by,
            saved_at=at,
            reason=reason,
            paper=typed.paper if typed else None,
            signed_by=typed.signed_by if typed else "",
        )
        outcome.written = _write(session, differing, outcome.save)
    return outcome


def _compare(
    asked: Iterable[Row], current: Mapping[int, Recorded]
) -> tuple[dict[int, Entry], list[Row]]:
    """Return what is to be written, and what somebody else changed since the sheet was opened."""
    differing: dict[int, Entry] = {}
    overtaken: list[Row] = []
    for row in asked:
        recorded = current.get(row.custody_id)
        now = recorded.entry if recorded else Entry()
        if now == row.new:
            continue
        if now != row.base:
            overtaken.append(row)
        else:
            differing[row.custody_id] = row.new
    return differing, overtaken


def _conflicts(session: Session, rows: Sequence[Row]) -> list[Conflict]:
    """Return these rows with what stands in their place; mostly there are none."""
    if not rows:
        return []
    marks = session.attendances.filter(custody__in=[row.custody_id for row in rows]).order_by()
    theirs = {mark.custody_id: mark for mark in marks}
    return [Conflict(row, theirs.get(row.custody_id)) for row in rows]


@transaction.atomic
def undo(*, save: SheetSave, by: User, at: datetime) -> Outcome:
    """Put back what a saving changed, as a saving of its own, and return the outcome.

    Rows that somebody changed since keep their newer value; they are the
    outcome's conflicts. A repeat changes nothing.

    Raises ActionRefused: "not_allowed", "not_yours", "too_late", "is_undo", "is_move", and
    the refusals of record().
    """
    session = _lock(save.session)
    permissions.require_record(by, session.program)
    save = SheetSave.objects.select_related("moved_to").get(pk=save.pk)
    rules.refuse_undo(save, by=by, at=at)
    rules.refuse_unless_recordable(session, session.program, at=at)
    if SheetSave.objects.filter(undoes=save).exists():
        return Outcome()
    before = _entries_before(save)
    current = _recorded(session)
    before = {pk: entry for pk, entry in before.items() if pk in current}
    differing = {pk: entry for pk, entry in before.items() if current[pk].saved_id == save.pk}
    overtaken = [Row(pk, current[pk].entry, before[pk]) for pk in before if pk not in differing]
    conflicts = _conflicts(session, overtaken)
    undoing = SheetSave.objects.create(session=session, saved_by=by, saved_at=at, undoes=save)
    return Outcome(undoing, _write(session, differing, undoing), conflicts)


@transaction.atomic
def move(*, session: Session, to: Session, by: User, at: datetime, reason: str) -> Outcome:
    """Take all marks of a sheet to another session's, and return what was saved there.

    For a sheet typed into the wrong session: minutes and notes go along, and so do the
    scans and who signed which paper. Each sheet has a saving of its own; the source is
    empty then. A repeat of the last move changes nothing.

    Raises ActionRefused: "not_allowed", "same_session", "cancelled", "postponed",
    "future_day", "locked", "reason_needed", "nothing_recorded", "not_empty",
    "not_on_roster".
    """
    session, to = _lock_all(session, to)
    reason = reason.strip()
    for each in (session, to):
        permissions.require_record(by, each.program)
    if session == to:
        raise ActionRefused("same_session", _("This is the session they stand at already."))
    for each in (session, to):
        rules.refuse_unless_recordable(each, each.program, at=at)
    if not reason:
        raise ActionRefused("reason_needed", _("Say why the sheet is moved."))
    marks = list(session.attendances.recorded().prefetch_related("saved"))
    if not marks and _was_moved(session, to):
        return Outcome()
    _refuse_move(marks, to)
    cleared = SheetSave.objects.create(session=session, saved_by=by, saved_at=at, reason=reason)
    typed = _last_typed(marks)
    save = SheetSave.objects.create(
        session=to,
        saved_by=by,
        saved_at=at,
        reason=reason,
        paper_id=typed.paper_id if typed else None,
        signed_by=typed.signed_by if typed else "",
        moved_from=cleared,
    )
    _write(session, {mark.custody_id: Entry() for mark in marks}, cleared)
    written = _write(to, {mark.custody_id: Entry.of(mark) for mark in marks}, save)
    _take_scans(session, to, by=by, at=at, reason=reason)
    return Outcome(save, written)


def _lock(session: Session) -> Session:
    """Return the session, locked after its programme: its sheet has one writer at a time."""
    # In one statement: of a row PostgreSQL locks the tables in the order in which OF names them.
    locking = Session.objects.select_for_update(no_key=True, of=("program", "self"))
    return locking.select_related("program").get(pk=session.pk)


def _lock_all(*sessions: Session) -> list[Session]:
    """Return these sessions as they came, locked after all their programmes, each by its number."""
    programs = Program.objects.select_for_update(no_key=True).order_by("pk")
    locked_programs = programs.in_bulk([session.program_id for session in sessions])
    asked = Session.objects.select_for_update(no_key=True).order_by("pk")
    locked = asked.in_bulk([session.pk for session in sessions])
    for session in locked.values():
        session.program = locked_programs[session.program_id]
    return [locked[session.pk] for session in sessions]


def _require_on_roster(session: Session, custody_ids: Iterable[int]) -> None:
    """Raise ActionRefused("not_on_roster") unless all these stays are; they stay locked."""
    asked = set(custody_ids)
    if not asked:
        return
    facility = session.program.facility_id
    seats = Enrolment.objects.of_session(session=session.pk, day=session.day)
    stays = Custody.objects.in_custody(on=session.day).filter(pk__in=asked, facility=facility)
    here = stays.filter(pk__in=seats.order_by().values("custody")).select_for_update(no_key=True)
    found = set(here.order_by("pk").values_list("pk", flat=True))
    strangers = asked - found
    if strangers:
        names = Custody.with_merged.filter(pk__in=strangers, facility=facility)
        raise ActionRefused(
            "not_on_roster",
            _("Not on the list of this session: %(names)s. Nothing was saved.")
            % {
                "names": ", ".join(str(stay) for stay in names.select_related("participant")) or "?"
            },
        )


def _recorded(session: Session) -> dict[int, Recorded]:
    """Return what the sheet says now, by stay."""
    rows = session.attendances.order_by().values_list(
        "custody", "mark", "minutes_late", "note", "saved", "saved__saved_at"
    )
    return {
        pk: Recorded(Entry(mark, minutes, note), saved, at)
        for pk, mark, minutes, note, saved, at in rows
    }


def _write(session: Session, entries: dict[int, Entry], save: SheetSave) -> list[Attendance]:
    """Write all entries in one statement, and keep the session's state in step with its marks."""
    columns = (
        list(entries),
        [entry.mark for entry in entries.values()],
        [entry.minutes_late for entry in entries.values()],
        [entry.note for entry in entries.values()],
    )
    known = (session.program_id, session.pk, save.pk)
    written = list(Attendance.objects.raw(UPSERT, [*known, *columns]))
    _follow_marks(session, written)
    return written


def _follow_marks(session: Session, written: list[Attendance]) -> None:
    """A session is held from its first mark on, and planned again when its last one is cleared."""
    has_marks = (
        any(row.mark for row in written)
        or Attendance.objects.filter(session=session).recorded().exists()
    )
    status = Session.Status.HELD if has_marks else Session.Status.PLANNED
    if session.status != status:
        SESSION.require(session.status, status)
        session.status = status
        session.save(update_fields=["status"])


def _refuse_paper(typed: Typed | None, session: Session) -> None:
    """A list on paper is typed into its own session, and is worth nothing unsigned."""
    if typed is None:
        return
    if typed.paper.session_id != session.pk:
        raise ActionRefused("other_paper", _("This list was printed for another session."))
    if not typed.signed_by.strip():
        raise ActionRefused("signature_needed", _("Type who signed the list on paper."))


def _was_moved(session: Session, to: Session) -> bool:
    """Return whether the last saving of the sheet moved it there."""
    last = session.saves.order_by("pk").last()
    return SheetSave.objects.filter(session=to, moved_from=last).exists() if last else False


def _refuse_move(marks: Sequence[Attendance], to: Session) -> None:
    if not marks:
        raise ActionRefused(
            "nothing_recorded", _("Nothing is recorded on this sheet: there is nothing to move.")
        )
    if to.attendances.recorded().exists():
        raise ActionRefused(
            "not_empty", _("Somebody recorded marks at that session: it takes no other sheet.")
        )
    _require_on_roster(to, [mark.custody_id for mark in marks])


def _last_typed(marks: Iterable[Attendance]) -> SheetSave | None:
    """Return the last saving of these marks that was typed from paper, if any was."""
    saves = {mark.saved for mark in marks if mark.saved.paper_id or mark.saved.signed_by}
    return max(saves, key=lambda save: save.pk, default=None)


def _take_scans(session: Session, to: Session, *, by: User, at: datetime, reason: str) -> None:
    """Attach the scans to the other session; one of a file that is there already is taken off."""
    there = SheetScan.objects.attached().filter(
        session=to, upload_sha256=OuterRef("upload_sha256"), page=OuterRef("page")
    )
    here = SheetScan.objects.attached().filter(session=session)
    here.filter(Exists(there)).update(removed_at=at, removed_by=by, removal_reason=reason)
    here.update(session=to)


def _entries_before(save: SheetSave) -> dict[int, Entry]:
    """Return, for each stay whose row the saving wrote, what the row said before.

    A stay that was folded into another since has given its rows to that one.
    """
    versions = versions_of(Attendance)
    rows = versions.filter(saved=save).order_by().values("pgh_obj")
    before: dict[int, Entry] = {}
    last: dict[int, Entry] = {}
    stay_of: dict[int, int] = {}
    for version in versions.filter(pgh_obj__in=rows):
        row = version.pgh_obj_id
        if version.saved_id == save.pk:
            before.setdefault(row, last.get(row, Entry()))
        last[row] = Entry(version.mark, version.minutes_late, version.note)
        stay_of[row] = version.custody_id
    return {stay_of[row]: entry for row, entry in before.items()}
