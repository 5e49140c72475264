"""What every request passes through beside Django's own."""

import logging
from collections.abc import Callable
from datetime import timedelta

import pghistory.middleware
from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.cache import add_never_cache_headers
from django.views.defaults import page_not_found

from jombang_umkm import opened, scope

logger = logging.getLogger(__name__)

GetResponse = Callable[[HttpRequest], HttpResponse]

# How often the session is written to say that its owner is still there.
TOUCH_EVERY = timedelta(minutes=1)


class ChosenLanguageMiddleware:
    """Indonesian until a person chooses otherwise, whatever the shared PC's browser prefers."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", language)
            return response


class SignedInMiddleware:
    """Looks after whoever is signed in at a PC that others use too.

    A session lives on while it is used, so that it ends IDLE_TIME after its last
    request; no page is kept by the browser, to be seen with *Back* after somebody
    signed out, nor one that is answered to a sign-in over it; and the database gives out
    what they may see, until the page is made. A visitor's request says nothing to the
    database, which gives out nothing of people.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # Whether the server is up is answered without the database, which may be down.
        if request.path == reverse("health"):
            return self.get_response(request)
        was_signed_in = request.user.is_authenticated
        response = self._answer(request) if was_signed_in else self.get_response(request)
        if was_signed_in or request.user.is_authenticated:
            add_never_cache_headers(response)
        return response

    def _answer(self, request: HttpRequest) -> HttpResponse:
        now = int(timezone.now().timestamp())
        if now - request.session.get("seen", 0) >= TOUCH_EVERY.total_seconds():
            request.session["seen"] = now
        with scope.of(request.user):
            return self.get_response(request)


class OpenedMiddleware:
    """Notes of whom a page told, as its view said; a page that cannot be noted is not shown."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        opened.write(request, response, at=timezone.now())
        return response


class GoneMeanwhileMiddleware:
    """Answers "not found" where a record is gone by the time that an action locks it.

    The page found it a moment ago; somebody merged it into another, or took it away.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Return the page that any missing record gets, or nothing for another fault."""
        if request.method != "POST" or not isinstance(error, ObjectDoesNotExist):
            return None
        logger.warning("%s is gone by the time it is locked", request.path, exc_info=error)
        return page_not_found(request, error)


class HistoryMiddleware(pghistory.middleware.HistoryMiddleware):
    """Notes in every history row who changed it and on which page."""
