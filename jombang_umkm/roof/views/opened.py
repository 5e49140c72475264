"""Noting whose record a page shows, and to whom (UU 27/2022)."""

from datetime import datetime

from django.http import HttpRequest

from jombang_umkm.actions.access import note
from jombang_umkm.models import AccessLog, User
from jombang_umkm.sign_in import address_of
from participants.models import Participant


def note_opened(request: HttpRequest, *people: Participant, at: datetime, detail: str = "") -> None:
    """Note that whoever is signed in opened the records of these people."""
    assert isinstance(request.user, User)
    for person in people:
        note(
            act=AccessLog.Act.OPEN_PERSON,
            whom=person,
            by=request.user,
            at=at,
            address=address_of(request) or None,
            detail=detail,
        )
