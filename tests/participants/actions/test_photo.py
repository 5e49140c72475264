"""Attaching a person's photo and erasing it, for each who may, must not, and repeats."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.utils import timezone
from PIL import Image

from jombang_umkm.errors import ActionRefused
from jombang_umkm.history import versions_of
from jombang_umkm.models import User
from jombang_umkm.pictures import BYTES_AT_MOST
from jombang_umkm.pictures.redraw import PIXELS_AT_MOST
from participants.actions import photo as actions
from participants.models import Custody, Participant, ParticipantPhoto
from tests.factories.files import file_of, pdf, photo
from tests.factories.jombang_umkm import (
    AdministratorFactory,
    FacilityFactory,
    OfficerFactory,
    StaffFactory,
)
from tests.factories.participants import CustodyFactory, ReleasedCustodyFactory, attach_photo
from tests.threads import together

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


@pytest.fixture
def stay() -> Custody:
    return CustodyFactory()


@pytest.fixture
def person(stay: Custody) -> Participant:
    return stay.participant


@pytest.fixture
def officer(stay: Custody) -> User:
    return OfficerFactory(facility=stay.facility)


@pytest.fixture
def at() -> datetime:
    return timezone.now()


@pytest.fixture
def attach(person: Participant, officer: User, at: datetime) -> Callable[..., ParticipantPhoto]:
    """Return the action with what is right for all that a test leaves out."""

    def act(words: str = "Foto", **fields) -> ParticipantPhoto:
        given = {"participant": person, "content": photo(words), "by": officer, "at": at}
        given["consent_on"] = timezone.localdate(at)
        return actions.attach(**(given | fields))

    return act


def attached(person: Participant) -> list[ParticipantPhoto]:
    return list(person.photos.attached())


def is_erased(photo: ParticipantPhoto) -> bool:
    photo.refresh_from_db()
    left = (bytes(photo.jpeg), photo.width, photo.height, photo.upload_sha256)
    return left == (b"", 0, 0, "")


class TestAttach:
    def test_it_is_kept_with_who_when_and_the_consent(self, attach, person, officer, at):
        agreed_on = timezone.localdate(at) - timedelta(days=3)
        found = attach(consent_on=agreed_on)
        assert attached(person) == [found]
        (kept,) = attached(person)
        assert (kept.added_by, kept.added_at, kept.consent_on) == (officer, at, agreed_on)
        assert (kept.width, kept.height) == (600, 800)
        assert bytes(kept.jpeg).startswith(b"\xff\xd8\xff")

    def test_the_same_file_again_changes_nothing(self, attach, stay, at, unchanged):
        first = attach()
        colleague = OfficerFactory(facility=stay.facility)
        with unchanged(ParticipantPhoto):
            again = attach(by=colleague, at=at + HOUR)
        assert again == first

    def test_another_takes_the_place_of_the_one_before(self, attach, person, officer, at):
        first = attach("Lama")
        second = attach("Baru", at=at + HOUR)
        assert attached(person) == [second]
        assert is_erased(first)
        assert (first.removed_by, first.removed_at) == (officer, at + HOUR)
        assert first.removal_reason

    def test_one_that_was_erased_can_be_attached_again(self, attach, person, officer, at):
        first = attach()
        actions.remove(photo=first, by=officer, at=at, reason="Keliru")
        second = attach()
        assert attached(person) == [second]
        assert second != first

    def test_the_same_file_of_another_person_is_another(self, attach, stay):
        other = CustodyFactory(facility=stay.facility).participant
        assert attach() != attach(participant=other)

    def test_not_without_consent(self, attach, refused):
        with refused("consent_needed", ParticipantPhoto):
            attach(consent_on=None)

    def test_not_with_consent_that_lies_ahead(self, attach, at, refused):
        with refused("consent_ahead", ParticipantPhoto):
            attach(consent_on=timezone.localdate(at) + timedelta(days=1))

    @pytest.mark.parametrize(
        ("content", "code"),
        [
            (b"\0" * (BYTES_AT_MOST + 1), "too_large"),
            (pdf(1), "not_a_picture"),
            (file_of(Image.new("L", (8_000, PIXELS_AT_MOST // 8_000 + 1))), "too_many_pixels"),
            (photo()[:500], "broken"),
        ],
        ids=lambda value: value if isinstance(value, str) else "",
    )
    def test_not_what_is_no_photo(self, attach, refused, content, code):
        attach()
        with refused(code, ParticipantPhoto):
            attach(content=content)

    @pytest.mark.parametrize("make", [OfficerFactory, StaffFactory])
    def test_only_officers_of_the_prison_may(self, attach, stay, refused, make):
        by = make(office=stay.facility.office) if make is StaffFactory else make()
        with refused("not_allowed", ParticipantPhoto):
            attach(by=by)

    def test_administrators_may(self, attach, person):
        attach(by=AdministratorFactory())
        assert len(attached(person)) == 1


class TestRemove:
    @pytest.fixture
    def photo(self, person: Participant, officer: User, at: datetime) -> ParticipantPhoto:
        return attach_photo(person, by=officer, at=at)

    def test_it_is_erased_and_who_when_and_why_is_kept(self, photo, person, officer, at):
        removed = actions.remove(photo=photo, by=officer, at=at, reason="  Tidak setuju lagi ")
        assert attached(person) == []
        assert is_erased(removed)
        assert (removed.removed_at, removed.removed_by) == (at, officer)
        assert removed.removal_reason == "Tidak setuju lagi"
        assert [each.pgh_label for each in versions_of(ParticipantPhoto)] == ["insert", "update"]

    def test_not_a_byte_of_it_is_left_in_the_database(self, photo, officer, at):
        jpeg, sha256 = bytes(photo.jpeg).hex(), photo.upload_sha256
        assert _holding(jpeg[:60]) == _holding(sha256) == {"participants_participantphoto"}
        actions.remove(photo=photo, by=officer, at=at, reason="Tidak setuju lagi")
        assert _holding(jpeg[:60]) == _holding(sha256) == set()

    def test_a_repeat_changes_nothing(self, photo, stay, officer, at, unchanged):
        actions.remove(photo=photo, by=officer, at=at, reason="Keliru")
        colleague = OfficerFactory(facility=stay.facility)
        with unchanged(ParticipantPhoto):
            actions.remove(photo=photo, by=colleague, at=at + HOUR, reason="Lain")
            actions.remove(photo=photo, by=colleague, at=at, reason="")

    @pytest.mark.parametrize("reason", ["", "   "])
    def test_it_needs_a_reason(self, photo, officer, at, refused, reason):
        with refused("reason_needed", ParticipantPhoto):
            actions.remove(photo=photo, by=officer, at=at, reason=reason)

    def test_a_long_reason_is_cut(self, photo, officer, at):
        removed = actions.remove(photo=photo, by=officer, at=at, reason="x" * 500)
        assert removed.removal_reason == "x" * 200

    @pytest.mark.parametrize("make", [OfficerFactory, StaffFactory])
    def test_only_officers_of_the_prison_may(self, photo, stay, at, refused, make):
        by = make(office=stay.facility.office) if make is StaffFactory else make()
        with refused("not_allowed", ParticipantPhoto):
            actions.remove(photo=photo, by=by, at=at, reason="Keliru")

    def test_it_can_be_erased_after_release(self, at):
        stay = ReleasedCustodyFactory()
        photo = attach_photo(stay.participant)
        officer = OfficerFactory(facility=stay.facility)
        assert is_erased(actions.remove(photo=photo, by=officer, at=at, reason="Diminta"))

    def test_where_they_are_held_now_keeps_it_and_no_longer_where_they_were(self, at, refused):
        stay = ReleasedCustodyFactory()
        photo = attach_photo(stay.participant)
        here = FacilityFactory()
        CustodyFactory(
            participant=stay.participant, facility=here, entry_date=timezone.localdate(at)
        )
        with refused("not_allowed", ParticipantPhoto):
            before = OfficerFactory(facility=stay.facility)
            actions.remove(photo=photo, by=before, at=at, reason="Keliru")
        now = OfficerFactory(facility=here)
        assert is_erased(actions.remove(photo=photo, by=now, at=at, reason="Keliru"))


def _holding(text: str) -> set[str]:
    """Return the tables in which a row holds that text; bytes are told as hexadecimal digits."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        found = set()
        for table in tables:
            name = connection.ops.quote_name(table)
            cursor.execute(
                f"SELECT 1 FROM {name} AS t WHERE t::text LIKE %s LIMIT 1", [f"%{text}%"]
            )
            if cursor.fetchone():
                found.add(table)
    return found


