"""Roles, and which facilities and offices a user acts for."""

import pytest
from django.contrib.auth.models import AnonymousUser

from jombang_umkm import access
from jombang_umkm.models import Facility, Office, Room, User
from tests.factories.jombang_umkm import (
    AdministratorFactory,
    FacilityFactory,
    OfficerFactory,
    StaffFactory,
)

pytestmark = pytest.mark.django_db

ROLES = {
    access.is_officer: OfficerFactory,
    access.is_staff: StaffFactory,
    access.is_administrator: AdministratorFactory,
}


@pytest.mark.parametrize("asks", ROLES)
@pytest.mark.parametrize("factory", ROLES.values())
def test_everybody_has_one_role(asks, factory):
    assert asks(factory()) is (ROLES[asks] is factory)


@pytest.mark.parametrize("asks", ROLES)
def test_a_visitor_who_is_not_signed_in_has_none(asks):
    assert asks(AnonymousUser()) is False


def test_an_officer_acts_for_the_one_facility_and_no_office():
    FacilityFactory()
    officer = OfficerFactory()
    assert access.facilities_of(officer).get() == officer.facility
    assert not access.offices_of(officer)


def test_staff_act_for_the_one_office_and_no_facility_not_even_where_it_trains():
    staff = StaffFactory()
    FacilityFactory(office=staff.office)
    assert access.offices_of(staff).get() == staff.office
    assert not access.facilities_of(staff)


def test_an_administrator_acts_for_all():
    FacilityFactory()
    FacilityFactory()
    administrator = AdministratorFactory()
    assert set(access.facilities_of(administrator)) == set(Facility.objects.all())
    assert set(access.offices_of(administrator)) == set(Office.objects.all())


def test_a_visitor_who_is_not_signed_in_acts_for_nothing():
    FacilityFactory()
    assert not access.facilities_of(AnonymousUser())
    assert not access.offices_of(AnonymousUser())


@pytest.mark.parametrize("factory", [OfficerFactory, StaffFactory, AdministratorFactory])
def test_rows_are_found_by_the_facilities_the_user_answers_for(factory):
    user = factory()
    FacilityFactory()
    rows = Room.objects.bulk_create(
        Room(facility=facility, name="Aula") for facility in Facility.objects.all()
    )
    found = Room.objects.filter(access.answers_for(user, facility="facility"))
    assert {room.facility for room in found} == set(access.facilities_of(user))
    assert len(rows) > len(found) or access.is_administrator(user)


def test_an_officer_without_a_facility_answers_for_nothing():
    FacilityFactory()
    lost = User(role=User.Role.OFFICER)
    assert not access.facilities_of(lost)
    assert not Facility.objects.filter(access.answers_for(lost, facility="pk"))
