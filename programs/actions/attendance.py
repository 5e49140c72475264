"""Marking attendance: one saving for a whole sheet, and taking it back."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jombang_umkm.errors import ActionRefused
from jombang_umkm.history import versions_of
from jombang_umkm.models import User
from participants.models import Custody
from programs import permissions
from programs.models import Attendance, Enrolment, Program, Session, SheetSave
from programs.rules import attendance as rules
from programs.rules.attendance import Entry, Row
from programs.rules.lifecycle import SESSION


@dataclass(frozen=True)
class Conflict:
    """A row that somebody else changed since it was opened; nothing of it was written."""

    row: Row
    theirs: Attendance | None


@dataclass
class Outcome:
    """What a saving did: `save` is None where nothing differed."""

    save: SheetSave | None = None
    written: list[Attendance] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)


@transaction.atomic
def record(
    *, session: Session, rows: Sequence[Row], by: User, at: datetime, reason: str = ""
) -> Outcome:
    """Write the rows that differ from what is recorded, in one statement, and return the outcome.

    A row whose new value is already recorded changes nothing, so a repeat of the
    same submit writes no history; a row based on something else than what is
    recorded is a conflict and is left alone, while the others are saved.

    Raises ActionRefused: "not_allowed", "cancelled", "postponed", "future_day",
    "locked", "not_on_roster", "reason_needed".
    """
    session = _lock(session)
    permissions.require_record(by, session.program)
    rules.refuse_unless_recordable(session, session.program, at=at)
    asked = [row for row in rows if row.new != row.base]
    _require_on_roster(session, [row.custody_id for row in asked])
    outcome, current = Outcome(), _recorded(session, [row.custody_id for row in asked])
    differing: dict[int, Entry] = {}
    for row in asked:
        now = Entry.of(current.get(row.custody_id))
        if now == row.new:
            continue
        if now != row.base:
            outcome.conflicts.append(Conflict(row, current.get(row.custody_id)))
        else:
            differing[row.custody_id] = row.new
    if not reason and any(
        rules.is_correction(current.get(pk), new, at=at) for pk, new in differing.items()
    ):
        raise ActionRefused(
            "reason_needed", _("Say why you correct what was recorded on an earlier day.")
        )
    if differing:
        outcome.save = SheetSave.objects.create(
            session=session, saved_by=by, saved_at=at, reason=reason
        )
        outcome.written = _write(session, differing, outcome.save)
    return outcome


@transaction.atomic
def undo(*, save: SheetSave, by: User, at: datetime) -> Outcome:
    """Put back what a saving changed, as a saving of its own, and return the outcome.

    Rows that somebody changed since keep their newer value; they are the
    outcome's conflicts. A repeat changes nothing.

    Raises ActionRefused: "not_allowed", "not_yours", "too_late", "is_undo", and the
    refusals of record().
    """
    session = _lock(save.session)
    permissions.require_record(by, session.program)
    save = SheetSave.objects.get(pk=save.pk)
    _refuse_undo(save, by=by, at=at)
    rules.refuse_unless_recordable(session, session.program, at=at)
    if SheetSave.objects.filter(undoes=save).exists():
        return Outcome()
    before = _entries_before(save)
    current = _recorded(session, before)
    differing = {pk: entry for pk, entry in before.items() if current[pk].saved_id == save.pk}
    conflicts = [
        Conflict(Row(pk, Entry.of(current[pk]), before[pk]), current[pk])
        for pk in before
        if pk not in differing
    ]
    undoing = SheetSave.objects.create(session=session, saved_by=by, saved_at=at, undoes=save)
    return Outcome(undoing, _write(session, differing, undoing), conflicts)


def _lock(session: Session) -> Session:
    """Return the session, locked after its programme: its sheet has one writer at a time."""
    program = Program.objects.select_for_update(no_key=True, of=("self",))
    locked_program = program.select_related("facility").get(pk=session.program_id)
    locked = Session.objects.select_for_update(no_key=True).get(pk=session.pk)
    locked.program = locked_program
    return locked


def _require_on_roster(session: Session, custody_ids: Iterable[int]) -> None:
    """Raise ActionRefused("not_on_roster") unless all these stays are; they stay locked."""
    asked = set(custody_ids)
    if not asked:
        return
    roster = Enrolment.objects.on_roster(session=session.pk, day=session.day).values("custody")
    stays = Custody.objects.select_for_update(no_key=True).filter(pk__in=asked)
    found = set(stays.filter(pk__in=roster).order_by("pk").values_list("pk", flat=True))
    strangers = asked - found
    if strangers:
        names = Custody.objects.filter(pk__in=strangers, facility=session.program.facility_id)
        raise ActionRefused(
            "not_on_roster",
            _("Not on the list of this session: %(names)s. Nothing was saved.")
            % {
                "names": ", ".join(str(stay) for stay in names.select_related("participant")) or "?"
            },
        )


def _recorded(session: Session, custody_ids: Iterable[int]) -> dict[int, Attendance]:
    """Return these people's rows; the few savings they came with are shared, not read each."""
    rows = Attendance.objects.filter(session=session, custody__in=list(custody_ids))
    return {row.custody_id: row for row in rows.prefetch_related("saved")}


def _write(session: Session, entries: dict[int, Entry], save: SheetSave) -> list[Attendance]:
    """Write all entries in one statement, and keep the session's state in step with its marks."""
    written = [
        Attendance(
            session=session,
            custody_id=custody_id,
            mark=entry.mark,
            minutes_late=entry.minutes_late,
            note=entry.note,
            saved=save,
        )
        for custody_id, entry in entries.items()
    ]
    if written:
        Attendance.objects.bulk_create(
            written,
            update_conflicts=True,
            unique_fields=["session", "custody"],
            update_fields=["mark", "minutes_late", "note", "saved"],
        )
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


def _refuse_undo(save: SheetSave, *, by: User, at: datetime) -> None:
    if save.undoes_id is not None:
        raise ActionRefused("is_undo", _("This was already taken back."))
    if save.saved_by_id != by.pk:
        raise ActionRefused("not_yours", _("Only who saved it can take it back."))
    if at > rules.undo_ends(save):
        raise ActionRefused(
            "too_late", _("Taking back is possible for ten minutes; correct the sheet instead.")
        )


def _entries_before(save: SheetSave) -> dict[int, Entry]:
    """Return, for each stay that the saving wrote, what its row said before."""
    versions = versions_of(Attendance)
    rows = versions.filter(saved=save).order_by().values("pgh_obj")
    before: dict[int, Entry] = {}
    last: dict[int, Entry] = {}
    for version in versions.filter(pgh_obj__in=rows):
        if version.saved_id == save.pk:
            before[version.custody_id] = last.get(version.custody_id, Entry())
        last[version.custody_id] = Entry(version.mark, version.minutes_late, version.note)
    return before
