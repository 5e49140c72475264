"""Partners, as one office knows them."""

import pytest
from django.contrib.auth.models import AnonymousUser

from partners.models import Partner
from tests.factories.jombang_umkm import (
    AdministratorFactory,
    FacilityFactory,
    OfficerFactory,
    StaffFactory,
)
from tests.factories.partners import BankFactory, PartnerFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def bank() -> Partner:
    return BankFactory(name="Bank Syariah Jombang")


def test_an_office_knows_a_partner_once_in_whatever_case(bank, breaks):
    twin = PartnerFactory.build(office=bank.office, name="BANK SYARIAH JOMBANG")
    breaks(twin, "partner_name_unique")


def test_two_offices_may_know_the_same_partner(bank):
    PartnerFactory(name=bank.name)


def test_is_named_shortly_where_a_short_name_is_known():
    assert str(PartnerFactory.build(name="Bank Syariah Jombang", short_name="BSJ")) == "BSJ"
    assert str(PartnerFactory.build(name="Bank Syariah Jombang")) == "Bank Syariah Jombang"


class TestVisibleTo:
    def seen(self, user) -> list[Partner]:
        return list(Partner.objects.visible_to(user))

    def test_staff_of_its_office_and_administrators(self, bank):
        assert self.seen(StaffFactory(office=bank.office)) == [bank]
        assert self.seen(AdministratorFactory()) == [bank]

    def test_not_staff_of_another_office(self, bank):
        assert self.seen(StaffFactory()) == []

    def test_no_officers_not_even_where_its_office_trains(self, bank):
        assert self.seen(OfficerFactory(facility=FacilityFactory(office=bank.office))) == []

    def test_nobody_who_is_not_signed_in(self, bank):
        assert self.seen(AnonymousUser()) == []
