"""A printed document: its PDF as it was issued, and its voiding."""

from typing import Any

from csp.decorators import csp_exempt
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from jombang_umkm import access
from jombang_umkm.actions import documents
from jombang_umkm.errors import ActionRefused
from jombang_umkm.models import User


@csp_exempt()  # type: ignore[arg-type]  # browsers apply it to their own PDF viewer, which then shows nothing
def document_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """Return the same bytes as on the first day."""
    mine = access.documents_of(request.user).defer("data")
    document = get_object_or_404(mine, pk=pk)
    name = slugify(f"{document.number} {document.title}")[:100]
    return HttpResponse(
        bytes(document.pdf),
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{name}.pdf"'},
    )


def document(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what was printed, by whom and when; void it with a reason."""
    mine = access.documents_of(request.user).light()
    shown = get_object_or_404(mine.select_related("issued_by", "voided_by"), pk=pk)
    context: dict[str, Any] = {"document": shown}
    if request.method != "POST":
        return render(request, "document.html", context)
    assert isinstance(request.user, User)
    reason = request.POST.get("reason", "")
    try:
        documents.void(document=shown, by=request.user, at=timezone.now(), reason=reason)
    except ActionRefused as refusal:
        context |= {"refusal": refusal}
        return render(request, "document.html", context, status=409)
    messages.success(
        request,
        _("%(number)s was voided; its number is not used again.") % {"number": shown.number},
    )
    return redirect("document", pk)
