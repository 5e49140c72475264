"""Long lists in pages: each goes on behind a person, whatever was added in front meanwhile."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Func, Q, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce, Lower
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from participants.models import Custody
from participants.querysets import CustodyQuerySet

PAGE = 50


class InBookOrder(Func):
    """A registration key by which numbers stand as in the registers: BI9/2026 before BI12/2026.

    By the letters, then the year behind the last slash, then the number.
    """

    template = (
        "regexp_replace(regexp_replace(regexp_replace(%(expressions)s,"
        " '^([^0-9]*)(.*)/([0-9]{4})$', '\\1\\3/\\2'),"
        " '([0-9]+)', '000000\\1', 'g'), '[0-9]*([0-9]{7})', '\\1', 'g')"
    )


@dataclass(frozen=True)
class Sort:
    """An order of stays: by a value, then by the person, so that it is always the same."""

    label: Promise
    by: Combinable
    newest_first: bool = False


NAME, EXPIRY, ENTRY, NUMBER = "nama", "ekspirasi", "masuk", "nomor"
SORTS = {
    # Capitals or not: registers mix them.
    NAME: Sort(_("Name"), Lower("participant__full_name")),
    # An end that is not known stands behind all others.
    EXPIRY: Sort(_("Expiry"), Coalesce("expiry_date", Value(date.max))),
    ENTRY: Sort(_("Entry, newest first"), F("entry_date"), newest_first=True),
    NUMBER: Sort(_("Registration number"), InBookOrder("registration_key")),
}


@dataclass(frozen=True)
class Page:
    """Some of the stays found, and where to go on from there."""

    stays: Sequence[Custody]
    has_more: bool = False
    has_before: bool = False


def in_order(stays: CustodyQuerySet, sort: Sort) -> CustodyQuerySet:
    """Return the stays in that order."""
    sign = "-" if sort.newest_first else ""
    return stays.annotate(place=sort.by).order_by(f"{sign}place", f"{sign}participant_id")


def page_of(
    stays: CustodyQuerySet, query: Mapping[str, str], *, sort: Sort, among: CustodyQuerySet
) -> Page:
    """Return the page behind (`setelah`) the stay asked for, or in front of it (`sebelum`).

    That stay may have left the list meanwhile; it must be `among` those the user sees, else
    the first page is returned.
    """
    found = in_order(stays, sort)
    after, before = (_anchor(among, query.get(name, ""), sort) for name in ("setelah", "sebelum"))
    if before is not None:
        ahead = found.filter(_beyond(before, upwards=sort.newest_first)).reverse()
        rows = list(ahead[: PAGE + 1])
        return Page(rows[:PAGE][::-1], has_more=True, has_before=len(rows) > PAGE)
    if after is not None:
        found = found.filter(_beyond(after, upwards=not sort.newest_first))
    rows = list(found[: PAGE + 1])
    return Page(rows[:PAGE], has_more=len(rows) > PAGE, has_before=after is not None)


def _anchor(among: CustodyQuerySet, number: str, sort: Sort) -> tuple[object, int] | None:
    """Return where in the order somebody stands; None for nobody of the user's."""
    if not re.fullmatch(r"[0-9]{1,18}", number):
        return None
    found = among.filter(pk=number).annotate(place=sort.by)
    return found.order_by().values_list("place", "participant_id").first()


def _beyond(anchor: tuple[object, int], *, upwards: bool) -> Q:
    """Return the condition of what stands behind that place.

    The first part says what the others imply, and lets an index begin there.
    """
    place, person = anchor
    way = "gt" if upwards else "lt"
    return Q(**{f"place__{way}e": place}) & (
        Q(**{f"place__{way}": place}) | Q(place=place, **{f"participant_id__{way}": person})
    )
