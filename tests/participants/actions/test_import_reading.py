"""Reading the rows of a prison's list: what each is, and nothing of it in clear."""

import pytest

from participants.actions import import_reading
from participants.models import ImportLine, PeopleImport
from tests.factories.jombang_umkm import StaffFactory
from tests.participants.importing import NOW, previewed, row

pytestmark = pytest.mark.django_db

TABLES = (PeopleImport, ImportLine)


def test_rows_stand_sealed_and_named(officer):
    line = previewed(officer, row("SUPRI", nik="3517092512900001")).lines.get()
    assert (line.number, line.full_name, line.registration_no) == (2, "SUPRI", "B.I 12/2026")
    assert "3517092512900001" not in line.content


def test_a_wrong_nik_is_masked(officer):
    line = previewed(officer, row(nik="35170912")).lines.get()
    assert line.problems[0]["found"] == "3517••••"


def test_a_repeat_changes_nothing(officer, unchanged):
    found = previewed(officer, row())
    with unchanged(*TABLES):
        import_reading.read(people_import=found, by=officer, at=NOW)


def test_others_are_refused(officer, refused):
    found = previewed(officer, row())
    with refused("not_allowed", *TABLES):
        import_reading.read(people_import=found, by=StaffFactory(), at=NOW)


def test_the_same_row_twice_is_skipped_and_another_is_wrong(officer):
    found = previewed(officer, row(), row(), row("SITI", sex="P"))
    assert (found.rows_read, found.rows_skipped) == (2, 1)
    assert [line.outcome for line in found.lines.all()] == ["NEW", "WRONG"]
