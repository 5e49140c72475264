"""Taking a page of the signed paper off its sheet, with the reason."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from jombang_umkm.errors import ActionRefused
from jombang_umkm.models import User
from programs import permissions
from programs.actions import scans
from programs.forms.scan import RemoveScanForm
from programs.models import SheetScan
from programs.views.sheet_scans import BESIDE, NEWS


@require_http_methods(["GET", "HEAD", "POST"])
def scan_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the page and ask for the reason, or take it off."""
    assert isinstance(request.user, User)
    scan = _scan(request, pk)
    form = RemoveScanForm(request.POST or None, cancel_url=_sheet(scan))
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            scans.remove(scan=scan, by=request.user, at=timezone.now(), reason=reason)
        except ActionRefused as refusal:
            form.add_error(None, str(refusal.message))
        else:
            messages.success(request, _("The page was taken off."), extra_tags=BESIDE)
            return redirect(_sheet(scan))
    context = {"scan": scan, "form": form, "crumbs": [(_("Attendance sheet"), _sheet(scan))]}
    return render(request, "programs/scan_remove.html", context, status=409 if form.errors else 200)


def _scan(request: HttpRequest, pk: int) -> SheetScan:
    """Return the page, for who may take it off; once off it is only for a repeated post."""
    visible = SheetScan.objects.visible_to(request.user)
    asked = visible if request.method == "POST" else visible.attached()
    scan = get_object_or_404(
        asked.defer("image").select_related("session__program", "uploaded_by"), pk=pk
    )
    if not permissions.may_record(request.user, scan.session.program):
        raise Http404
    return scan


def _sheet(scan: SheetScan) -> str:
    return f"{reverse('sheet', args=[scan.session_id])}#{NEWS}"
