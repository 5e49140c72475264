"""The people of my facility."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from participants.models import Participant


def people(request: HttpRequest) -> HttpResponse:
    """Show who is or was held here."""
    found = Participant.objects.visible_to(request.user)
    return render(request, "participants/people.html", {"people": found[:50]})
