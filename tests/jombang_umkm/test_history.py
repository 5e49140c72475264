"""History is written by the database: whatever way a row changes, its versions are kept."""

from typing import Any

import pytest
from django.db import InternalError, connection, models, transaction
from django.urls import reverse
from django.utils import timezone

from jombang_umkm.history import versions_of
from jombang_umkm.models import Holiday, Room, User
from programs.models import Attendance
from programs.models.program import OpeningAttendee
from programs.models.session import SessionCourse
from tests.factories.jombang_umkm import (
    PASSWORD,
    FacilityFactory,
    HolidayFactory,
    OfficerFactory,
    RoomFactory,
    SignatoryFactory,
)
from tests.factories.programs import DraftProgramFactory, SessionFactory, make_class, stays_on

pytestmark = pytest.mark.django_db


def kept(model: type[models.Model], field: str = "name") -> list[tuple[str, Any]]:
    """Return what happened to the rows of a model, and what the field said then."""
    return list(versions_of(model).values_list("pgh_label", field))


def run_sql(statement: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


class TestEveryChangeIsKept:
    def test_made_through_a_row(self):
        room = RoomFactory(name="Aula")
        room.name = "Aula Utama"
        room.save()
        room.delete()
        assert kept(Room) == [
            ("insert", "Aula"),
            ("update", "Aula Utama"),
            ("delete", "Aula Utama"),
        ]

    def test_made_in_bulk(self):
        facility = FacilityFactory()
        names = ["Aula", "Bengkel"]
        rooms = Room.objects.bulk_create(Room(facility=facility, name=name) for name in names)
        Room.objects.update(capacity=20)
        for room in rooms:
            room.capacity = 30
        Room.objects.bulk_update(rooms, ["capacity"])
        Room.objects.all().delete()
        for name in names:
            versions = versions_of(Room).filter(name=name)
            assert list(versions.values_list("pgh_label", "capacity")) == [
                ("insert", None),
                ("update", 20),
                ("update", 30),
                ("delete", 30),
            ]

    def test_made_by_hand_in_the_database(self):
        run_sql(
            "INSERT INTO jombang_umkm_holiday (day, name, kind, decree) VALUES (now(), %s, %s, '')",
            "Haul",
            "LOCAL",
        )
        run_sql("UPDATE jombang_umkm_holiday SET name = 'Haul Akbar'")
        run_sql("DELETE FROM jombang_umkm_holiday")
        assert kept(Holiday) == [
            ("insert", "Haul"),
            ("update", "Haul Akbar"),
            ("delete", "Haul Akbar"),
        ]

    def test_made_to_what_a_row_is_joined_with(self):
        session, program = SessionFactory(), DraftProgramFactory()
        course = session.courses.get()
        session.courses.clear()
        program.opening_attended_by.add(head := SignatoryFactory())
        assert kept(SessionCourse, "course") == [("insert", course.pk), ("delete", course.pk)]
        assert kept(OpeningAttendee, "signatory") == [("insert", head.pk)]


class TestNothingIsKept:
    def test_where_nothing_differs(self):
        holiday = HolidayFactory()
        holiday.save()
        Holiday.objects.update(name=holiday.name)
        Holiday.objects.bulk_update([holiday], ["name", "day"])
        run_sql("UPDATE jombang_umkm_holiday SET day = day")
        assert [label for label, _name in kept(Holiday)] == ["insert"]

    def test_of_the_rows_of_a_statement_that_do_not_differ(self):
        RoomFactory(name="Aula", capacity=20)
        RoomFactory(name="Bengkel", capacity=30)
        Room.objects.update(capacity=30)
        assert kept(Room) == [("insert", "Aula"), ("insert", "Bengkel"), ("update", "Aula")]

    def test_of_passwords_and_sign_ins(self, client):
        user = OfficerFactory()
        user.set_password("teh-poci-7-gelas")
        user.save()
        user.last_login = timezone.now()
        user.save()
        assert [label for label, _name in kept(User, "username")] == ["insert"]
        columns = {field.name for field in versions_of(User).model._meta.get_fields()}
        assert columns.isdisjoint({"password", "last_login"})

    def test_of_signing_in(self, client):
        user = OfficerFactory()
        client.post(reverse("sign_in"), {"username": user.username, "password": PASSWORD})
        user.refresh_from_db()
        assert user.last_login is not None
        assert [label for label, _name in kept(User, "username")] == ["insert"]


class TestWhoAndWhere:
    def test_a_request_leaves_its_user_and_address(self, client):
        session = make_class(people=1, day=timezone.localdate())
        officer = OfficerFactory(facility=session.program.facility)
        (stay,) = stays_on(session)
        address = reverse("sheet", args=[session.pk])
        client.force_login(officer)
        client.post(address, {f"b-{stay.pk}": "", f"m-{stay.pk}": "HADIR"})
        (version,) = versions_of(Attendance)
        assert version.pgh_context.metadata == {"user": officer.pk, "url": address}

    def test_a_change_outside_of_any_request_names_nobody(self):
        HolidayFactory()
        assert versions_of(Holiday).get().pgh_context is None


@pytest.mark.parametrize("change", ["UPDATE {} SET name = 'lain'", "DELETE FROM {}"])
def test_history_itself_cannot_be_changed(change):
    HolidayFactory()
    table = versions_of(Holiday).model._meta.db_table
    with pytest.raises(InternalError), transaction.atomic():
        run_sql(change.format(table))
