"""The photo of a person: shown, attached with their consent, erased with a reason."""

from datetime import timedelta

from csp.constants import UNSAFE_INLINE
from csp.decorators import csp_replace
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from jombang_umkm import pictures, uploads
from jombang_umkm.errors import ActionRefused
from jombang_umkm.models import AccessLog, User
from jombang_umkm.opened import note_opened
from participants.actions import photo as actions
from participants.forms.photo import PhotoForm, RemovePhotoForm
from participants.models import Participant, ParticipantPhoto
from participants.views.steps import to_person

# A page may take so long to fetch its photo, where the line is slow.
LOADED_WITHIN = timedelta(minutes=5)


# The page that a browser makes around a picture has a style of its own.
@csp_replace({"style-src": [UNSAFE_INLINE]})  # type: ignore[arg-type]  # any view
def photo_file(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer with the JPEG, for whoever keeps the person's record; an erased one is gone.

    Like every page of somebody signed in it is not kept by the browser: officers share a PC.
    It is noted who looked at it, unless it belongs to a page of which that is noted already.
    """
    photos = ParticipantPhoto.objects.visible_to(request.user).attached()
    found = get_object_or_404(photos.select_related("participant"), participant=pk)
    if not _is_of_page(request, found.participant):
        note_opened(request, found.participant)
    return HttpResponse(
        bytes(found.jpeg),
        content_type="image/jpeg",
        headers={"Content-Disposition": 'inline; filename="foto.jpg"'},
    )


def _is_of_page(request: HttpRequest, person: Participant) -> bool:
    """Return whether the user opened a page about the person a moment ago, which has the photo."""
    since = timezone.now() - LOADED_WITHIN
    looks = AccessLog.objects.of(person).filter(user=request.user.pk, at__gte=since)
    return looks.exists()


@csrf_exempt  # checked below, once it is settled how much of a file is kept
@require_http_methods(["GET", "HEAD", "POST"])
def photo(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the photo, attach one, or erase it."""
    uploads.bound(request, pictures.BYTES_AT_MOST)
    return _photo(request, pk)


@csrf_protect
def _photo(request: HttpRequest, pk: int) -> HttpResponse:
    participant = get_object_or_404(Participant.objects.kept_by(request.user), pk=pk)
    note_opened(request, participant)
    if request.method != "POST":
        return _render(request, participant)
    if "which" in request.POST:
        return _remove(request, participant)
    return _attach(request, participant)


def _attach(request: HttpRequest, participant: Participant) -> HttpResponse:
    form = _attach_form(participant, request)
    if not form.is_valid():
        form.ask_for_file_again()
        return _render(request, participant, attach=form)
    assert isinstance(request.user, User)
    now = timezone.now()
    try:
        photo = actions.attach(
            participant=participant,
            content=form.cleaned_data["photo"].read(),
            consent_on=form.cleaned_data["consent_on"],
            by=request.user,
            at=now,
        )
    except ActionRefused as refusal:
        form.refuse(refusal)
        form.ask_for_file_again()
        return _render(request, participant, attach=form)
    if photo.added_at == now:
        messages.success(request, _("The photo was attached."))
    else:
        messages.info(request, _("This photo is attached already."))
    return redirect("photo", participant.pk)


def _remove(request: HttpRequest, participant: Participant) -> HttpResponse:
    form = RemovePhotoForm(request.POST, auto_id="erase_%s")
    if not form.is_valid():
        return _render(request, participant, remove=form)
    photos = participant.photos.defer("jpeg").select_related("participant")
    photo = get_object_or_404(photos, pk=form.cleaned_data["which"])
    assert isinstance(request.user, User)
    reason, now = form.cleaned_data["reason"], timezone.now()
    try:
        erased = actions.remove(photo=photo, by=request.user, at=now, reason=reason)
    except ActionRefused as refusal:
        form.add_error(None, str(refusal.message))
        return _render(request, participant, remove=form)
    if erased.removed_at == now:
        messages.success(request, _("The photo was erased."))
    else:
        messages.info(request, _("That photo was erased already."))
    return redirect("photo", participant.pk)


def _attach_form(participant: Participant, request: HttpRequest | None = None) -> PhotoForm:
    return PhotoForm(
        request.POST if request else None,
        request.FILES if request else None,
        participant=participant,
    )


def _render(
    request: HttpRequest,
    participant: Participant,
    *,
    attach: PhotoForm | None = None,
    remove: RemovePhotoForm | None = None,
) -> HttpResponse:
    photos = participant.photos.attached().defer("jpeg").select_related("added_by")
    photo = photos.first()
    if photo is not None and remove is None:
        remove = RemovePhotoForm(initial={"which": photo.pk}, auto_id="erase_%s")
    context = {
        "participant": participant,
        "photo": photo,
        "attach": attach or _attach_form(participant),
        "remove": remove,
        "crumbs": to_person(participant),
    }
    has_errors = any(form is not None and form.errors for form in (attach, remove))
    return render(request, "participants/photo.html", context, status=409 if has_errors else 200)
