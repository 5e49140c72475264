"""A list that names a number of a stay that was entered twice meets the stay that goes on."""

from datetime import date, timedelta

import pytest

from jombang_umkm.models import User
from participants.actions.import_undo import undo
from participants.models import Custody, ImportLine, Participant, PeopleImport
from tests.factories.jombang_umkm import AdministratorFactory
from tests.factories.participants import CustodyFactory
from tests.participants.importing import NOW, outcomes, previewed, results, row, saved, taken_over
from tests.participants.merging import merge

pytestmark = pytest.mark.django_db

ENTRY = date(2026, 2, 14)
OURS, THEIRS = "B.I 12/2026", "B.I 99/2026"


@pytest.fixture
def merged(officer: User) -> Custody:
    """A stay that was also entered as B.I 99/2026."""
    one, other = (
        CustodyFactory(
            participant__full_name="SUPRI",
            registration_no=number,
            facility=officer.facility,
            entry_date=ENTRY,
            block="",
            cell="",
        )
        for number in (OURS, THEIRS)
    )
    merge(one.participant, other.participant, by=officer, at=NOW - timedelta(hours=1))
    return Custody.objects.get(pk=one.pk)


@pytest.mark.parametrize("number", [OURS, THEIRS, "BI.099/2026"])
def test_it_is_nobody_new(number, merged, officer):
    found = previewed(officer, row(number=number))
    assert outcomes(found) == ["SAME"]
    assert found.lines.get().custody == merged


def test_what_it_says_is_written_there(merged, officer):
    saved(officer, previewed(officer, row(number=THEIRS, block="C")))
    merged.refresh_from_db()
    assert (merged.block, merged.registration_no) == ("C", OURS)
    assert Participant.objects.count() == 1


def test_both_numbers_in_one_list_are_one_person(merged, officer):
    found = saved(
        officer, previewed(officer, row(number=OURS, block="C"), row(number=THEIRS, block="D"))
    )
    assert sorted(results(found)) == ["REJECTED", "WRITTEN"]
    assert Custody.with_merged.count() == 2


def test_nobody_is_missing_who_is_in_it_under_the_other_number(merged, officer):
    other = CustodyFactory(facility=officer.facility, entry_date=ENTRY)
    found = previewed(officer, row(number=THEIRS))
    assert list(Custody.objects.missing_from(found)) == [other]


def test_whoever_has_that_number_now_is_met_first(merged, officer):
    """A number that was typed wrongly is somebody else's in truth."""
    real = CustodyFactory(
        participant__full_name="WARSITO",
        registration_no=THEIRS,
        facility=officer.facility,
        entry_date=ENTRY,
    )
    found = previewed(officer, row("WARSITO", THEIRS))
    assert found.lines.get().custody == real


def test_a_list_read_before_is_compared_once_more(officer):
    one, other = (
        CustodyFactory(
            participant__full_name="SUPRI",
            registration_no=number,
            facility=officer.facility,
            entry_date=ENTRY,
        )
        for number in (OURS, THEIRS)
    )
    found = previewed(officer, row(number=THEIRS, block="Z"))
    merge(one.participant, other.participant, by=officer)
    assert results(saved(officer, found)) == ["REJECTED"]


def test_an_import_is_not_undone_under_whom_it_made(officer, refused):
    found = taken_over(officer, row(number=OURS))
    made = Custody.objects.get()
    other = CustodyFactory(
        participant__full_name="SUPRI", facility=officer.facility, entry_date=ENTRY
    )
    merge(other.participant, made.participant, by=officer)
    with refused("built_on", Custody, Participant, ImportLine, PeopleImport):
        undo(people_import=found, reason="Salah", by=AdministratorFactory(), at=NOW)
