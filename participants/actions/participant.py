"""Taking somebody into the records with their stay, and correcting what is known of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from jombang_umkm import scope
from jombang_umkm.errors import ActionRefused
from jombang_umkm.models import Facility, User
from participants import permissions
from participants.actions import custody as custodies
from participants.models import Custody, Participant, Transfer
from participants.querysets import CustodyQuerySet, ParticipantQuerySet, folded_under
from participants.rules import custody as rules
from participants.rules.consequences import Concern, require_agreement
from participants.rules.facts import Correction, Refusals, differing
from participants.rules.folded_numbers import number_concerns
from participants.rules.identity import Identity, identify, is_borne_out, nik_taken, taken
from participants.rules.names import key_of
from participants.rules.person import FACTS


@dataclass(frozen=True)
class Doubtful(Concern):
    """That it might be somebody whom the user's facility knows already, and who that is."""

    people: tuple[Participant, ...] = ()


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

    Whoever has this NIK already, is free, and is called nearly the same, is the same person:
    the stay opens on their record, and fills what was not known there. Doubtful duplicates and
    doubts about NIK and number come with the refusal "agreement_needed". A repeat changes
    nothing.

    Raises ActionRefused: "not_allowed", "nik_wrong", "nik_status", "nik_taken", "nik_held",
    "number_needed", "number_taken", "held_elsewhere", "not_held", "future_day", "died",
    "escaped", "on_the_way", "expiry_before_entry", "counted_after_entry", "parts_out_of_order",
    "agreement_needed".
    """
    permissions.require_keep_stays(by, custody.facility)
    _refuse_stay(custody)
    _one_at_a_time(custody.facility)
    concerns = identify(participant, identity)
    concerns += number_concerns(folded_under(custody.registration_no, custody))
    again = _registered(custody).filter(participant__in=_alike(participant)).first()
    if again is not None:
        return again
    known = _known(participant)
    if known is not None:
        custody.participant = known
    else:
        concerns += _resembling(participant, by)
    require_agreement(concerns, agreed)
    if known is not None:
        _refuse_again(custody)
        return custodies.admit(custody=custody, by=by, at=at)
    custody.participant = participant
    register_all(newcomers=[custody], by=by, at=at)
    return custody


@transaction.atomic
def register_all(*, newcomers: Sequence[Custody], by: User, at: datetime) -> Sequence[Custody]:
    """Save people not saved yet with their stays, all or none, and return the stays.

    Whom they might be, and what is doubtful of their NIK, was looked at before.

    Raises ActionRefused: "not_allowed", "number_needed", "number_taken", "nik_taken",
    "held_elsewhere", "not_held", "future_day", "expiry_before_entry", "counted_after_entry",
    "parts_out_of_order".
    """
    for custody in newcomers:
        _refuse_stay(custody)
    _save_new([custody.participant for custody in newcomers])
    return custodies.admit_all(custodies=newcomers, by=by, at=at)


@transaction.atomic
def readmit(*, custody: Custody, by: User, at: datetime, agreed: str = "") -> Custody:
    """Open another stay of somebody who was here before, and return it; the old one stays.

    What is doubtful of the number comes with the refusal "agreement_needed". A repeat changes
    nothing.

    Raises ActionRefused: "not_allowed", "number_needed", "number_taken", "held_elsewhere",
    "not_held", "future_day", "died", "escaped" (from there: an event brings them back),
    "on_the_way", "expiry_before_entry", "counted_after_entry", "parts_out_of_order",
    "agreement_needed".
    """
    permissions.require_keep_stays(by, custody.facility)
    _refuse_stay(custody)
    _one_at_a_time(custody.facility)
    if not Participant.objects.visible_to(by).filter(pk=custody.participant_id).exists():
        raise ActionRefused("not_allowed", _("They were never held here."))
    again = _registered(custody).filter(participant=custody.participant).first()
    if again is not None:
        return again
    _refuse_again(custody)
    require_agreement(number_concerns(folded_under(custody.registration_no, custody)), agreed)
    return custodies.admit(custody=custody, by=by, at=at)


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


@transaction.atomic
def change_all(*, corrections: Sequence[Correction[Participant]], by: User) -> Refusals:
    """Correct what is known of people who are locked already, and return what was refused.

    The others are written, in few statements.

    Raises ActionRefused of none; what it returns of somebody others keep is "not_allowed".
    """
    asked = [each.record.pk for each in corrections]
    kept = set(Participant.objects.kept_by(by).filter(pk__in=asked).values_list("pk", flat=True))
    allowed = [each for each in corrections if each.record.pk in kept]
    fields = {name for each in allowed for name in each.apply()}
    if fields:
        people = [each.record for each in allowed]
        Participant.objects.bulk_update(people, sorted(fields), batch_size=custodies.BATCH)
    return {
        each.record.pk: permissions.not_kept(each.record)
        for each in corrections
        if each.record.pk not in kept
    }


def _refuse_stay(custody: Custody) -> None:
    """Refuse what the database would refuse without words."""
    rules.refuse_no_number(custody.registration_no)
    rules.refuse_dates(custody)


def _refuse_again(custody: Custody) -> None:
    """Refuse another stay where the last one leaves no room for it, wherever that was.

    Codes: "died", "escaped", "on_the_way".
    """
    with scope.whole("the dead, and whoever is on the way, are so wherever they were"):
        stays = Custody.objects.filter(participant=custody.participant)
        last = stays.order_by("entry_date", "pk").last()
        unanswered = Transfer.objects.filter(
            event__custody=last,
            event__reversed_by__isnull=True,
            status__in=(Transfer.Status.SENT, Transfer.Status.DECLINED),
        )
        is_on_the_way = last is not None and unanswered.exists()
    if last is not None:
        rules.refuse_new_stay(last, custody.facility, is_on_the_way=is_on_the_way)


def _one_at_a_time(facility: Facility) -> None:
    """Let others who register there wait, so that a double click finds what the first one did."""
    Facility.objects.select_for_update(no_key=True).get(pk=facility.pk)


def _registered(custody: Custody) -> CustodyQuerySet:
    """Return the stay that was opened under that number on that day, for a double click."""
    stays = Custody.objects.registered_as(custody.registration_no).select_related("participant")
    return stays.filter(facility=custody.facility, entry_date=custody.entry_date)


def _alike(participant: Participant) -> ParticipantQuerySet:
    """Return the people of that name, or of that NIK."""
    alike = Participant.objects.named(participant.full_name)
    if participant.nik_key is None:
        return alike
    return alike | Participant.objects.filter(nik_key=participant.nik_key)


def _known(participant: Participant) -> Participant | None:
    """Return who has this NIK already, with what was not known of them filled in."""
    with scope.whole("a NIK belongs to one person, wherever they are held"):
        known = _of_nik(participant)
        if known is not None:
            _fill(known, participant)
    return known


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
    if not is_borne_out(participant.full_name, known):
        raise nik_taken()
    if Custody.objects.filter(participant=known, status__in=Custody.HELD).exists():
        raise ActionRefused(
            "nik_held",
            _(
                "The person with this NIK is held by a facility now. A transfer is recorded "
                "there and accepted here."
            ),
        )
    return known


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
    names = tuple(each.formal_name for each in doubtful)
    return [Doubtful(_whom_it_might_be(participant, doubtful), names, tuple(doubtful))]


def _whom_it_might_be(participant: Participant, doubtful: Sequence[Participant]) -> str:
    if key_of(participant.full_name) in {key_of(each.full_name) for each in doubtful}:
        return _("Somebody of this name is registered here already. Is it the same person?")
    return _(
        "Somebody of nearly this name and the same father is registered here already. "
        "Is it the same person?"
    )


def _save_new(people: Sequence[Participant]) -> None:
    try:
        with scope.whole("somebody new has no stay yet that shows them"), transaction.atomic():
            Participant.objects.bulk_create(people, batch_size=custodies.BATCH)
    except IntegrityError as error:
        raise taken(error) from error
