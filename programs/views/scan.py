"""A page of the signed paper, as the picture it is."""

from csp.constants import UNSAFE_INLINE
from csp.decorators import csp_replace
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header
from django.utils.text import slugify

from programs.models import Session, SheetScan
from programs.rules.naming import title_of


# The page that a browser makes around a picture has a style of its own.
@csp_replace({"style-src": [UNSAFE_INLINE]})  # type: ignore[arg-type]  # any view
def scan(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer with the JPEG, for whoever sees the sheet; one that was taken off is gone.

    Like every page of somebody signed in it is not kept by the browser: officers share a PC.
    """
    scans = SheetScan.objects.visible_to(request.user).attached()
    found = get_object_or_404(scans, pk=pk)
    response = HttpResponse(bytes(found.image), content_type="image/jpeg")
    response["Content-Disposition"] = content_disposition_header(False, _file_name(found)) or ""
    return response


def _file_name(scan: SheetScan) -> str:
    """Return a name to keep it under, such as DH-tata-boga-2026-03-12-1.jpg."""
    session = Session.objects.with_names().get(pk=scan.session_id)
    pages = list(session.scans.attached().values_list("pk", flat=True))
    number = pages.index(scan.pk) + 1
    return f"DH-{slugify(title_of(session))}-{session.day:%Y-%m-%d}-{number}.jpg"
