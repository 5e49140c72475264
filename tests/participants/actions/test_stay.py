"""Correcting what is known of a stay, and noting absences."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from jombang_umkm.history import versions_of
from jombang_umkm.models import User
from participants.actions import stay as actions
from participants.models import Custody, CustodyAbsence
from participants.rules.facts import fingerprint
from tests.factories.jombang_umkm import AdministratorFactory, OfficerFactory, StaffFactory
from tests.factories.participants import (
    CustodyFactory,
    DetaineeCustodyFactory,
    ReleasedCustodyFactory,
    happen,
)

pytestmark = pytest.mark.django_db

Kind, Status = CustodyAbsence.Kind, Custody.Status

ENTRY, AWAY, BACK, EXPIRY = date(2026, 1, 5), date(2026, 3, 2), date(2026, 3, 6), date(2026, 12, 5)
A_DAY = timedelta(days=1)
OUTSIDERS = [
    pytest.param(lambda stay: OfficerFactory(), id="an officer elsewhere"),
    pytest.param(lambda stay: StaffFactory(office=stay.facility.office), id="the office"),
]


@pytest.fixture
def stay() -> Custody:
    return CustodyFactory(entry_date=ENTRY, expiry_date=EXPIRY)


@pytest.fixture
def officer(stay: Custody) -> User:
    return OfficerFactory(facility=stay.facility)


@pytest.fixture
def absence(stay: Custody, officer: User) -> CustodyAbsence:
    """Some days in hospital."""
    return actions.add_absence(absence=hospital(stay), by=officer)


def hospital(stay: Custody, **fields: Any) -> CustodyAbsence:
    days = {"away_from": AWAY, "back_on": BACK}
    return CustodyAbsence(custody=stay, kind=Kind.HOSPITAL, **days | fields)


def change(stay: Custody, by: User, *, base: str | None = None, **facts: Any) -> Custody:
    """Change these facts, as a form does that was opened just before."""
    stay.refresh_from_db()
    return actions.change(
        custody=stay,
        facts=facts,
        base=fingerprint(stay, facts) if base is None else base,
        by=by,
        at=timezone.now(),
    )


def correct(absence: CustodyAbsence, by: User, **facts: Any) -> CustodyAbsence:
    return actions.change_absence(
        absence=absence, facts=facts, base=fingerprint(absence, facts), by=by
    )


class TestChange:
    def test_writes_what_differs_and_a_repeat_changes_nothing(self, stay, officer, unchanged):
        facts = {"block": "C", "cell": "9", "caseworker": "Sri Wahyuni"}
        before = fingerprint(stay, facts)
        changed = change(stay, officer, **facts)
        assert [getattr(changed, name) for name in facts] == list(facts.values())
        assert versions_of(Custody).last().block == "C"
        with unchanged(Custody):
            # From a form opened before, sent twice.
            change(stay, officer, base=before, **facts)

    def test_a_new_number_is_found_by_its_key(self, stay, officer):
        change(stay, officer, registration_no="B.IIa 07/2026")
        assert Custody.objects.registered_as("biia 7/2026").get() == stay

    def test_somebody_elses_change_is_not_overwritten_unseen(self, stay, officer, refused):
        opened = fingerprint(stay, {"block": "", "cell": ""})
        change(stay, officer, block="C", cell="1")
        with refused("changed_meanwhile", Custody):
            change(stay, officer, base=opened, block="D", cell="1")
        assert change(stay, officer, block="D", cell="1").block == "D"

    @pytest.mark.parametrize("number", ["", " - ", "…"])
    def test_a_stay_has_a_number(self, number, stay, officer, refused):
        with refused("number_needed", Custody):
            change(stay, officer, registration_no=number)

    def test_of_its_own(self, stay, officer, refused):
        other = CustodyFactory(facility=stay.facility)
        with refused("number_taken", Custody):
            change(stay, officer, registration_no=other.registration_no.lower())

    def test_entry_is_no_day_ahead(self, stay, officer, refused):
        tomorrow = timezone.localdate() + A_DAY
        with refused("future_day", Custody):
            change(stay, officer, entry_date=tomorrow, expiry_date=None)

    def test_entry_comes_before_what_happened(self, officer, refused):
        stay = DetaineeCustodyFactory(facility=officer.facility, entry_date=ENTRY)
        happen(stay, Status.CONVICT, on=AWAY)
        with refused("after_event", Custody):
            change(stay, officer, entry_date=AWAY + A_DAY)
        assert change(stay, officer, entry_date=AWAY).entry_date == AWAY

    def test_and_before_any_absence(self, stay, absence, officer, refused):
        with refused("after_absence", Custody):
            change(stay, officer, entry_date=AWAY + A_DAY)
        assert change(stay, officer, entry_date=AWAY).entry_date == AWAY

    def test_a_person_is_in_one_place_at_a_time(self, officer, refused):
        before = ReleasedCustodyFactory(facility=officer.facility, entry_date=ENTRY, left_on=AWAY)
        again = CustodyFactory(
            participant=before.participant, facility=officer.facility, entry_date=AWAY
        )
        with refused("held_elsewhere", Custody):
            change(again, officer, entry_date=AWAY - A_DAY)

    @pytest.mark.parametrize(
        ("code", "facts"),
        [
            ("expiry_before_entry", {"expiry_date": ENTRY - A_DAY}),
            ("counted_after_entry", {"counted_from": ENTRY + A_DAY}),
            ("parts_out_of_order", {"half_date": EXPIRY + A_DAY}),
            ("parts_out_of_order", {"half_date": BACK, "two_thirds_date": AWAY}),
            ("parts_out_of_order", {"half_date": ENTRY - A_DAY}),
        ],
    )
    def test_the_days_of_a_sentence_lie_in_order(self, code, facts, stay, officer, refused):
        with refused(code, Custody):
            change(stay, officer, **facts)

    def test_days_before_entry_count_from_an_arrest(self, stay, officer):
        arrested = ENTRY - 60 * A_DAY
        changed = change(stay, officer, counted_from=arrested, half_date=ENTRY - A_DAY)
        assert changed.counted_from == arrested

    def test_an_old_disorder_does_not_keep_others_from_being_corrected(self, stay, officer):
        Custody.objects.update(half_date=AWAY, two_thirds_date=ENTRY)
        assert change(stay, officer, cell="12").cell == "12"

    @pytest.mark.parametrize("outsider", OUTSIDERS)
    def test_nobody_else_may(self, outsider, stay, refused):
        with refused("not_allowed", Custody):
            change(stay, outsider(stay), cell="12")

    def test_administrators_may(self, stay):
        assert change(stay, AdministratorFactory(), cell="12").cell == "12"


class TestAddAbsence:
    def test_notes_the_days_and_a_repeat_changes_nothing(self, stay, officer, unchanged):
        first = actions.add_absence(absence=hospital(stay, note="RSUD"), by=officer)
        assert (first.away_from, first.back_on, first.note) == (AWAY, BACK, "RSUD")
        with unchanged(CustodyAbsence):
            assert actions.add_absence(absence=hospital(stay), by=officer) == first

    def test_they_may_lie_ahead_with_no_end(self, stay, officer):
        ahead = timezone.localdate() + 5 * A_DAY
        noted = actions.add_absence(
            absence=hospital(stay, away_from=ahead, back_on=None), by=officer
        )
        assert not noted.covers(ahead - A_DAY)
        assert noted.covers(ahead + 100 * A_DAY)

    def test_the_day_back_is_none_of_them(self, absence):
        days = [AWAY - A_DAY, AWAY, BACK - A_DAY, BACK]
        assert [absence.covers(day) for day in days] == [False, True, True, False]
        found = [CustodyAbsence.objects.on(day).exists() for day in days]
        assert found == [False, True, True, False]

    @pytest.mark.parametrize("back", [AWAY, AWAY - A_DAY])
    def test_back_comes_after_away(self, back, stay, officer, refused):
        with refused("back_before", CustodyAbsence):
            actions.add_absence(absence=hospital(stay, back_on=back), by=officer)

    def test_whoever_is_not_here_cannot_be_absent(self, stay, officer, refused):
        happen(stay, Status.FULL_RELEASE, on=BACK)
        for day in (ENTRY - A_DAY, BACK):
            with refused("not_here", CustodyAbsence):
                actions.add_absence(absence=hospital(stay, away_from=day, back_on=None), by=officer)

    @pytest.mark.parametrize(
        "days",
        [
            {"away_from": BACK - A_DAY, "back_on": None},
            {"away_from": ENTRY, "back_on": AWAY + A_DAY},
        ],
    )
    def test_one_absence_at_a_time(self, days, stay, absence, officer, refused):
        with refused("absence_overlaps", CustodyAbsence):
            actions.add_absence(absence=hospital(stay, **days), by=officer)
        actions.add_absence(absence=hospital(stay, away_from=BACK, back_on=None), by=officer)

    @pytest.mark.parametrize("outsider", OUTSIDERS)
    def test_nobody_else_may(self, outsider, stay, refused):
        with refused("not_allowed", CustodyAbsence):
            actions.add_absence(absence=hospital(stay), by=outsider(stay))


class TestChangeAbsence:
    def test_sets_the_day_back_and_a_repeat_changes_nothing(self, stay, officer, unchanged):
        absence = actions.add_absence(absence=hospital(stay, back_on=None), by=officer)
        assert correct(absence, officer, back_on=BACK).back_on == BACK
        with unchanged(CustodyAbsence):
            correct(absence, officer, back_on=BACK)

    def test_also_once_they_have_left(self, stay, officer):
        absence = actions.add_absence(absence=hospital(stay, back_on=None), by=officer)
        happen(stay, Status.DIED, on=BACK)
        assert correct(absence, officer, back_on=BACK).back_on == BACK

    def test_somebody_elses_change_is_not_overwritten_unseen(self, absence, officer, refused):
        correct(CustodyAbsence.objects.get(), officer, note="RSUD Jombang")
        with refused("changed_meanwhile", CustodyAbsence):
            correct(absence, officer, note="RS lain")

    def test_nor_is_one_that_somebody_took_away(self, absence, officer, refused):
        CustodyAbsence.objects.all().delete()
        with refused("removed_meanwhile", CustodyAbsence):
            correct(absence, officer, note="RSUD Jombang")

    @pytest.mark.parametrize(
        ("code", "facts"),
        [
            ("back_before", {"back_on": AWAY}),
            ("not_here", {"away_from": ENTRY - A_DAY}),
            ("absence_overlaps", {"back_on": BACK + 2 * A_DAY}),
        ],
    )
    def test_keeps_to_the_rules_of_noting_one(self, code, facts, stay, absence, officer, refused):
        actions.add_absence(absence=hospital(stay, away_from=BACK, back_on=None), by=officer)
        with refused(code, CustodyAbsence):
            correct(absence, officer, **facts)

    @pytest.mark.parametrize("outsider", OUTSIDERS)
    def test_nobody_else_may(self, outsider, stay, absence, refused):
        with refused("not_allowed", CustodyAbsence):
            correct(absence, outsider(stay), back_on=None)


class TestRemoveAbsence:
    def test_keeps_its_history_and_a_repeat_changes_nothing(self, absence, officer, unchanged):
        actions.remove_absence(absence=absence, by=officer)
        assert not CustodyAbsence.objects.exists()
        assert versions_of(CustodyAbsence).last().pgh_label == "delete"
        with unchanged(CustodyAbsence):
            actions.remove_absence(absence=absence, by=officer)

    @pytest.mark.parametrize("outsider", OUTSIDERS)
    def test_nobody_else_may(self, outsider, stay, absence, refused):
        with refused("not_allowed", CustodyAbsence):
            actions.remove_absence(absence=absence, by=outsider(stay))
