"""What people see when a request cannot be answered; 403.html and 404.html need no view of ours."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import get_language


def server_error(request: HttpRequest) -> HttpResponse:
    """Return the page for a fault of ours, made without the database: that may be the fault."""
    return HttpResponse(render_to_string("500.html", {"LANGUAGE_CODE": get_language()}), status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Return the page for a form that was sent with an old token or without cookies."""
    return render(request, "403_csrf.html", status=403)
