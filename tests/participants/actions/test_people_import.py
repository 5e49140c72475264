"""A prison's list on its way: taken in, matched, chosen from, confirmed or given up."""

from datetime import timedelta

import pytest

from jombang_umkm.errors import ActionRefused
from jombang_umkm.spreadsheets.reading import BYTES_AT_MOST
from participants.actions import import_saving
from participants.actions import people_import as actions
from participants.actions.people_import import KEPT, Decision, Layout, Upload
from participants.models import Custody, ImportLine, PeopleImport, RememberedColumns
from participants.rules.consequences import AgreementNeeded
from participants.rules.listing.header import header_at
from tests.factories.jombang_umkm import AdministratorFactory, OfficerFactory, StaffFactory
from tests.factories.participants import CustodyFactory
from tests.jombang_umkm.spreadsheets.files import (
    archive,
    kept,
    xlsx,
    xlsx_parts,
)
from tests.participants.importing import (
    NOW,
    TODAY,
    file_of,
    layout_of,
    previewed,
    row,
    saved,
    taken_over,
    uploaded,
)
from tests.threads import together

pytestmark = pytest.mark.django_db

A_DAY = timedelta(days=1)
FAR = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
TABLES = (PeopleImport, ImportLine)


class TestUpload:
    def test_keeps_the_file_sealed_until_it_is_saved(self, officer):
        content = file_of(row(nik="3517092512900001"))
        found = uploaded(officer, content=content)
        assert (found.status, found.file_size) == ("UPLOADED", len(content))
        assert found.facility == officer.facility
        assert "3517092512900001" not in found.content

    def test_twice_is_once(self, officer):
        content = file_of(row())
        assert uploaded(officer, content=content) == uploaded(officer, content=content)
        assert PeopleImport.objects.count() == 1

    def test_a_list_of_tomorrow_is_refused(self, officer, refused):
        with refused("future_day", *TABLES):
            uploaded(officer, row(), as_of=TODAY + A_DAY)

    @pytest.mark.parametrize("make", [StaffFactory, OfficerFactory])
    def test_others_are_refused(self, officer, make, refused):
        file = Upload("daftar.xlsx", file_of(row()), TODAY)
        with refused("not_allowed", *TABLES):
            actions.upload(facility=officer.facility, file=file, by=make(), at=NOW)

    @pytest.mark.parametrize(
        ("content", "code"),
        [
            (b"x" * (BYTES_AT_MOST + 1), "too_large"),
            (b"%PDF-1.7 x", "not_a_spreadsheet"),
            (b"<html><table><tr><td>SUPRI</td></tr></table></html>", "web_page"),
            (kept("terkunci.xlsx"), "encrypted"),
            (xlsx(""), "empty"),
            (kept("daftar.xlsx")[:2_000], "broken"),
            (archive(xlsx_parts("") | {"xl/a.xml": b" " * 30_000_000}), "bomb"),
            (b"A\n" * 100_001, "too_many_rows"),
            (b"A" + b";B" * 300, "too_many_columns"),
            (xlsx(FAR), "too_many_cells"),
            (b'A;"B\nC;D\n', "quotes"),
        ],
        ids=lambda value: value if isinstance(value, str) else "file",
    )
    def test_what_is_no_list_is_refused(self, officer, content, code, refused):
        with refused(code, *TABLES):
            uploaded(officer, content=content)

    def test_old_lists_are_forgotten(self, officer):
        left = previewed(officer, row("A", "B.I 1/2026"), row("B", "", sex="L"))
        done = taken_over(officer, row("C", "B.I 2/2026"), row("D", "", sex="L"))
        assert done.lines.exclude(content="").count() == 1
        uploaded(officer, row("E", "B.I 3/2026"), at=NOW + KEPT + A_DAY)
        left.refresh_from_db()
        assert (left.status, left.content) == ("CANCELLED", "")
        assert not ImportLine.objects.exclude(content="").exists()


