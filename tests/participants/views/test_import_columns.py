"""The page of columns: where the headings are, what each column holds, what is never read."""

import io
from typing import Any

import pytest
import xlsxwriter

from participants.models import ImportLine, PeopleImport, RememberedColumns
from tests.factories.jombang_umkm import AdministratorFactory
from tests.jombang_umkm.spreadsheets.files import archive, parts_of
from tests.participants.importing import file_of, previewed, row, uploaded
from tests.participants.views.conftest import errors
from tests.participants.views.importing import Pages, uploaded_by

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

NIK = "3517092512900001"
PLAIN = ("Nama", "No registrasi", "Tgl masuk")
PERSON = ("SUPRI", "B.I 12/2026", "14/02/2026")


def book_of(**sheets: list[tuple[Any, ...]]) -> bytes:
    """Return a spreadsheet of several sheets."""
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, cells in enumerate(rows):
                sheet.write_row(number, 0, cells)
    return made.getvalue()


@pytest.fixture
def client(list_client):
    return list_client


@pytest.fixture
def take(client):
    """Return how a list is uploaded, by its headings and rows."""

    def upload(*rows: tuple[Any, ...], headings: tuple[str, ...] = PLAIN) -> Pages:
        return uploaded_by(client, file_of(*rows, headings=headings))

    return upload


def columns_of(pages: Pages, **query: Any) -> dict[str, tuple[list[str], str | None]]:
    """Return samples and field of each column that the page shows, by its heading."""
    rows = pages.get("kolom/", **query).context["rows"]
    return {
        each["heading"]: (each["samples"], each["field"].value() if each["field"] else None)
        for each in rows
    }


class TestMatching:
    def test_is_offered_with_what_stands_there(self, take):
        pages = take(PERSON, ("SITI", "", "1/3/2026"))
        assert columns_of(pages) == {
            "Nama": (["SUPRI", "SITI"], "full_name"),
            "No registrasi": (["B.I 12/2026"], "registration_no"),
            "Tgl masuk": (["14/02/2026", "1/3/2026"], "entry_date"),
        }

    def test_has_the_rows_read_by_a_job(self, take):
        pages = take(PERSON)
        answer = pages.match(sex="L")
        assert answer.headers["Location"] == pages.address()
        assert pages.now().status == "READING"
        assert not ImportLine.objects.exists()

    def test_columns_of_another_layout_are_chosen_and_remembered(self, take, officer):
        other = ("Orangnya", "Induk", "Sejak")
        pages = take(PERSON, headings=other)
        assert list(columns_of(pages)) == ["A", "B", "C"]
        pages.match(
            "?judul=0",
            **{"column-0": "full_name", "column-1": "registration_no", "column-2": "entry_date"},
            sex="L",
        )
        kept = RememberedColumns.objects.get(facility=officer.facility)
        assert kept.columns == {
            "orangnya": "full_name",
            "induk": "registration_no",
            "sejak": "entry_date",
        }
        again = take(("SITI", "B.I 13/2026", "1/3/2026"), headings=other)
        fields = [field for _samples, field in columns_of(again).values()]
        assert fields == ["full_name", "registration_no", "entry_date"]

    @pytest.mark.parametrize(
        ("chosen", "said"),
        [
            ({"column-1": ""}, "Say which column holds: registration number."),
            ({"column-2": "full_name"}, "Choose one column for “full name”, not several."),
        ],
    )
    def test_what_is_no_matching_is_said(self, take, chosen, said, unchanged):
        pages = take(PERSON)
        with unchanged(PeopleImport, ImportLine, RememberedColumns):
            answer = pages.match(sex="L", **chosen)
        assert answer.status_code == 409
        assert errors(answer)["__all__"] == [said]
        assert said in answer.text

    def test_a_field_that_is_not_offered_is_refused(self, take):
        answer = take(PERSON).match(sex="L", **{"column-2": "offence"})
        assert list(errors(answer)) == ["column-2"]

    def test_after_the_rows_were_read_reads_them_anew(self, take):
        pages = take(PERSON).read(sex="L")
        assert [line.outcome for line in pages.found.lines.all()] == ["NEW"]
        pages.read(sex="L", **{"column-2": ""})
        assert [line.outcome for line in pages.found.lines.all()] == ["WRONG"]


class TestSex:
    def test_is_asked_where_no_column_says_it(self, take):
        answer = take(PERSON).match()
        assert errors(answer) == {"sex": ["No column says it: choose who is in this list."]}
        assert "Who is in this list?</a> No column" in answer.text

    def test_is_not_asked_where_a_column_says_it(self, client):
        assert uploaded_by(client, file_of(row())).match().status_code == 302

    @pytest.mark.parametrize(
        ("chosen", "kept", "outcome"), [("L", "L", "NEW"), ("P", "P", "NEW"), ("both", "", "WRONG")]
    )
    def test_is_that_of_all_who_have_none(self, take, chosen, kept, outcome):
        pages = take(PERSON).read(sex=chosen)
        assert pages.now().sex == kept
        assert pages.found.lines.get().outcome == outcome


