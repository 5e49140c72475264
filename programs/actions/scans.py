"""Attaching pictures of the signed paper to a session's sheet, and taking them off."""

import hashlib
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jombang_umkm.errors import ActionRefused
from jombang_umkm.models import User
from jombang_umkm.pictures import Picture
from programs import permissions
from programs.models import Program, Session, SheetScan
from programs.rules import attendance as rules
from programs.rules.scans import PAGES_A_SHEET, REASON_LENGTH, pages_of


@transaction.atomic
def attach(*, session: Session, content: bytes, by: User, at: datetime) -> list[SheetScan]:
    """Attach each page of an uploaded file, drawn anew, and return the pages as attached.

    A file that is attached already changes nothing.

    Raises ActionRefused: "not_allowed", "cancelled", "postponed", "future_day", "locked",
    "too_many", "too_large", "not_a_picture", "too_many_pixels", "too_many_pages",
    "encrypted", "broken".
    """
    _require_open(session, by=by, at=at)
    # Takes seconds, so nobody is kept waiting for the sheet meanwhile.
    pictures = pages_of(content)
    session = _lock(session)
    _require_open(session, by=by, at=at)
    sha256 = hashlib.sha256(content).hexdigest()
    attached = SheetScan.objects.attached().defer("image").filter(session=session)
    known = list(attached.filter(upload_sha256=sha256).order_by("page"))
    if known:
        return known
    if attached.count() + len(pictures) > PAGES_A_SHEET:
        raise ActionRefused(
            "too_many",
            _("A sheet takes at most %(most)s pages. Take off those that are not needed.")
            % {"most": PAGES_A_SHEET},
        )
    return SheetScan.objects.bulk_create(
        _scan(session, picture, page, sha256, by=by, at=at)
        for page, picture in enumerate(pictures, 1)
    )


@transaction.atomic
def remove(*, scan: SheetScan, by: User, at: datetime, reason: str) -> SheetScan:
    """Take a page off the sheet, and return it; it stays in the database with the reason.

    A repeat changes nothing.

    Raises ActionRefused: "not_allowed", "cancelled", "postponed", "future_day", "locked",
    "moved", "reason_needed".
    """
    session = _lock(scan.session)
    permissions.require_record(by, session.program)
    scan = SheetScan.objects.defer("image").select_for_update(no_key=True).get(pk=scan.pk)
    if scan.session_id != session.pk:
        raise ActionRefused("moved", _("This page was moved to another session meanwhile."))
    if scan.removed_at is not None:
        return scan
    rules.refuse_unless_recordable(session, session.program, at=at)
    reason = reason.strip()[:REASON_LENGTH]
    if not reason:
        raise ActionRefused("reason_needed", _("Say why this page is taken off."))
    scan.removed_at, scan.removed_by, scan.removal_reason = at, by, reason
    scan.save(update_fields=["removed_at", "removed_by", "removal_reason"])
    return scan


def _require_open(session: Session, *, by: User, at: datetime) -> None:
    """Paper is attached by whoever may mark the sheet, while it takes marks."""
    permissions.require_record(by, session.program)
    rules.refuse_unless_recordable(session, session.program, at=at)


def _lock(session: Session) -> Session:
    """Return the session, locked after its programme."""
    programs = Program.objects.select_for_update(no_key=True, of=("self",))
    program = programs.select_related("facility").get(pk=session.program_id)
    locked = Session.objects.select_for_update(no_key=True).get(pk=session.pk)
    locked.program = program
    return locked


def _scan(
    session: Session, picture: Picture, page: int, sha256: str, *, by: User, at: datetime
) -> SheetScan:
    return SheetScan(
        session=session,
        image=picture.jpeg,
        width=picture.width,
        height=picture.height,
        page=page,
        upload_sha256=sha256,
        uploaded_by=by,
        uploaded_at=at,
    )
