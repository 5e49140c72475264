"""Correcting what is known of a stay."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from jombang_umkm.errors import ActionRefused
from jombang_umkm.models import User
from jombang_umkm.opened import note_opened
from participants.actions import stay as stays
from participants.forms.stay import StayForm
from participants.models import Custody
from participants.views.steps import to_person


@require_http_methods(["GET", "HEAD", "POST"])
def stay_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what is known of the stay, or correct it."""
    assert isinstance(request.user, User)
    mine = Custody.objects.kept_by(request.user).select_related("participant", "facility")
    stay = get_object_or_404(mine, pk=pk)
    note_opened(request, stay.participant)
    back = reverse("person", args=[stay.participant_id])
    form = StayForm(request.POST if request.method == "POST" else None, stay=stay, cancel_url=back)
    if request.method != "POST":
        return _render(request, stay, form)
    if not form.is_valid():
        return _render(request, stay, form, status=409)
    try:
        stays.change(
            custody=stay,
            facts=form.facts(),
            base=form.cleaned_data["base"],
            by=request.user,
            at=timezone.now(),
        )
    except ActionRefused as refusal:
        if refusal.code == "changed_meanwhile":
            form.compare(stay)
        form.refuse(refusal)
        return _render(request, stay, form, status=409)
    messages.success(
        request,
        _("The stay of %(name)s was saved.") % {"name": stay.participant.full_name},
    )
    return redirect(back)


def _render(
    request: HttpRequest, stay: Custody, form: StayForm, *, status: int = 200
) -> HttpResponse:
    person = stay.participant
    return render(
        request,
        "participants/stay_change.html",
        {
            "stay": stay,
            "form": form,
            "crumbs": to_person(person),
        },
        status=status,
    )
