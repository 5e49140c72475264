"""Saving a prison's list: nobody is hurt, whatever the list says or leaves out."""

from datetime import date, timedelta

import pytest

from jombang_umkm.history import versions_of
from jombang_umkm.models import User
from participants.actions import import_saving
from participants.actions import people_import as actions
from participants.actions.people_import import Decision
from participants.models import Custody, CustodyEvent, ImportLine, Participant
from tests.factories.jombang_umkm import OfficerFactory
from tests.factories.participants import (
    CustodyFactory,
    ReleasedCustodyFactory,
)
from tests.participants.importing import (
    NOW,
    TODAY,
    outcomes,
    previewed,
    results,
    row,
    saved,
    taken_over,
)

pytestmark = pytest.mark.django_db

NIK = "3517092512900001"
A_DAY = timedelta(days=1)


def choose(by: User, found, **decision: object) -> None:
    """Decide of every doubtful row at once."""
    lines = found.lines.filter(outcome="DOUBTFUL")
    made = {line.pk: Decision(**decision) for line in lines}
    actions.choose(people_import=found, decisions=made, by=by)


def detainee(officer: User, **fields: object) -> Custody:
    known = {"registration_no": "A.III 11/2026", "register_class": "A.III", "status": "DETAINEE"}
    return CustodyFactory(facility=officer.facility, **{**known, **fields})


def test_somebody_new_is_registered_with_their_stay(officer):
    found = taken_over(
        officer,
        row(
            "SUPRI bin KASMAN alias PENDEK",
            block="A",
            cell=3.0,
            expiry="13/02/2028",
            nik=NIK,
            born="25-12-1990",
        ),
    )
    stay = Custody.objects.get()
    person = stay.participant
    assert (person.full_name, person.parent_name, person.aliases) == ("SUPRI", "KASMAN", ["PENDEK"])
    assert (person.sex, person.birth_date, person.nik_status) == ("L", date(1990, 12, 25), "TERISI")
    assert (stay.registration_no, stay.register_class, stay.kind) == (
        "B.I 12/2026", "B.I", "NARAPIDANA",
    )  # fmt: skip
    assert (stay.entry_date, stay.expiry_date) == (date(2026, 2, 14), date(2028, 2, 13))
    assert (stay.block, stay.cell, stay.source) == ("A", "3", "IMPOR")
    assert [event.became for event in stay.happenings.all()] == ["CONVICT"]
    assert results(found) == ["WRITTEN"]
    assert found.lines.get().custody == stay
    assert found.lines.get().content == found.content == ""


def test_a_number_of_class_a_is_a_detainee(officer):
    taken_over(officer, row(number="A.III 22/2026"))
    assert Custody.objects.get().status == "DETAINEE"


def test_the_same_file_twice_changes_nothing(officer, unchanged):
    rows = [row("SUPRI", "B.I 1/2026"), row("SITI", "B.I 2/2026", sex="P", alias="TI")]
    taken_over(officer, *rows)
    with unchanged(Participant, Custody, CustodyEvent):
        again = taken_over(officer, *rows)
    assert outcomes(again) == ["SAME", "SAME"]
    assert results(again) == ["UNCHANGED", "UNCHANGED"]


def test_what_differs_is_changed_and_blank_overwrites_nothing(officer):
    stay = CustodyFactory(
        facility=officer.facility, registration_no="B.I 12/2026", block="A", cell="2",
        entry_date=date(2026, 2, 14), expiry_date=date(2028, 2, 13),
        participant__full_name="Supri", participant__aliases=["PENDEK"],
    )  # fmt: skip
    found = previewed(
        officer,
        row("SUPRI", "b.i 012/2026", block="B", alias="TEMON", expiry="00/00/0000", cell="-"),
    )
    line = found.lines.get()
    assert (line.outcome, line.custody) == ("CHANGED", stay)
    assert [(each["field"], each["old"], each["new"]) for each in line.changes] == [
        ("person.aliases", ["PENDEK"], ["PENDEK", "TEMON"]),
        ("stay.block", "A", "B"),
    ]
    saved(officer, found)
    stay.refresh_from_db()
    assert (stay.block, stay.cell, stay.registration_no) == ("B", "2", "B.I 12/2026")
    assert stay.expiry_date == date(2028, 2, 13)
    person = Participant.objects.get()
    assert (person.full_name, person.aliases) == ("Supri", ["PENDEK", "TEMON"])
    assert versions_of(Custody).filter(pgh_obj_id=stay.pk, pgh_label="update").count() == 1


