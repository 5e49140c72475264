"""Offices, facilities, rooms and holidays: no two under one name."""

import pytest

from jombang_umkm.models import Holiday
from tests.factories.jombang_umkm import (
    FacilityFactory,
    HolidayFactory,
    OfficeFactory,
    RoomFactory,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("factory", "constraint"),
    [(OfficeFactory, "office_name_unique"), (FacilityFactory, "facility_name_unique")],
)
def test_a_name_in_another_case_is_the_same_name(factory, constraint, breaks):
    factory(name="Jombang")
    twin = factory(name="Kediri")
    twin.name = "JOMBANG"
    breaks(twin, constraint)


def test_a_facility_has_no_two_rooms_of_one_name(breaks):
    aula = RoomFactory(name="Aula")
    breaks(RoomFactory.build(facility=aula.facility, name="AULA"), "room_name_unique")


def test_two_facilities_may_each_have_a_room_of_that_name():
    RoomFactory(name="Aula")
    RoomFactory(name="Aula")


def test_a_holiday_is_on_a_day_once_and_may_share_it_with_another(breaks):
    natal = HolidayFactory(name="Hari Raya Natal")
    breaks(Holiday(day=natal.day, name="HARI RAYA NATAL"), "holiday_unique")
    HolidayFactory(day=natal.day, name="Cuti bersama Natal")
