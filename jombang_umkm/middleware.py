"""What every request passes through beside Django's own."""

from collections.abc import Callable
from datetime import timedelta

import pghistory.middleware
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation

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


class IdleSignOutMiddleware:
    """Keeps a session alive while it is used, so that it ends IDLE_TIME after its last request."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            now = int(timezone.now().timestamp())
            seen = request.session.get("seen", 0)
            if now - seen >= TOUCH_EVERY.total_seconds():
                request.session["seen"] = now
        return self.get_response(request)


class HistoryMiddleware(pghistory.middleware.HistoryMiddleware):
    """Notes in every history row who changed it and on which page."""
