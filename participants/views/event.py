"""Recording what happened to somebody, and what follows from it."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from jombang_umkm.errors import ActionRefused
from jombang_umkm.models import Facility, User
from jombang_umkm.opened import note_opened
from participants.actions import custody as custodies
from participants.actions.custody import Destination, Papers
from participants.forms.event import EventForm
from participants.models import Custody, CustodyEvent
from participants.rules import custody as rules
from participants.rules.consequences import AgreementNeeded
from participants.rules.titles import title_of
from participants.views.steps import to_person


@require_http_methods(["GET", "HEAD", "POST"])
def event(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask what happened, or record it; what must be agreed to first is shown."""
    assert isinstance(request.user, User)
    stays = Custody.objects.kept_by(request.user).select_related("participant", "facility")
    stay = get_object_or_404(stays, pk=pk)
    note_opened(request, stay.participant)
    page = _Page(stay, _form(request, stay))
    if request.method != "POST":
        return _render(request, page)
    if not page.form.is_valid():
        return _render(request, page, status=409)
    try:
        recorded = custodies.record(
            custody=stay,
            to=page.form.cleaned_data["to"],
            on=page.form.cleaned_data["on"],
            papers=_papers(page.form),
            destination=_destination(page.form),
            by=request.user,
            at=timezone.now(),
            agreed=request.POST.get("agreed", ""),
        )
    except AgreementNeeded as needed:
        return _render(request, page, needed=needed, status=409)
    except ActionRefused as refusal:
        page.form.refuse(refusal)
        return _render(request, page, status=409)
    messages.success(request, _what_followed(recorded))
    return redirect("person", stay.participant_id)


@dataclass(frozen=True)
class _Page:
    """The stay as it was opened, and the questions about it."""

    stay: Custody
    form: EventForm


def _form(request: HttpRequest, stay: Custody) -> EventForm:
    events = list(stay.happenings.order_by("pk"))
    return EventForm(
        request.POST if request.method == "POST" else None,
        before=stay.status,
        states=rules.next_states(events),
        facilities=Facility.objects.exclude(pk=stay.facility_id).order_by("short_name"),
        initial={"on": timezone.localdate()},
    )


def _papers(form: EventForm) -> Papers:
    return Papers(
        document_no=form.cleaned_data["document_no"],
        reason=form.cleaned_data["reason"],
        registration_no=form.asked("registration_no"),
        register_class=form.asked("register_class"),
    )


def _destination(form: EventForm) -> Destination | None:
    if form.cleaned_data["to"] != Custody.Status.TRANSFERRED_OUT:
        return None
    return Destination(form.cleaned_data["facility"], form.cleaned_data["elsewhere"])


def _render(
    request: HttpRequest,
    page: _Page,
    *,
    needed: AgreementNeeded | None = None,
    status: int = 200,
) -> HttpResponse:
    person = page.stay.participant
    return render(
        request,
        "participants/event.html",
        {
            "stay": page.stay,
            "form": page.form,
            "chosen": page.form["to"].value(),
            "needed": needed,
            "crumbs": to_person(person),
        },
        status=status,
    )


def _what_followed(recorded: CustodyEvent) -> str:
    """Name the person, the state and its day, and what else changed with it."""
    told = _("%(name)s: %(what)s, %(day)s.") % {
        "name": recorded.custody.participant.full_name,
        "what": title_of(recorded.was, recorded.became),
        "day": date_format(recorded.happened_on, "j F Y"),
    }
    return " ".join(
        [told, *(each for one in custodies.CONSEQUENCES for each in one.tell(recorded))]
    )
