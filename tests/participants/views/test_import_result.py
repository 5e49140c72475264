"""A list while a job has it, and what became of it: figures, and the rows that were rejected."""

from datetime import timedelta

import pytest

from jombang_umkm.jobs import progress
from jombang_umkm.models import AccessLog, Job, JobProgress, User
from participants.models import Custody, ImportLine, Participant, PeopleImport
from tests.factories.jombang_umkm import AdministratorFactory
from tests.factories.participants import CustodyFactory
from tests.jobs import do_jobs
from tests.participants.actions.test_import_undo import undo
from tests.participants.importing import NOW, file_of, previewed, results, row, taken_over
from tests.participants.views.importing import Pages, sheet_in, uploaded_by
from tests.sample_jobs import add_holiday

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

NIK, OTHER_NIK = "3517092512900001", "3517096512900002"


@pytest.fixture
def client(list_client):
    return list_client


@pytest.fixture
def pages(client) -> Pages:
    """A list of which one row can be saved, one has a wrong day, and one may be somebody else."""
    return uploaded_by(
        client,
        file_of(
            row("SUPRI", "B.I 12/2026", nik=NIK, born="25-12-1990"),
            row("SITI", "B.I 13/2026", sex="P", entry="31-02-2026", alias="TI", nik=OTHER_NIK),
            row("WAGIMAN", "B.I 14/2026"),
        ),
    )


@pytest.fixture
def known(officer: User) -> Custody:
    return CustodyFactory(facility=officer.facility, participant__full_name="WAGIMAN")


def fail_jobs() -> None:
    """Let the job in hand be cut off for good, as the queue notes it."""
    Job.objects.filter(status="READY").update(status="FAILED")


class TestWhileAJobHasIt:
    def test_it_tells_how_far_it_is(self, pages, clock):
        pages.match()
        page = pages.get()
        assert f'data-progress="{pages.address("kemajuan/")}"' in page.text
        assert 'http-equiv="refresh"' in page.text
        assert pages.get("kemajuan/").json() == {"working": True, "done": 0, "total": 0}
        clock.shift(timedelta(seconds=1))
        JobProgress.objects.create(
            key=pages.found.progress_key, done=2, total=3, at=NOW + timedelta(seconds=1)
        )
        assert pages.get("kemajuan/").json() == {"working": True, "done": 2, "total": 3}
        assert 'value="2" max="3"' in pages.get().text

    def test_what_was_told_of_reading_is_not_taken_for_saving(self, pages, clock):
        pages.read()
        told = progress.read(pages.found.progress_key)
        assert (told.done, told.total) == (3, 3)
        clock.shift(timedelta(minutes=1))
        pages.post(act="save")
        assert pages.get("kemajuan/").json() == {"working": True, "done": 0, "total": 0}
        assert "All rows are saved together, or none." in pages.get().text
        do_jobs()
        assert pages.get("kemajuan/").json()["working"] is False

    def test_a_job_of_the_same_number_for_something_else_does_not_count(self, pages):
        pages.match()
        add_holiday.enqueue(day="2026-08-17", by=pages.found.pk)
        Job.objects.filter(task_path=add_holiday.module_path).update(
            status="FAILED", args_kwargs={"args": [], "kwargs": {"pk": pages.found.pk}}
        )
        assert pages.get("kemajuan/").json()["working"] is True

    @pytest.mark.parametrize("step", ["match", "save"])
    def test_that_failed_for_good_says_so_and_is_given_up(self, pages, step, clock, unchanged):
        if step == "save":
            pages.read()
            clock.shift(timedelta(minutes=1))
            pages.post(act="save")
        else:
            pages.match()
        fail_jobs()
        with unchanged(Participant, Custody):
            page = pages.get()
            assert "This list could not be finished" in page.text
            assert "data-progress" not in page.text
            assert pages.get("kemajuan/").json()["working"] is False
            pages.post("batal/")
        assert (pages.now().status, pages.now().content) == ("CANCELLED", "")

    @pytest.mark.parametrize("part", ["", "kemajuan/"])
    def test_it_takes_few_statements(self, pages, officer, part, statements):
        pages.match()
        assert statements(officer, pages.address(part)) <= 10

    def test_it_is_not_given_up(self, pages, unchanged):
        pages.match()
        with unchanged(PeopleImport):
            answer = pages.post("batal/")
        assert "“Being read” by now" in pages.client.get(answer.headers["Location"]).text


