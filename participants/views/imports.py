"""The lists a prison has taken over, and uploading another."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from jombang_umkm import access, uploads
from jombang_umkm.errors import ActionRefused
from jombang_umkm.models import User
from jombang_umkm.spreadsheets.reading import BYTES_AT_MOST
from participants.actions import people_import as actions
from participants.actions.people_import import Upload
from participants.forms.people_import import UploadForm
from participants.models import PeopleImport
from participants.views.import_files import template_file

Status = PeopleImport.Status

SHOWN = 20
STATUS_KINDS = {
    Status.UPLOADED: "warn",
    Status.READING: "info",
    Status.PREVIEWED: "warn",
    Status.SAVING: "info",
    Status.DONE: "good",
    Status.FAILED: "bad",
}


@csrf_exempt  # checked below, once it is settled how much of a file is kept
@require_http_methods(["GET", "HEAD", "POST"])
def imports(request: HttpRequest) -> HttpResponse:
    """List the imports of the user's facility, or take in another list."""
    uploads.bound(request, BYTES_AT_MOST)
    return _imports(request)


@csrf_protect
def _imports(request: HttpRequest) -> HttpResponse:
    if not (access.is_officer(request.user) or access.is_administrator(request.user)):
        raise Http404
    if request.method != "POST":
        return _render(request, UploadForm(initial={"as_of": timezone.localdate()}))
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        form.ask_for_file_again()
        return _render(request, form, status=409)
    assert isinstance(request.user, User)
    if request.user.facility is None:
        raise Http404
    file = form.cleaned_data["file"]
    try:
        found = actions.upload(
            facility=request.user.facility,
            file=Upload(
                name=file.name,
                content=file.read(),
                as_of=form.cleaned_data["as_of"],
                language=get_language() or "id",
            ),
            by=request.user,
            at=timezone.now(),
        )
    except ActionRefused as refusal:
        form.refuse(refusal)
        form.ask_for_file_again()
        return _render(request, form, status=409)
    _tell_of_twin(request, found)
    return redirect("import_columns", found.pk)


def _tell_of_twin(request: HttpRequest, found: PeopleImport) -> None:
    """Say that the very same file was saved already."""
    saved = PeopleImport.objects.filter(
        facility=found.facility_id, file_sha256=found.file_sha256, status=Status.DONE
    )
    twin = saved.first()
    if twin is not None:
        messages.info(
            request,
            _("This very file was saved on %(day)s by %(who)s. Saving it again changes nothing.")
            % {"day": timezone.localtime(twin.saved_at).strftime("%d-%m-%Y"), "who": twin.saved_by},
        )


def _render(request: HttpRequest, form: UploadForm, status: int = 200) -> HttpResponse:
    found = PeopleImport.objects.visible_to(request.user).defer("content")
    shown = found.select_related("uploaded_by", "saved_by", "facility")[:SHOWN]
    context = {
        "form": form,
        "may_upload": access.is_officer(request.user),
        "imports": [(each, STATUS_KINDS.get(Status(each.status), "")) for each in shown],
        "shows_facility": access.is_administrator(request.user),
        "crumbs": [(_("People"), reverse("people"))],
    }
    return render(request, "participants/imports.html", context, status=status)


def import_template(request: HttpRequest) -> HttpResponse:
    """Answer with a spreadsheet to fill in, with an example and notes."""
    if not (access.is_officer(request.user) or access.is_administrator(request.user)):
        raise Http404
    return template_file()
