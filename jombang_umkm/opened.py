"""Of whom a page tells: a view says it, and once the page is answered it is noted (UU 27/2022)."""

from datetime import datetime
from http import HTTPStatus

from django.db import models
from django.http import HttpRequest, HttpResponse

from jombang_umkm.actions.access import note_each
from jombang_umkm.models import AccessLog, User
from jombang_umkm.sign_in import address_of

# A page that comes back with what is wrong in a form tells of the person all the same.
SHOWN = {HTTPStatus.OK, HTTPStatus.CONFLICT}


def note_opened(request: HttpRequest, *people: models.Model) -> None:
    """Have it noted that the page tells of these people, if it is shown to who asked for it."""
    request.opened = people  # type: ignore[attr-defined]


def write(request: HttpRequest, response: HttpResponse, *, at: datetime) -> None:
    """Note who was shown the page of whom, in one statement; nothing of any other answer."""
    people = getattr(request, "opened", ())
    if people and response.status_code in SHOWN:
        assert isinstance(request.user, User)
        note_each(
            act=AccessLog.Act.OPEN_PERSON,
            whom=people,
            by=request.user,
            at=at,
            address=address_of(request) or None,
            detail=request.path,
        )
