"""Undoing the last event of a stay, once what it brings back was shown."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from jombang_umkm.errors import ActionRefused
from jombang_umkm.models import User
from jombang_umkm.opened import note_opened
from participants.actions import custody as custodies
from participants.forms.event import ReverseForm
from participants.models import Custody, CustodyEvent
from participants.rules import custody as rules
from participants.rules.consequences import AgreementNeeded
from participants.rules.titles import title_of
from participants.rules.transfers import refuse_taking_back
from participants.views.steps import to_person


@require_http_methods(["GET", "HEAD", "POST"])
def event_reverse(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what reversing the event would do, or reverse it with a reason."""
    assert isinstance(request.user, User)
    event = _event(request, pk)
    person = event.custody.participant
    note_opened(request, person)
    form = ReverseForm(
        request.POST if request.method == "POST" else None,
        cancel_url=reverse("person", args=[person.pk]),
    )
    if request.method != "POST":
        return _render(request, event, form)
    if not form.is_valid():
        return _render(request, event, form, status=409)
    given_back = _given_back(event)
    try:
        reversal = custodies.reverse(
            event=event,
            by=request.user,
            at=timezone.now(),
            reason=form.cleaned_data["reason"],
            agreed=request.POST.get("agreed", ""),
        )
    except AgreementNeeded as needed:
        return _render(request, event, form, needed=needed, status=409)
    except ActionRefused as refusal:
        form.refuse(refusal)
        return _render(request, event, form, status=409)
    messages.success(request, _what_followed(reversal, given_back))
    return redirect("person", person.pk)


def _event(request: HttpRequest, pk: int) -> CustodyEvent:
    events = CustodyEvent.objects.filter(custody__in=Custody.objects.kept_by(request.user))
    names = ("custody__participant", "custody__facility", "recorded_by", "transfer__facility")
    return get_object_or_404(events.select_related(*names), pk=pk)


def _render(
    request: HttpRequest,
    event: CustodyEvent,
    form: ReverseForm,
    *,
    needed: AgreementNeeded | None = None,
    status: int = 200,
) -> HttpResponse:
    person = event.custody.participant
    return render(
        request,
        "participants/event_reverse.html",
        {
            "event": event,
            "what": title_of(event.was, event.became),
            "why_not": _why_not(event),
            "given_back": _given_back(event),
            "form": form,
            "needed": needed,
            "crumbs": to_person(person),
        },
        status=status,
    )


def _why_not(event: CustodyEvent) -> ActionRefused | None:
    """Return why the event cannot be reversed, whatever the reason, if so."""
    events = list(event.custody.happenings.order_by("pk"))
    if any(each.reverses_id == event.pk for each in events):
        return ActionRefused("reversed", _("This event is reversed already."))
    try:
        rules.refuse_reversal(event, events, reason="–")
        refuse_taking_back(getattr(event, "transfer", None))
    except ActionRefused as refusal:
        return refusal
    return None


def _given_back(event: CustodyEvent) -> Sequence[str]:
    """Return in sentences what the reversal gives back beside the state."""
    return [each for one in custodies.CONSEQUENCES for each in one.tell_undo(event)]


def _what_followed(reversal: CustodyEvent, given_back: Sequence[str]) -> str:
    reversed_one = reversal.reverses
    assert reversed_one is not None
    told = _("%(name)s: %(what)s on %(day)s is reversed; the status is %(state)s again.") % {
        "name": reversal.custody.participant.full_name,
        "what": title_of(reversed_one.was, reversed_one.became),
        "day": date_format(reversed_one.happened_on, "j F Y"),
        "state": reversal.get_became_display(),
    }
    return " ".join([told, *given_back])
