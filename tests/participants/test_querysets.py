"""Stays in the sentences of the domain."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser

from jombang_umkm.models import User
from participants.models import Custody, Participant
from tests.factories.jombang_umkm import (
    AdministratorFactory,
    FacilityFactory,
    OfficerFactory,
    StaffFactory,
)
from tests.factories.participants import CustodyFactory, ReleasedCustodyFactory

pytestmark = pytest.mark.django_db

ENTRY, LEFT = date(2026, 3, 2), date(2026, 3, 10)
A_DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("day", "is_there"),
    [
        pytest.param(ENTRY - A_DAY, False, id="the day before entry"),
        pytest.param(ENTRY, True, id="the day of entry"),
        pytest.param(LEFT - A_DAY, True, id="the last day"),
        pytest.param(LEFT, False, id="the day of release"),
        pytest.param(LEFT + A_DAY, False, id="the day after"),
    ],
)
def test_in_custody_counts_the_day_of_entry_and_not_that_of_release(day, is_there):
    stay = ReleasedCustodyFactory(entry_date=ENTRY, left_on=LEFT)
    assert Custody.objects.in_custody(on=day).contains(stay) is is_there


def test_whoever_has_not_left_stays_in_custody():
    stay = CustodyFactory(entry_date=ENTRY)
    assert Custody.objects.in_custody(on=date(2099, 1, 1)).get() == stay


def test_nobody_is_in_custody_who_leaves_on_the_day_of_entry():
    ReleasedCustodyFactory(entry_date=ENTRY, left_on=ENTRY)
    assert not Custody.objects.in_custody(on=ENTRY)


class TestVisibleTo:
    @pytest.fixture
    def stay(self) -> Custody:
        return CustodyFactory()

    def sees(self, user: User | AnonymousUser, stay: Custody) -> bool:
        return Custody.objects.visible_to(user).contains(stay)

    def test_officers_there(self, stay):
        assert self.sees(OfficerFactory(facility=stay.facility), stay)

    def test_administrators(self, stay):
        assert self.sees(AdministratorFactory(), stay)

    def test_not_officers_elsewhere_even_of_the_same_office(self, stay):
        elsewhere = FacilityFactory(office=stay.facility.office)
        assert not self.sees(OfficerFactory(facility=elsewhere), stay)

    def test_not_the_office_which_knows_people_only_through_its_programmes(self, stay):
        assert not self.sees(StaffFactory(office=stay.facility.office), stay)

    def test_nobody_who_is_not_signed_in(self, stay):
        assert not self.sees(AnonymousUser(), stay)


class TestKeptBy:
    def keeps(self, stay: Custody) -> bool:
        officer = OfficerFactory(facility=stay.facility)
        return Participant.objects.kept_by(officer).contains(stay.participant)

    def test_whoever_has_the_last_stay(self):
        first = ReleasedCustodyFactory(entry_date=ENTRY, left_on=ENTRY + A_DAY)
        last = ReleasedCustodyFactory(
            participant=first.participant, entry_date=LEFT, left_on=LEFT + A_DAY
        )
        assert (self.keeps(last), self.keeps(first)) == (True, False)

    def test_whoever_holds_them_though_a_stay_of_that_day_has_a_later_number(self):
        """As two records have it that were merged."""
        held = CustodyFactory(entry_date=ENTRY)
        gone = ReleasedCustodyFactory(entry_date=ENTRY, left_on=ENTRY)
        Custody.objects.filter(pk=gone.pk).update(participant=held.participant)
        gone.refresh_from_db()
        assert (self.keeps(held), self.keeps(gone)) == (True, False)


@pytest.mark.parametrize("typed", ["BI.12/2026", "bi 012/2026", "B-I  12 / 2026"])
def test_a_stay_is_found_by_its_number_in_any_spelling(typed):
    stay = CustodyFactory(registration_no="B.I 12/2026")
    CustodyFactory(registration_no="B.I 120/2026")
    assert Custody.objects.registered_as(typed).get() == stay
