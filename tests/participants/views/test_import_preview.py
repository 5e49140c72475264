"""The page where a list is checked: groups of rows, what each says, and what is chosen."""

import re
from datetime import date, timedelta

import pytest

from jombang_umkm.models import User
from participants.models import Custody, ImportLine, Participant, PeopleImport
from participants.views.people_import import PAGE
from tests.factories.jombang_umkm import AdministratorFactory, OfficerFactory
from tests.factories.participants import (
    CustodyFactory,
    DetaineeCustodyFactory,
    ReleasedCustodyFactory,
)
from tests.participants.actions.test_import_undo import undo
from tests.participants.importing import NOW, TODAY, Row, previewed, row, saved, taken_over
from tests.participants.views.importing import Pages

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

NIK = "3517092512900001"
A_DAY = timedelta(days=1)


@pytest.fixture
def client(list_client):
    return list_client


@pytest.fixture
def check(client, officer):
    """Return how a list comes to be checked, by its rows."""

    def read(*rows: Row, **options: object) -> Pages:
        return Pages(client, previewed(officer, *rows, **options))

    return read


def known(officer: User, name: str, number: str, factory: type = CustodyFactory, **more) -> Custody:
    return factory(
        facility=officer.facility, participant__full_name=name, registration_no=number, **more
    )


def people(count: int, start: int = 1) -> list[Row]:
    return [row(f"ORANG {n:04}", f"B.I {n}/2026") for n in range(start, start + count)]


def line(pages: Pages, name: str) -> ImportLine:
    return pages.found.lines.get(full_name=name)


def one_of_each(officer: User, check) -> Pages:
    """Return a list with a row of each kind, and somebody who is missing from it."""
    entry = date(2026, 2, 14)
    known(officer, "SAMA", "B.I 1/2026", entry_date=entry, block="A")
    known(officer, "UBAH", "B.I 2/2026", entry_date=entry, block="A")
    known(officer, "RAGU", "B.I 3/2026")
    known(officer, "HILANG", "B.I 9/2026")
    return check(
        row("SAMA", "B.I 1/2026"),
        row("UBAH", "B.I 2/2026", block="C", nik=NIK),
        row("RAGU", "B.I 33/2026"),
        row("BARU", "B.I 4/2026", born="25-12-1990", block="D", cell="7"),
        row("SALAH", "B.I 5/2026", entry="31-02-2026"),
    )


class TestGroups:
    def test_are_counted_and_the_first_to_be_looked_at_is_shown(self, officer, check):
        pages = one_of_each(officer, check)
        assert pages.groups() == {
            "ragu": 1,
            "salah": 1,
            "berubah": 1,
            "baru": 1,
            "sama": 1,
            "hilang": 1,
        }
        assert pages.get().context["preview"].shown == "ragu"

    @pytest.mark.parametrize(
        ("group", "told"),
        [
            ("ragu", ["Row 4: RAGU, B.I 33/2026", "Known already: RAGU bin KASMAN"]),
            ("salah", ["SALAH", "Tgl masuk", "31-02-2026"]),
            ("berubah", ["UBAH", "<del>A</del> → <ins>C</ins>", "<span>NIK:</span>"]),
            ("baru", ["BARU", "25 December 1990", "B.I 4/2026", "D / 7", "14 February 2026"]),
            ("sama", ["SAMA", "B.I 1/2026", "nothing is written"]),
        ],
    )
    def test_each_tells_what_its_rows_say_and_nothing_of_others(self, officer, check, group, told):
        pages = one_of_each(officer, check)
        page = pages.get(kelompok=group).text
        assert [words for words in told if words not in page] == []
        names = {"ragu": "RAGU", "salah": "SALAH", "berubah": "UBAH", "baru": "BARU"}
        others = [name for key, name in names.items() if key != group]
        assert [name for name in others if name in page] == []
        assert NIK not in page

    def test_that_is_unknown_shows_the_first(self, check):
        assert check(row()).get(kelompok="x", setelah="-1").context["preview"].shown == "baru"

    def test_without_rows_says_so(self, check):
        assert "No row of this kind." in check(row()).get(kelompok="salah").text

    def test_administrators_see_them_and_help_out(self, officer, signs_in):
        pages = Pages(signs_in(AdministratorFactory()), previewed(officer, row()))
        assert pages.groups() == {"baru": 1}

    def test_somebody_whom_an_undone_list_made_is_told_without_a_link(self, officer, check):
        done = taken_over(officer, row())
        pages = check(row(block="C"))
        assert pages.groups() == {"berubah": 1}
        undo(done)
        assert "SUPRI" in pages.get(kelompok="berubah").text


