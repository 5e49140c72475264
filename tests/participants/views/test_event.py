"""Recording what happened to somebody, and reversing it."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from jombang_umkm.models import User
from participants.models import Custody, CustodyEvent, Transfer
from participants.rules.custody import CUSTODY
from programs.models import Enrolment
from tests.factories.jombang_umkm import FacilityFactory, OfficerFactory, StaffFactory
from tests.factories.participants import CustodyFactory, DetaineeCustodyFactory, happen, send
from tests.factories.programs import CourseFactory, SeatFactory, SessionFactory, record

pytestmark = pytest.mark.django_db

Status = Custody.Status
NOW = datetime(2026, 11, 24, 13, 0, tzinfo=timezone.get_default_timezone())
TODAY = NOW.date()
A_DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def stay() -> Custody:
    return CustodyFactory(participant__full_name="SUPRI")


@pytest.fixture
def officer(stay: Custody) -> User:
    return OfficerFactory(facility=stay.facility)


@pytest.fixture
def client(officer: User) -> Client:
    client = Client()
    client.force_login(officer)
    client.cookies["bahasa"] = "en"
    return client


@pytest.fixture
def seat(stay: Custody) -> Enrolment:
    """A seat in a course that had a session yesterday, with a mark."""
    course = CourseFactory(program__facility=stay.facility, name="Merajut")
    seat = SeatFactory(course=course, custody=stay)
    record(SessionFactory(courses=[course], day=TODAY - A_DAY), {stay: "HADIR"})
    return seat


def address(stay: Custody) -> str:
    return reverse("event", args=[stay.pk])


def reversal(stay: Custody) -> str:
    return reverse("event_reverse", args=[stay.happenings.last().pk])


def post(client: Client, stay: Custody, to: str, **fields: Any) -> HttpResponse:
    typed = {"to": to, "on": TODAY.isoformat(), "document_no": "W15.12/2026"} | fields
    return client.post(address(stay), typed, follow=True)


def errors(response: HttpResponse) -> dict[str, list[str]]:
    """Return what is said beside which field, of a page that was answered with 409."""
    assert response.status_code == 409
    return dict(response.context["form"].errors)


class TestAsking:
    @pytest.mark.parametrize("status", Status)
    def test_offers_what_may_follow_and_nothing_else(self, status, client, officer):
        stay = DetaineeCustodyFactory(facility=officer.facility)
        path = {
            Status.DETAINEE: [],
            Status.CONVICT: [Status.CONVICT],
            **{each: [each] for each in CUSTODY.moves[Status.DETAINEE] - {Status.CONVICT}},
            **{each: [Status.CONVICT, each] for each in CUSTODY.moves[Status.CONVICT]},
            Status.GUIDANCE_ENDED: [Status.CONVICT, Status.PAROLE, Status.GUIDANCE_ENDED],
        }[status]
        for each in path:
            happen(stay, each, on=TODAY)
        form = client.get(address(stay)).context["form"]
        allowed = CUSTODY.moves[status]
        if status == Status.ESCAPED:
            allowed = {Status.CONVICT}
        assert {each.value for each in form.offered} == allowed

    def test_says_what_follows_and_asks_for_today(self, stay, client):
        text = client.get(address(stay)).text
        assert "guided by the Bapas: their seats in training end from that day" in text
        assert 'value="24-11-2026"' in text

    def test_asks_for_a_number_only_before_a_verdict(self, stay, client, officer):
        assert "registration_no" not in client.get(address(stay)).text
        detainee = DetaineeCustodyFactory(facility=officer.facility)
        text = client.get(address(detainee)).text
        assert "registration_no" in text
        assert 'value="B.I"' in text
        assert 'value="A.III"' not in text

    def test_of_a_stay_that_is_over_says_so(self, stay, client):
        happen(stay, Status.DIED, on=TODAY)
        text = client.get(address(stay)).text
        assert "Died is the end of this stay" in text
        assert "<form class=" not in text


class TestRecording:
    def test_leads_back_to_the_person_and_says_what_followed(self, stay, seat, client):
        response = post(client, stay, Status.FULL_RELEASE)
        assert response.redirect_chain == [(reverse("person", args=[stay.participant_id]), 302)]
        program = seat.course.program.name
        assert (
            "SUPRI: Released, sentence served, 24 November 2026. "
            f"1 seat ended: Merajut ({program})." in response.text
        )
        stay.refresh_from_db()
        assert (stay.status, stay.left_on) == (Status.FULL_RELEASE, TODAY)

    def test_a_repeat_changes_nothing_and_says_the_same(self, stay, client, unchanged):
        first = post(client, stay, Status.FULL_RELEASE)
        with unchanged(Custody, CustodyEvent):
            again = post(client, stay, Status.FULL_RELEASE)
        assert again.redirect_chain == first.redirect_chain
        assert "SUPRI: Released" in again.text

    def test_a_verdict_brings_its_number(self, officer, client):
        stay = DetaineeCustodyFactory(facility=officer.facility)
        post(client, stay, Status.CONVICT, registration_no="B.I 88/2026", register_class="B.I")
        stay.refresh_from_db()
        assert (stay.registration_no, stay.register_class) == ("B.I 88/2026", "B.I")

    def test_what_another_choice_asked_is_left_aside(self, officer, client):
        """Somebody typed a number and a destination, then chose otherwise: both were hidden."""
        stay = DetaineeCustodyFactory(facility=officer.facility)
        post(client, stay, Status.DIED, registration_no="B.I 88/2026", elsewhere="Lapas Malang")
        stay.refresh_from_db()
        assert (stay.status, stay.registration_no[0]) == (Status.DIED, "A")
        assert not Transfer.objects.exists()

    def test_a_transfer_goes_to_a_facility_or_out_of_the_system(self, stay, officer, client):
        there, other = FacilityFactory(), CustodyFactory(facility=officer.facility)
        post(client, stay, Status.TRANSFERRED_OUT, facility=there.pk)
        post(client, other, Status.TRANSFERRED_OUT, elsewhere="Lapas Malang")
        assert [(each.facility, each.elsewhere) for each in Transfer.objects.order_by("pk")] == [
            (there, ""),
            (None, "Lapas Malang"),
        ]

    def test_later_marks_are_shown_and_agreed_to_and_nothing_typed_is_lost(
        self, stay, seat, client, unchanged
    ):
        with unchanged(Custody, CustodyEvent, Enrolment):
            asked = post(
                client, stay, Status.PAROLE, on=(TODAY - A_DAY).isoformat(), reason="SK Menteri"
            )
        assert asked.status_code == 409
        for part in ("23 November 2026, Merajut: Present", "W15.12/2026", "SK Menteri"):
            assert part in asked.text
        assert asked.context["chosen"] == Status.PAROLE
        token = asked.context["needed"].token
        response = post(client, stay, Status.PAROLE, on=(TODAY - A_DAY).isoformat(), agreed=token)
        assert response.status_code == 200
        seat.refresh_from_db()
        assert seat.status == Enrolment.Status.CUT_BY_RELEASE


class TestRefusing:
    def test_says_beside_the_field_what_is_missing(self, stay, client):
        response = client.post(address(stay), {})
        assert set(errors(response)) == {"to", "on", "document_no"}

    @pytest.mark.parametrize(
        ("field", "to", "fields"),
        [
            ("on", Status.PAROLE, {"on": (TODAY + A_DAY).isoformat()}),
            ("on", Status.PAROLE, {"on": (TODAY - 101 * A_DAY).isoformat()}),
            ("to", Status.GUIDANCE_ENDED, {}),
            ("facility", Status.TRANSFERRED_OUT, {}),
            ("document_no", Status.PAROLE, {"document_no": "  "}),
        ],
    )
    def test_says_beside_the_field_it_is_about(self, field, to, fields, stay, client, unchanged):
        with unchanged(Custody, CustodyEvent):
            assert set(errors(post(client, stay, to, **fields))) == {field}

    def test_a_revocation_needs_a_reason(self, stay, client):
        happen(stay, Status.ASSIMILATION, on=TODAY - A_DAY)
        assert set(errors(post(client, stay, Status.CONVICT))) == {"reason"}
        early = (TODAY - 2 * A_DAY).isoformat()
        response = post(client, stay, Status.CONVICT, on=early, reason="Melanggar tata tertib")
        assert set(errors(response)) == {"on"}

    def test_a_number_that_is_taken(self, stay, client, officer):
        detainee = DetaineeCustodyFactory(facility=officer.facility)
        response = post(client, detainee, Status.CONVICT, registration_no=stay.registration_no)
        assert set(errors(response)) == {"registration_no"}

    def test_whoever_is_second_hears_who_was_first(self, stay, officer, client):
        happen(stay, Status.FULL_RELEASE, on=TODAY, by=officer)
        (message,) = errors(post(client, stay, Status.FULL_RELEASE))["to"]
        assert "Hendro Wicaksono recorded this already" in message
        (message,) = errors(post(client, stay, Status.PAROLE))["to"]
        assert "cannot become" in message

    def test_nobody_else_finds_it(self, stay):
        for stranger in (OfficerFactory(), StaffFactory(office=stay.facility.office)):
            theirs = Client()
            theirs.force_login(stranger)
            assert theirs.get(address(stay)).status_code == 404
            assert post(theirs, stay, Status.DIED).status_code == 404


class TestReversing:
    def reverse(self, client: Client, path: str, **fields: str) -> HttpResponse:
        return client.post(path, {"reason": "Salah orang"} | fields, follow=True)

    def test_shows_what_it_brings_back_then_does_it(self, stay, seat, client):
        happen(stay, Status.FULL_RELEASE, on=TODAY)
        path = reversal(stay)
        text = client.get(path).text
        for part in ("The status is “Convict” again", "1 seat is given back: Merajut"):
            assert part in text
        response = self.reverse(client, path)
        assert "is reversed; the status is Convict again. 1 seat is given back" in response.text
        seat.refresh_from_db()
        assert (seat.status, seat.left_on) == (Enrolment.Status.CONFIRMED, None)

    def test_a_repeat_changes_nothing(self, stay, client, unchanged):
        happen(stay, Status.FULL_RELEASE, on=TODAY)
        path = reversal(stay)
        self.reverse(client, path)
        with unchanged(Custody, CustodyEvent):
            assert self.reverse(client, path).status_code == 200
        assert "This event is reversed already" in client.get(path).text

    def test_needs_a_reason(self, stay, client, unchanged):
        happen(stay, Status.FULL_RELEASE, on=TODAY)
        with unchanged(Custody, CustodyEvent):
            assert set(errors(self.reverse(client, reversal(stay), reason=" "))) == {"reason"}

    def test_a_seat_that_cannot_come_back_is_agreed_to(self, stay, seat, client):
        happen(stay, Status.FULL_RELEASE, on=TODAY)
        seat.course.quota = 1
        seat.course.save()
        SeatFactory(course=seat.course, joined_on=TODAY)
        asked = self.reverse(client, reversal(stay))
        assert asked.status_code == 409
        assert "Merajut" in asked.text
        assert "Salah orang" in asked.text
        agreed = asked.context["needed"].token
        assert self.reverse(client, reversal(stay), agreed=agreed).status_code == 200
        stay.refresh_from_db()
        assert stay.status == Status.CONVICT

    def test_only_the_last_event_that_nobody_answered_can_be(self, stay, officer, client):
        assert "opening of a stay is not reversed" in client.get(reversal(stay)).text
        happen(stay, Status.ASSIMILATION, on=TODAY)
        first = reversal(stay)
        sent = send(stay, FacilityFactory(), on=TODAY, by=officer)
        assert "Later events rest on this one" in client.get(first).text
        assert "no longer asked to take them in" in client.get(reversal(stay)).text
        # As if it had been accepted, of which this facility sees no more than that.
        new = CustodyFactory(facility=sent.facility)
        Transfer.objects.update(
            status="ACCEPTED", new_custody=new, answered_by=officer, answered_at=NOW
        )
        assert "accepted the transfer already" in client.get(reversal(stay)).text
        assert errors(self.reverse(client, reversal(stay)))["__all__"]

    def test_nobody_else_finds_it(self, stay):
        happen(stay, Status.FULL_RELEASE, on=TODAY)
        for stranger in (OfficerFactory(), StaffFactory(office=stay.facility.office)):
            theirs = Client()
            theirs.force_login(stranger)
            assert theirs.get(reversal(stay)).status_code == 404
            assert self.reverse(theirs, reversal(stay)).status_code == 404


def test_take_few_statements(stay, officer, statements):
    assert statements(officer, address(stay)) <= 6
    for _again in range(5):
        happen(stay, Status.ASSIMILATION, on=TODAY)
        happen(stay, Status.CONVICT, on=TODAY)
    assert statements(officer, address(stay)) <= 6
    assert statements(officer, reversal(stay)) <= 8