@pytest.mark.django_db(transaction=True)
class TestAtTheSameMoment:
    @pytest.fixture(autouse=True)
    def _closed(self):
        yield
        connection.close()

    def test_a_double_click_attaches_once(self, attach, person):
        results = together(*[attach] * 3)
        assert len({result.pk for result in results}) == 1
        assert versions_of(ParticipantPhoto).count() == 1

    def test_of_several_photos_one_is_left(self, attach, person):
        results = together(*(lambda words=words: attach(words) for words in ("a", "b", "c")))
        assert not [each for each in results if isinstance(each, ActionRefused)]
        assert len(attached(person)) == 1
        assert ParticipantPhoto.objects.count() == 3
        assert ParticipantPhoto.objects.filter(jpeg=b"", removed_at__isnull=False).count() == 2

    def test_it_is_erased_once(self, attach, stay, at):
        photo = attach()
        others = [OfficerFactory(facility=stay.facility) for _number in range(3)]
        together(
            *(
                lambda by=by: actions.remove(photo=photo, by=by, at=at, reason=by.username)
                for by in others
            )
        )
        assert versions_of(ParticipantPhoto).filter(pgh_label="update").count() == 1
        assert is_erased(photo)
        assert photo.removal_reason == photo.removed_by.username

    def test_replaced_and_erased_at_once_leaves_at_most_the_new_one(
        self, attach, person, officer, at
    ):
        old = attach("Lama")
        new, _erased = together(
            lambda: attach("Baru"),
            lambda: actions.remove(photo=old, by=officer, at=at, reason="Keliru"),
        )
        assert attached(person) == [new]
        assert is_erased(old)
