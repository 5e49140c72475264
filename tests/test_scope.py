"""For whom the database gives out rows: in a request, between requests, and in what goes wrong."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import DatabaseError, connection, transaction
from django.db.models import Value

from jombang_umkm import scope
from jombang_umkm.models import AccessLog, IssuedDocument, User
from participants.actions.transfer import Arrival, accept
from participants.models import (
    Custody,
    CustodyEvent,
    FamilyContact,
    Participant,
    Transfer,
)
from programs.models import Attendance, Enrolment
from tests.app_role import as_the_application
from tests.browser.urls_with_fault import FAULT
from tests.factories.jombang_umkm import AdministratorFactory, OfficerFactory, StaffFactory
from tests.factories.participants import CustodyFactory, happen, send
from tests.factories.programs import SeatFactory


@pytest.fixture
def seat(db: None) -> Enrolment:
    return SeatFactory()


@pytest.fixture
def officer(seat: Enrolment) -> User:
    return OfficerFactory(facility=seat.custody.facility)


@pytest.fixture
def application() -> Iterator[None]:
    """Ask as the application does, whose role owns nothing."""
    with as_the_application():
        yield


def seen() -> int:
    return Participant.objects.count()


def told() -> list[str]:
    """Return what the connection says of the scope: user, facility, office, whole."""
    names = ("user", "facility", "office", "whole")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT "
            + ", ".join(f"coalesce(current_setting('jombang.{n}', true), '')" for n in names)
        )
        return list(cursor.fetchone())


@contextmanager
def refused() -> Iterator[None]:
    """Expect that the database refuses to write such a row."""
    with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
        yield


class TestOf:
    def test_nothing_is_seen_unless_it_is_said_for_whom(self, seat, application):
        assert seen() == 0
        assert told() == [""] * 4

    def test_a_visitor_sees_nothing(self, seat, application):
        with scope.of(AnonymousUser()):
            assert seen() == 0

    def test_each_sees_what_their_place_sees(self, seat, officer):
        staff = StaffFactory(office=seat.course.program.office)
        for user, count in (
            (officer, 1),
            (staff, 1),
            (AdministratorFactory(), 1),
            (OfficerFactory(), 0),
            (StaffFactory(), 0),
        ):
            with as_the_application(), scope.of(user):
                assert (seen(), Enrolment.objects.count()) == (count, count)

    def test_it_ends_with_the_block(self, officer, application):
        with scope.of(officer):
            assert seen() == 1
        assert seen() == 0
        assert told() == [""] * 4

    def test_it_ends_when_the_block_fails(self, officer, application):
        with pytest.raises(ZeroDivisionError), scope.of(officer):
            _ = 1 / 0
        assert seen() == 0

    def test_one_inside_of_another_gives_back_the_outer_one(self, officer, application):
        with scope.of(officer):
            with scope.of(StaffFactory.build(pk=1, office_id=1)):
                assert seen() == 0
            assert seen() == 1

    def test_takes_one_statement_to_say_and_one_to_take_back(
        self, officer, django_assert_num_queries
    ):
        with django_assert_num_queries(2), scope.of(officer), scope.of(officer):
            pass


class TestWhole:
    def test_everything_is_seen_for_a_reason(self, seat, application):
        with scope.whole("a test"):
            assert seen() == 1
        assert seen() == 0

    def test_without_a_reason_it_is_refused(self):
        with pytest.raises(ValueError, match="say why"), scope.whole(""):
            pass

    def test_whoever_is_signed_in_stays_who_they_are(self, officer, application):
        with scope.of(officer), scope.whole("a test"):
            assert told() == [str(officer.pk), str(officer.facility_id), "", "a test"]

    def test_a_statement_that_fails_leaves_no_wider_scope(self, officer, application):
        with scope.of(officer):
            with pytest.raises(DatabaseError), transaction.atomic(), scope.whole("a test"):
                Participant.objects.filter(pk=1 / Value(0)).first()
            assert told()[3] == ""
            assert seen() == 1


@pytest.mark.django_db(transaction=True)
class TestConnections:
    def test_one_that_opens_in_between_shows_nothing(self, officer):
        with scope.of(officer):
            connection.close()
            assert told() == [""] * 4
        assert told() == [""] * 4

    def test_the_first_one_opens_to_be_told(self, officer):
        connection.close()
        with scope.of(officer):
            assert told() == [str(officer.pk), str(officer.facility_id), "", ""]

    def test_one_that_broke_is_given_up_not_used_with_the_wrong_scope(self, officer):
        with scope.of(officer):
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_backend_pid()")
                (backend,) = cursor.fetchone()
            with connection.copy().cursor() as cursor:
                cursor.execute("SELECT pg_terminate_backend(%s)", [backend])
        assert told() == [""] * 4

    def test_a_transaction_that_is_rolled_back_takes_back_what_was_said_in_it(self, officer):
        with scope.of(officer):
            with pytest.raises(ZeroDivisionError), transaction.atomic(), scope.whole("a test"):
                _ = 1 / 0
            assert told() == [str(officer.pk), str(officer.facility_id), "", ""]

    def test_another_thread_knows_nothing_of_it(self, officer):
        found: list[list[str]] = []

        def look() -> None:
            try:
                found.append(told())
            finally:
                connection.close()

        with scope.of(officer):
            thread = Thread(target=look)
            thread.start()
            thread.join()
        assert found == [[""] * 4]


class TestRequests:
    @pytest.mark.parametrize("path", ["/warga-binaan/", "/tidak-ada/", "/hari-ini/"])
    def test_nothing_is_left_behind_by_a_request(self, path, officer, client):
        client.force_login(officer)
        client.get(path)
        assert told() == [""] * 4

    def test_nor_by_one_that_fails(self, officer, client, settings):
        settings.ROOT_URLCONF = "tests.browser.urls_with_fault"
        client.raise_request_exception = False
        client.force_login(officer)
        assert client.get(FAULT).status_code == 500
        assert told() == [""] * 4

    def test_the_next_one_on_the_same_connection_sees_its_own(self, seat, officer, client):
        stranger = OfficerFactory()
        for user, found in ((officer, True), (stranger, False), (officer, True)):
            client.force_login(user)
            page = client.get("/warga-binaan/", {"siapa": "semua"}).text
            assert (seat.custody.participant.full_name in page) == found


class TestWriting:
    def test_what_is_not_seen_is_not_written(self, seat, application):
        with scope.of(OfficerFactory.build(pk=1, facility_id=seat.custody.facility_id + 1)):
            assert Participant.objects.update(skills="x") == 0
            assert Custody.objects.filter(pk=seat.custody_id).delete()[0] == 0

    def test_whoever_works_next_on_a_connection_is_asked_anew(self, seat, officer):
        """Triggers keep their plans, and whether all is seen is asked when one is made."""
        elsewhere = CustodyFactory()
        for number in range(3):
            for user, stay in ((officer, seat.custody), (AdministratorFactory(), elsewhere)):
                contact = FamilyContact(participant=stay.participant, name=f"SITI {number}")
                with as_the_application(), scope.of(user):
                    contact.save()
                    contact.name += "!"
                    contact.save()
                    contact.delete()
            with as_the_application(), scope.of(officer), refused():
                FamilyContact(participant=elsewhere.participant, name="BUDI").save()

    def test_nor_into_another_place(self, seat, officer, application):
        mine = Custody.objects.filter(pk=seat.custody_id)
        with scope.of(officer), refused():
            mine.update(facility=seat.custody.facility_id + 1)

    def test_nobody_notes_a_look_in_the_name_of_another(self, officer, application):
        entry = AccessLog(
            user_id=officer.pk + 1,
            at="2026-11-24T10:00+07:00",
            act="SHOW_NIK",
            subject="participants.Participant",
            subject_id=1,
        )
        with scope.of(officer), refused():
            entry.save()


class TestWhoSeesWhom:
    """What the pages filter, the database refuses as well: the same sight on both walls."""

    def test_both_walls_agree(self, seat, officer):
        elsewhere = CustodyFactory()
        sent = CustodyFactory()
        send(sent, officer.facility, on=sent.entry_date)
        staff = StaffFactory(office=seat.course.program.office)
        for user in (officer, staff, OfficerFactory(facility=elsewhere.facility)):
            people = set(Participant.objects.visible_to(user).values_list("pk", flat=True))
            stubs = set(
                Transfer.objects.visible_to(user).values_list(
                    "event__custody__participant", flat=True
                )
            )
            with as_the_application(), scope.of(user):
                assert set(Participant.objects.values_list("pk", flat=True)) == people | stubs

    def test_who_sent_somebody_on_sees_its_own_stay_and_nothing_newer(self, seat, officer):
        there = OfficerFactory()
        sent = send(seat.custody, there.facility, on=seat.joined_on, by=officer)
        arrival = Arrival(seat.joined_on, "B.I 777/2026")
        stay = accept(transfer=sent, arrival=arrival, by=there, at=sent.event.recorded_at)
        happen(stay, "ASSIMILATION", on=seat.joined_on, by=there)
        with as_the_application(), scope.of(officer):
            assert list(Custody.objects.values_list("pk", flat=True)) == [seat.custody_id]
            assert set(CustodyEvent.objects.values_list("custody", flat=True)) == {seat.custody_id}
        with as_the_application(), scope.of(there):
            assert Custody.objects.count() == 2
            assert CustodyEvent.objects.count() == 4

    def test_the_office_sees_seats_and_stays_and_not_what_happened_in_them(self, seat):
        with as_the_application(), scope.of(StaffFactory(office=seat.course.program.office)):
            assert (Enrolment.objects.count(), Custody.objects.count()) == (1, 1)
            assert (CustodyEvent.objects.count(), Attendance.objects.count()) == (0, 0)
            assert IssuedDocument.objects.count() == 0
