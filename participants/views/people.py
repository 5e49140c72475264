"""The people of my facility, or of my office's programmes: found by name, alias, number or NIK."""

import re
from dataclasses import dataclass

from django.contrib import messages
from django.db.models import Q
from django.db.models.functions import Lower
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from jombang_umkm import access
from jombang_umkm.sealing import search_key
from participants import permissions
from participants.forms.identity import FindByNikForm
from participants.models import Participant, Transfer
from participants.querysets import ParticipantQuerySet
from participants.views.listed import listed

PAGE = 50
# A large table is not counted to its end.
COUNTED = 1000

HERE, GONE, ALL = "di-sini", "pernah", "semua"
PRESENCES = {
    HERE: gettext_lazy("Held here now"),
    GONE: gettext_lazy("Were here"),
    ALL: gettext_lazy("All"),
}

# Nobody has a name like that.
LIKE_A_NIK = re.compile(r"(?:\d[\s.\-]*){16}")


@dataclass(frozen=True)
class Page:
    """Some of the people found, by name, and where to go on from there."""

    people: list[Participant]
    has_more: bool = False
    has_before: bool = False


@sensitive_post_parameters("nik")
@require_http_methods(["GET", "HEAD", "POST"])
def people(request: HttpRequest) -> HttpResponse:
    """List who is or was held here, to the office whom it trains; a post looks for a NIK."""
    if request.method == "POST":
        return _find_by_nik(request)
    if LIKE_A_NIK.search(request.GET.get("cari", "")):
        # Away from an address with a NIK in it, before the browser keeps that in its history.
        messages.warning(request, _("A NIK is looked for in the field of its own, “Find by NIK”."))
        return redirect("people")
    return _render(request, FindByNikForm())


def _find_by_nik(request: HttpRequest) -> HttpResponse:
    form = FindByNikForm(request.POST)
    if form.is_valid():
        key = search_key(form.cleaned_data["nik"])
        found = Participant.objects.visible_to(request.user).filter(nik_key=key).first()
        if found is not None:
            return redirect("person", found.pk)
        form.add_error("nik", _("Nobody here has this NIK."))
    return _render(request, form, status=409)


def _render(request: HttpRequest, form: FindByNikForm, status: int = 200) -> HttpResponse:
    text, presence = request.GET.get("cari", "").strip(), request.GET.get("siapa", HERE)
    presence = presence if presence in PRESENCES else HERE
    found = _present(request.user, presence)
    if text:
        found = found.matching(text, by=request.user)
    page = _page(found, request)
    context = {
        "rows": listed(page.people, request.user),
        "page": page,
        "count": found.order_by()[: COUNTED + 1].count(),
        "counted": COUNTED,
        "text": text,
        "presence": presence,
        "presences": PRESENCES.items(),
        "form": form,
        "waiting": Transfer.objects.to_answer(request.user).order_by().count(),
        "may_register": permissions.may_register(request.user),
        "shows_facility": not access.is_officer(request.user),
    }
    return render(request, "participants/people.html", context, status=status)


def _present(user: access.Visitor, presence: str) -> ParticipantQuerySet:
    if presence == HERE:
        return Participant.objects.held_by(user)
    visible = Participant.objects.visible_to(user)
    if presence == ALL:
        return visible
    return visible.exclude(pk__in=Participant.objects.held_by(user).values("pk"))


def _page(found: ParticipantQuerySet, request: HttpRequest) -> Page:
    """Return the page behind, or in front of, the person whose number is asked; else the first.

    By the name, capitals or not: registers mix them.
    """
    found = found.annotate(name=Lower("full_name"))
    after, before = (_anchor(request, name) for name in ("setelah", "sebelum"))
    if before is not None:
        key, pk = before
        ahead = found.filter(Q(name__lt=key) | Q(name=key, pk__lt=pk))
        rows = list(ahead.order_by("-name", "-pk")[: PAGE + 1])
        return Page(rows[:PAGE][::-1], has_more=True, has_before=len(rows) > PAGE)
    if after is not None:
        key, pk = after
        found = found.filter(Q(name__gt=key) | Q(name=key, pk__gt=pk))
    rows = list(found.order_by("name", "pk")[: PAGE + 1])
    return Page(rows[:PAGE], has_more=len(rows) > PAGE, has_before=after is not None)


def _anchor(request: HttpRequest, name: str) -> tuple[str, int] | None:
    """Return where in the order somebody stands; None for nobody of the user's."""
    number = request.GET.get(name, "")
    if not re.fullmatch(r"[0-9]{1,18}", number):
        return None
    visible = Participant.objects.visible_to(request.user)
    return visible.filter(pk=number).values_list(Lower("full_name"), "pk").first()