def test_nobody_is_released_because_the_list_lacks_them(officer, unchanged):
    missing, elsewhere = CustodyFactory(facility=officer.facility), CustodyFactory()
    later = CustodyFactory(facility=officer.facility, entry_date=TODAY)
    with unchanged(Custody, CustodyEvent):
        found = previewed(officer, row("LAIN", "B.I 99/2026"), as_of=TODAY - A_DAY)
    saved(officer, found)
    assert list(Custody.objects.missing_from(found)) == [missing]
    assert elsewhere.is_held and later.is_held
    missing.refresh_from_db()
    assert (missing.status, missing.left_on) == ("CONVICT", None)


def test_whoever_might_be_in_the_list_is_not_missing(officer):
    CustodyFactory(facility=officer.facility, participant__full_name="SLAMET")
    found = previewed(officer, row("SLAMET", "B.I 81/2026"))
    assert not Custody.objects.missing_from(found).exists()


@pytest.mark.parametrize("column", ["sex", "entry"])
def test_somebody_new_without_what_is_needed_is_wrong(officer, column):
    found = previewed(officer, row(**{column: ""}))
    assert outcomes(found) == ["WRONG"]
    saved(officer, found)
    assert results(found) == ["REJECTED"]
    assert not Custody.objects.exists()


class TestTheSameName:
    """Somebody of that name under another number: who is it?"""

    def test_a_detainee_got_a_verdict(self, officer):
        stay = detainee(officer, participant__full_name="Muhammad Anwar")
        found = previewed(officer, row("Moh. Anwar", "B.I 90/2026", born="25-12-1990"))
        line = found.lines.get()
        assert (line.outcome, [each["code"] for each in line.doubts]) == ("DOUBTFUL", ["alike"])
        choose(officer, found, choice="SAME", stay=stay.pk)
        saved(officer, found)
        stay.refresh_from_db()
        assert (stay.status, stay.registration_no) == ("CONVICT", "B.I 90/2026")
        event = stay.happenings.last()
        assert (event.became, event.happened_on) == ("CONVICT", NOW.date())
        assert "24 November 2026" in event.document_no
        assert Participant.objects.count() == 1
        assert found.lines.get().deed == "CONVICTED"

    def test_a_number_was_typed_wrongly(self, officer):
        stay = CustodyFactory(facility=officer.facility, participant__full_name="SLAMET")
        found = previewed(officer, row("SLAMET", "B.I 81/2026", born="25-12-1990"))
        choose(officer, found, choice="SAME", stay=stay.pk)
        saved(officer, found)
        stay.refresh_from_db()
        assert stay.registration_no == "B.I 81/2026"
        assert Custody.objects.count() == 1

    def test_somebody_comes_back(self, officer):
        old = ReleasedCustodyFactory(
            facility=officer.facility, participant__full_name="SLAMET",
            entry_date=date(2020, 1, 1), left_on=date(2021, 1, 1),
        )  # fmt: skip
        found = previewed(officer, row("SLAMET", "B.I 81/2026"))
        choose(officer, found, choice="SAME", stay=old.pk)
        saved(officer, found)
        new = Custody.objects.get(registration_no="B.I 81/2026")
        assert new.participant == old.participant
        assert found.lines.get().deed == "RETURNED"

    def test_somebody_else_is_registered(self, officer):
        CustodyFactory(facility=officer.facility, participant__full_name="SLAMET")
        found = previewed(officer, row("SLAMET", "B.I 81/2026"))
        choose(officer, found, choice="OTHER")
        saved(officer, found)
        assert Participant.objects.filter(full_name="SLAMET").count() == 2

    @pytest.mark.parametrize("choice", ["", "LEAVE"])
    def test_without_a_choice_nothing_is_written(self, officer, choice, unchanged):
        CustodyFactory(facility=officer.facility, participant__full_name="SLAMET")
        found = previewed(officer, row("SLAMET", "B.I 81/2026"))
        choose(officer, found, choice=choice)
        with unchanged(Participant, Custody):
            saved(officer, found)
        assert results(found) == ["LEFT_OUT"]

    def test_another_birth_date_is_another_person(self, officer):
        CustodyFactory(facility=officer.facility, participant__full_name="SLAMET")
        found = previewed(officer, row("SLAMET", "B.I 81/2026", born="1-1-1970"))
        assert outcomes(found) == ["NEW"]

    def test_is_asked_also_where_their_number_stands_at_another_name(self, officer):
        stay = CustodyFactory(facility=officer.facility, participant__full_name="SLAMET")
        found = previewed(
            officer, row("SUGENG", stay.registration_no), row("SLAMET", "B.I 81/2026")
        )
        assert [line.doubts[0]["code"] for line in found.lines.all()] == ["other_name", "alike"]

    def test_two_rows_are_not_one_person(self, officer):
        stay = CustodyFactory(facility=officer.facility, participant__full_name="SLAMET")
        found = previewed(officer, row("SLAMET", "B.I 81/2026"), row("SLAMET", "B.I 82/2026"))
        choose(officer, found, choice="SAME", stay=stay.pk)
        saved(officer, found)
        assert results(found) == ["WRITTEN", "REJECTED"]
        assert found.lines.last().reason == "Baris 2 sudah merupakan orang ini."


