"""Who signs in, and the one place they act for."""

from itertools import product

import pytest
from django.core.management import call_command

from jombang_umkm.models import User
from jombang_umkm.sign_in import WithPlace
from tests.factories.jombang_umkm import (
    PASSWORD,
    AdministratorFactory,
    FacilityFactory,
    OfficeFactory,
    OfficerFactory,
    StaffFactory,
)

pytestmark = pytest.mark.django_db

Role = User.Role

# (role, has a facility, has an office)
LEGAL_PLACES = {
    (Role.OFFICER, True, False),
    (Role.STAFF, False, True),
    (Role.ADMINISTRATOR, False, False),
}
PLACES = sorted(product(Role, [True, False], [True, False]))


def somebody(role: str, *, has_facility: bool = False, has_office: bool = False, **fields) -> User:
    return User(
        username="wahyu",
        full_name="Wahyu Nugroho",
        password="!",
        role=role,
        facility=FacilityFactory() if has_facility else None,
        office=OfficeFactory() if has_office else None,
        **fields,
    )


@pytest.mark.parametrize(("role", "has_facility", "has_office"), PLACES)
def test_a_role_and_its_place_belong_together(role, has_facility, has_office, breaks):
    user = somebody(role, has_facility=has_facility, has_office=has_office)
    if (role, has_facility, has_office) in LEGAL_PLACES:
        user.validate_constraints()
        user.save()
    else:
        breaks(user, "user_acts_for_one_place")


def test_there_is_no_role_beside_the_three(breaks):
    breaks(somebody("TAMU"), "user_acts_for_one_place")


def test_the_place_is_the_facility_the_office_or_none():
    officer, staff = OfficerFactory(), StaffFactory()
    assert officer.place == officer.facility
    assert staff.place == staff.office
    assert AdministratorFactory().place is None


@pytest.mark.parametrize("factory", [OfficerFactory, StaffFactory])
def test_only_an_administrator_has_all_permissions(factory, breaks):
    user = factory()
    user.is_superuser = True
    breaks(user, "user_superuser_is_administrator")


def test_only_an_administrator_enters_the_admin():
    assert AdministratorFactory().is_staff
    assert not OfficerFactory().is_staff
    assert not StaffFactory().is_staff


class TestNames:
    @pytest.mark.parametrize("typed", ["hendro", "Hendro", "HENDRO"])
    def test_a_user_is_found_in_whatever_case_the_name_is_typed(self, typed):
        user = OfficerFactory(username="Hendro")
        assert User.objects.get_by_natural_key(typed) == user

    def test_a_name_in_another_case_is_the_same_name(self, breaks):
        AdministratorFactory(username="Wahyu")
        breaks(somebody(Role.ADMINISTRATOR), "user_username_unique")

    @pytest.mark.parametrize("typed", ["hend%", "hendr_", "", None])
    def test_nothing_but_the_whole_name_finds_somebody(self, typed):
        OfficerFactory(username="hendro")
        with pytest.raises(User.DoesNotExist):
            User.objects.get_by_natural_key(typed)

    def test_a_name_typed_in_wide_letters_is_kept_in_plain_ones(self):
        assert AdministratorFactory(username="ｗａｈｙｕ").username == "wahyu"


class TestMaking:
    def test_a_user_without_a_password_cannot_sign_in(self):
        fields = {"full_name": "Wahyu", "role": Role.ADMINISTRATOR}
        assert not User.objects.create_user("wahyu", **fields).has_usable_password()

    def test_a_superuser_is_an_administrator_of_no_place(self):
        user = User.objects.create_superuser("wahyu", PASSWORD, full_name="Wahyu Nugroho")
        assert (user.role, user.is_superuser, user.place) == (Role.ADMINISTRATOR, True, None)
        assert user.check_password(PASSWORD)

    def test_djangos_command_makes_one(self):
        call_command(
            "createsuperuser", interactive=False, verbosity=0, username="akar", full_name="Akar"
        )
        assert User.objects.get().is_superuser


class TestWhoIsAtTheKeyboard:
    @pytest.mark.parametrize("factory", [OfficerFactory, StaffFactory, AdministratorFactory])
    def test_comes_with_place_and_office_in_one_statement(self, factory, django_assert_num_queries):
        made = factory()
        with django_assert_num_queries(1):
            user = WithPlace().get_user(made.pk)
            shown = (user.place, user.office, user.facility and user.facility.office)
        assert user == made
        assert shown == (made.place, made.office, made.facility and made.facility.office)

    def test_is_nobody_once_the_user_is_no_longer_active(self):
        assert WithPlace().get_user(OfficerFactory(is_active=False).pk) is None

    def test_is_nobody_without_a_user(self):
        assert WithPlace().get_user(0) is None
