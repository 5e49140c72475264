"""Sealing anew what is sealed, after DATA_KEYS or DATA_SEARCH_KEY changed."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from jombang_umkm import sealing
from jombang_umkm.errors import ActionRefused
from jombang_umkm.models import User
from jombang_umkm.permissions import require_administrator
from jombang_umkm.sealing import SealBroken, SealedColumn


@dataclass(frozen=True)
class Resealed:
    """What became of some rows: how many were looked at and changed, and the last one."""

    seen: int
    changed: int
    last: Any


@transaction.atomic
def reseal(
    *, column: SealedColumn, by: User | None, after: Any = None, limit: int = 500
) -> Resealed:
    """Seal the next values of a column with the first key and renew their search keys.

    `after` is the `last` of the call before; after the last row nothing is seen. The rows
    are locked, so nothing written meanwhile is lost; a repeat changes nothing. `by` is
    None on the console.

    Raises ActionRefused: "not_allowed", "seal_broken".
    """
    require_administrator(by)
    rows = column.filled().select_for_update()
    if after is not None:
        rows = rows.filter(pk__gt=after)
    seen = list(rows[:limit])
    changed = [row for row in seen if _renew(row, column)]
    column.model._base_manager.bulk_update(changed, _columns(column))
    return Resealed(len(seen), len(changed), seen[-1].pk if seen else after)


def _columns(column: SealedColumn) -> list[str]:
    """Return the fields that are renewed: the sealed one, and that of its search keys if any."""
    return [column.name, *filter(None, [column.key_name])]


def _renew(row: Any, column: SealedColumn) -> bool:
    """Set token and search key of one row by the keys in force; return whether any changed."""
    names = _columns(column)
    before = [getattr(row, name) for name in names]
    try:
        plain = sealing.open_sealed(before[0])
    except SealBroken as broken:
        raise ActionRefused(
            "seal_broken",
            _("No key in force opens %(column)s of row %(row)s.")
            % {"column": column, "row": row.pk},
        ) from broken
    if not sealing.is_current(before[0]):
        setattr(row, column.name, sealing.seal(plain))
    if column.key_name:
        setattr(row, column.key_name, sealing.search_key(plain))
    return before != [getattr(row, name) for name in names]
