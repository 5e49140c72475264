"""A prison's list of people: taken in, its columns matched, its rows chosen, given up."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from hashlib import sha256

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from jombang_umkm.errors import ActionRefused
from jombang_umkm.models import Facility, User
from jombang_umkm.sealing import seal
from jombang_umkm.spreadsheets import reading
from participants import permissions
from participants.models import ImportLine, PeopleImport, RememberedColumns
from participants.rules import custody as rules
from participants.rules import imports
from participants.rules.comparison import choices_of
from participants.rules.consequences import Concern, require_agreement
from participants.rules.listing import matching
from participants.rules.listing.header import Header

Status = PeopleImport.Status

# What was read is kept so long, for the rejected rows to be fetched; then names alone stay.
KEPT = timedelta(days=30)


@dataclass(frozen=True)
class Upload:
    """A file as it came, the day its list was made, and the language it is talked of in."""

    name: str
    content: bytes = field(repr=False)
    as_of: date
    language: str = "id"


@dataclass(frozen=True)
class Layout:
    """Where in a file the people are: sheet, row of the headings, and what each column holds."""

    header: Header
    columns: Mapping[int, str]
    sheet: int = 0
    sex: str = ""


@dataclass(frozen=True)
class Decision:
    """What was decided of a row: taken or not, and who a doubtful one is."""

    is_taken: bool = True
    choice: str = ""
    stay: int | None = None


@transaction.atomic
def upload(*, facility: Facility, file: Upload, by: User, at: datetime) -> PeopleImport:
    """Keep a list, sealed, until its rows are read and saved, and return it.

    A repeat returns the same while it is still open.

    Raises ActionRefused: "not_allowed", "future_day", and why the file cannot be read:
    "too_large", "not_a_spreadsheet", "encrypted", "too_many_rows", "too_many_columns",
    "too_many_cells", "bomb", "broken", "web_page", "empty", "quotes".
    """
    permissions.require_keep_stays(by, facility)
    rules.refuse_day(file.as_of, today=timezone.localdate(at))
    reading.read(file.content, name=file.name)
    Facility.objects.select_for_update(no_key=True).get(pk=facility.pk)
    _forget(facility, at - KEPT)
    digest = sha256(file.content).hexdigest()
    again = PeopleImport.objects.filter(
        facility=facility, file_sha256=digest, as_of=file.as_of, uploaded_by=by
    ).filter(status__in=[Status.UPLOADED, Status.READING, Status.PREVIEWED])
    return again.first() or PeopleImport.objects.create(
        facility=facility,
        file_name=file.name[-150:],
        file_size=len(file.content),
        file_sha256=digest,
        content=seal(imports.as_text(file.content)),
        as_of=file.as_of,
        language=file.language,
        uploaded_by=by,
        uploaded_at=at,
    )


@transaction.atomic
def match(*, people_import: PeopleImport, layout: Layout, by: User) -> PeopleImport:
    """Say which column holds what, remember it for the facility, and have the rows read anew.

    The caller asks for the job that reads them. A repeat changes nothing.

    Raises ActionRefused: "not_allowed", "not_open", "columns_needed", "no_such_column",
    "forbidden_column", "field_twice".
    """
    people_import = _lock(people_import, by)
    chosen = matching.choose(layout.header, layout.columns)
    if chosen.missing:
        names = ", ".join(str(each.label) for each in chosen.missing)
        raise ActionRefused(
            "columns_needed", _("Say which column holds: %(fields)s.") % {"fields": names}
        )
    if people_import.status == Status.READING:
        return people_import
    imports.refuse_unless_open(people_import, Status.READING)
    RememberedColumns.objects.update_or_create(
        facility=people_import.facility,
        defaults={"columns": _remembered(people_import) | chosen.remembered(layout.header)},
    )
    people_import.lines.all().delete()
    people_import.sheet, people_import.header_row = layout.sheet, layout.header.row
    people_import.columns = {str(column): key for column, key in chosen.columns.items()}
    people_import.sex, people_import.failure = layout.sex, ""
    people_import.saved_by = people_import.saved_at = None
    people_import.status = Status.READING
    people_import.save()
    return people_import


@transaction.atomic
def choose(
    *, people_import: PeopleImport, decisions: Mapping[int, Decision], by: User
) -> PeopleImport:
    """Note what was decided of rows, by their keys, and return the import.

    A repeat changes nothing.

    Raises ActionRefused: "not_allowed", "not_open", "no_such_choice".
    """
    people_import = _lock(people_import, by)
    imports.refuse_unless_open(people_import, Status.SAVING)
    lines = list(people_import.lines.filter(pk__in=decisions).order_by("pk"))
    changed = [line for line in lines if _decide(line, decisions[line.pk])]
    ImportLine.objects.bulk_update(changed, ["is_taken", "choice", "custody"])
    return people_import


@transaction.atomic
def confirm(
    *, people_import: PeopleImport, by: User, at: datetime, agreed: str = ""
) -> PeopleImport:
    """Say that the rows chosen are to be saved, and return the import.

    The caller asks for the job that saves them. A list older than the last one saved must be
    agreed to. A repeat changes nothing.

    Raises ActionRefused: "not_allowed", "not_open", "agreement_needed".
    """
    people_import = _lock(people_import, by)
    if people_import.status in (Status.SAVING, Status.DONE):
        return people_import
    imports.refuse_unless_open(people_import, Status.SAVING)
    require_agreement(_older(people_import), agreed)
    people_import.status, people_import.failure = Status.SAVING, ""
    people_import.saved_by, people_import.saved_at = by, at
    people_import.save(update_fields=["status", "failure", "saved_by", "saved_at"])
    return people_import


@transaction.atomic
def cancel(*, people_import: PeopleImport, by: User) -> PeopleImport:
    """Give up a list that was not saved, erase what was read of it, and return it.

    A repeat changes nothing.

    Raises ActionRefused: "not_allowed", "not_open".
    """
    people_import = _lock(people_import, by)
    if people_import.status == Status.CANCELLED:
        return people_import
    imports.refuse_unless_open(people_import, Status.CANCELLED)
    _cancel(people_import)
    return people_import


@transaction.atomic
def fail(*, people_import: PeopleImport, why: str, by: User) -> PeopleImport:
    """Note that a list could not be read or saved; nothing of it is. A repeat changes nothing.

    Raises ActionRefused: "not_allowed".
    """
    people_import = _lock(people_import, by)
    if people_import.is_working:
        people_import.status, people_import.failure = Status.FAILED, why[:300]
        people_import.save(update_fields=["status", "failure"])
    return people_import


def _lock(people_import: PeopleImport, by: User) -> PeopleImport:
    found = PeopleImport.objects.select_for_update(no_key=True, of=("self",))
    people_import = found.select_related("facility").get(pk=people_import.pk)
    permissions.require_keep_stays(by, people_import.facility)
    return people_import


def _remembered(people_import: PeopleImport) -> dict[str, str]:
    found = RememberedColumns.objects.select_for_update()
    remembered = found.filter(facility=people_import.facility).first()
    return dict(remembered.columns) if remembered else {}


def _decide(line: ImportLine, decision: Decision) -> bool:
    """Put a decision on a row, and return whether it is another than before."""
    before = (line.is_taken, line.choice, line.custody_id)
    line.is_taken = decision.is_taken
    if line.outcome == ImportLine.Outcome.DOUBTFUL:
        _choose(line, decision)
    return before != (line.is_taken, line.choice, line.custody_id)


def _choose(line: ImportLine, decision: Decision) -> None:
    """Put on a doubtful row who it is; whoever is meant is one of those it might be."""
    codes = [doubt["code"] for doubt in line.doubts]
    stays = [stay for doubt in line.doubts for stay in doubt["stays"]]
    is_known = not decision.choice or decision.choice in choices_of(codes)
    is_somebody = decision.choice == ImportLine.Choice.SAME_PERSON
    meant = decision.stay if len(stays) > 1 else (stays or [None])[0]
    if not is_known or (is_somebody and stays and meant not in stays):
        raise ActionRefused(
            "no_such_choice", _("Row %(row)s: choose who it is.") % {"row": line.number}
        )
    line.choice = decision.choice
    line.custody_id = meant if is_somebody else imports.stay_of_number(line.doubts)


def _older(people_import: PeopleImport) -> list[Concern]:
    """Return that a newer list was saved here already, if it was."""
    saved = PeopleImport.objects.filter(facility=people_import.facility, status=Status.DONE)
    newest = saved.order_by("-as_of").values_list("as_of", flat=True).first()
    if newest is None or newest <= people_import.as_of:
        return []
    days = {
        "day": date_format(people_import.as_of, "j F Y"),
        "newest": date_format(newest, "j F Y"),
    }
    return [
        Concern(
            _(
                "This list is of %(day)s; one of %(newest)s was saved already. "
                "What is older would replace what is newer."
            )
            % days
        )
    ]


def _cancel(people_import: PeopleImport) -> None:
    people_import.status, people_import.content = Status.CANCELLED, ""
    people_import.saved_by = people_import.saved_at = None
    people_import.save(update_fields=["status", "content", "saved_by", "saved_at"])
    people_import.lines.exclude(content="").update(content="")


def _forget(facility: Facility, before: datetime) -> None:
    """Give up what nobody went on with for long, and erase what was read of old lists."""
    old = PeopleImport.objects.filter(facility=facility, uploaded_at__lt=before)
    for each in old.filter(status__in=[Status.UPLOADED, Status.PREVIEWED, Status.FAILED]):
        _cancel(each)
    ImportLine.objects.filter(people_import__in=old).exclude(content="").update(content="")
