"""The page of lists: those so far, uploading another, and a spreadsheet to fill in."""

import re
from datetime import date, timedelta

import pytest

from jombang_umkm.spreadsheets import reading
from participants.models import Custody, PeopleImport
from tests.factories.files import pdf
from tests.factories.jombang_umkm import AdministratorFactory, OfficerFactory, StaffFactory
from tests.participants.importing import NOW, TODAY, file_of, row, taken_over, uploaded
from tests.participants.views.conftest import errors
from tests.participants.views.importing import DAY, LISTS, Pages, upload, uploaded_by

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

TEMPLATE = f"{LISTS}contoh.xlsx"


@pytest.fixture
def client(list_client):
    return list_client


class TestUpload:
    def test_keeps_the_list_and_leads_to_its_columns(self, client, officer):
        answer = upload(client, file_of(row()))
        found = PeopleImport.objects.get()
        assert answer.headers["Location"] == f"{LISTS}{found.pk}/kolom/"
        assert (found.facility, found.uploaded_by) == (officer.facility, officer)
        assert (found.file_name, found.as_of, found.language) == ("daftar.xlsx", TODAY, "en")
        assert not Custody.objects.exists()

    @pytest.mark.parametrize(
        ("content", "name", "field", "said"),
        [
            (pdf(1), "daftar.xlsx", "file", "is no spreadsheet"),
            (b"", "daftar.csv", "file", "This file is empty"),
            (b"<html><table><tr><td>Nama</td></tr></table></html>", "d.xls", "file", "a web page"),
            (b"PK\x03\x04" + bytes(60), "daftar.xlsx", "file", ""),
        ],
    )
    def test_a_file_that_is_no_list_is_refused_beside_the_field(
        self, client, content, name, field, said, unchanged
    ):
        with unchanged(PeopleImport):
            answer = upload(client, content, name=name)
        assert answer.status_code == 409
        assert list(errors(answer)) == [field]
        assert said in errors(answer)[field][0]
        assert f'id="id_{field}_error"' in answer.text

    @pytest.mark.parametrize(
        ("as_of", "said"),
        [
            ("", "Type the day the list was made."),
            ("2026/24/11", "Type day, month and year"),
            ("25-11-2026", "This day lies ahead."),
        ],
    )
    def test_a_wrong_day_is_said_and_that_the_file_is_to_be_chosen_again(
        self, client, as_of, said, unchanged
    ):
        with unchanged(PeopleImport):
            answer = upload(client, file_of(row()), as_of=as_of)
        found = errors(answer)
        assert found["as_of"][0].startswith(said)
        assert found["file"] == ["Choose the file again: the page cannot keep it."]

    def test_without_a_file(self, client):
        answer = client.post(LISTS, {"as_of": DAY})
        assert errors(answer) == {"file": ["Choose the file of the list."]}

    def test_a_file_larger_than_is_taken_is_refused(self, client, unchanged):
        with unchanged(PeopleImport):
            answer = upload(client, b"Nama;No\n" + b"x" * reading.BYTES_AT_MOST, name="d.csv")
        assert answer.status_code == 409
        assert "10 MB" in errors(answer)["file"][0]

    def test_the_very_file_that_was_saved_is_told(self, client, officer):
        content = file_of(row())
        uploaded_by(client, content).read().save()
        pages = uploaded_by(client, content)
        said = pages.get("kolom/").text
        assert f"This very file was saved on {DAY} by {officer}." in said
        assert pages.read().groups() == {"sama": 1}

    def test_a_double_click_makes_one_list(self, client):
        content = file_of(row())
        first, second = upload(client, content), upload(client, content)
        assert first.headers["Location"] == second.headers["Location"]


class TestWhoSeesWhat:
    def test_the_lists_of_the_own_facility(self, client, officer):
        uploaded(officer, row())
        other = OfficerFactory()
        theirs = uploaded(other, row("LAIN", "B.I 2/2026"))
        page = client.get(LISTS).text
        assert page.count("daftar.xlsx") == 1
        assert f"{LISTS}{theirs.pk}/" not in page

    def test_no_list_yet(self, client):
        assert "No list was uploaded yet." in client.get(LISTS).text

    def test_administrators_see_all_and_upload_none(self, signs_in, officer):
        uploaded(officer, row())
        client = signs_in(AdministratorFactory())
        page = client.get(LISTS)
        assert officer.facility.short_name in page.text
        assert 'type="file"' not in page.text
        assert upload(client, file_of(row())).status_code == 404

    def test_an_office_sees_nothing(self, signs_in):
        client = signs_in(StaffFactory())
        assert client.get(LISTS).status_code == 404
        assert upload(client, file_of(row())).status_code == 404
        assert client.get(TEMPLATE).status_code == 404

    @pytest.mark.parametrize("make", [StaffFactory, OfficerFactory])
    @pytest.mark.parametrize("part", ["", "kolom/", "kemajuan/", "ditolak.xlsx", "hilang/"])
    def test_a_list_of_others_is_not_found(self, signs_in, officer, make, part):
        pages = Pages(signs_in(make()), taken_over(officer, row()))
        assert pages.get(part).status_code == 404

    @pytest.mark.parametrize("lists", [2, 200])
    def test_the_page_opens_with_the_same_few_statements(self, officer, lists, statements):
        PeopleImport.objects.bulk_create(
            PeopleImport(
                facility=officer.facility,
                file_name=f"daftar-{number}.xlsx",
                file_size=1,
                file_sha256="0" * 64,
                as_of=TODAY - timedelta(days=number),
                uploaded_by=officer,
                uploaded_at=NOW,
            )
            for number in range(lists)
        )
        assert statements(officer, LISTS) == 1


class TestTemplate:
    def test_holds_headings_an_example_and_notes(self, client):
        answer = client.get(TEMPLATE)
        assert 'filename="contoh-daftar.xlsx"' in answer.headers["Content-Disposition"]
        book = reading.read(answer.getvalue(), name="contoh.xlsx")
        headings, example = book.sheets[0].rows
        assert headings[:4] == ("Nama", "No registrasi", "Tgl masuk", "Tgl ekspirasi")
        assert example[:2] == ("SUPRI CONTOH", "B.I 12/2026")
        assert example[2] == date(2026, 2, 14)
        notes = "\n".join(str(cell) for line in book.sheets[1].rows for cell in line)
        assert "Nobody is deleted or released" in notes

    def test_can_be_uploaded_without_matching_anything(self, client):
        pages = uploaded_by(client, client.get(TEMPLATE).getvalue())
        assert pages.read().groups() == {"baru": 1}
        pages.save()
        stay = Custody.objects.select_related("participant").get()
        person = stay.participant
        assert (person.full_name, person.parent_name) == ("SUPRI CONTOH", "KASMAN")
        assert person.aliases == ["PENDEK", "PRI"]
        assert (person.birth_place, person.birth_date) == ("Jombang", date(1990, 12, 25))
        assert (person.education, person.sex) == ("SMA", "L")
        assert (stay.block, stay.cell, stay.expiry_date) == ("A", "3", date(2028, 2, 13))


def test_the_steps_say_where_one_is(client):
    page = client.get(LISTS).text
    assert re.search(r'<li aria-current="step">\s*Upload', page)
