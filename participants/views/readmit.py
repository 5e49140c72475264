"""Opening a new stay of somebody who was here before."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from jombang_umkm.errors import ActionRefused
from jombang_umkm.models import User
from jombang_umkm.opened import note_opened
from participants import permissions
from participants.actions import participant as actions
from participants.forms.new_stay import ReadmitForm
from participants.models import Custody, Participant
from participants.rules.consequences import AgreementNeeded
from participants.views.listed import Listed, listed

# The button with which the page for registering hands on what was typed of the stay.
CARRIED = "bawa"


@sensitive_post_parameters("nik")
@require_http_methods(["GET", "HEAD", "POST"])
def readmit(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for the stay, filled in with what was typed elsewhere, or open it."""
    if not permissions.may_register(request.user):
        raise Http404
    people = Participant.objects.visible_to(request.user)
    (row,) = listed([get_object_or_404(people, pk=pk)], request.user)
    note_opened(request, row.person)
    cancel_url = reverse("person", args=[pk])
    if request.method != "POST" or CARRIED in request.POST:
        return _render(
            request, row, ReadmitForm(initial=request.POST.dict(), cancel_url=cancel_url)
        )
    form = ReadmitForm(request.POST, cancel_url=cancel_url)
    if form.is_valid():
        try:
            stay = _readmit(request, row.person, form)
        except AgreementNeeded as needed:
            return _render(request, row, form, needed=needed, status=409)
        except ActionRefused as refusal:
            form.refuse(refusal)
        else:
            text = _("A new stay of %(name)s was opened: %(number)s.")
            named = {"name": row.person.formal_name, "number": stay.registration_no}
            messages.success(request, text % named)
            return redirect(cancel_url)
    return _render(request, row, form, status=409)


def _readmit(request: HttpRequest, person: Participant, form: ReadmitForm) -> Custody:
    assert isinstance(request.user, User)
    assert request.user.facility is not None  # every officer has one
    stay = form.stay(
        participant=person, facility=request.user.facility, source=Custody.Source.TYPED
    )
    agreed = request.POST.get("agreed", "")
    return actions.readmit(custody=stay, by=request.user, at=timezone.now(), agreed=agreed)


def _render(
    request: HttpRequest,
    row: Listed,
    form: ReadmitForm,
    *,
    needed: AgreementNeeded | None = None,
    status: int = 200,
) -> HttpResponse:
    name = row.person.full_name
    crumbs = [(_("People"), reverse("people")), (name, reverse("person", args=[row.person.pk]))]
    context = {"row": row, "form": form, "agreement": needed, "crumbs": crumbs}
    return render(request, "participants/readmit.html", context, status=status)
