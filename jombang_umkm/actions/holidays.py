"""Taking over the holidays of a year from the yearly joint decree (SKB 3 Menteri)."""

from datetime import date

import lokal.holidays
from django.db import transaction
from django.utils.translation import gettext as _

from jombang_umkm.errors import ActionRefused
from jombang_umkm.history import versions_of
from jombang_umkm.models import Holiday, User
from jombang_umkm.permissions import require_administrator

# Years whose decree `lokal-id` carries; a new one appears around September with a new release.
PUBLISHED = lokal.holidays.HOLIDAY_YEARS

KINDS = {
    "libur_nasional": Holiday.Kind.NATIONAL,
    "cuti_bersama": Holiday.Kind.COLLECTIVE_LEAVE,
}


@transaction.atomic
def load(*, year: int, by: User | None) -> list[Holiday]:
    """Add that year's holidays which were never here, and return them; `by` is None on the console.

    What people moved, renamed or deleted stays as they left it: history knows that
    it was here once. So a repeat adds nothing.

    Raises ActionRefused: "not_allowed", "unknown_year".
    """
    require_administrator(by)
    if year not in PUBLISHED:
        raise ActionRefused(
            "unknown_year",
            _("No decree on the holidays of %(year)s is known; there is one for %(years)s.")
            % {"year": year, "years": ", ".join(str(known) for known in PUBLISHED)},
        )
    known = _ever_known()
    return Holiday.objects.bulk_create(
        holiday for holiday in _published(year) if _key(holiday.day, holiday.name) not in known
    )


def _published(year: int) -> list[Holiday]:
    decree = lokal.holidays.get_holidays(year)
    return [
        Holiday(
            day=date.fromisoformat(holiday.date),
            name=holiday.name,
            kind=KINDS[holiday.type],
            decree=decree.decree,
        )
        for holiday in decree.holidays
    ]


def _ever_known() -> set[tuple[date, str]]:
    """Return day and name of every holiday that is or was here."""
    versions = versions_of(Holiday).order_by().values_list("day", "name")
    return {_key(day, name) for day, name in versions}


def _key(day: date, name: str) -> tuple[date, str]:
    return day, name.casefold()
