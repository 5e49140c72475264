"""Saving what was chosen of a prison's list: one transaction, all or none."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.utils import timezone

from jombang_umkm.jobs import progress
from jombang_umkm.models import Facility, User
from jombang_umkm.sealing import open_sealed
from participants import permissions
from participants.actions.custody import BATCH
from participants.actions.import_known import look_up
from participants.actions.import_writing import Row, write
from participants.models import Custody, ImportLine, PeopleImport
from participants.rules import imports
from participants.rules.comparison import compare

Deed, Outcome, Result = ImportLine.Deed, ImportLine.Outcome, ImportLine.Result
Status = PeopleImport.Status

# How a row that was not to be saved ended.
RESULTS = {
    Outcome.SAME: Result.UNCHANGED,
    Outcome.WRONG: Result.REJECTED,
    Outcome.NEW: Result.LEFT_OUT,
    Outcome.CHANGED: Result.LEFT_OUT,
    Outcome.DOUBTFUL: Result.LEFT_OUT,
}


@transaction.atomic
def save(*, people_import: PeopleImport, by: User, at: datetime) -> PeopleImport:
    """Save the rows of a list that were chosen, and return the import.

    Each row is compared once more: what somebody changed meanwhile is rejected, like what an
    action refuses of one row; all others are saved together. How far it is, is told as
    progress. A repeat changes nothing.

    Raises ActionRefused: "not_allowed", and as import_writing.write() does.
    """
    found = PeopleImport.objects.select_for_update(no_key=True, of=("self",))
    people_import = found.select_related("facility").get(pk=people_import.pk)
    permissions.require_keep_stays(by, people_import.facility)
    if people_import.status != Status.SAVING:
        return people_import
    # Another import, and whoever registers somebody, waits.
    Facility.objects.select_for_update(no_key=True).get(pk=people_import.facility_id)
    lines = list(people_import.lines.all())
    rows = _rows(people_import, [line for line in lines if imports.is_to_be_saved(line)], by, at)
    with progress.telling(people_import.progress_key, len(rows)) as tell:
        for start in range(0, len(rows), BATCH):
            batch = rows[start : start + BATCH]
            write(people_import=people_import, rows=batch, by=by, at=at)
            tell(start + len(batch))
    for line in lines:
        line.result = line.result or RESULTS[Outcome(line.outcome)]
    _note(people_import, lines)
    people_import.status, people_import.content = Status.DONE, ""
    people_import.save(update_fields=["status", "content"])
    return people_import


def _rows(
    people_import: PeopleImport, lines: list[ImportLine], by: User, at: datetime
) -> list[Row]:
    """Return the rows to be saved, each compared once more with what is known, and locked."""
    told = [imports.read_line(open_sealed(line.content)) for line in lines]
    entries, known = look_up(lines=told, facility=people_import.facility, by=by)
    today = timezone.localdate(at)
    return [
        Row(line, entry, compare(entry, known, today=today), known.by_nik.get(entry.nik_key))
        for line, entry in zip(lines, entries, strict=True)
    ]


def _note(people_import: PeopleImport, lines: Iterable[ImportLine]) -> None:
    """Write how the rows ended; what was read of those that are through is erased."""
    ended: dict[tuple[str, str], list[int]] = defaultdict(list)
    for line in lines:
        ended[line.result, line.deed].append(line.pk)
    for (result, deed), keys in ended.items():
        is_through = result in (Result.WRITTEN, Result.UNCHANGED)
        erased = {"content": ""} if is_through else {}
        ImportLine.objects.filter(pk__in=keys).update(result=result, deed=deed, **erased)
    _note_stays(people_import, lines)
    rejected = [line for line in lines if line.reason]
    ImportLine.objects.bulk_update(rejected, ["reason"], batch_size=BATCH)


def _note_stays(people_import: PeopleImport, lines: Iterable[ImportLine]) -> None:
    """Write which stays the rows made or changed: those of people nobody knew by their number."""
    own = Custody.objects.filter(
        facility=people_import.facility_id, registration_key=OuterRef("registration_key")
    )
    registered = people_import.lines.filter(result=Result.WRITTEN, deed=Deed.REGISTERED)
    registered.update(custody=Subquery(own.values("pk")[:1]))
    others = [line for line in lines if line.deed not in ("", Deed.REGISTERED, Deed.CHANGED)]
    # A number or a NIK that was changed stands in no change that the preview showed.
    others += [
        line for line in lines if line.deed == Deed.CHANGED and line.outcome != Outcome.CHANGED
    ]
    ImportLine.objects.bulk_update(others, ["custody", "changes"], batch_size=BATCH)
