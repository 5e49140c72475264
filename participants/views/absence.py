"""Days on which somebody is out of reach: noted, corrected once they are back, taken away."""

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
from participants.actions import stay as stays
from participants.forms.stay import AbsenceForm, RemoveAbsenceForm
from participants.models import Custody, CustodyAbsence


@require_http_methods(["GET", "HEAD", "POST"])
def absence_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask why and on which days somebody is out of reach, or note it."""
    assert isinstance(request.user, User)
    mine = Custody.objects.kept_by(request.user).select_related("participant", "facility")
    stay = get_object_or_404(mine, pk=pk)
    note_opened(request, stay.participant)
    form = AbsenceForm(
        request.POST if request.method == "POST" else None,
        absence=CustodyAbsence(custody=stay, away_from=timezone.localdate()),
        submit=_("Note the absence"),
        cancel_url=_person(stay),
    )
    if request.method != "POST":
        return _render(request, stay, form)
    if not form.is_valid():
        return _render(request, stay, form, status=409)
    try:
        noted = stays.add_absence(
            absence=CustodyAbsence(custody=stay, **form.facts()), by=request.user
        )
    except ActionRefused as refusal:
        form.refuse(refusal)
        return _render(request, stay, form, status=409)
    messages.success(request, _said(noted))
    return redirect(_person(stay))


@require_http_methods(["GET", "HEAD", "POST"])
def absence_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Show an absence to set the day back or correct it, or take it away."""
    absence = _absence(request, pk)
    note_opened(request, absence.custody.participant)
    if "remove" in request.POST:
        return _remove(request, absence)
    return _change(request, absence)


def _change(request: HttpRequest, absence: CustodyAbsence) -> HttpResponse:
    assert isinstance(request.user, User)
    stay, form = absence.custody, _form(absence, request)
    remove = RemoveAbsenceForm()
    if request.method != "POST":
        return _render(request, stay, form, absence=absence, remove=remove)
    if not form.is_valid():
        return _render(request, stay, form, absence=absence, remove=remove, status=409)
    try:
        noted = stays.change_absence(
            absence=absence, facts=form.facts(), base=form.cleaned_data["base"], by=request.user
        )
    except ActionRefused as refusal:
        if refusal.code == "changed_meanwhile":
            form.compare(absence)
        form.refuse(refusal)
        return _render(request, stay, form, absence=absence, remove=remove, status=409)
    messages.success(request, _said(noted))
    return redirect(_person(stay))


def _remove(request: HttpRequest, absence: CustodyAbsence) -> HttpResponse:
    assert isinstance(request.user, User)
    stay, remove = absence.custody, RemoveAbsenceForm(request.POST)
    if not remove.is_valid():
        form = _form(absence)
        return _render(request, stay, form, absence=absence, remove=remove, status=409)
    stays.remove_absence(absence=absence, by=request.user)
    messages.success(
        request,
        _("%(name)s: the absence (%(kind)s, %(day)s) was taken away.")
        % {
            "name": stay.participant.full_name,
            "kind": absence.get_kind_display(),
            "day": date_format(absence.away_from, "j F Y"),
        },
    )
    return redirect(_person(stay))


def _absence(request: HttpRequest, pk: int) -> CustodyAbsence:
    mine = CustodyAbsence.objects.visible_to(request.user)
    return get_object_or_404(
        mine.select_related("custody__participant", "custody__facility"), pk=pk
    )


def _form(absence: CustodyAbsence, request: HttpRequest | None = None) -> AbsenceForm:
    return AbsenceForm(
        request.POST if request and request.method == "POST" else None,
        absence=absence,
        submit=_("Save the absence"),
        cancel_url=_person(absence.custody),
    )


def _person(stay: Custody) -> str:
    return reverse("person", args=[stay.participant_id])


def _said(absence: CustodyAbsence) -> str:
    """Name the person, the absence and its days."""
    what = {
        "name": absence.custody.participant.full_name,
        "kind": absence.get_kind_display(),
        "day": date_format(absence.away_from, "j F Y"),
    }
    if absence.back_on is None:
        return _("%(name)s: %(kind)s from %(day)s, return not known yet.") % what
    back = date_format(absence.back_on, "j F Y")
    return _("%(name)s: %(kind)s from %(day)s, back on %(back)s.") % {**what, "back": back}


def _render(
    request: HttpRequest,
    stay: Custody,
    form: AbsenceForm,
    *,
    absence: CustodyAbsence | None = None,
    remove: RemoveAbsenceForm | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "stay": stay,
        "absence": absence,
        "form": form,
        "remove": remove,
        "crumbs": [
            (_("People"), reverse("people")),
            (stay.participant.full_name, _person(stay)),
        ],
    }
    return render(request, "participants/absence.html", context, status=status)