class TestWhatCouldNotBeDone:
    def test_is_said_and_the_rows_are_read_again(self, pages, unchanged):
        """A column that the file does not have: what a job may meet after a release."""
        pages.match()
        PeopleImport.objects.filter(pk=pages.found.pk).update(columns={"77": "full_name"})
        with unchanged(Participant, Custody, ImportLine):
            do_jobs()
        assert (pages.now().status, pages.now().failure) == (
            "FAILED",
            "This file has no such column.",
        )
        page = pages.get().text
        assert "This file has no such column." in page
        assert pages.address("kolom/") in page
        assert pages.read().groups() == {"baru": 2, "salah": 1}


class TestResult:
    def test_tells_what_was_done(self, pages, known, officer):
        page = pages.read().save().get()
        assert page.context["results"] == {
            "written": 1,
            "registered": 1,
            "rejected": 1,
            "left_out": 1,
        }
        assert f"{officer}, 24 November 2026, 09.00 WIB" in page.text
        assert "Download the rejected rows" in page.text
        assert [person.full_name for person in Participant.objects.order_by("pk")] == [
            "WAGIMAN",
            "SUPRI",
        ]

    def test_of_a_list_in_which_all_is_known_offers_no_file(self, client, officer):
        taken_over(officer, row())
        page = uploaded_by(client, file_of(row(), row())).read().save().get()
        assert page.context["results"] == {"unchanged": 1}
        assert "Download the rejected rows" not in page.text

    def test_tells_who_is_missing(self, pages, officer):
        for name in ("ARIF", "BUDI"):
            CustodyFactory(facility=officer.facility, participant__full_name=name)
        page = pages.read().save().get()
        assert "2 people held here are missing from the list" in page.text
        assert pages.address("hilang/") in page.text
        assert Custody.objects.filter(status="CONVICT").count() == 4

    def test_that_was_undone_says_so_and_offers_nothing(self, pages, known, officer, unchanged):
        pages.read().save()
        undo(pages.now(), by=AdministratorFactory(full_name="Nur Hidayat"))
        page = pages.get().text
        assert "This import was undone" in page
        assert "Nur Hidayat, 24 November 2026, 09.00 WIB: Berkas keliru" in page
        assert pages.address("ditolak.xlsx") not in page
        assert pages.get("ditolak.xlsx").status_code == 404
        assert pages.address("hilang/") not in page
        assert pages.get("hilang/").status_code == 302

    @pytest.mark.parametrize("rows", [3, 2000])
    def test_opens_with_the_same_few_statements(self, officer, rows, statements):
        found = taken_over(officer, row("ORANG", "B.I 1/2026"))
        ImportLine.objects.bulk_create(
            ImportLine(
                people_import=found,
                number=10 + number,
                outcome="NEW",
                full_name=f"ORANG {number}",
                registration_no=f"B.I 5{number}/2026",
                result="WRITTEN" if number % 2 else "REJECTED",
                deed="REGISTERED" if number % 2 else "",
            )
            for number in range(rows)
        )
        assert statements(officer, f"/warga-binaan/impor/{found.pk}/") == 4


