"""Lists of people that leave the system as a file."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jombang_umkm.actions.access import note_each
from jombang_umkm.errors import ActionRefused
from jombang_umkm.models import AccessLog, User
from participants import permissions
from participants.models import Custody, Participant
from participants.querysets import CustodyQuerySet

# More would keep a request, and the others behind it, waiting.
ROWS_AT_MOST = 5_000


@transaction.atomic
def export(
    *, stays: CustodyQuerySet, asked: str, by: User, at: datetime, address: str | None
) -> list[Custody]:
    """Return those of these stays that are in the user's facility, with person and facility.

    That somebody took such a list, of how many, found by what they `asked` for, when and from
    where is noted (UU 27/2022): once for the list, and for each person on it, so that it
    stands among those who looked at them.

    Raises ActionRefused: "not_allowed", "too_many".
    """
    permissions.require_export(by)
    own = stays.filter(facility=by.facility_id).select_related("participant", "facility")
    found = list(own[: ROWS_AT_MOST + 1])
    if len(found) > ROWS_AT_MOST:
        raise ActionRefused(
            "too_many",
            _("A file takes up to 5,000 people. Choose fewer with the filters."),
        )
    counted = ngettext("%(count)s person", "%(count)s people", len(found)) % {"count": len(found)}
    note_each(
        act=AccessLog.Act.EXPORT,
        whom=[*(stay.participant for stay in found), Participant],
        by=by,
        at=at,
        address=address,
        detail=": ".join([counted, asked]) if asked else counted,
    )
    return found
