"""Who is released this week, beside the sheets of today."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from jombang_umkm.models import User
from participants.actions import custody as custodies
from participants.actions.transfer import decline
from participants.models import Custody
from programs.models import Course
from programs.views.releases import SHOWN
from tests.factories.jombang_umkm import (
    AdministratorFactory,
    FacilityFactory,
    OfficerFactory,
    StaffFactory,
)
from tests.factories.participants import CustodyFactory, happen, send
from tests.factories.programs import (
    CourseFactory,
    EndedSeatFactory,
    ProgramFactory,
    SeatFactory,
    close,
)

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=timezone.get_default_timezone())
TODAY = NOW.date()
A_DAY = timedelta(days=1)
TODAY_PAGE = "/hari-ini/"


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def course() -> Course:
    return CourseFactory()


@pytest.fixture
def officer(course) -> User:
    return OfficerFactory(facility=course.program.facility)


@pytest.fixture
def staff(course) -> User:
    return StaffFactory(office=course.program.office)


def held_until(course: Course, days: int | None, name: str = "SUPRI", **fields: object) -> Custody:
    """Return somebody held there whose sentence ends that many days from today."""
    return CustodyFactory(
        facility=course.program.facility,
        expiry_date=None if days is None else TODAY + days * A_DAY,
        participant__full_name=name,
        **fields,
    )


def seat(stay: Custody, course: Course, *, since: date | None = None) -> None:
    SeatFactory(custody=stay, course=course, joined_on=since or course.program.starts_on)


def shown(response) -> dict[str, list[str]]:
    """Return the names of each kind, as the page lists them."""
    releases = response.context["releases"]
    if releases is None:
        return {}
    kinds = {name: getattr(releases, name) for name in ("overdue", "ahead", "gone")}
    return {
        name: [stay.participant.full_name for stay in kind.stays]
        for name, kind in kinds.items()
        if kind is not None
    }


class TestThePrison:
    @pytest.mark.parametrize(
        ("days", "kind"),
        [(-90, "overdue"), (-1, "overdue"), (0, "ahead"), (6, "ahead"), (7, None), (None, None)],
    )
    def test_sees_whose_sentence_ends(self, days, kind, course, officer, opens):
        held_until(course, days)
        assert shown(opens(officer, TODAY_PAGE)) == ({kind: ["SUPRI"]} if kind else {})

    @pytest.mark.parametrize(("days", "is_shown"), [(0, True), (-6, True), (-7, False)])
    @pytest.mark.parametrize("way", ["FULL_RELEASE", "PAROLE"])
    def test_sees_who_was_released(self, way, days, is_shown, course, officer, opens):
        happen(held_until(course, 3), way, on=TODAY + days * A_DAY)
        assert shown(opens(officer, TODAY_PAGE)) == ({"gone": ["SUPRI"]} if is_shown else {})

    @pytest.mark.parametrize("way", ["TRANSFERRED_OUT", "ESCAPED", "DIED"])
    def test_sees_nobody_who_left_otherwise(self, way, course, officer, opens):
        happen(held_until(course, 3), way, on=TODAY)
        assert shown(opens(officer, TODAY_PAGE)) == {}

    def test_sees_nobody_of_another_prison(self, course, opens):
        for days in (-1, 3):
            held_until(course, days)
        happen(held_until(course, 3), "FULL_RELEASE", on=TODAY)
        assert shown(opens(OfficerFactory(), TODAY_PAGE)) == {}

    def test_a_receiver_sees_whoever_it_accepted_and_no_stub(self, course, officer, opens):
        send(CustodyFactory(expiry_date=TODAY), officer.facility, on=TODAY)
        assert shown(opens(officer, TODAY_PAGE)) == {}

    def test_each_stands_with_number_block_day_and_courses(self, course, officer, opens):
        stay = held_until(course, 2, registration_no="B.I 70/2026", block="MELATI", cell="3")
        seat(stay, course)
        page = opens(officer, TODAY_PAGE).text
        for known in ("SUPRI", "B.I 70/2026", "MELATI / 3", "Wed, 25 Nov", course.name):
            assert known in page
        assert reverse("person", args=[stay.participant_id]) in page

    def test_those_overdue_come_first_and_lead_to_their_event(self, course, officer, opens):
        overdue, ahead = held_until(course, -3, "WAGIMAN"), held_until(course, 1)
        page = opens(officer, TODAY_PAGE).text
        assert page.index("WAGIMAN") < page.index("SUPRI")
        assert reverse("event", args=[overdue.pk]) in page
        assert reverse("event", args=[ahead.pk]) not in page

    def test_who_was_released_keeps_the_seat_that_this_cut_short(self, course, officer, opens):
        stay = held_until(course, 5)
        seat(stay, course)
        happen(stay, "FULL_RELEASE", on=TODAY)
        assert course.name in opens(officer, TODAY_PAGE).text

    def test_each_kind_is_by_day_and_the_rest_is_counted(self, course, officer, opens):
        for number in range(SHOWN + 3):
            held_until(course, -1 - number, f"ORANG {number:02}")
        held_until(course, 4, "KEMUDIAN")
        held_until(course, 1, "SEGERA")
        response = opens(officer, TODAY_PAGE)
        names = shown(response)
        assert names["ahead"] == ["SEGERA", "KEMUDIAN"]
        assert len(names["overdue"]) == SHOWN
        assert names["overdue"][0] == f"ORANG {SHOWN + 2}"
        assert "And 3 more" in response.text

    def test_stands_on_todays_page_only(self, course, officer, opens):
        held_until(course, 1)
        response = opens(officer, TODAY_PAGE, tanggal=(TODAY + A_DAY).isoformat())
        assert response.context["releases"] is None

    def test_without_anybody_nothing_is_shown(self, course, officer, opens):
        held_until(course, None)
        assert "Released this week" not in opens(officer, TODAY_PAGE).text


class TestTheOffice:
    def test_sees_only_who_holds_a_seat_in_its_programmes(self, course, staff, opens):
        other = CourseFactory(program=ProgramFactory(facility=course.program.facility))
        other_office = CourseFactory(
            program=ProgramFactory(
                facility=course.program.facility, office=FacilityFactory().office
            )
        )
        for name, place in (("DI SINI", course), ("JUGA", other), ("DI SANA", other_office)):
            seat(held_until(course, 2, name), place)
        held_until(course, 2, "TANPA KURSI")
        assert shown(opens(staff, TODAY_PAGE)) == {"ahead": ["DI SINI", "JUGA"]}

    def test_reads_name_course_and_day_and_nothing_else(self, course, staff, opens):
        stay = held_until(course, 2, registration_no="B.I 70/2026", block="MELATI")
        seat(stay, course)
        page = opens(staff, TODAY_PAGE).text
        for known in ("SUPRI", course.name, "Wed, 25 Nov"):
            assert known in page
        for hidden in ("B.I 70/2026", "MELATI", f"/warga-binaan/{stay.participant_id}/", "/masa/"):
            assert hidden not in page

    def test_reads_only_its_own_courses(self, course, staff, opens):
        other = CourseFactory(
            program=ProgramFactory(
                facility=course.program.facility, office=FacilityFactory().office
            ),
            name="Kelas Dinas Lain",
        )
        stay = held_until(course, 2)
        seat(stay, course)
        seat(stay, other)
        assert "Kelas Dinas Lain" not in opens(staff, TODAY_PAGE).text

    def test_sees_who_was_released_or_is_overdue_too(self, course, staff, opens):
        for days, name in ((-2, "LEWAT"), (4, "BEBAS")):
            seat(held_until(course, days, name), course)
        happen(Custody.objects.get(participant__full_name="BEBAS"), "PAROLE", on=TODAY)
        response = opens(staff, TODAY_PAGE)
        assert shown(response) == {"overdue": ["LEWAT"], "gone": ["BEBAS"]}
        assert "/masa/" not in response.text

    def test_sees_nobody_whose_seat_ended_or_whose_programme_is_over(self, course, staff, opens):
        EndedSeatFactory(custody=held_until(course, 2), course=course)
        over = CourseFactory(program=ProgramFactory(facility=course.program.facility))
        seat(held_until(course, 2), over)
        close(over.program)
        assert shown(opens(staff, TODAY_PAGE)) == {}

    def test_sees_a_seat_that_begins_later(self, course, staff, opens):
        seat(held_until(course, 2), course, since=TODAY + A_DAY)
        assert shown(opens(staff, TODAY_PAGE)) == {"ahead": ["SUPRI"]}


def test_an_administrator_sees_all_with_their_prison(course, opens):
    held_until(course, 2)
    page = opens(AdministratorFactory(), TODAY_PAGE).text
    assert course.program.facility.short_name in page


class TestTransfers:
    def test_an_officer_is_told_who_is_on_the_way(self, course, officer, opens):
        send(CustodyFactory(), officer.facility, on=TODAY)
        response = opens(officer, TODAY_PAGE)
        assert response.context["transfers"] == {"SENT": 1}
        assert reverse("transfers") in response.text

    def test_an_officer_is_told_of_one_declined_until_it_is_reversed(self, course, officer, opens):
        sent = send(held_until(course, None), FacilityFactory(), on=TODAY)
        assert opens(officer, TODAY_PAGE).context["transfers"] == {}
        by = AdministratorFactory()
        decline(transfer=sent, reason="Tidak datang", by=by, at=NOW)
        response = opens(officer, TODAY_PAGE)
        assert response.context["transfers"] == {"DECLINED": 1}
        assert "One transfer from here was declined" in response.text
        custodies.reverse(event=sent.event, by=by, at=NOW, reason="Tidak datang")
        assert opens(officer, TODAY_PAGE).context["transfers"] == {}

    def test_nobody_else_is(self, course, staff, opens):
        send(CustodyFactory(), course.program.facility, on=TODAY)
        for user in (staff, OfficerFactory()):
            assert opens(user, TODAY_PAGE).context["transfers"] == {}
