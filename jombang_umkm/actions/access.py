"""Noting who looked at what of whom (UU 27/2022)."""

from collections.abc import Iterable
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
    (noted,) = note_each(act=act, whom=[whom], by=by, at=at, address=address, detail=detail)
    return noted


@transaction.atomic
def note_each(
    *,
    act: AccessLog.Act,
    whom: Iterable[models.Model | type[models.Model]],
    by: User,
    at: datetime,
    address: str | None,
    detail: str = "",
) -> list[AccessLog]:
    """Note the same of several at once, in one statement, and return that; of none nothing."""
    return AccessLog.objects.bulk_create(
        AccessLog(
            user=by,
            at=at,
            act=act,
            subject=each._meta.label,
            subject_id=each.pk if isinstance(each, models.Model) else None,
            address=address,
            detail=detail[:200],
        )
        for each in whom
    )
