"""Who is held here and missing from a list: nothing happens to them, but what is recorded."""

import re

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from jombang_umkm.errors import ActionRefused
from jombang_umkm.models import Facility, User
from participants import permissions
from participants.actions import events
from participants.actions.custody import Destination, Papers
from participants.actions.events import Happening
from participants.forms.missing import MissingForm
from participants.models import Custody, PeopleImport
from participants.querysets import CustodyQuerySet
from participants.rules.consequences import AgreementNeeded

Status = PeopleImport.Status

# So many are looked over on one page, and recorded at once.
AT_ONCE = 200


@require_http_methods(["GET", "HEAD", "POST"])
def import_missing(request: HttpRequest, pk: int) -> HttpResponse:
    """List who is missing from a list, and record what happened to those who are ticked."""
    assert isinstance(request.user, User)
    visible = PeopleImport.objects.visible_to(request.user).defer("content")
    found = get_object_or_404(visible.select_related("facility"), pk=pk)
    if found.status not in (Status.PREVIEWED, Status.DONE):
        return redirect("import", found.pk)
    missing = Custody.objects.missing_from(found)
    form = MissingForm(
        request.POST if request.method == "POST" else None,
        facilities=Facility.objects.exclude(pk=found.facility_id).order_by("short_name"),
        initial={"on": timezone.localdate()},
    )
    if request.method != "POST":
        return _render(request, found, form, missing)
    if not _may_record(request, found):
        raise Http404
    if not form.is_valid():
        return _render(request, found, form, missing, status=409)
    try:
        recorded = events.record_all(
            stays=_ticked(request),
            happening=_happening(form),
            by=request.user,
            at=timezone.now(),
            agreed=request.POST.get("agreed", ""),
        )
    except AgreementNeeded as needed:
        return _render(request, found, form, missing, needed=needed, status=409)
    except ActionRefused as refusal:
        form.refuse(refusal)
        return _render(request, found, form, missing, status=409)
    told = ngettext(
        "Recorded for %(count)s person.", "Recorded for %(count)s people.", len(recorded)
    )
    messages.success(request, told % {"count": len(recorded)})
    return redirect("import_missing", found.pk)


def _may_record(request: HttpRequest, found: PeopleImport) -> bool:
    """Return whether they record events here: a list whose columns are mixed up lacks everybody."""
    is_saved = found.status == Status.DONE
    return is_saved and permissions.may_keep_stays(request.user, found.facility_id)


def _ticked(request: HttpRequest) -> list[Custody]:
    """Return the stays that were ticked, also those recorded by a first click a moment ago."""
    stays = Custody.objects.visible_to(request.user).select_related("participant", "facility")
    return list(stays.filter(pk__in=_numbers(request)))


def _numbers(request: HttpRequest) -> list[int]:
    ticked = request.POST.getlist("stay")[:AT_ONCE]
    return [int(text) for text in ticked if re.fullmatch(r"[0-9]{1,18}", text)]


def _happening(form: MissingForm) -> Happening:
    data = form.cleaned_data
    is_transfer = data["to"] == Custody.Status.TRANSFERRED_OUT
    destination = Destination(data["facility"], data["elsewhere"]) if is_transfer else None
    return Happening(
        data["to"], data["on"], Papers(data["document_no"], data["reason"]), destination
    )


def _render(
    request: HttpRequest,
    found: PeopleImport,
    form: MissingForm,
    missing: CustodyQuerySet,
    *,
    needed: AgreementNeeded | None = None,
    status: int = 200,
) -> HttpResponse:
    listed = missing.select_related("participant").order_by("participant__full_name", "pk")
    context = {
        "import": found,
        "form": form,
        "stays": listed[:AT_ONCE],
        "count": missing.count(),
        "ticked": _numbers(request),
        "chosen": form["to"].value(),
        "needed": needed,
        "may_record": _may_record(request, found),
        "crumbs": [
            (_("People"), reverse("people")),
            (_("Import"), reverse("imports")),
            (found.file_name, reverse("import", args=[found.pk])),
        ],
    }
    return render(request, "participants/import_missing.html", context, status=status)
