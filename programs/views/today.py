"""The day's sessions, what is overdue first."""

from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.dateparse import parse_date

from jombang_umkm import access
from participants.models import Transfer
from programs.models import Program, Session
from programs.querysets import SessionQuerySet
from programs.views.cards import cards
from programs.views.releases import releases

# More than this nobody reads; the rest is counted.
OVERDUE_SHOWN = 20


def today(request: HttpRequest) -> HttpResponse:
    """Show a day's sessions; on today's page the past ones that still lack marks come first."""
    now = timezone.now()
    this_day = timezone.localdate(now)
    day, asked = _day(request, this_day)
    sessions = Session.objects.visible_to(request.user)
    overdue = (
        sessions.before(this_day).still_to_record().with_counts()
        if day == this_day
        else sessions.none()
    )
    overdue_cards = cards(overdue, at=now)
    tomorrow = this_day + timedelta(days=1)
    day_cards = cards(sessions.on(day).with_counts(), at=now)
    return render(
        request,
        "programs/today.html",
        {
            "day": day,
            "today": this_day,
            "not_a_date": asked if asked and day == this_day and not _parsed(asked) else "",
            "previous_day": _nearest(sessions.filter(day__lt=day).order_by("-day")),
            "next_day": _nearest(sessions.filter(day__gt=day).order_by("day")),
            "overdue": overdue_cards[:OVERDUE_SHOWN],
            "overdue_count": len(overdue_cards),
            "cards": day_cards,
            "tomorrow": tomorrow,
            "tomorrow_count": sessions.on(tomorrow).going_ahead().count() if day == this_day else 0,
            "incomplete": sum(1 for card in day_cards if card.state in ("empty", "incomplete")),
            "releases": releases(request.user, on=this_day) if day == this_day else None,
            "transfers": _transfers(request) if day == this_day else {},
            "can_record": access.is_officer(request.user),
            "programs_exist": bool(day_cards) or Program.objects.visible_to(request.user).exists(),
        },
    )


def _transfers(request: HttpRequest) -> Mapping[str, int]:
    """Return how many transfers ask something of the officer's facility, by their state."""
    if not access.is_officer(request.user):
        return {}
    return Counter(Transfer.objects.unsettled(request.user).values_list("status", flat=True))


def _day(request: HttpRequest, default: date) -> tuple[date, str]:
    """Return the day asked for, or today, and what was typed."""
    asked = request.GET.get("tanggal", "").strip()
    return _parsed(asked) or default, asked


def _parsed(text: str) -> date | None:
    try:
        return parse_date(text)
    except ValueError:
        return None


def _nearest(sessions: SessionQuerySet) -> date | None:
    return sessions.values_list("day", flat=True).first()