class TestMatch:
    def test_remembers_the_columns_for_the_next_list(self, officer):
        content = file_of(("SUPRI", "B.I 1/2026"), headings=("Orang", "Induk"))
        found = uploaded(officer, content=content)
        header = header_at([("Orang", "Induk")], 0)
        layout = Layout(header, {0: "full_name", 1: "registration_no"}, sex="L")
        actions.match(people_import=found, layout=layout, by=officer)
        kept = RememberedColumns.objects.get(facility=officer.facility)
        assert kept.columns == {"orang": "full_name", "induk": "registration_no"}

    def test_a_repeat_changes_nothing(self, officer, unchanged):
        content = file_of(row())
        found = uploaded(officer, content=content)
        actions.match(people_import=found, layout=layout_of(content), by=officer)
        with unchanged(*TABLES, RememberedColumns):
            actions.match(people_import=found, layout=layout_of(content), by=officer)

    @pytest.mark.parametrize(
        ("columns", "code"),
        [
            ({0: "full_name"}, "columns_needed"),
            ({0: "full_name", 1: "full_name"}, "field_twice"),
            ({0: "full_name", 99: "registration_no"}, "no_such_column"),
            ({0: "full_name", 2: "registration_no"}, "forbidden_column"),
        ],
    )
    def test_what_is_no_matching_is_refused(self, officer, columns, code, refused):
        content = file_of(("A", "B.I 1/2026", "x"), headings=("Nama", "No registrasi", "Agama"))
        found = uploaded(officer, content=content)
        layout = Layout(layout_of(content).header, columns)
        with refused(code, *TABLES):
            actions.match(people_import=found, layout=layout, by=officer)

    def test_what_is_saved_is_not_matched_again(self, officer, refused):
        found = taken_over(officer, row())
        with refused("not_open", *TABLES):
            actions.match(people_import=found, layout=layout_of(file_of(row())), by=officer)

    def test_others_are_refused(self, officer, refused):
        content = file_of(row())
        found = uploaded(officer, content=content)
        with refused("not_allowed", *TABLES):
            actions.match(people_import=found, layout=layout_of(content), by=OfficerFactory())


class TestChoose:
    def test_a_repeat_changes_nothing(self, officer, unchanged):
        found = previewed(officer, row())
        decisions = {found.lines.get().pk: Decision(is_taken=False)}
        actions.choose(people_import=found, decisions=decisions, by=officer)
        assert not found.lines.get().is_taken
        with unchanged(*TABLES):
            actions.choose(people_import=found, decisions=decisions, by=officer)

    def test_whoever_is_meant_is_one_of_those_it_might_be(self, officer, refused):
        for number in (1, 2):
            CustodyFactory(
                facility=officer.facility, participant__full_name="SLAMET",
                registration_no=f"B.I {number}/2020",
            )  # fmt: skip
        stranger = CustodyFactory()
        found = previewed(officer, row("SLAMET", "B.I 81/2026"))
        line = found.lines.get().pk
        for decision in (Decision(choice="SAME", stay=stranger.pk), Decision(choice="SAME")):
            with refused("no_such_choice", *TABLES):
                actions.choose(people_import=found, decisions={line: decision}, by=officer)

    def test_a_number_is_not_another_persons(self, officer, refused):
        stay = CustodyFactory(facility=officer.facility, participant__full_name="SLAMET")
        found = previewed(officer, row("SUGENG", stay.registration_no))
        decisions = {found.lines.get().pk: Decision(choice="OTHER")}
        with refused("no_such_choice", *TABLES):
            actions.choose(people_import=found, decisions=decisions, by=officer)

    def test_what_is_saved_is_not_chosen_from(self, officer, refused):
        found = taken_over(officer, row())
        with refused("not_open", *TABLES):
            actions.choose(people_import=found, decisions={}, by=officer)

    def test_others_are_refused(self, officer, refused):
        found = previewed(officer, row())
        with refused("not_allowed", *TABLES):
            actions.choose(people_import=found, decisions={}, by=OfficerFactory())


