"""Who is missing from a list: nothing happens to them, but what is recorded of those ticked."""

from datetime import date, timedelta

import pytest
from django.conf import LazySettings
from django.test import Client

from jombang_umkm.models import User
from participants.models import Custody, CustodyEvent
from participants.views.import_missing import AT_ONCE
from tests.factories.jombang_umkm import AdministratorFactory, OfficerFactory
from tests.factories.participants import CustodyFactory, DetaineeCustodyFactory, make_stays
from tests.factories.programs import make_class, stays_on
from tests.factories.programs import record as record_marks
from tests.participants.importing import TODAY, previewed, row, taken_over
from tests.participants.views.conftest import SignsIn, errors
from tests.participants.views.importing import Pages

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

RELEASE = {"to": "FULL_RELEASE", "on": "24-11-2026", "document_no": "W15.PAS-77/2026"}
TABLES = (Custody, CustodyEvent)


@pytest.fixture
def signs_in_plainly(settings: LazySettings) -> SignsIn:
    """Return how somebody signs in, in English.

    No query is counted: each person's event is recorded by itself.
    """

    def sign_in(user: User) -> Client:
        client = Client()
        client.force_login(user)
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
        return client

    return sign_in


@pytest.fixture
def client(officer: User, signs_in_plainly: SignsIn) -> Client:
    return signs_in_plainly(officer)


@pytest.fixture
def held(officer: User) -> list[Custody]:
    """Three who are held and in no list."""
    names = ("ARIF", "BUDI", "CATUR")
    return [
        CustodyFactory(
            facility=officer.facility,
            participant__full_name=name,
            registration_no=f"B.I {number}/2025",
        )
        for number, name in enumerate(names, 1)
    ]


@pytest.fixture
def pages(client, officer, held) -> Pages:
    """A list that was saved, in which they are not."""
    return Pages(client, taken_over(officer, row("WARSITO", "B.I 4711/2026")))


def record(pages: Pages, *stays: Custody, **typed: str):
    return pages.post("hilang/", stay=[stay.pk for stay in stays], **{**RELEASE, **typed})


def states(*stays: Custody) -> list[str]:
    return [Custody.objects.get(pk=stay.pk).status for stay in stays]


class TestWhoIsListed:
    def test_those_held_who_are_not_in_the_list(self, pages, held):
        page = pages.get("hilang/")
        assert [stay.pk for stay in page.context["stays"]] == [stay.pk for stay in held]
        assert "They have not left because of that" in page.text
        assert f"/warga-binaan/{held[0].participant_id}/" in page.text
        assert "WARSITO" not in page.text

    def test_nobody(self, client, officer):
        pages = Pages(client, taken_over(officer, row()))
        assert "Everybody held here is in the list." in pages.get("hilang/").text

    def test_before_the_list_is_saved_they_are_shown_and_nothing_is_recorded(
        self, client, officer, held, unchanged
    ):
        pages = Pages(client, previewed(officer, row("WARSITO", "B.I 4711/2026")))
        page = pages.get("hilang/").text
        assert "ARIF" in page
        assert 'name="stay"' not in page
        assert "Once the list is saved" in page
        with unchanged(*TABLES):
            assert record(pages, *held).status_code == 404

    def test_more_than_are_recorded_at_once_says_so(self, client, officer):
        make_stays(AT_ONCE + 1, facility=officer.facility, entry_date=date(2026, 1, 5))
        pages = Pages(client, taken_over(officer, row("WARSITO", "B.I 4711/2026")))
        page = pages.get("hilang/")
        assert len(page.context["stays"]) == AT_ONCE
        assert f"The first {AT_ONCE} of {AT_ONCE + 1}" in page.text

    @pytest.mark.parametrize("people", [3, 2000])
    def test_the_page_opens_with_the_same_few_statements(self, officer, people, statements):
        make_stays(people, facility=officer.facility, entry_date=date(2026, 1, 5))
        found = taken_over(officer, row("WARSITO", "B.I 9999/2020"))
        assert statements(officer, f"/warga-binaan/impor/{found.pk}/hilang/") <= 8


