"""Prisons' lists for tests: written as spreadsheets, and taken through the import."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from jombang_umkm.models import User
from jombang_umkm.spreadsheets import reading
from jombang_umkm.spreadsheets.writing import write
from participants.actions import import_reading, import_saving, people_import
from participants.actions.people_import import Decision, Layout, Upload
from participants.models import ImportLine, PeopleImport
from participants.rules.comparison import choices_of
from participants.rules.listing.header import find_header
from participants.rules.listing.matching import match

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=ZoneInfo("Asia/Jakarta"))
TODAY = NOW.date()

HEADINGS = (
    *("Nama", "No registrasi", "Tgl masuk", "Tgl ekspirasi", "Alias 1", "Blok", "Sel"),
    *("JK", "Tgl lahir", "NIK"),
)
Row = Sequence[Any]


def row(name: str = "SUPRI", number: str = "B.I 12/2026", **more: Any) -> Row:
    """Return a row of the layout above; blank where nothing is said."""
    known = {"entry": date(2026, 2, 14), "sex": "L", **more}
    keys = ("entry", "expiry", "alias", "block", "cell", "sex", "born", "nik")
    return (name, number, *(known.get(key, "") for key in keys))


def file_of(*rows: Row, headings: Sequence[str] = HEADINGS) -> bytes:
    """Return a spreadsheet with these rows."""
    return write(list(headings), rows, name="Daftar")


def uploaded(
    by: User, *rows: Row, content: bytes = b"", as_of: date = TODAY, at: datetime = NOW
) -> PeopleImport:
    """Return a list that was taken in, its columns not matched yet."""
    assert by.facility is not None
    file = Upload("daftar.xlsx", content or file_of(*rows), as_of)
    return people_import.upload(facility=by.facility, file=file, by=by, at=at)


def layout_of(content: bytes, sex: str = "") -> Layout:
    """Return where the people are in a file, as the page offers it."""
    (sheet, *_rest) = reading.read(content, name="daftar.xlsx").sheets
    header = find_header(sheet.rows)
    assert header is not None
    return Layout(header, match(header).columns, sex=sex)


def previewed(
    by: User, *rows: Row, as_of: date = TODAY, at: datetime = NOW, sex: str = ""
) -> PeopleImport:
    """Return a list whose rows were read."""
    content = file_of(*rows)
    found = uploaded(by, content=content, as_of=as_of, at=at)
    matched = people_import.match(people_import=found, layout=layout_of(content, sex), by=by)
    return import_reading.read(people_import=matched, by=by, at=at)


def saved(by: User, found: PeopleImport, at: datetime = NOW, agreed: str = "") -> PeopleImport:
    """Return a list whose chosen rows were saved."""
    confirmed = people_import.confirm(people_import=found, by=by, at=at, agreed=agreed)
    return import_saving.save(people_import=confirmed, by=by, at=at)


def taken_over(by: User, *rows: Row, **options: Any) -> PeopleImport:
    """Return a list that was read and saved; who is doubtful is somebody else, if that may be."""
    found = previewed(by, *rows, **options)
    decide_others(by, found)
    return saved(by, found)


def decide_others(by: User, found: PeopleImport) -> None:
    """Say of every doubtful row that it is another person, where that may be said."""
    choice = ImportLine.Choice
    decisions = {
        line.pk: Decision(choice=choice.ANOTHER)
        for line in found.lines.filter(outcome=ImportLine.Outcome.DOUBTFUL)
        if choice.ANOTHER in choices_of([doubt["code"] for doubt in line.doubts])
    }
    people_import.choose(people_import=found, decisions=decisions, by=by)


def outcomes(found: PeopleImport) -> list[str]:
    """Return what each row is, in order."""
    return list(found.lines.values_list("outcome", flat=True))


def results(found: PeopleImport) -> list[str]:
    """Return how each row ended, in order."""
    return list(found.lines.values_list("result", flat=True))
