"""Opening a stay, and moving it along the table of states."""

from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from jombang_umkm.errors import ActionRefused
from jombang_umkm.models import User
from participants import permissions, rules
from participants.models import Custody


@transaction.atomic
def admit(*, custody: Custody, by: User) -> Custody:
    """Save a new stay of somebody who is held, and return it.

    Raises ActionRefused: "not_allowed", "not_held" (a stay begins with being held).
    """
    permissions.require_keep_stays(by, custody.facility)
    if custody.status not in Custody.HELD or custody.left_on is not None:
        raise ActionRefused("not_held", _("A stay begins while somebody is held."))
    custody.save(force_insert=True)
    return custody


@transaction.atomic
def move(*, custody: Custody, to: str, on: date, by: User) -> Custody:
    """Move a stay to another state from that day, and return it as it now stands.

    A repeat of the same move changes nothing.
    Raises ActionRefused: "not_allowed", "illegal_move", "before_entry",
    "held_elsewhere" (whoever would come back has another stay meanwhile).
    """
    custody = Custody.objects.select_for_update().get(pk=custody.pk)
    permissions.require_keep_stays(by, custody.facility)
    if custody.status == to:
        return custody
    rules.CUSTODY.require(custody.status, to)
    if on < custody.entry_date:
        raise ActionRefused("before_entry", _("This day lies before the day of entry."))
    custody.status = to
    custody.left_on = None if to in Custody.HELD else (custody.left_on or on)
    try:
        with transaction.atomic():
            custody.save(update_fields=["status", "left_on"])
    except IntegrityError as error:
        raise ActionRefused(
            "held_elsewhere", _("This person is already held somewhere in that time.")
        ) from error
    return custody
