"""Handing out all that is held of a person: noted, whoever asks."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jombang_umkm.actions.access import note
from jombang_umkm.errors import ActionRefused
from jombang_umkm.models import AccessLog, User
from participants import permissions
from participants.models import Participant
from participants.rules.data_copy import fetchable_since


@transaction.atomic
def hand_over(
    *, participant: Participant, asked_by: str, by: User, at: datetime, address: str | None
) -> AccessLog:
    """Note that a copy of a person's data is handed out, and return that note.

    The copy holds the whole NIK, if there is one: its showing is noted too. The same request
    once more, while its copy can still be fetched, is the one there is (UU 27/2022, article 7:
    a person has the right to a copy of their data).

    Raises ActionRefused: "not_allowed", "asker_needed".
    """
    permissions.require_hand_over(by, participant)
    asked_by = asked_by.strip()[:200]
    if not asked_by:
        raise ActionRefused("asker_needed", _("Type who asks for the data."))
    participant = Participant.objects.select_for_update(no_key=True).get(pk=participant.pk)
    made = AccessLog.objects.of(participant).filter(
        user=by, act=AccessLog.Act.DATA_EXPORT, detail=asked_by, at__gt=fetchable_since(at)
    )
    if (known := made.first()) is not None:
        return known
    if participant.has_nik:
        note(act=AccessLog.Act.SHOW_NIK, whom=participant, by=by, at=at, address=address)
    return note(
        act=AccessLog.Act.DATA_EXPORT,
        whom=participant,
        by=by,
        at=at,
        address=address,
        detail=asked_by,
    )
