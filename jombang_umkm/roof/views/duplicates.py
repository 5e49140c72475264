"""Who may be on record twice: pairs to be compared, and those who were told apart."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from jombang_umkm import access
from jombang_umkm.models import User
from participants import permissions
from participants.actions import two_people as actions
from participants.models import Custody, Participant, TwoPeople
from participants.querysets import ParticipantQuerySet, kept_people, suggested, twins_of
from participants.rules.twins import reason_of

PAGE = 25
# Whoever has fewer people sees them all at once.
LOOKED_AT = 5000
# A large table is not counted to its end.
COUNTED = 1000
# The newest so many of those told apart.
TOLD_APART = 50


@dataclass(frozen=True)
class Alike:
    """Two records that look like one person, each with its last stay, and why."""

    stays: tuple[Custody, Custody]
    reason: str


@require_http_methods(["GET", "HEAD", "POST"])
def duplicates(request: HttpRequest) -> HttpResponse:
    """List the pairs, a page at a time; a post tells a pair apart, or takes that back."""
    if not permissions.may_merge(request.user):
        raise Http404
    if request.method == "POST":
        return _say(request)
    after = request.GET.get("setelah", "")
    looked_at = _below(kept_people(request.user), after)
    # Who is looked at: of all people in the country, so many at a time.
    floor = looked_at.order_by("-pk").values_list("pk", flat=True)[LOOKED_AT:][:1].first()
    found = _below(suggested(request.user), after)
    if floor is not None:
        found = found.filter(pk__gt=floor)
    people = list(with_twins(found, request.user, older=True)[: PAGE + 1])
    shown = people[:PAGE]
    last = shown[-1].pk if len(people) > PAGE else floor + 1 if floor is not None else None
    pairs = list(pairs_of(shown, request.user))
    # On the first page of all that are looked at; of the whole country nobody waits for it.
    is_counted = not after and floor is None
    told = TwoPeople.objects.visible_to(request.user)
    context = {
        "pairs": pairs,
        "last": last,
        "is_later": bool(after),
        "count": _count(found, pairs, is_all=last is None) if is_counted else None,
        "counted": COUNTED,
        "told_apart": told.select_related("one", "other", "said_by")[:TOLD_APART],
        "shows_facility": not access.is_officer(request.user),
        "crumbs": [(_("People"), reverse("people"))],
    }
    return render(request, "person/duplicates.html", context)


def _below(people: ParticipantQuerySet, number: str) -> ParticipantQuerySet:
    """Return those who were registered before that one; all for no number of a record."""
    return people.filter(pk__lt=int(number)) if re.fullmatch(r"[0-9]{1,18}", number) else people


def _count(found: ParticipantQuerySet, pairs: Sequence[Alike], *, is_all: bool) -> int:
    """Return how many pairs there are; at least so many, where not all are on the page.

    Whoever is found is in one pair or more.
    """
    if is_all:
        return len(pairs)
    return found.order_by()[: COUNTED + 1].count()


def with_twins(people: Any, user: access.Visitor, *, older: bool = False) -> Any:
    """Annotate `born_alike` and `of_one_father`, the numbers of whom each might be."""
    found = [twins.filter(pk__lt=OuterRef("pk")) if older else twins for twins in twins_of(user)]
    born_alike, of_one_father = (ArraySubquery(twins.values("pk")) for twins in found)
    return people.annotate(born_alike=born_alike, of_one_father=of_one_father)


def pairs_of(people: Iterable[Any], user: access.Visitor) -> Iterator[Alike]:
    """Yield each of these people with everybody they might be, in two statements."""
    twins = {each.pk: sorted({*each.born_alike, *each.of_one_father}) for each in people}
    others = Participant.objects.in_bulk({pk for found in twins.values() for pk in found})
    everybody = {each.pk: each for each in people} | others
    stays = Custody.objects.visible_to(user).filter(participant__in=everybody)
    last = {
        stay.participant_id: stay
        for stay in stays.select_related("participant", "facility").order_by("entry_date", "pk")
    }
    for pk, found in twins.items():
        for other in found:
            if pk in last and other in last:
                reason = reason_of(everybody[pk], everybody[other])
                yield Alike((last[pk], last[other]), reason)


def _say(request: HttpRequest) -> HttpResponse:
    """Note that two are two people, or take that back; from their comparison, lead back to it."""
    assert isinstance(request.user, User)
    numbers = [_number(request, name) for name in ("a", "b")]
    kept = Participant.objects.kept_by(request.user).in_bulk(numbers)
    if len(kept) < 2:
        raise Http404
    one, other = kept.values()
    if "tarik" in request.POST:
        actions.take_back(one=one, other=other, by=request.user)
        text = _("%(one)s and %(other)s may be one person again, and are suggested.")
    else:
        actions.tell_apart(one=one, other=other, by=request.user, at=timezone.now())
        text = _("%(one)s and %(other)s are two people: they are not suggested again.")
    messages.success(request, text % {"one": one.full_name, "other": other.full_name})
    if "banding" in request.POST:
        return redirect("compare", *numbers)
    return redirect("duplicates")


def _number(request: HttpRequest, name: str) -> int:
    """Return the number of a record that was posted; Http404 for anything else."""
    text = request.POST.get(name, "")
    if not re.fullmatch(r"[0-9]{1,18}", text):
        raise Http404
    return int(text)
