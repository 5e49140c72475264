"""Spreadsheets to download: one to fill in, and the rows of a list that were not taken."""

from datetime import date

from django.http import HttpResponse
from django.utils.translation import gettext as _

from jombang_umkm.sealing import open_sealed
from jombang_umkm.spreadsheets.writing import Column, Holds, write
from participants.models import ImportLine, PeopleImport
from participants.rules import imports
from participants.rules.listing.lines import Line
from participants.views.import_words import reason_of
from participants.views.spreadsheet import spreadsheet

Result = ImportLine.Result


def template_file() -> HttpResponse:
    """Return the prison's layout (domain.md §3) with what else is useful, an example and notes."""
    day = Holds.DAY
    columns: list[Column | str] = [
        *("Nama", "No registrasi", Column("Tgl masuk", day), Column("Tgl ekspirasi", day)),
        *("Alias 1", "Alias 2", "Alias 3", "Nama kecil 1", "Nama kecil 2", "Nama kecil 3"),
        *("Blok", "Sel", "Jenis kelamin", "Bin/binti", "Tempat lahir"),
        *(Column("Tgl lahir", day), "NIK", "Pendidikan", "Alamat"),
    ]
    example = (
        *("SUPRI CONTOH", "B.I 12/2026", date(2026, 2, 14), date(2028, 2, 13)),
        *("PENDEK", "", "", "PRI", "", "", "A", "3", "L", "KASMAN", "Jombang"),
        *(date(1990, 12, 25), "", "SMA", "Dusun Contoh RT 01/RW 02"),
    )
    notes = [
        _("Replace the example row: one row a person. Name and registration number are needed."),
        _("Somebody new also needs the day of entry, and L or P."),
        _("Dates as day/month/year. What is not known stays blank; blank overwrites nothing."),
        _("Type a NIK as text (format the column as text first), else the last digits are lost."),
        _("Nobody is deleted or released because they are missing here."),
        _("Other columns may stand here too; you say which column holds what after uploading."),
    ]
    return spreadsheet(
        write(columns, [example], name=_("People"), notes=notes), "contoh-daftar.xlsx"
    )


def rejected_file(people_import: PeopleImport) -> HttpResponse:
    """Return the rows that were not saved, as they came, each with the reason, to upload again.

    Before the list is saved, these are the wrong ones.
    """
    if people_import.status == PeopleImport.Status.PREVIEWED:
        rejected = people_import.lines.filter(outcome=ImportLine.Outcome.WRONG)
    else:
        rejected = people_import.lines.exclude(result__in=[Result.WRITTEN, Result.UNCHANGED])
    lines = [(line, _line(line)) for line in rejected.exclude(content="")]
    labels = {key: _label(line, key) for _row, line in lines for key in line.cells}
    rows = [
        [*(line.cells.get(key, "") for key in labels), str(row.number), reason_of(row)]
        for row, line in lines
    ]
    titles = [*labels.values(), _("Row"), _("Reason")]
    name = f"perbaiki-{people_import.as_of:%Y-%m-%d}.xlsx"
    return spreadsheet(write(titles, rows, name=_("Rejected")), name)


def _label(line: Line, key: str) -> str:
    """Return what the list calls that column; one of place and day of birth fills two fields."""
    return line.columns.get(key) or line.columns.get("birth_date", key)


def _line(line: ImportLine) -> Line:
    return imports.read_line(open_sealed(line.content))
