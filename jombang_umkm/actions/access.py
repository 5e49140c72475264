"""Noting who looked at what of whom (UU 27/2022)."""

from datetime import datetime

from django.db import models, transaction

from jombang_umkm.models import AccessLog, User


@transaction.atomic
def note(
    *,
    act: AccessLog.Act,
    whom: models.Model | type[models.Model],
    by: User,
    at: datetime,
    address: str | None,
    detail: str = "",
) -> AccessLog:
    """Note that somebody looked at `whom`, and return that; each time anew, in one statement.

    A model stands for a whole list of its records. `address` is the network address they
    came from, `detail` the page or the reason, cut to 200 letters.
    """
    return AccessLog.objects.create(
        user=by,
        at=at,
        act=act,
        subject=whom._meta.label,
        subject_id=whom.pk if isinstance(whom, models.Model) else None,
        address=address,
        detail=detail[:200],
    )