class TestHeadings:
    ROWS = (
        ("DAFTAR WARGA BINAAN", "", ""),
        ("LAPAS KELAS IIB", "", ""),
        PLAIN,
        PERSON,
        ("SITI binti MADI", "B.I 13/2026", "15/02/2026"),
    )

    @pytest.fixture
    def pages(self, client) -> Pages:
        return uploaded_by(client, book_of(Isi=[("Daftar isi",)], Data=list(self.ROWS)))

    def test_are_found_below_titles(self, client):
        pages = uploaded_by(client, book_of(Data=list(self.ROWS)))
        page = pages.get("kolom/")
        assert page.context["header_row"] == 2
        assert "Headings in row 3" in page.text

    def test_of_another_sheet_by_hand(self, pages):
        assert columns_of(pages)["A"] == (["Daftar isi"], "")
        assert list(columns_of(pages, lembar=1)) == list(PLAIN)
        pages.match("?lembar=1", sex="L")
        assert (pages.now().sheet, pages.now().header_row) == (1, 2)

    def test_of_another_row_by_hand_stay_chosen(self, client):
        pages = uploaded_by(client, book_of(Data=list(self.ROWS)))
        assert list(columns_of(pages, judul=3)) == list(PERSON)
        chosen = {"column-0": "full_name", "column-1": "registration_no", "column-2": "entry_date"}
        pages.match("?judul=3", sex="P", **chosen)
        assert pages.now().header_row == 3
        PeopleImport.objects.update(status="PREVIEWED")
        assert list(columns_of(pages)) == list(PERSON)

    def test_none_at_all(self, client):
        pages = uploaded_by(client, book_of(Data=list(self.ROWS)[3:]))
        page = pages.get("kolom/")
        assert "No headings were found: columns are called A, B, C" in page.text
        assert list(columns_of(pages)) == ["A", "B", "C"]
        chosen = {"column-0": "full_name", "column-1": "registration_no", "column-2": "entry_date"}
        pages.read(sex="L", **chosen)
        assert [line.full_name for line in pages.found.lines.all()] == ["SUPRI", "SITI"]

    @pytest.mark.parametrize("asked", ["99", "-2", "x", "1e3", "", "9" * 30])
    def test_a_row_that_is_not_there_is_not_asked_for(self, client, asked):
        pages = uploaded_by(client, book_of(Data=list(self.ROWS)))
        assert list(columns_of(pages, judul=asked, lembar=asked)) == list(PLAIN)


class TestWhatIsNeverShown:
    SECRET = ("Islam", "Pasal 363 KUHP", "SUMIYATI")

    @pytest.fixture
    def pages(self, take) -> Pages:
        return take(
            (*PERSON, *self.SECRET, NIK), (*PERSON, *self.SECRET, "351709 251290 0001"),
            headings=(*PLAIN, "Agama", "Perkara", "Nama ibu", "NIK"),
        )  # fmt: skip

    @pytest.mark.parametrize("query", [{}, {"judul": 0}, {"judul": -1}])
    def test_is_in_no_column_and_in_no_row_that_is_offered(self, pages, query):
        page = pages.get("kolom/", **query).text
        if query != {"judul": -1}:
            assert page.count("Never read: it must not be kept here") == 3
        offered = page[page.index('name="judul"') : page.index("Show these columns")]
        shown = page if query != {"judul": -1} else offered
        assert [secret for secret in (*self.SECRET, NIK[4:]) if secret in shown] == []

    def test_of_a_nik_its_first_digits_are(self, pages):
        assert columns_of(pages)["NIK"] == (["3517…", "3517…"], "nik")

    def test_is_not_read_either(self, pages):
        pages.match(sex="L", **{"column-3": "aliases", "column-5": "parent_name"})
        assert set(pages.now().columns.values()) == {
            "full_name",
            "registration_no",
            "entry_date",
            "nik",
        }
        assert "agama" not in RememberedColumns.objects.get().columns


class TestWhoAndWhen:
    def test_administrators_help_out(self, officer, signs_in):
        pages = Pages(signs_in(AdministratorFactory()), uploaded(officer, row()))
        pages.read()
        assert pages.now().status == "PREVIEWED"

    def test_a_list_being_read_or_saved_leads_to_its_page(self, take):
        pages = take(PERSON)
        pages.match(sex="L")
        assert pages.get("kolom/").headers["Location"] == pages.address()

    @pytest.mark.parametrize("rows", [2, 2000])
    def test_the_page_opens_with_the_same_few_statements(self, officer, rows, statements):
        people = (row(f"ORANG {number}", f"B.I {number}/2026") for number in range(1, rows + 1))
        found = uploaded(officer, *people)
        assert statements(officer, f"/warga-binaan/impor/{found.pk}/kolom/") == 2

    def test_a_list_that_is_through_leads_to_its_page(self, officer, client):
        pages = Pages(client, previewed(officer, row()))
        pages.save()
        assert pages.get("kolom/").status_code == 302


@pytest.mark.parametrize("programs", [{}, {"xl/vbaProject.bin": b"0"}], ids=["none", "some"])
def test_a_file_with_macros_is_said(client, programs):
    pages = uploaded_by(client, archive(parts_of(file_of(row())) | programs))
    assert ("carries macros" in pages.get("kolom/").text) == bool(programs)
