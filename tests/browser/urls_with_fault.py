"""The addresses of the site, and one at which a fault of ours shows its page."""

from typing import NoReturn

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest
from django.urls import path

from jombang_umkm import urls

FAULT = "/rusak/"


@login_not_required
def fault(request: HttpRequest) -> NoReturn:
    raise RuntimeError("raised to show the page that says so")


urlpatterns = [path(FAULT.lstrip("/"), fault), *urls.urlpatterns]
handler500 = urls.handler500
