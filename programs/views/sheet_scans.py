"""The file that comes with a sheet: the signed paper, attached without losing unsaved marks."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jombang_umkm.errors import ActionRefused
from jombang_umkm.models import User
from programs.actions import scans
from programs.forms.sheet import PostedSheet
from programs.models import Session, SheetScan

# The field of the file, and the button that attaches it without saving.
FILE, ATTACH = "pindaian", "lampirkan"
# Marks a message that belongs beside the field, not on top of the page.
BESIDE = "scan"
# Where it stands: a browser that is led there gives it the focus, and shows the pages below.
NEWS = "kabar-pindaian"
CLOSED = {"not_allowed", "cancelled", "postponed", "future_day", "locked"}


def attaches_only(request: HttpRequest) -> bool:
    """Return whether the file was to be attached, and the marks not yet to be saved."""
    return ATTACH in request.POST


def take(request: HttpRequest, session: Session, *, at: datetime) -> None:
    """Attach the file that came along, if one did, and say what became of it."""
    beside = BESIDE if attaches_only(request) else ""
    file = request.FILES.get(FILE)
    if file is None:
        # Without a script, Save sends of a file its name alone.
        if attaches_only(request) or request.POST.get(FILE):
            text = _("Choose the file of the scan, then press “Attach”.")
            messages.error(request, text, extra_tags=beside)
        return
    assert isinstance(request.user, User)
    try:
        attached = scans.attach(session=session, content=file.read(), by=request.user, at=at)
    except ActionRefused as refusal:
        text = _("The scan was not attached. %(why)s") % {"why": refusal}
        # The field is gone where the sheet was closed meanwhile.
        messages.error(request, text, extra_tags="" if refusal.code in CLOSED else beside)
    else:
        _say_attached(request, attached, beside, at=at)


def _say_attached(
    request: HttpRequest, attached: list[SheetScan], beside: str, *, at: datetime
) -> None:
    if attached[0].uploaded_at != at:
        messages.info(request, _("This file is attached already."), extra_tags=beside)
        return
    count = len(attached)
    text = ngettext("%(count)s page attached.", "%(count)s pages attached.", count)
    messages.success(request, text % {"count": count}, extra_tags=beside)


def named(request: HttpRequest) -> QueryDict:
    """Return what was posted, of the file its name alone: what a sign-in can carry."""
    posted = request.POST.copy()
    if FILE in request.FILES:
        posted[FILE] = str(request.FILES[FILE])
    return posted


def say_lost(request: HttpRequest) -> None:
    """Say that the file did not come through the sign-in, other than the marks."""
    if attaches_only(request) or named(request).get(FILE):
        text = _("You were signed out: choose the file again, then press “Attach”.")
        beside = BESIDE if attaches_only(request) else ""
        messages.warning(request, text, extra_tags=beside)


def holds_more(posted: PostedSheet) -> bool:
    """Return whether something was typed or marked on the sheet that is not saved."""
    rows = posted.rows.values()
    is_marked = any(row.differs or row.in_conflict for row in rows)
    return is_marked or bool(posted.reason or posted.signed_by)