class TestRejectedRows:
    def test_come_as_they_were_each_with_its_reason(self, pages, known):
        headings, *rows = pages.read().save().rejected()
        # What the list calls its columns, and nothing that it left blank in all of them.
        assert headings[:2] == ("Nama", "No registrasi")
        assert headings[-2:] == ("Row", "Reason")
        siti, wagiman = (dict(zip(headings, each, strict=False)) for each in rows)
        assert (siti["Nama"], siti["Tgl masuk"], siti["JK"]) == ("SITI", "31-02-2026", "P")
        assert (siti["NIK"], siti["Alias 1"], siti["Row"]) == (OTHER_NIK, "TI", "3")
        assert siti["Reason"].startswith("Tgl masuk: ")
        assert (wagiman["Nama"], wagiman["Row"]) == ("WAGIMAN", "4")
        assert wagiman["Reason"] == "Doubtful, and nothing was chosen"

    def test_tell_why_one_was_refused_while_saving(self, pages, known, client, officer):
        pages.read()
        taken_over(officer, row("SUPRI", "B.I 12/2026"))
        _headings, *rows = pages.save().rejected()
        reasons = {cells[0]: cells[-1] for cells in rows}
        assert set(reasons) == {"SUPRI", "SITI", "WAGIMAN"}
        assert "meanwhile" in reasons["SUPRI"]

    def test_that_were_left_out_on_purpose_say_so(self, pages):
        pages.read().post("?kelompok=baru", act="none")
        _headings, *rows = pages.save().rejected()
        assert [cells[-1] for cells in rows if cells[0] == "SUPRI"] == ["Left out on purpose"]

    def test_are_before_saving_those_that_are_wrong(self, pages, known):
        pages.read()
        assert "download>Download these rows" in pages.get(kelompok="salah").text
        assert [cells[0] for cells in pages.rejected()[1:]] == ["SITI"]

    def test_are_taken_when_they_come_back_corrected(self, pages, known, client, officer):
        headings, *rows = pages.read().save().rejected()
        entry, reason = headings.index("Tgl masuk"), headings.index("Reason")
        corrected = [[*cells[:reason], "sudah dibetulkan"] for cells in rows]
        corrected[0][entry] = "28-02-2026"
        again = uploaded_by(client, file_of(*corrected, headings=[str(each) for each in headings]))
        again.read()
        # Of a list of only some people, all others are missing.
        assert again.groups() == {"baru": 1, "ragu": 1, "hilang": 1}
        again.post("?kelompok=ragu", act="others")
        again.save()
        assert results(again.found) == ["WRITTEN", "WRITTEN"]
        siti = Participant.objects.get(full_name="SITI")
        assert (siti.aliases, siti.has_nik, siti.sex) == (["TI"], True, "P")
        assert Participant.objects.filter(full_name="WAGIMAN").count() == 2
        assert Custody.objects.filter(facility=officer.facility).count() == 4

    def test_uploaded_again_as_they_are_are_wrong_again(self, pages, client):
        content = pages.read().save().get("ditolak.xlsx").getvalue()
        again = uploaded_by(client, content)
        assert again.read().groups() == {"salah": 1, "hilang": 2}

    @pytest.mark.parametrize("status", ["UPLOADED", "READING", "CANCELLED", "FAILED"])
    def test_are_not_there_before_rows_are_read(self, pages, status):
        PeopleImport.objects.filter(pk=pages.found.pk).update(status=status)
        assert pages.get("ditolak.xlsx").status_code == 404

    @pytest.mark.parametrize("rows", [3, 2000])
    def test_are_fetched_with_the_same_few_statements(self, officer, rows, statements):
        found = previewed(officer, row("SITI", "B.I 13/2026", sex="X"))
        pattern = found.lines.get()
        ImportLine.objects.bulk_create(
            ImportLine(
                people_import=found,
                number=10 + number,
                outcome="WRONG",
                full_name="SITI",
                content=pattern.content,
                problems=pattern.problems,
            )
            for number in range(rows - 1)
        )
        address = f"/warga-binaan/impor/{found.pk}/ditolak.xlsx"
        # The list, its rows, and who took them.
        assert statements(officer, address) == 3

    def test_who_took_them_is_noted(self, pages, officer):
        pages.read().get("ditolak.xlsx")
        (access,) = AccessLog.objects.all()
        assert (access.user, access.act, access.subject_id) == (officer, "EXPORT", pages.found.pk)
        assert access.subject == "participants.PeopleImport"


def test_the_file_of_rejected_rows_is_a_spreadsheet(pages):
    answer = pages.read().get("ditolak.xlsx")
    assert 'filename="perbaiki-2026-11-24.xlsx"' in answer.headers["Content-Disposition"]
    assert [cells[0] for cells in sheet_in(answer)] == ["Nama", "SITI"]
