"""The NIK of a person: its status, the number typed anew, and the whole number on purpose."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from jombang_umkm import access
from jombang_umkm.errors import ActionRefused
from jombang_umkm.models import User
from jombang_umkm.opened import note_opened
from jombang_umkm.sign_in import address_of
from participants.actions import identity as actions
from participants.forms.identity import NikForm
from participants.models import Participant
from participants.rules.consequences import AgreementNeeded
from participants.rules.nik import grouped, masked_of
from participants.rules.nik_steps import step_of, steps
from participants.rules.person import lacks_nik
from participants.views.steps import to_person

# The button that asks for the whole number.
SHOW = "tampilkan"


@sensitive_post_parameters("nik")
@require_http_methods(["GET", "HEAD", "POST"])
def nik(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the status and the masked number; set them; or answer with the whole number once."""
    person = get_object_or_404(Participant.objects.kept_by(request.user), pk=pk)
    if request.method == "POST" and SHOW in request.POST:
        return _show(request, person)
    note_opened(request, person)
    form = _form(person, request)
    if request.method != "POST":
        return _render(request, person, form)
    if not form.is_valid():
        return _render(request, person, form, status=409)
    assert isinstance(request.user, User)
    try:
        actions.set_nik(
            participant=person,
            identity=form.identity(),
            by=request.user,
            agreed=request.POST.get("agreed", ""),
        )
    except AgreementNeeded as needed:
        return _render(request, person, form, needed=needed, status=409)
    except ActionRefused as refusal:
        form.refuse(refusal)
        return _render(request, person, form, status=409)
    messages.success(request, _("The NIK of %(name)s was saved.") % {"name": person.full_name})
    return redirect("person", pk)


def _show(request: HttpRequest, person: Participant) -> HttpResponse:
    assert isinstance(request.user, User)
    address = address_of(request) or None
    try:
        whole = actions.show_nik(
            participant=person, by=request.user, at=timezone.now(), address=address
        )
    except ActionRefused as refusal:
        form = _form(person)
        note_opened(request, person)
        messages.error(request, str(refusal.message))
        return _render(request, person, form, status=409)
    return _render(request, person, _form(person), whole=grouped(whole))


def _form(person: Participant, request: HttpRequest | None = None) -> NikForm:
    return NikForm(
        request.POST if request is not None and request.method == "POST" else None,
        initial={"nik_status": person.nik_status},
        has_nik=person.has_nik,
        cancel_url=reverse("person", args=[person.pk]),
    )


def _render(
    request: HttpRequest,
    person: Participant,
    form: NikForm,
    *,
    whole: str = "",
    needed: AgreementNeeded | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "person": person,
        "form": form,
        "masked": masked_of(person),
        "whole": whole,
        "needed": needed,
        "todo": step_of(person.nik_status).todo if lacks_nik(person) else "",
        "steps": steps(),
        "may_show": access.is_officer(request.user) and person.has_nik,
        "crumbs": to_person(person),
    }
    return render(request, "participants/nik.html", context, status=status)
