"""Who is soon to be released, or has soon served half or two thirds: time to prepare it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from jombang_umkm import access
from participants.models import Custody
from participants.rules import custody as rules

DAYS = (30, 60, 90)
# More than anybody prepares at a time; the days chosen say which.
SHOWN = 500

ALL, EXPIRY, HALF, TWO_THIRDS = "semua", "ekspirasi", "setengah", "dua-pertiga"
KINDS = {
    ALL: gettext_lazy("All three"),
    EXPIRY: gettext_lazy("Expiry"),
    HALF: gettext_lazy("Half served"),
    TWO_THIRDS: gettext_lazy("Two thirds served"),
}
# What the database calls the day.
COLUMNS = {EXPIRY: "expiry_date", HALF: "half_on", TWO_THIRDS: "two_thirds_on"}
# How a day looks in the list.
LOOKS = {EXPIRY: "good", HALF: "", TWO_THIRDS: "info"}


@dataclass(frozen=True)
class Ahead:
    """A day of somebody's sentence that comes soon."""

    stay: Custody
    kind: str
    day: date
    days: int
    is_estimate: bool

    @property
    def label(self) -> Promise:
        return KINDS[self.kind]

    @property
    def looks(self) -> str:
        return LOOKS[self.kind]


@require_safe
def upcoming(request: HttpRequest) -> HttpResponse:
    """List the days ahead of those held in the user's facility, the next first."""
    if not access.is_officer(request.user):
        raise Http404
    asked, kind = request.GET.get("hari", ""), request.GET.get("apa", ALL)
    days = int(asked) if asked in map(str, DAYS) else DAYS[0]
    kind = kind if kind in KINDS else ALL
    found = _ahead(request.user, kind, today=timezone.localdate(), days=days)
    context = {
        "found": found[:SHOWN],
        "has_more": len(found) > SHOWN,
        "days": days,
        "choices": DAYS,
        "kind": kind,
        "kinds": KINDS.items(),
        "crumbs": [(_("People"), reverse("people"))],
    }
    return render(request, "participants/upcoming.html", context)


def _ahead(user: access.Visitor, kind: str, *, today: date, days: int) -> list[Ahead]:
    """Return what lies ahead from today on, within so many days, by day and name."""
    kinds = [kind] if kind in COLUMNS else list(COLUMNS)
    until = today + timedelta(days=days)
    within = Q()
    for each in kinds:
        within |= Q(**{f"{COLUMNS[each]}__range": (today, until)})
    held = Custody.objects.visible_to(user).filter(status__in=Custody.HELD)
    stays = held.with_parts().filter(within).select_related("participant").order_by("pk")
    found = [
        Ahead(stay, name, given.day, (given.day - today).days, given.is_estimate)
        for stay in stays
        for name, given in _days_of(stay)
        if name in kinds and today <= given.day <= until
    ]
    return sorted(found, key=lambda each: (each.day, each.stay.participant.full_name.lower()))


def _days_of(stay: Custody) -> Iterator[tuple[str, rules.SentenceDate]]:
    parts = {HALF: rules.half_of(stay), TWO_THIRDS: rules.two_thirds_of(stay)}
    yield from ((name, given) for name, given in parts.items() if given is not None)
    if stay.expiry_date is not None:
        yield EXPIRY, rules.SentenceDate(stay.expiry_date, is_estimate=False)
