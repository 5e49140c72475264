"""One person: where they are, what is missing, and the whole of their life here."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from jombang_umkm import access
from jombang_umkm.models import User
from jombang_umkm.opened import note_opened
from jombang_umkm.roof.life import life_of, parts_for_office
from participants import permissions
from participants.models import Participant
from participants.views.person_for_office import for_office
from participants.views.person_page import load


def person(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the record to those who keep it; to another facility its own past stay.

    The office reads what training needs of whom it trains, and aftercare of whom it looks
    after. Every opening is noted. The address of a record that was merged leads to the one that
    goes on.
    """
    try:
        return _shown(request, pk)
    except Http404:
        return redirect("person", _goes_on(request.user, pk))


def _goes_on(user: access.Visitor, pk: int) -> int:
    """Return whose record goes on for one that was merged; Http404 where the user sees none."""
    merged = Participant.with_merged.filter(merged_from=pk)
    return get_object_or_404(merged.visible_to(user)).pk


def _shown(request: HttpRequest, pk: int) -> HttpResponse:
    assert isinstance(request.user, User)
    now = timezone.now()
    if access.is_staff(request.user):
        known = for_office(pk, user=request.user)
        note_opened(request, known.person)
        context = {
            "page": known,
            "person": known.person,
            "parts": parts_for_office(known.person, known.stays, user=request.user),
            "crumbs": [(_("People"), reverse("people"))],
        }
        return render(request, "person/for_office.html", context)
    page = load(pk, user=request.user, today=timezone.localdate(now))
    note_opened(request, page.person)
    context = {
        "page": page,
        "person": page.person,
        "last": page.last.custody,
        "life": life_of(page, user=request.user),
        "may_merge": page.is_kept and permissions.may_merge(request.user),
        "may_hand_over": page.is_kept and permissions.may_hand_over(request.user),
        "crumbs": [(_("People"), reverse("people"))],
    }
    template = "person/person.html" if page.is_kept else "person/past.html"
    return render(request, template, context)
