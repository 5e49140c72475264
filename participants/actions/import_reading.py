"""Reading the rows of a prison's list, and comparing them with what is known."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import islice

from django.db import transaction
from django.utils import timezone

from jombang_umkm.jobs import progress
from jombang_umkm.models import User
from jombang_umkm.sealing import open_sealed, seal
from jombang_umkm.spreadsheets import reading
from participants import permissions
from participants.actions.custody import BATCH
from participants.actions.import_known import look_up
from participants.models import ImportLine, PeopleImport
from participants.rules import imports
from participants.rules.comparison import Entry, Known, compare
from participants.rules.listing import numbers
from participants.rules.listing.cells import Row
from participants.rules.listing.header import Header, find_header, header_at, no_header
from participants.rules.listing.lines import Line, Listing
from participants.rules.listing.matching import choose
from participants.rules.listing.reading import read_rows
from participants.rules.listing.repeats import blame_repeats

Status = PeopleImport.Status


@transaction.atomic
def read(*, people_import: PeopleImport, by: User, at: datetime) -> PeopleImport:
    """Read the rows of a list whose columns were matched, for somebody to check, and return it.

    How far it is, is told as progress. A repeat changes nothing.

    Raises ActionRefused: "not_allowed".
    """
    found = PeopleImport.objects.select_for_update(no_key=True, of=("self",))
    people_import = found.select_related("facility").get(pk=people_import.pk)
    permissions.require_keep_stays(by, people_import.facility)
    if people_import.status != Status.READING:
        return people_import
    listing = _listing(people_import, at)
    lines = blame_repeats(listing.lines, numbers.key_of)
    own = [line for line in lines if line.repeats is None]
    entries, known = look_up(lines=own, facility=people_import.facility, by=by)
    with progress.telling(people_import.progress_key, len(entries)) as tell:
        rows, done = _rows(people_import, entries, known, at), 0
        while batch := list(islice(rows, BATCH)):
            ImportLine.objects.bulk_create(batch)
            done += len(batch)
            tell(done)
    people_import.rows_read = len(own)
    people_import.rows_skipped = listing.skipped + len(lines) - len(own)
    people_import.status = Status.PREVIEWED
    people_import.save(update_fields=["rows_read", "rows_skipped", "status"])
    return people_import


def _listing(people_import: PeopleImport, at: datetime) -> Listing:
    """Return what the rows of the file say."""
    content = imports.as_bytes(open_sealed(people_import.content))
    workbook = reading.read(content, name=people_import.file_name)
    sheet = workbook.sheets[people_import.sheet]
    header = _header(people_import, sheet.rows)
    columns = {int(column): key for column, key in people_import.columns.items()}
    return read_rows(
        sheet.rows,
        header,
        choose(header, columns),
        today=timezone.localdate(at),
        since_1904=sheet.since_1904,
        sex=people_import.sex,
    )


def _header(people_import: PeopleImport, rows: Sequence[Row]) -> Header:
    """Return the headings in the row that was chosen; two lines of them are found again."""
    row = people_import.header_row
    if row is None or row < 0:
        return no_header(rows)
    found = find_header(rows)
    return found if found is not None and found.row == row else header_at(rows, row)


def _rows(
    people_import: PeopleImport, entries: Sequence[Entry], known: Known, at: datetime
) -> Iterator[ImportLine]:
    """Yield a row of the import for each line, compared with what is known."""
    today = timezone.localdate(at)
    for entry in entries:
        yield ImportLine(
            people_import=people_import,
            number=entry.line.number,
            full_name=_named(entry.line, "full_name", 150),
            registration_no=_named(entry.line, "registration_no", 40),
            content=seal(imports.write_line(entry.line)),
            **imports.kept(compare(entry, known, today=today)),
        )


def _named(line: Line, key: str, at_most: int) -> str:
    """Return what a line is called by, though it may be wrong."""
    return str(line.values.get(key) or line.cells.get(key, ""))[:at_most]