def test_a_number_of_somebody_released_is_asked_about(officer):
    stay = ReleasedCustodyFactory(facility=officer.facility, participant__full_name="SLAMET")
    found = previewed(officer, row("SLAMET", stay.registration_no, block="C"))
    assert found.lines.get().doubts[0]["code"] == "ended"
    choose(officer, found, choice="SAME", stay=stay.pk)
    saved(officer, found)
    before, stay = stay.status, Custody.objects.get()
    assert (stay.status, stay.block) == (before, "C")


def test_another_name_under_a_number_is_asked_about(officer):
    stay = CustodyFactory(facility=officer.facility, participant__full_name="SLAMET")
    found = previewed(officer, row("SUGENG", stay.registration_no))
    assert found.lines.get().doubts[0]["code"] == "other_name"
    choose(officer, found, choice="SAME", stay=stay.pk)
    saved(officer, found)
    assert Participant.objects.get().full_name == "SUGENG"


class TestTheNik:
    def test_is_sealed_on_whoever_has_none(self, officer):
        stay = CustodyFactory(facility=officer.facility, participant__full_name="SUPRI")
        found = previewed(officer, row("SUPRI", stay.registration_no, nik=NIK))
        assert outcomes(found) == ["CHANGED"]
        saved(officer, found)
        assert Participant.objects.get().has_nik

    def test_another_than_the_known_is_wrong(self, officer):
        taken_over(officer, row(nik=NIK, born="25-12-1990"))
        found = previewed(officer, row(nik="3517092512900002"))
        assert outcomes(found) == ["WRONG"]

    def test_known_under_another_number_is_asked_about(self, officer):
        taken_over(officer, row("SUPRI", "A.III 1/2026", nik=NIK, born="25-12-1990"))
        stay = Custody.objects.get()
        found = previewed(officer, row("SOEPRI", "B.I 5/2026", nik=NIK, born="25-12-1990"))
        assert found.lines.get().doubts[0]["code"] == "nik_seen"
        choose(officer, found, choice="SAME", stay=stay.pk)
        saved(officer, found)
        stay.refresh_from_db()
        assert stay.registration_no == "B.I 5/2026"

    def test_that_disagrees_with_the_birth_date_is_asked_about(self, officer):
        found = previewed(officer, row(nik=NIK, born="1-1-1970"))
        assert [each["code"] for each in found.lines.get().doubts] == ["nik_odd"]
        choose(officer, found, choice="SAME")
        saved(officer, found)
        assert Participant.objects.get().has_nik


def test_what_somebody_changed_meanwhile_is_rejected(officer, unchanged):
    stay = CustodyFactory(
        facility=officer.facility, participant__full_name="SUPRI", registration_no="B.I 12/2026"
    )
    found = previewed(officer, row(block="C"))
    Custody.objects.filter(pk=stay.pk).update(block="B")
    with unchanged(Custody):
        saved(officer, found)
    assert results(found) == ["REJECTED"]
    assert "sementara itu" in found.lines.get().reason


def test_rows_that_were_not_taken_are_left_out(officer):
    found = previewed(officer, row("SUPRI", "B.I 1/2026"), row("SITI", "B.I 2/2026", sex="P"))
    line = found.lines.first()
    actions.choose(people_import=found, decisions={line.pk: Decision(is_taken=False)}, by=officer)
    saved(officer, found)
    assert results(found) == ["LEFT_OUT", "WRITTEN"]
    assert [person.full_name for person in Participant.objects.all()] == ["SITI"]


def test_others_are_refused(officer, refused):
    found = actions.confirm(people_import=previewed(officer, row()), by=officer, at=NOW)
    with refused("not_allowed", Participant, Custody, ImportLine):
        import_saving.save(people_import=found, by=OfficerFactory(), at=NOW)


def test_a_repeat_changes_nothing(officer, unchanged):
    found = taken_over(officer, row())
    with unchanged(Participant, Custody, CustodyEvent, ImportLine):
        saved(officer, found)
