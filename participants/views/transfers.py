"""Transfers: what waits for my facility's answer, and how others answered."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from participants.models import Transfer

# More than this nobody reads; older ones stand on the page of the person.
SENT_SHOWN = 50


def transfers(request: HttpRequest) -> HttpResponse:
    """Show who is on the way here, and what became of those who were sent from here."""
    found = Transfer.objects.with_names()
    sent = list(found.sent_by(request.user)[: SENT_SHOWN + 1])
    return render(
        request,
        "participants/transfers.html",
        {
            "waiting": found.to_answer(request.user),
            "sent": sent[:SENT_SHOWN],
            "there_are_older": len(sent) > SENT_SHOWN,
        },
    )