class TestPaging:
    def test_rows_come_page_by_page_with_what_is_chosen_kept(self, check):
        pages = check(*people(PAGE + 3))
        first = pages.get()
        assert len(first.context["preview"].rows) == PAGE
        unticked = line(pages, "ORANG 0002")
        boxes = {f"box-{unticked.pk}": "1", "row": str(unticked.pk)}
        answer = pages.post(**boxes, next=str(first.context["preview"].next_after))
        assert re.search(r"kelompok=baru&setelah=\d+$", answer.headers["Location"])
        second = pages.client.get(answer.headers["Location"])
        assert len(second.context["preview"].rows) == 3
        assert "Your choices are kept; nothing is saved yet." in second.text
        assert not line(pages, "ORANG 0002").is_taken
        assert "Save row 3, ORANG 0002" in pages.get(kelompok="baru").text

    @pytest.mark.parametrize("group", ["ragu", "salah", "berubah", "baru", "sama"])
    def test_opens_with_the_same_few_statements(self, officer, check, group, statements):
        counts = [
            statements(officer, f"{many_of(group, officer, count).address()}?kelompok={group}")
            for count in (3, 2000)
        ]
        assert counts[0] == counts[1] <= 10


def many_of(group: str, officer: User, count: int) -> Pages:
    """Return a list with that many rows of one group, as reading would leave them."""
    read = previewed(officer, row("CONTOH", f"B.I 9{count}/2026"), as_of=TODAY - A_DAY)
    pattern = read.lines.get()
    outcome = {
        "ragu": "DOUBTFUL",
        "salah": "WRONG",
        "berubah": "CHANGED",
        "baru": "NEW",
        "sama": "SAME",
    }[group]
    stays = CustodyFactory.create_batch(3, facility=officer.facility)
    ImportLine.objects.bulk_create(
        ImportLine(
            people_import=read,
            number=10 + number,
            outcome=outcome,
            full_name=f"ORANG {number}",
            registration_no=f"B.I 7{number}/2026",
            content=pattern.content,
            doubts=[{"code": "alike", "message": "", "stays": [stays[number % 3].pk]}]
            if group == "ragu"
            else [],
            changes=[{"field": "stay.block", "old": "A", "new": "B"}],
            problems=[{"column": "JK", "found": "X", "expected": "L atau P"}],
            custody=stays[number % 3] if group == "berubah" else None,
        )
        for number in range(count)
    )
    pattern.delete()
    return Pages(None, read)


