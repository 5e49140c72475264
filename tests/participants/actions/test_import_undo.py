"""Undoing an import: all of it, unless somebody went on with one of its people."""

from datetime import date

import pytest

from participants.actions import import_undo as actions
from participants.actions import people_import, stay
from participants.actions.custody import Papers, record
from participants.actions.people_import import Decision
from participants.models import Custody, CustodyEvent, ImportLine, Participant, PeopleImport
from participants.rules.facts import fingerprint
from tests.factories.jombang_umkm import AdministratorFactory
from tests.factories.participants import CustodyFactory, ReleasedCustodyFactory
from tests.factories.programs import SeatFactory
from tests.participants.importing import NOW, previewed, row, saved, taken_over

pytestmark = pytest.mark.django_db

NIK = "3517092512900001"
TABLES = (Participant, Custody, CustodyEvent, PeopleImport, ImportLine)


def undo(found: PeopleImport, **more: object) -> PeopleImport:
    known = {"reason": "Berkas keliru", "by": AdministratorFactory(), "at": NOW}
    return actions.undo(people_import=found, **{**known, **more})


def facts() -> list[object]:
    """Return all that is known of people and their stays, but for keys of rows."""
    people = Participant.objects.order_by("pk").values()
    stays = Custody.objects.order_by("pk").values()
    return [list(people), list(stays)]


def test_new_people_and_changes_are_as_if_they_had_never_been(officer):
    known = CustodyFactory(
        facility=officer.facility, participant__full_name="SUPRI", registration_no="B.I 12/2026"
    )
    before = facts()
    rows = (row(block="C", alias="TEMON", nik=NIK), row("SITI", "B.I 13/2026", sex="P"))
    found = taken_over(officer, *rows)
    assert facts() != before
    assert Custody.objects.count() == 2
    undone = undo(found)
    assert (undone.status, undone.undo_reason) == ("UNDONE", "Berkas keliru")
    assert facts() == before
    assert known.happenings.count() == CustodyEvent.objects.count() == 1


def test_a_verdict_and_a_return_are_taken_back(officer):
    detainee = CustodyFactory(
        facility=officer.facility, participant__full_name="ANWAR",
        registration_no="A.III 1/2026", register_class="A.III", status="DETAINEE",
    )  # fmt: skip
    released = ReleasedCustodyFactory(
        facility=officer.facility, participant__full_name="SLAMET",
        entry_date=date(2020, 1, 1), left_on=date(2021, 1, 1),
    )  # fmt: skip
    before = facts()
    entry = date(2026, 3, 1)
    found = previewed(
        officer, row("ANWAR", "B.I 90/2026"), row("SLAMET", "B.I 91/2026", entry=entry)
    )
    stays = {"ANWAR": detainee, "SLAMET": released}
    decisions = {
        line.pk: Decision(choice="SAME", stay=stays[line.full_name].pk)
        for line in found.lines.all()
    }
    people_import.choose(people_import=found, decisions=decisions, by=officer)
    saved(officer, found)
    assert [line.deed for line in found.lines.all()] == ["CONVICTED", "RETURNED"]
    undo(found)
    assert facts() == before


def test_a_repeat_changes_nothing(officer, unchanged):
    found = taken_over(officer, row())
    undo(found)
    with unchanged(*TABLES):
        undo(found, reason="Lagi")


def test_an_undone_list_can_be_taken_over_again(officer):
    undo(taken_over(officer, row()))
    taken_over(officer, row())
    assert Custody.objects.count() == 1


class TestWhatWasBuiltOn:
    """Nothing at all is undone then."""

    @pytest.fixture
    def found(self, officer) -> PeopleImport:
        return taken_over(officer, row(), row("SITI", "B.I 13/2026", sex="P"))

    def refuses(self, found, refused) -> None:
        with refused("built_on", *TABLES):
            undo(found)

    def test_a_release(self, found, officer, refused):
        papers = Papers(document_no="W15/1")
        stay_of = Custody.objects.first()
        record(custody=stay_of, to="FULL_RELEASE", on=NOW.date(), papers=papers, by=officer, at=NOW)
        self.refuses(found, refused)

    def test_a_correction(self, found, officer, refused):
        one = Custody.objects.first()
        facts = {"block": "Z"}
        base = fingerprint(one, facts)
        stay.change(custody=one, facts=facts, base=base, by=officer, at=NOW)
        self.refuses(found, refused)

    def test_a_later_list(self, found, officer, refused):
        taken_over(officer, row(block="D"))
        self.refuses(found, refused)

    def test_a_seat(self, found, refused):
        SeatFactory(custody=Custody.objects.first(), course__program__facility=found.facility)
        self.refuses(found, refused)

    def test_a_verdict_after_which_more_happened(self, officer, refused):
        detainee = CustodyFactory(
            facility=officer.facility, participant__full_name="ANWAR",
            registration_no="A.III 1/2026", register_class="A.III", status="DETAINEE",
        )  # fmt: skip
        found = previewed(officer, row("ANWAR", "B.I 90/2026"))
        decisions = {found.lines.get().pk: Decision(choice="SAME", stay=detainee.pk)}
        people_import.choose(people_import=found, decisions=decisions, by=officer)
        saved(officer, found)
        papers = Papers(document_no="W15/1")
        record(custody=detainee, to="PAROLE", on=NOW.date(), papers=papers, by=officer, at=NOW)
        self.refuses(found, refused)


def test_refusals(officer, refused):
    found = previewed(officer, row())
    with refused("not_open", *TABLES):
        undo(found)
    saved(officer, found)
    with refused("not_allowed", *TABLES):
        undo(found, by=officer)
    with refused("reason_needed", *TABLES):
        undo(found, reason=" ")
