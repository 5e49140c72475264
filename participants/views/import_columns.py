"""Matching the columns of a list: which holds what."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from jombang_umkm.errors import ActionRefused
from jombang_umkm.models import User
from jombang_umkm.sealing import open_sealed
from jombang_umkm.spreadsheets import reading
from jombang_umkm.spreadsheets.workbook import Row, Sheet, Workbook
from participants import jobs
from participants.actions import people_import as actions
from participants.actions.people_import import Layout
from participants.forms.people_import import OFFERED, ColumnsForm
from participants.models import PeopleImport, RememberedColumns
from participants.rules import imports
from participants.rules.listing.cells import is_blank, text_of
from participants.rules.listing.fields import is_forbidden
from participants.rules.listing.header import Header, find_header, header_at, no_header
from participants.rules.listing.matching import Matching, match

SAMPLES = 3
NONE = -1
# Of a NIK, and what could be one, nobody needs more to know what a column holds.
LONG_NUMBER, MASK = re.compile(r"(\d{4})\d{8,}"), r"\1…"


@dataclass(frozen=True)
class _File:
    """A file as it is looked at: the sheet, and the row of its headings."""

    workbook: Workbook
    place: int
    header: Header
    remembered: dict[str, str]

    @property
    def sheet(self) -> Sheet:
        return self.workbook.sheets[self.place]

    def samples(self) -> list[list[str]]:
        """Return the first things that stand in each column below the headings."""
        below = [row for row in self.sheet.rows[self.header.row + 1 :][:200] if row]
        found = (
            [text_of(row[column]) for row in below if column < len(row)]
            for column in range(len(self.header.texts))
        )
        return [list(islice(filter(None, texts), SAMPLES)) for texts in found]

    def first_rows(self) -> list[tuple[int, str]]:
        """Return the rows that could hold the headings, by their index, with what stands there.

        What stands below a heading of what is never read is not shown, nor a NIK.
        """
        found, hidden = [], set[int]()
        for index, row in enumerate(self.sheet.rows[:OFFERED]):
            texts = list(map(text_of, row))
            shown = [text for column, text in enumerate(texts) if text and column not in hidden]
            hidden |= {column for column, text in enumerate(texts) if is_forbidden(text)}
            if not is_blank(row):
                found.append((index, LONG_NUMBER.sub(MASK, " | ".join(shown))[:80]))
        return found


@require_http_methods(["GET", "HEAD", "POST"])
def import_columns(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the columns with what is in them, and take what each holds."""
    visible = PeopleImport.objects.visible_to(request.user).select_related("facility")
    found = get_object_or_404(visible, pk=pk)
    if not found.content or found.is_working:
        return redirect("import", found.pk)
    file = _open(request, found)
    matching = match(file.header, file.remembered)
    form = ColumnsForm(
        request.POST if request.method == "POST" else None,
        header=file.header,
        matching=matching,
        samples=_discreet(file, matching),
        initial={"sex": found.sex or None},
    )
    if request.method == "POST" and form.is_valid():
        try:
            _match(request, found, file, form)
        except ActionRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("import", found.pk)
    return _render(request, found, file, form, status=409 if form.errors else 200)


def _match(request: HttpRequest, found: PeopleImport, file: _File, form: ColumnsForm) -> None:
    assert isinstance(request.user, User)
    layout = Layout(file.header, form.columns(), file.place, form.sex_of_all)
    # Both or neither: a list that is to be read has a job that reads it.
    with transaction.atomic():
        matched = actions.match(people_import=found, layout=layout, by=request.user)
        jobs.read_import.enqueue(pk=matched.pk, by=request.user.pk)


def _open(request: HttpRequest, found: PeopleImport) -> _File:
    """Return the file, with the sheet and the headings that were asked for, or found."""
    content = imports.as_bytes(open_sealed(found.content))
    workbook = reading.read(content, name=found.file_name)
    chosen = _number(request, "lembar", len(workbook.sheets))
    place = found.sheet if chosen is None or chosen == NONE else chosen
    rows = workbook.sheets[place].rows
    kept = RememberedColumns.objects.filter(facility=found.facility_id).first()
    remembered = dict(kept.columns) if kept else {}
    asked = _number(request, "judul", len(rows))
    if asked is None and place == found.sheet:
        asked = found.header_row  # as it was chosen before
    return _File(workbook, place, _header(rows, asked, remembered), remembered)


def _header(rows: Sequence[Row], asked: int | None, remembered: Mapping[str, str]) -> Header:
    """Return the headings in the row asked for, else where they are found."""
    found = find_header(rows, remembered) or no_header(rows)
    if asked is None or asked == found.row:
        return found
    return no_header(rows) if asked == NONE else header_at(rows, asked)


def _number(request: HttpRequest, name: str, limit: int) -> int | None:
    """Return a number from the address, from NONE on and below the limit; else None."""
    text = request.GET.get(name, "")
    if not re.fullmatch(r"-?[0-9]{1,6}", text):
        return None
    return int(text) if NONE <= int(text) < limit else None


def _discreet(file: _File, matching: Matching) -> list[list[str]]:
    """Return the samples: none of columns that are never read, of a NIK its first digits."""
    return [
        []
        if is_forbidden(heading)
        else [f"{text[:4]}…" for text in samples]
        if matching.columns.get(column) == "nik"
        else [LONG_NUMBER.sub(MASK, text) for text in samples]
        for column, (heading, samples) in enumerate(
            zip(file.header.texts, file.samples(), strict=True)
        )
    ]


def _render(
    request: HttpRequest, found: PeopleImport, file: _File, form: ColumnsForm, *, status: int
) -> HttpResponse:
    context = {
        "import": found,
        "form": form,
        "rows": form.rows(),
        "sheets": list(enumerate(sheet.name for sheet in file.workbook.sheets)),
        "sheet": file.place,
        "first_rows": file.first_rows(),
        "header_row": file.header.row,
        "no_header": NONE,
        "has_macros": file.workbook.has_macros,
        "step": 2,
        "crumbs": [(_("People"), reverse("people")), (_("Import"), reverse("imports"))],
    }
    return render(request, "participants/import_columns.html", context, status=status)
