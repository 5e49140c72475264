"""What needs doing, today first."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from jombang_umkm import access
from programs.models import Program, Session
from programs.views.cards import cards


def home(request: HttpRequest) -> HttpResponse:
    """Show the office what needs doing; an officer's home is the day's sessions."""
    if access.is_officer(request.user):
        return redirect("today")
    now = timezone.now()
    today = timezone.localdate(now)
    sessions = Session.objects.visible_to(request.user)
    programs = Program.objects.visible_to(request.user)
    return render(
        request,
        "home.html",
        {
            "today": today,
            "overdue": cards(sessions.before(today).still_to_record().with_counts(), at=now),
            "cards": cards(sessions.on(today).with_counts(), at=now),
            "programs": programs.filter(status=Program.Status.RUNNING).select_related("facility"),
        },
    )