class TestChoices:
    def test_of_boxes_are_kept(self, check):
        pages = check(*people(2))
        one, other = pages.found.lines.all()
        boxes = {"row": [one.pk, other.pk], f"box-{one.pk}": "1", f"box-{other.pk}": "1"}
        pages.post(act="keep", **boxes, **{f"take-{other.pk}": "on"})
        assert [each.is_taken for each in pages.found.lines.all()] == [False, True]
        assert pages.get().context["preview"].to_save["new"] == 1

    def test_none_and_all_of_a_group_on_every_page(self, check):
        pages = check(*people(PAGE + 3))
        pages.post(act="none")
        assert not pages.found.lines.filter(is_taken=True).exists()
        pages.post(act="all")
        assert not pages.found.lines.filter(is_taken=False).exists()

    def test_of_who_it_is_are_offered_by_what_they_do(self, officer, check):
        known(officer, "ANWAR", "A.III 1/2026", DetaineeCustodyFactory)
        known(officer, "SLAMET", "B.I 2/2020", ReleasedCustodyFactory)
        stay = known(officer, "WAGIMAN", "B.I 3/2026")
        known(officer, "SUGENG", "B.I 4/2026", ReleasedCustodyFactory)
        pages = check(
            row("ANWAR", "B.I 90/2026"),
            row("SLAMET", "B.I 91/2026"),
            row("SUPARDI", stay.registration_no),
            row("SUGENG", "B.I 4/2026"),
        )
        page = pages.get(kelompok="ragu").text
        for does in (
            "A verdict is recorded; the number becomes B.I 90/2026",
            "They come back; a new stay is opened",
            "The name is corrected to SUPARDI",
            "Details are corrected; the stay has ended all the same",
        ):
            assert does in page
        # A number is one person's: no other record is made where it is known.
        assert page.count("A new record is made") == 2

    def test_of_who_it_is_are_kept(self, officer, check):
        stay = known(officer, "SLAMET", "B.I 1/2020")
        pages = check(row("SLAMET", "B.I 81/2026"))
        doubtful = pages.found.lines.get()
        who = f"who-{doubtful.pk}"
        pages.post(act="keep", row=doubtful.pk, **{who: f"SAME:{stay.pk}"})
        doubtful.refresh_from_db()
        assert (doubtful.choice, doubtful.custody) == ("SAME", stay)
        assert re.search(rf'value="SAME:{stay.pk}" checked', pages.get(kelompok="ragu").text)
        pages.post(act="keep", row=doubtful.pk, **{who: "OTHER"})
        doubtful.refresh_from_db()
        assert (doubtful.choice, doubtful.custody) == ("OTHER", None)

    def test_all_that_are_open_are_others_where_that_may_be(self, officer, check):
        first = known(officer, "SLAMET", "B.I 1/2020")
        known(officer, "WAGIMAN", "B.I 2/2020")
        known(officer, "PARDI", "B.I 3/2020")
        pages = check(
            row("SLAMET", "B.I 81/2026"),
            row("WAGIMAN", "B.I 82/2026"),
            row("SUPARDI", "B.I 3/2020"),
        )
        chosen = line(pages, "SLAMET")
        pages.post(
            "?kelompok=ragu",
            act="keep",
            row=chosen.pk,
            **{f"who-{chosen.pk}": f"SAME:{first.pk}"},
        )
        pages.post("?kelompok=ragu", act="others")
        choices = dict(pages.found.lines.values_list("full_name", "choice"))
        assert choices == {"SLAMET": "SAME", "WAGIMAN": "OTHER", "SUPARDI": ""}

    @pytest.mark.parametrize("chosen", ["SAME:1", "SAME:x", "SAME:", "MAYBE", ":", "OTHER"])
    def test_that_are_not_offered_are_refused(self, officer, check, chosen, unchanged):
        known(officer, "SLAMET", "B.I 1/2020")
        known(officer, "SLAMET", "B.I 2/2020")
        stay = known(officer, "WAGIMAN", "B.I 3/2020")
        pages = check(row("SUGENG", stay.registration_no), row("SLAMET", "B.I 81/2026"))
        asked = line(pages, "SUGENG" if chosen == "OTHER" else "SLAMET")
        with unchanged(PeopleImport, ImportLine):
            answer = pages.post(act="keep", row=asked.pk, **{f"who-{asked.pk}": chosen})
        if chosen != ":":
            page = pages.client.get(answer.headers["Location"]).text
            assert f"Row {asked.number}: choose who it is." in page

    def test_of_rows_of_another_list_change_nothing(self, check, officer, unchanged):
        theirs = previewed(OfficerFactory(), row())
        other = theirs.lines.get()
        pages = check(row("SITI", "B.I 2/2026", sex="P"))
        with unchanged(ImportLine):
            pages.post(act="keep", row=[other.pk, "x", ""], **{f"box-{other.pk}": "1"})

    def test_are_made_once_the_list_is_being_saved(self, check, unchanged):
        pages = check(row())
        pages.post(act="save")
        with unchanged(PeopleImport, ImportLine):
            answer = pages.post(act="none")
        page = pages.client.get(answer.headers["Location"]).text
        assert "This list is “Being saved” by now; look at it again." in page


