"""Taking somebody into the records with their stay, and correcting what is known of them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from jombang_umkm.errors import ActionRefused
from jombang_umkm.models import User
from participants import permissions
from participants.actions import custody as custodies
from participants.actions.identity import Identity, identify
from participants.models import Custody, Participant
from participants.rules.consequences import Concern, require_agreement
from participants.rules.facts import differing

# What is known of a person and corrected in one form; the NIK has an action of its own.
FACTS = (
    "full_name",
    "parent_name",
    "aliases",
    "sex",
    "birth_date",
    "birth_place",
    "education",
    "skills",
    "business_experience",
    "disability",
    "disability_needs",
    "home_address",
    "home_region",
)


@transaction.atomic
def register(
    *,
    participant: Participant,
    custody: Custody,
    identity: Identity,
    by: User,
    at: datetime,
    agreed: str = "",
) -> Custody:
    """Save a person with their stay, and return the stay.

    Whoever has this NIK already, is free, and has the same name or birth date, is the same
    person: the stay opens on their record, and fills what was not known there. Doubtful
    duplicates and doubts about the NIK come with the refusal "agreement_needed". A repeat
    changes nothing.

    Raises ActionRefused: "not_allowed", "nik_wrong", "nik_status", "nik_taken", "nik_held",
    "number_taken", "held_elsewhere", "not_held", "future_day", "agreement_needed".
    """
    permissions.require_keep_stays(by, custody.facility)
    again = _registered(participant, custody)
    if again is not None:
        return again
    concerns = identify(participant, identity)
    known = _of_nik(participant)
    if known is not None:
        _fill(known, participant)
        custody.participant = known
    else:
        concerns += _resembling(participant, by)
    require_agreement(concerns, agreed)
    if known is None:
        _save_new(participant)
        custody.participant = participant
    return custodies.admit(custody=custody, by=by, at=at)


@transaction.atomic
def readmit(*, custody: Custody, by: User, at: datetime) -> Custody:
    """Open another stay of somebody who was here before, and return it; the old one stays.

    A repeat changes nothing.

    Raises ActionRefused: "not_allowed", "number_taken", "held_elsewhere", "not_held",
    "future_day".
    """
    permissions.require_keep_stays(by, custody.facility)
    if not Participant.objects.visible_to(by).filter(pk=custody.participant_id).exists():
        raise ActionRefused("not_allowed", _("They were never held here."))
    again = _registered(custody.participant, custody)
    return again or custodies.admit(custody=custody, by=by, at=at)


@transaction.atomic
def change(
    *, participant: Participant, facts: Mapping[str, Any], base: str, by: User
) -> Participant:
    """Correct what is known of a person, and return them as they now stand.

    `base` is the fingerprint of what the form was opened with. A repeat changes nothing.

    Raises ActionRefused: "not_allowed", "changed_meanwhile".
    """
    permissions.require_keep_person(by, participant)
    participant = Participant.objects.select_for_update(no_key=True).get(pk=participant.pk)
    changed = differing(participant, facts, base=base)
    for name in changed:
        setattr(participant, name, facts[name])
    if changed:
        participant.save(update_fields=changed)
    return participant


def _registered(participant: Participant, custody: Custody) -> Custody | None:
    """Return the stay under that number if it is what is registered again: a double click."""
    stays = Custody.objects.registered_as(custody.registration_no).filter(
        facility=custody.facility, entry_date=custody.entry_date
    )
    same = Participant.objects.named(participant.full_name)
    return stays.filter(participant__in=same).select_related("participant").first()


def _of_nik(participant: Participant) -> Participant | None:
    """Return who has this NIK already, locked, if it is the same person and free.

    Nothing of them is told: they may belong to another facility.
    """
    if participant.nik_key is None:
        return None
    known = (
        Participant.objects.select_for_update(no_key=True)
        .filter(nik_key=participant.nik_key)
        .first()
    )
    if known is None:
        return None
    if not _is_same(known, participant):
        raise ActionRefused(
            "nik_taken",
            _("Another person with this NIK is registered already. Check the NIK on the card."),
        )
    if Custody.objects.filter(participant=known, status__in=Custody.HELD).exists():
        raise ActionRefused(
            "nik_held",
            _(
                "The person with this NIK is held by a facility now. A transfer is recorded "
                "there and accepted here."
            ),
        )
    return known


def _is_same(known: Participant, typed: Participant) -> bool:
    """Return whether birth date or name bear out what the NIK says."""
    if known.birth_date is not None and known.birth_date == typed.birth_date:
        return True
    return Participant.objects.named(typed.full_name).filter(pk=known.pk).exists()


def _fill(known: Participant, typed: Participant) -> None:
    """Write what was not known of them; what is known stays, to be corrected on its page."""
    missing = [name for name in FACTS if not getattr(known, name) and getattr(typed, name)]
    for name in missing:
        setattr(known, name, getattr(typed, name))
    if missing:
        known.save(update_fields=missing)


def _resembling(participant: Participant, by: User) -> list[Concern]:
    """Return whom it might be that the user's facility knows already."""
    doubtful = list(Participant.objects.visible_to(by).resembling(participant))
    if not doubtful:
        return []
    return [
        Concern(
            _("Somebody of this name is registered here already. Is it the same person?"),
            tuple(each.formal_name for each in doubtful),
        )
    ]


def _save_new(participant: Participant) -> None:
    try:
        with transaction.atomic():
            participant.save(force_insert=True)
    except IntegrityError as error:
        if "participant_nik_unique" not in str(error):
            raise
        raise ActionRefused("nik_taken", _("Another person has this NIK.")) from error