class TestConfirm:
    def test_an_older_list_is_agreed_to_first(self, officer, unchanged):
        taken_over(officer, row())
        older = previewed(officer, row(block="C"), as_of=TODAY - A_DAY)
        with unchanged(*TABLES), pytest.raises(AgreementNeeded) as needed:
            actions.confirm(people_import=older, by=officer, at=NOW)
        assert needed.value.code == "agreement_needed"
        saved(officer, older, agreed=needed.value.token)
        assert Custody.objects.get().block == "C"

    def test_a_repeat_changes_nothing(self, officer, unchanged):
        found = previewed(officer, row())
        actions.confirm(people_import=found, by=officer, at=NOW)
        with unchanged(*TABLES):
            actions.confirm(people_import=found, by=officer, at=NOW + A_DAY)

    def test_what_was_given_up_is_not_saved(self, officer, refused):
        found = previewed(officer, row())
        actions.cancel(people_import=found, by=officer)
        with refused("not_open", *TABLES):
            actions.confirm(people_import=found, by=officer, at=NOW)

    def test_others_are_refused(self, officer, refused):
        found = previewed(officer, row())
        with refused("not_allowed", *TABLES):
            actions.confirm(people_import=found, by=StaffFactory(), at=NOW)
        with refused("not_allowed", *TABLES):
            import_saving.save(people_import=found, by=StaffFactory(), at=NOW)


class TestCancel:
    def test_erases_what_was_read(self, officer, unchanged):
        found = previewed(officer, row())
        actions.cancel(people_import=found, by=officer)
        found.refresh_from_db()
        assert (found.status, found.content, found.lines.get().content) == ("CANCELLED", "", "")
        with unchanged(*TABLES):
            actions.cancel(people_import=found, by=officer)

    def test_what_is_saved_is_undone_not_given_up(self, officer, refused):
        found = taken_over(officer, row())
        with refused("not_open", *TABLES):
            actions.cancel(people_import=found, by=officer)

    def test_others_are_refused(self, officer, refused):
        found = previewed(officer, row())
        with refused("not_allowed", *TABLES):
            actions.cancel(people_import=found, by=OfficerFactory())


class TestFail:
    def test_says_why_and_can_be_read_again(self, officer, unchanged):
        content = file_of(row())
        found = uploaded(officer, content=content)
        actions.match(people_import=found, layout=layout_of(content), by=officer)
        actions.fail(people_import=found, why="Kabel putus", by=officer)
        found.refresh_from_db()
        assert (found.status, found.failure) == ("FAILED", "Kabel putus")
        with unchanged(*TABLES):
            actions.fail(people_import=found, why="Lagi", by=officer)
        again = actions.match(people_import=found, layout=layout_of(content), by=officer)
        assert (again.status, again.failure) == ("READING", "")

    def test_others_are_refused(self, officer, refused):
        found = previewed(officer, row())
        with refused("not_allowed", *TABLES):
            actions.fail(people_import=found, why="x", by=OfficerFactory())


@pytest.mark.django_db(transaction=True)
def test_two_imports_at_once_double_nobody(officer):
    rows = [row(f"ORANG {number}", f"B.I {number}/2026") for number in range(1, 6)]
    colleague = OfficerFactory(facility=officer.facility)
    one, other = previewed(officer, *rows), previewed(colleague, *rows, as_of=TODAY - A_DAY)
    for found, by in ((one, officer), (other, colleague)):
        actions.confirm(people_import=found, by=by, at=NOW)
    ended = together(
        lambda: import_saving.save(people_import=one, by=officer, at=NOW),
        lambda: import_saving.save(people_import=other, by=colleague, at=NOW),
    )
    assert not [each for each in ended if isinstance(each, ActionRefused)]
    assert Custody.objects.count() == 5
    counts = [found.lines.filter(result="WRITTEN").count() for found in (one, other)]
    assert sorted(counts) == [0, 5]


def test_administrators_help_out(officer):
    found = previewed(officer, row())
    saved(AdministratorFactory(), found)
    assert Custody.objects.count() == 1
