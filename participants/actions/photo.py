"""The photo of a person who agreed to it: attached, replaced, erased."""

import hashlib
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from jombang_umkm.errors import ActionRefused
from jombang_umkm.models import User
from jombang_umkm.pictures.photo import photo_of
from participants import permissions
from participants.models import Participant, ParticipantPhoto

# What an erased photo loses, and who, when and why instead.
ERASED = (
    "jpeg",
    "width",
    "height",
    "upload_sha256",
    "removed_at",
    "removed_by",
    "removal_reason",
)


@transaction.atomic
def attach(
    *, participant: Participant, content: bytes, consent_on: date | None, by: User, at: datetime
) -> ParticipantPhoto:
    """Attach a photo, drawn anew, in place of the one before, and return it.

    The file that is attached already changes nothing.

    Raises ActionRefused: "not_allowed", "consent_needed", "consent_ahead", "too_large",
    "not_a_picture", "too_many_pixels", "broken".
    """
    permissions.require_keep_person(by, participant)
    agreed_on = _consent(consent_on, at=at)
    # Takes a second, so nobody is kept waiting for the person meanwhile.
    picture = photo_of(content)
    _lock(participant.pk)
    permissions.require_keep_person(by, participant)
    sha256 = hashlib.sha256(content).hexdigest()
    before = ParticipantPhoto.objects.attached().defer("jpeg").filter(participant=participant)
    known = before.first()
    if known is not None and known.upload_sha256 == sha256:
        return known
    if known is not None:
        _erase(known, by=by, at=at, reason=_("Replaced by another photo."))
    return ParticipantPhoto.objects.create(
        participant=participant,
        jpeg=picture.jpeg,
        width=picture.width,
        height=picture.height,
        upload_sha256=sha256,
        consent_on=agreed_on,
        added_by=by,
        added_at=at,
    )


@transaction.atomic
def remove(*, photo: ParticipantPhoto, by: User, at: datetime, reason: str) -> ParticipantPhoto:
    """Erase a photo for good, and return what is left: who, when and why.

    A repeat changes nothing.

    Raises ActionRefused: "not_allowed", "reason_needed".
    """
    _lock(photo.participant_id)
    permissions.require_keep_person(by, photo.participant)
    photo = ParticipantPhoto.objects.defer("jpeg").get(pk=photo.pk)
    if photo.removed_at is not None:
        return photo
    longest = ParticipantPhoto._meta.get_field("removal_reason").max_length
    reason = reason.strip()[:longest]
    if not reason:
        raise ActionRefused("reason_needed", _("Say why the photo is erased."))
    return _erase(photo, by=by, at=at, reason=reason)


def _consent(consent_on: date | None, *, at: datetime) -> date:
    """Return the day the person agreed; without one there is no photo (UU 27/2022)."""
    if consent_on is None:
        raise ActionRefused("consent_needed", _("Enter the day the person agreed to the photo."))
    if consent_on > timezone.localdate(at):
        raise ActionRefused("consent_ahead", _("This day lies ahead: enter when they agreed."))
    return consent_on


def _lock(participant_pk: int) -> None:
    """Let one at a time change the photo of a person."""
    Participant.objects.select_for_update(no_key=True).get(pk=participant_pk)


def _erase(photo: ParticipantPhoto, *, by: User, at: datetime, reason: str) -> ParticipantPhoto:
    photo.jpeg, photo.width, photo.height, photo.upload_sha256 = b"", 0, 0, ""
    photo.removed_at, photo.removed_by, photo.removal_reason = at, by, reason
    photo.save(update_fields=ERASED)
    # Whoever takes a consent back means every picture, that of a merged record too.
    aside = ParticipantPhoto.objects.filter(participant=photo.participant_id, is_aside=True)
    aside.filter(removed_at__isnull=True).update(**{name: getattr(photo, name) for name in ERASED})
    return photo
