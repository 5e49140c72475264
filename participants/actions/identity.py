"""The NIK: sealed when it is typed, shown whole only on purpose and to whom needs it."""

from dataclasses import dataclass, field
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from jombang_umkm.errors import ActionRefused
from jombang_umkm.models import AccessLog, User
from jombang_umkm.sealing import open_sealed, seal, search_key
from participants import permissions
from participants.models import Participant
from participants.rules import nik as rules
from participants.rules.consequences import Concern, require_agreement


@dataclass(frozen=True)
class Identity:
    """What was typed of a NIK: its status, and the number where the status says there is one.

    Without a number, one that is there already stays: Dukcapil verifies it later.
    """

    status: str
    # Not in what is printed of this object: it could get into a log.
    nik: str = field(default="", repr=False)


def identify(participant: Participant, identity: Identity) -> list[Concern]:
    """Put the NIK, sealed, and its status on a person not saved yet; return what is doubtful.

    A NIK that is there already is not sealed anew.
    """
    nik = rules.digits(identity.nik)
    if identity.status not in Participant.WITH_NIK:
        if nik and not rules.means_none(nik):
            raise ActionRefused(
                "nik_status", _("A NIK was typed: choose a status that says it is there.")
            )
        return _take_off(participant, identity.status)
    if not nik and participant.nik_key is not None:
        participant.nik_status = identity.status
        return []
    check = rules.check(nik, birth_date=participant.birth_date, sex=participant.sex)
    if check.errors:
        raise ActionRefused("nik_wrong", check.errors[0].message)
    concerns = [Concern(warning.message) for warning in check.warnings]
    key = search_key(nik)
    if participant.nik_key not in (None, key):
        concerns.append(Concern(_("Another NIK stands here already; it is replaced for good.")))
    if participant.nik_key != key:
        participant.nik_key, participant.nik_sealed = key, seal(nik)
    participant.nik_status = identity.status
    return concerns


def _take_off(participant: Participant, status: str) -> list[Concern]:
    """Put a status without NIK on a person; return what is lost with that."""
    lost = participant.nik_key is not None
    participant.nik_status, participant.nik_sealed = status, ""
    participant.nik_key = None
    if not lost:
        return []
    return [Concern(_("The NIK that stands here is erased for good: this status has none."))]


@transaction.atomic
def set_nik(
    *, participant: Participant, identity: Identity, by: User, agreed: str = ""
) -> Participant:
    """Write a person's NIK and its status, and return them. A repeat changes nothing.

    What is doubtful comes with the refusal "agreement_needed".

    Raises ActionRefused: "not_allowed", "nik_wrong", "nik_status", "nik_taken",
    "agreement_needed".
    """
    permissions.require_keep_person(by, participant)
    participant = Participant.objects.select_for_update(no_key=True).get(pk=participant.pk)
    before = (participant.nik_status, participant.nik_key)
    concerns = identify(participant, identity)
    if (participant.nik_status, participant.nik_key) == before:
        return participant
    require_agreement(concerns, agreed)
    try:
        with transaction.atomic():
            participant.save(update_fields=["nik_status", "nik_sealed", "nik_key"])
    except IntegrityError as error:
        raise taken(error) from error
    return participant


def taken(error: IntegrityError) -> Exception:
    """Return what the database refused of a NIK, as a refusal in words; else the error itself."""
    if "participant_nik_unique" not in str(error):
        return error
    return ActionRefused(
        "nik_taken",
        _("Another person with this NIK is registered already. Check the NIK on the card."),
    )


@transaction.atomic
def show_nik(*, participant: Participant, by: User, at: datetime, address: str | None) -> str:
    """Return the whole NIK, and note who looked at it, when and from where.

    Raises ActionRefused: "not_allowed", "no_nik".
    """
    permissions.require_show_nik(by, participant)
    participant = Participant.objects.get(pk=participant.pk)
    if not participant.has_nik:
        raise ActionRefused("no_nik", _("No NIK is known of this person."))
    AccessLog.objects.create(
        user=by,
        at=at,
        act=AccessLog.Act.SHOW_NIK,
        subject=Participant._meta.label,
        subject_id=participant.pk,
        address=address,
    )
    return open_sealed(participant.nik_sealed)
