"""A person's own data: asked for, noted, and fetched as PDF and as JSON."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from jombang_umkm import documents
from jombang_umkm.errors import ActionRefused
from jombang_umkm.models import AccessLog, User
from jombang_umkm.opened import note_opened
from jombang_umkm.roof.forms import DataCopyForm
from jombang_umkm.roof.held import as_json, as_pdf
from jombang_umkm.roof.held.copies import number_of
from jombang_umkm.sign_in import address_of
from participants import permissions
from participants.actions.data_copy import hand_over
from participants.models import Participant
from participants.rules.data_copy import FETCHED_WITHIN, fetchable_since
from participants.views.steps import to_person


@require_http_methods(["GET", "HEAD", "POST"])
def person_data(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask who asks for the data; note it, and lead to the copy."""
    person = _kept(request, pk)
    data = request.POST if request.method == "POST" else None
    form = DataCopyForm(data, cancel_url=reverse("person", args=[pk]))
    if form.is_valid():
        assert isinstance(request.user, User)
        try:
            act = hand_over(
                participant=person,
                asked_by=form.cleaned_data["asked_by"],
                by=request.user,
                at=timezone.now(),
                address=address_of(request) or None,
            )
        except ActionRefused as refusal:
            form.refuse(refusal)
        else:
            return redirect("person_data_ready", pk, act.pk)
    context = {"person": person, "form": form, "crumbs": to_person(person)}
    status = 409 if form.errors else 200
    return render(request, "person/data.html", context, status=status)


def person_data_ready(request: HttpRequest, pk: int, act: int) -> HttpResponse:
    """Offer both files of a copy that was made a moment ago."""
    person = _kept(request, pk)
    made = _made(request, person, act)
    context = {
        "person": person,
        "act": made,
        "number": number_of(made),
        "until": made.at + FETCHED_WITHIN,
        "crumbs": to_person(person),
    }
    return render(request, "person/data_ready.html", context)


def person_data_pdf(request: HttpRequest, pk: int, act: int) -> HttpResponse:
    """Answer with the copy to be read; where a text cannot be printed, say which."""
    person = _kept(request, pk)
    made = _made(request, person, act)
    try:
        content = as_pdf(made, person)
    except documents.Unprintable as fault:
        text = _("“%(text)s” cannot be printed because of “%(character)s”; the JSON file has it.")
        messages.error(request, text % {"text": fault.text, "character": fault.character})
        return redirect("person_data_ready", pk, act)
    return _file(made, person, content, "application/pdf", "pdf")


def person_data_json(request: HttpRequest, pk: int, act: int) -> HttpResponse:
    """Answer with the copy to be taken along."""
    person = _kept(request, pk)
    made = _made(request, person, act)
    return _file(made, person, as_json(made, person), "application/json", "json")


def _kept(request: HttpRequest, pk: int) -> Participant:
    """Return the person if the user may hand out their data, and have it noted; Http404 else."""
    if not permissions.may_hand_over(request.user):
        raise Http404
    person = get_object_or_404(Participant.objects.kept_by(request.user), pk=pk)
    note_opened(request, person)
    return person


def _made(request: HttpRequest, person: Participant, act: int) -> AccessLog:
    """Return the user's own act, while its copy can be fetched; Http404 otherwise."""
    acts = AccessLog.objects.of(person).select_related("user__facility")
    return get_object_or_404(
        acts,
        pk=act,
        user=request.user,
        act=AccessLog.Act.DATA_EXPORT,
        at__gt=fetchable_since(timezone.now()),
    )


def _file(
    act: AccessLog, person: Participant, content: bytes, content_type: str, ending: str
) -> HttpResponse:
    """Return a download. Like every page of somebody signed in, no browser keeps it."""
    name = slugify(f"data {person.full_name} {number_of(act)}")
    return HttpResponse(
        content,
        content_type=content_type,
        headers={"Content-Disposition": f'attachment; filename="{name}.{ending}"'},
    )