class TestRecording:
    def test_one_event_for_all_who_are_ticked(self, pages, held, officer):
        answer = record(pages, held[0], held[2])
        assert answer.headers["Location"] == pages.address("hilang/")
        assert states(*held) == ["FULL_RELEASE", "CONVICT", "FULL_RELEASE"]
        event = held[0].happenings.last()
        assert (event.happened_on, event.document_no) == (TODAY, "W15.PAS-77/2026")
        assert event.recorded_by == officer
        page = pages.get("hilang/")
        assert "Recorded for 2 people." in page.text
        assert [stay.pk for stay in page.context["stays"]] == [held[1].pk]

    def test_a_double_click_records_once(self, pages, held):
        record(pages, *held)
        record(pages, *held)
        assert CustodyEvent.objects.filter(became="FULL_RELEASE").count() == 3

    def test_many_at_once(self, client, officer):
        stays = make_stays(AT_ONCE, facility=officer.facility, entry_date=date(2026, 1, 5))
        pages = Pages(client, taken_over(officer, row("WARSITO", "B.I 9999/2020")))
        record(pages, *stays)
        assert Custody.objects.filter(status="FULL_RELEASE").count() == AT_ONCE

    def test_a_transfer_says_where_to(self, pages, held):
        answer = record(pages, held[0], to="TRANSFERRED_OUT")
        assert answer.status_code == 409
        assert states(held[0]) == ["CONVICT"]
        record(pages, held[0], to="TRANSFERRED_OUT", elsewhere="Lapas Kelas I Surabaya")
        assert states(held[0]) == ["TRANSFERRED_OUT"]

    def test_what_follows_is_agreed_to_by_name(self, clock, signs_in_plainly):
        """Somebody has a mark on the day of release: it is said whose, and the ticks stay."""
        clock.shift(timedelta(hours=3))
        session = make_class(2)
        officer = OfficerFactory(facility=session.program.facility)
        marked, other = stays_on(session)
        record_marks(session, {marked: "HADIR"}, by=officer)
        found = taken_over(officer, row("WARSITO", "B.I 4711/2020"))
        pages, day = Pages(signs_in_plainly(officer), found), f"{session.day:%d-%m-%Y}"
        answer = record(pages, marked, other, on=day)
        assert answer.status_code == 409
        (concern,) = answer.context["needed"].concerns
        assert concern.message.startswith(f"{marked.participant.formal_name}: ")
        assert answer.text.count(" checked>") == 3  # both people, and what happened
        assert states(marked, other) == ["CONVICT", "CONVICT"]
        record(pages, marked, other, on=day, agreed=answer.context["needed"].token)
        assert states(marked, other) == ["FULL_RELEASE", "FULL_RELEASE"]
        seats = marked.enrolments.values_list("status", flat=True)
        assert set(seats) == {"CUT_BY_RELEASE"}


class TestRefusals:
    @pytest.mark.parametrize(
        ("typed", "field"),
        [
            ({"to": ""}, "to"),
            ({"on": ""}, "on"),
            ({"on": "31-02-2026"}, "on"),
            ({"to": "MARRIED"}, "to"),
            ({"document_no": ""}, "document_no"),
        ],
    )
    def test_of_what_is_typed_stand_beside_it_and_keep_the_ticks(
        self, pages, held, typed, field, unchanged
    ):
        with unchanged(*TABLES):
            answer = record(pages, held[1], **typed)
        assert answer.status_code == 409
        assert list(errors(answer)) == [field]
        assert f'value="{held[1].pk}" aria-label="BUDI, B.I 2/2025" checked' in answer.text

    def test_without_anybody(self, pages, unchanged):
        with unchanged(*TABLES):
            answer = record(pages)
        assert errors(answer) == {"__all__": ["Tick at least one person."]}

    def test_of_one_person_name_them_and_nothing_is_recorded(self, pages, held, unchanged):
        with unchanged(*TABLES):
            answer = record(pages, *held, on="01-01-2020")
        (said,) = errors(answer)["__all__"]
        assert said.startswith("ARIF bin KASMAN: ")
        assert said.endswith("Nothing was recorded.")

    def test_a_detainee_is_not_released_like_a_convict(self, pages, officer, held, unchanged):
        detainee = DetaineeCustodyFactory(facility=officer.facility, participant__full_name="DARTO")
        with unchanged(*TABLES):
            answer = record(pages, *held, detainee)
        assert "DARTO" in errors(answer)["__all__"][0]

    def test_people_of_others_are_not_ticked(self, pages, held, unchanged):
        other = CustodyFactory()
        with unchanged(*TABLES):
            answer = record(pages, other)
        assert errors(answer) == {"__all__": ["Tick at least one person."]}

    def test_what_is_no_number_is_nobody(self, pages, unchanged):
        with unchanged(*TABLES):
            answer = pages.post("hilang/", stay=["x", "", "9" * 40], **RELEASE)
        assert answer.status_code == 409


def test_administrators_help_out(signs_in, pages, held):
    theirs = Pages(signs_in(AdministratorFactory()), pages.found)
    assert 'name="stay"' in theirs.get("hilang/").text
