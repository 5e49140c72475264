"""Who is released this week: for the prison its people, for the office those on its courses."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch
from django.utils.translation import gettext as _

from jombang_umkm import access
from participants.models import Custody
from programs.models import Enrolment

# More than this of a kind nobody reads here; the rest is counted.
SHOWN = 20


@dataclass(frozen=True)
class Kind:
    """People who leave, or left, in the same way; `total` counts those not shown too."""

    title: str
    # Stays with what leaving() annotates, and their seats; the type checker knows no such model.
    stays: list[Any]

    @property
    def total(self) -> int:
        return int(self.stays[0].of_kind)

    @property
    def more(self) -> int:
        """How many are not shown."""
        return self.total - len(self.stays)


@dataclass(frozen=True)
class Releases:
    """Who is released around a day, by kind; a kind without anybody is None."""

    keeps_people: bool
    overdue: Kind | None
    ahead: Kind | None
    gone: Kind | None

    @property
    def this_week(self) -> Iterator[Kind]:
        """Yield the kinds about which nothing is wrong."""
        return (kind for kind in (self.ahead, self.gone) if kind is not None)


def releases(user: access.Visitor, *, on: date) -> Releases | None:
    """Return who is released around that day, in two statements; None if nobody is.

    Who keeps people sees all of theirs; the office sees who holds a seat in its programmes.
    """
    keeps_people = not access.is_staff(user)
    seats = Enrolment.objects.visible_to(user).going_on(on=on)
    on_courses = Custody.objects.filter(Exists(seats.filter(custody=OuterRef("pk"))))
    stays = Custody.objects.visible_to(user) if keeps_people else on_courses
    leaving = stays.leaving(on=on, shown=SHOWN).select_related("participant", "facility")
    named = seats.select_related("course").order_by("course__name", "pk")
    found: list[Any] = list(
        leaving.prefetch_related(Prefetch("enrolments", named, to_attr="seats"))
    )
    if not found:
        return None
    titles = {
        "overdue": _("The expiry date has passed, and no release is recorded"),
        "ahead": _("In the next seven days"),
        "gone": _("Released in the last seven days"),
    }
    kinds = {
        kind: Kind(title, [stay for stay in found if stay.leaving == kind])
        for kind, title in titles.items()
    }
    return Releases(
        keeps_people, **{name: kind if kind.stays else None for name, kind in kinds.items()}
    )
