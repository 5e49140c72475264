"""Who is who, in the states that tests need; all names are invented."""

from datetime import date
from typing import Any

import factory

from jombang_umkm.models import Facility, Holiday, Office, Room, Signatory, User

PASSWORD = "kopi-tubruk-7-gelas"


class OfficeFactory(factory.django.DjangoModelFactory[Office]):
    """A regency's cooperative and micro-business office."""

    class Meta:
        model = Office

    name = factory.Sequence(lambda number: f"Dinas Koperasi dan Usaha Mikro Kabupaten {number + 1}")
    short_name = factory.Sequence(lambda number: f"Dinas Koperasi {number + 1}")
    government = factory.Sequence(lambda number: f"Pemerintah Kabupaten {number + 1}")
    place = "Jombang"


class FacilityFactory(factory.django.DjangoModelFactory[Facility]):
    """A prison of class IIB where an office trains."""

    class Meta:
        model = Facility

    office = factory.SubFactory(OfficeFactory)
    name = factory.Sequence(lambda number: f"Lembaga Pemasyarakatan Kelas IIB Kota {number + 1}")
    short_name = factory.Sequence(lambda number: f"Lapas Kota {number + 1}")
    kind = Facility.Kind.PRISON
    facility_class = Facility.Class.IIB
    place = "Jombang"


class RoomFactory(factory.django.DjangoModelFactory[Room]):
    """A room in use."""

    class Meta:
        model = Room

    facility = factory.SubFactory(FacilityFactory)
    name = factory.Sequence(lambda number: f"Ruang Keterampilan {number + 1}")


class SignatoryFactory(factory.django.DjangoModelFactory[Signatory]):
    """The head of an office, still in office."""

    class Meta:
        model = Signatory

    office = factory.SubFactory(OfficeFactory)
    name = "Sri Wahyuningsih, S.E., M.M."
    title = "Kepala Dinas"
    valid_from = date(2023, 1, 2)


class FacilitySignatoryFactory(SignatoryFactory):
    """The head of a facility, still in office."""

    office = None
    facility = factory.SubFactory(FacilityFactory)
    name = "Bambang Sutrisno, S.H."
    title = "Kepala Lapas"


class HolidayFactory(factory.django.DjangoModelFactory[Holiday]):
    """A national holiday."""

    class Meta:
        model = Holiday

    day = date(2026, 8, 17)
    name = "Hari Kemerdekaan Republik Indonesia"


class UserFactory(factory.django.DjangoModelFactory[User]):
    """Somebody who can sign in with PASSWORD."""

    class Meta:
        model = User
        abstract = True

    @classmethod
    def _create(cls, model_class: type[User], *args: Any, **fields: Any) -> User:
        return model_class.objects.create_user(password=PASSWORD, **fields)


class OfficerFactory(UserFactory):
    """An officer of a prison."""

    username = factory.Sequence(lambda number: f"petugas{number + 1}")
    full_name = "Hendro Wicaksono"
    role = User.Role.OFFICER
    facility = factory.SubFactory(FacilityFactory)


class StaffFactory(UserFactory):
    """Somebody of a cooperative office."""

    username = factory.Sequence(lambda number: f"dinas{number + 1}")
    full_name = "Siti Rahmawati"
    role = User.Role.STAFF
    office = factory.SubFactory(OfficeFactory)


class AdministratorFactory(UserFactory):
    """Whoever keeps the system, with all permissions of the admin."""

    username = factory.Sequence(lambda number: f"admin{number + 1}")
    full_name = "Nur Hidayat"
    role = User.Role.ADMINISTRATOR
    is_superuser = True