class TestTheBar:
    def test_counts_what_saving_writes(self, officer, check):
        pages = one_of_each(officer, check)
        expected = {"new": 1, "changed": 1, "doubtful": 0, "open": 1}
        assert pages.get().context["preview"].to_save == expected
        pages.post("?kelompok=ragu", act="others")
        pages.post("?kelompok=baru", act="none")
        expected = {"new": 0, "changed": 1, "doubtful": 1, "open": 0}
        assert pages.get().context["preview"].to_save == expected

    def test_saves_what_the_page_shows_at_that_moment(self, officer, check):
        pages = check(*people(2))
        one, other = pages.found.lines.all()
        boxes = {"row": [one.pk, other.pk], f"box-{one.pk}": "1", f"box-{other.pk}": "1"}
        pages.save(**boxes, **{f"take-{other.pk}": "on"})
        assert [person.full_name for person in Participant.objects.all()] == ["ORANG 0002"]
        assert (pages.now().status, pages.now().saved_by) == ("DONE", officer)

    def test_a_double_click_saves_once(self, check):
        pages = check(row())
        pages.post(act="save")
        pages.save()
        assert Custody.objects.count() == 1

    def test_an_older_list_is_agreed_to_first_and_the_choices_stay(self, officer, check, client):
        saved(officer, previewed(officer, row("LAIN", "B.I 9/2026")))
        pages = check(*people(2), as_of=TODAY - A_DAY)
        one, other = pages.found.lines.all()
        boxes = {"row": [one.pk, other.pk], f"box-{one.pk}": "1", f"box-{other.pk}": "1"}
        boxes[f"take-{other.pk}"] = "on"
        answer = pages.post(act="save", **boxes)
        assert answer.status_code == 409
        assert "one of 24 November 2026 was saved already" in answer.text
        assert pages.now().status == "PREVIEWED"
        assert pages.found.lines.filter(is_taken=True).count() == 1
        pages.save(**boxes, agreed=answer.context["needed"].token)
        assert Participant.objects.filter(full_name__startswith="ORANG").count() == 1


class TestGivingUp:
    def test_erases_what_was_read_and_saves_nothing(self, check, unchanged):
        pages = check(row())
        with unchanged(Participant, Custody):
            answer = pages.post("batal/")
        assert answer.headers["Location"] == "/warga-binaan/impor/"
        assert "daftar.xlsx was given up; nothing of it was saved." in (
            pages.client.get("/warga-binaan/impor/").text
        )
        assert (pages.now().status, pages.now().content) == ("CANCELLED", "")
        assert "This list was given up" in pages.get().text

    def test_of_a_saved_list_is_refused(self, check, unchanged):
        pages = check(row()).save()
        with unchanged(PeopleImport, Custody):
            answer = pages.post("batal/")
        assert "“Saved” by now" in pages.client.get(answer.headers["Location"]).text

    def test_asks_for_a_post(self, check):
        assert check(row()).get("batal/").status_code == 405


def test_a_list_whose_columns_are_not_matched_leads_there(client, officer):
    found = PeopleImport.objects.create(
        facility=officer.facility,
        file_name="daftar.xlsx",
        file_size=1,
        file_sha256="0" * 64,
        as_of=TODAY,
        uploaded_by=officer,
        uploaded_at=NOW,
    )
    pages = Pages(client, found)
    assert pages.get().headers["Location"] == pages.address("kolom/")
