"""The NIK: sealed when it is typed, shown whole only on purpose and to whom needs it."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from jombang_umkm.actions.access import note
from jombang_umkm.errors import ActionRefused
from jombang_umkm.models import AccessLog, User
from jombang_umkm.sealing import open_sealed
from participants import permissions
from participants.models import Participant
from participants.rules.consequences import require_agreement
from participants.rules.identity import Identity, identify, taken


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


@transaction.atomic
def show_nik(*, participant: Participant, by: User, at: datetime, address: str | None) -> str:
    """Return the whole NIK, and note who looked at it, when and from where.

    Raises ActionRefused: "not_allowed", "no_nik".
    """
    permissions.require_show_nik(by, participant)
    participant = Participant.objects.get(pk=participant.pk)
    if not participant.has_nik:
        raise ActionRefused("no_nik", _("No NIK is known of this person."))
    note(act=AccessLog.Act.SHOW_NIK, whom=participant, by=by, at=at, address=address)
    return open_sealed(participant.nik_sealed)
