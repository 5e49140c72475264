"""One person: where they are, what is missing, and what happened so far."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from jombang_umkm import access
from jombang_umkm.models import User
from participants.views.person_for_office import person_for_office
from participants.views.person_page import load


def person(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the record to those who keep it; to another facility its own past stay.

    The office reads what training needs of whom it trains.
    """
    if access.is_staff(request.user):
        return person_for_office(request, pk)
    assert isinstance(request.user, User)
    page = load(pk, user=request.user, today=timezone.localdate())
    context = {
        "page": page,
        "person": page.person,
        "last": page.last.custody,
        "crumbs": [(_("People"), reverse("people"))],
    }
    template = "participants/person.html" if page.is_kept else "participants/person_past.html"
    return render(request, template, context)
