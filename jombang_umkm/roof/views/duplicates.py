"""Who may be on record twice: pairs to be compared, and those who were told apart."""

import re
from collections.abc import Sequence

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from jombang_umkm import access
from jombang_umkm.errors import ActionRefused
from jombang_umkm.models import User
from jombang_umkm.roof.pairs import Alike, pairs_of, with_twins
from participants import permissions
from participants.actions import two_people as actions
from participants.models import Participant, TwoPeople
from participants.querysets import ParticipantQuerySet, kept_people, suggested

PAGE = 25
# Whoever has fewer people sees them all at once.
LOOKED_AT = 5000
# A large table is not counted to its end.
COUNTED = 1000
# The newest so many of those told apart.
TOLD_APART = 50


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


def _say(request: HttpRequest) -> HttpResponse:
    """Note that two are two people, or take that back; from their comparison, lead back to it."""
    assert isinstance(request.user, User)
    numbers = [_number(request, name) for name in ("a", "b")]
    kept = Participant.objects.kept_by(request.user).in_bulk(numbers)
    if len(kept) < 2:
        raise Http404
    one, other = kept.values()
    try:
        text = _said(request, one, other)
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
        return redirect("duplicates")
    messages.success(request, text % {"one": one.full_name, "other": other.full_name})
    if "banding" in request.POST:
        return redirect("compare", *numbers)
    return redirect("duplicates")


def _said(request: HttpRequest, one: Participant, other: Participant) -> str:
    """Return what was done, in words for two names.

    Raises ActionRefused: "merged_meanwhile".
    """
    assert isinstance(request.user, User)
    if "tarik" in request.POST:
        actions.take_back(one=one, other=other, by=request.user)
        return _("%(one)s and %(other)s may be one person again, and are suggested.")
    actions.tell_apart(one=one, other=other, by=request.user, at=timezone.now())
    return _("%(one)s and %(other)s are two people: they are not suggested again.")


def _number(request: HttpRequest, name: str) -> int:
    """Return the number of a record that was posted; Http404 for anything else."""
    text = request.POST.get(name, "")
    if not re.fullmatch(r"[0-9]{1,18}", text):
        raise Http404
    return int(text)
