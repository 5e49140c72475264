"""A photo: at most one a person, and erased if and only if it was taken off."""

from typing import Any

import pytest
from django.utils import timezone

from jombang_umkm.history import versions_of
from participants.models import Participant, ParticipantPhoto
from tests.factories.jombang_umkm import OfficerFactory
from tests.factories.participants import CustodyFactory, ParticipantFactory, attach_photo

pytestmark = pytest.mark.django_db


@pytest.fixture
def person() -> Participant:
    return ParticipantFactory()


def photo_of(person: Participant, **fields: Any) -> ParticipantPhoto:
    given = {
        "jpeg": b"\xff\xd8\xff",
        "width": 3,
        "height": 4,
        "upload_sha256": "a" * 64,
        "consent_on": timezone.localdate(),
        "added_by": OfficerFactory(),
        "added_at": timezone.now(),
    }
    return ParticipantPhoto(participant=person, **(given | fields))


def removed(**fields: Any) -> dict[str, Any]:
    """Return the fields of a photo that was taken off and erased."""
    return {
        "jpeg": b"",
        "width": 0,
        "height": 0,
        "upload_sha256": "",
        "removed_at": timezone.now(),
        "removed_by": OfficerFactory(),
        "removal_reason": "Tidak setuju lagi",
    } | fields


def test_one_a_person(person, breaks):
    photo_of(person).save()
    breaks(photo_of(person), "photo_one_a_person")
    photo_of(ParticipantFactory()).save()
    photo_of(person, **removed()).save()


@pytest.mark.parametrize(
    "fields",
    [
        {"removed_at": None, "jpeg": b"\xff", "width": 1, "height": 1, "upload_sha256": "a" * 64},
        {"removed_by": None},
        {"removal_reason": ""},
    ],
    ids=str,
)
def test_a_removal_says_who_when_and_why(person, breaks, fields):
    breaks(photo_of(person, **removed(**fields)), "photo_removal_complete")


@pytest.mark.parametrize(
    "left", [{"jpeg": b"\xff"}, {"width": 1}, {"height": 1}, {"upload_sha256": "a" * 64}], ids=str
)
def test_nothing_of_it_is_left_once_it_was_removed(person, breaks, left):
    breaks(photo_of(person, **removed(**left)), "photo_erased_once_removed")


@pytest.mark.parametrize(
    "lacking", [{"jpeg": b""}, {"width": 0}, {"height": 0}, {"upload_sha256": ""}], ids=str
)
def test_one_that_is_attached_is_whole(person, breaks, lacking):
    breaks(photo_of(person, **lacking), "photo_erased_once_removed")


def test_its_history_keeps_no_picture():
    attach_photo(CustodyFactory().participant)
    (version,) = versions_of(ParticipantPhoto).values()
    assert version["width"] == 600
    assert not {"jpeg", "upload_sha256"} & set(version)
