"""The page of a person's photo: seen, attached with consent, replaced, erased."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from jombang_umkm.models import AccessLog, User
from jombang_umkm.pictures import BYTES_AT_MOST
from participants.models import Custody, Participant, ParticipantPhoto
from tests.counting import counted
from tests.factories.files import pdf, photo
from tests.factories.jombang_umkm import FacilityFactory, OfficerFactory, StaffFactory
from tests.factories.participants import CustodyFactory, ReleasedCustodyFactory, attach_photo

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=timezone.get_default_timezone())


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def stay() -> Custody:
    return CustodyFactory(participant__full_name="SUPRI")


@pytest.fixture
def person(stay: Custody) -> Participant:
    return stay.participant


@pytest.fixture
def officer(stay: Custody) -> User:
    return OfficerFactory(facility=stay.facility, full_name="Hendro Wicaksono")


@pytest.fixture
def client(officer: User) -> Client:
    return signed_in(officer)


def signed_in(user: User, **options: bool) -> Client:
    client = Client(**options)
    client.force_login(user)
    client.cookies["bahasa"] = "en"
    return client


def page_of(person: Participant) -> str:
    return reverse("photo", args=[person.pk])


def file_of(person: Participant) -> str:
    return reverse("photo_file", args=[person.pk])


def send(
    client: Client, person: Participant, content: bytes | None = None, **fields: str | None
) -> HttpResponse:
    """Press "Attach the photo", all filled in but for what is given as None."""
    file = SimpleUploadedFile("foto.jpg", photo("Foto") if content is None else content)
    data = {"photo": file, "consent_on": "2026-11-20", "agreed": "on"} | fields
    filled = {name: value for name, value in data.items() if value is not None}
    return client.post(page_of(person), filled, follow=True)


def erase(client: Client, photo: ParticipantPhoto, reason: str = "Tidak setuju") -> HttpResponse:
    data = {"which": photo.pk, "reason": reason}
    return client.post(page_of(photo.participant), data, follow=True)


def attached(person: Participant) -> list[ParticipantPhoto]:
    return list(person.photos.attached())


def errors(response: HttpResponse) -> str:
    found = re.search(r'<div class="notice notice--bad".*?</div>', text(response), re.DOTALL)
    return found.group(0) if found else ""


def text(response: HttpResponse) -> str:
    return response.content.decode()


@pytest.fixture
def refused_page(unchanged):
    """Return a context in which a page is answered that refuses, and nothing changes."""

    @contextmanager
    def context():
        pages: list[HttpResponse] = []
        with unchanged(ParticipantPhoto):
            yield pages
        assert [page.status_code for page in pages] == [409]

    return context


class TestSeen:
    def test_without_one_the_page_says_so(self, client, person):
        page = text(client.get(page_of(person)))
        assert "There is no photo" in page
        assert "Erase this photo" not in page
        assert "SUPRI agreed" in page
        assert client.get(file_of(person)).status_code == 404

    def test_it_is_shown_with_the_consent_and_who_attached_it(self, client, person, officer):
        attach_photo(person, by=officer)
        page = text(client.get(page_of(person)))
        assert f'src="{file_of(person)}" width="600" height="800" alt="Photo of SUPRI"' in page
        assert "<dt>Agreed on</dt><dd>23 November 2026</dd>" in page
        assert "Hendro Wicaksono" in page

    def test_the_picture_is_kept_by_no_browser(self, client, person, officer):
        kept = attach_photo(person, by=officer)
        answer = client.get(file_of(person))
        assert answer.content == bytes(kept.jpeg)
        assert answer.headers["Content-Type"] == "image/jpeg"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "no-store" in answer.headers["Cache-Control"]

    def test_a_picture_of_no_page_is_noted(self, client, person, officer, clock):
        attach_photo(person, by=officer)
        looks = AccessLog.objects.of(person)
        client.get(page_of(person))
        client.get(file_of(person))
        assert [look.detail for look in looks] == [page_of(person)]
        clock.shift(timedelta(minutes=6))
        client.get(file_of(person))
        assert [look.detail for look in looks.all()] == [file_of(person), page_of(person)]

    def test_a_page_that_another_opened_notes_no_picture_for_them(self, person, stay, officer):
        attach_photo(person, by=officer)
        signed_in(officer).get(page_of(person))
        colleague = OfficerFactory(facility=stay.facility)
        signed_in(colleague).get(file_of(person))
        assert AccessLog.objects.of(person).filter(user=colleague).count() == 1

    def test_the_page_does_not_read_the_picture(self, client, person, officer):
        attach_photo(person, by=officer)
        with CaptureQueriesContext(connection) as captured:
            client.get(page_of(person))
        statements = counted(captured)
        assert not [sql for sql in statements if '"jpeg"' in sql]
        assert len(statements) <= 4

    def test_not_by_others(self, person, stay):
        attach_photo(person)
        for other in (OfficerFactory(), StaffFactory(office=stay.facility.office)):
            theirs = signed_in(other)
            assert theirs.get(file_of(person)).status_code == 404
            assert theirs.get(page_of(person)).status_code == 404
            assert send(theirs, person).status_code == 404

    def test_not_any_more_where_they_were_held_before(self):
        """Whoever sent somebody on learns nothing newer of them."""
        before = ReleasedCustodyFactory(left_on=NOW.date() - timedelta(days=5))
        person = before.participant
        CustodyFactory(participant=person, facility=FacilityFactory(), entry_date=NOW.date())
        attach_photo(person)
        theirs = signed_in(OfficerFactory(facility=before.facility))
        assert theirs.get(file_of(person)).status_code == 404
        assert theirs.get(page_of(person)).status_code == 404


class TestAttaching:
    def test_it_is_shown_at_once(self, client, person, officer):
        page = send(client, person)
        assert page.redirect_chain == [(page_of(person), 302)]
        assert "The photo was attached." in text(page)
        (kept,) = attached(person)
        assert (kept.added_by, kept.added_at) == (officer, NOW)
        assert str(kept.consent_on) == "2026-11-20"

    def test_the_same_once_more_changes_nothing(self, client, person, clock, unchanged):
        send(client, person)
        clock.shift(60)
        with unchanged(ParticipantPhoto):
            page = send(client, person)
        assert "This photo is attached already." in text(page)

    def test_another_erases_the_one_before(self, client, person):
        send(client, person)
        send(client, person, photo("Baru"))
        assert len(attached(person)) == 1
        assert ParticipantPhoto.objects.filter(jpeg=b"").count() == 1

    @pytest.mark.parametrize(
        ("lacking", "words"),
        [
            ("photo", "Choose the file of the photo."),
            ("consent_on", "Enter the day the person agreed to the photo."),
            ("agreed", "Tick this once the person has agreed"),
        ],
    )
    def test_all_of_it_is_needed(self, client, person, refused_page, lacking, words):
        with refused_page() as page:
            page.append(send(client, person, **{lacking: None}))
        assert words in errors(page[0])
        assert f'href="#id_{lacking}"' in errors(page[0])

    @pytest.mark.parametrize(
        ("content", "words"),
        [
            (pdf(1), "only JPEG, PNG and WebP can"),
            (b"\xff\xd8\xff broken", "The file is damaged"),
            (b"\0" * (BYTES_AT_MOST + 1_000_000), "larger than 15 MB"),
        ],
        ids=["pdf", "broken", "large"],
    )
    def test_what_is_no_photo_is_refused_beside_the_file(
        self, client, person, refused_page, content, words
    ):
        with refused_page() as page:
            page.append(send(client, person, content))
        assert words in errors(page[0])
        assert 'href="#id_photo"' in errors(page[0])

    def test_consent_that_lies_ahead_is_refused_beside_the_day(self, client, person, refused_page):
        with refused_page() as page:
            page.append(send(client, person, consent_on="2026-11-24"))
        assert 'href="#id_consent_on"' in errors(page[0])

    def test_the_file_is_asked_for_again(self, client, person):
        """No browser fills it in."""
        again = "Choose the file again"
        assert again in errors(send(client, person, consent_on="2026-11-24"))
        assert again in errors(send(client, person, agreed=None))
        assert again not in errors(send(client, person, pdf(1)))

    def test_what_was_filled_in_is_still_there(self, client, person):
        page = text(send(client, person, pdf(1)))
        assert 'value="2026-11-20"' in page
        assert re.search(r'<input[^>]*name="agreed"[^>]*checked', page)

    def test_only_with_the_token_of_the_form(self, officer, person):
        checked = signed_in(officer, enforce_csrf_checks=True)
        assert send(checked, person).status_code == 403
        page = text(checked.get(page_of(person)))
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page).group(1)
        assert attached(person) == []
        assert send(checked, person, csrfmiddlewaretoken=token).status_code == 200
        assert len(attached(person)) == 1


class TestErasing:
    @pytest.fixture
    def photo(self, person: Participant, officer: User) -> ParticipantPhoto:
        return attach_photo(person, by=officer)

    def test_it_is_gone_and_the_reason_kept(self, client, person, photo):
        page = text(erase(client, photo))
        assert "The photo was erased." in page
        assert "There is no photo" in page
        assert client.get(file_of(person)).status_code == 404
        photo.refresh_from_db()
        assert (bytes(photo.jpeg), photo.removal_reason) == (b"", "Tidak setuju")

    @pytest.mark.parametrize("reason", ["", "  "])
    def test_it_needs_a_reason(self, client, photo, refused_page, reason):
        with refused_page() as page:
            page.append(erase(client, photo, reason))
        assert "Say why the photo is erased." in errors(page[0])
        assert 'href="#erase_reason"' in errors(page[0])

    def test_a_repeat_changes_nothing(self, client, photo, clock, unchanged):
        erase(client, photo)
        clock.shift(60)
        with unchanged(ParticipantPhoto):
            page = erase(client, photo, "Lain")
        assert "That photo was erased already." in text(page)

    def test_an_old_page_erases_no_newer_photo(self, client, person, photo, clock):
        clock.shift(60)
        newer = attach_photo(person, "Baru")
        clock.shift(60)
        erase(client, photo)
        assert attached(person) == [newer]

    def test_not_the_photo_of_another_person(self, client, stay, photo, unchanged):
        other = CustodyFactory(facility=stay.facility).participant
        with unchanged(ParticipantPhoto):
            data = {"which": photo.pk, "reason": "Keliru"}
            assert client.post(page_of(other), data).status_code == 404
