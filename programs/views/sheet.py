"""The attendance sheet of one session: opened, marked, saved."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.csrf import CsrfViewMiddleware
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from jombang_umkm import pictures, scope, uploads
from jombang_umkm.errors import ActionRefused
from jombang_umkm.models import User
from participants.models import Custody
from programs.actions import attendance
from programs.actions.attendance import Typed
from programs.forms.sheet import PostedSheet, number, read
from programs.models import Attendance, PrintedSheet, Session
from programs.rules.attendance import Entry, SheetOrder
from programs.views import sheet_scans
from programs.views.sheet_page import SheetPage, load
from programs.views.sheet_rows import drawn
from programs.views.sheet_sign_in import SheetSignIn

# What a sheet does not need of the document it was printed in.
HEAVY = ("document__pdf", "document__data")


@login_not_required  # answered here, so that marks posted after an idle sign-out are not lost
@csrf_exempt  # checked here, so that marks posted from before another tab's sign-in are not lost
@require_http_methods(["GET", "HEAD", "POST"])
def sheet(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show the sheet, or save what was marked on it."""
    uploads.bound(request, pictures.BYTES_AT_MOST)
    if not request.user.is_authenticated:
        if request.method != "POST":
            return redirect_to_login(request.get_full_path())
        return _sign_in(request, pk)
    if request.method == "POST":
        session = _session(request, pk)
        return _carried(request, session) if _is_stale(request) else _save(request, session)
    return _render(request, _page(request, pk, at=timezone.now()))


def _is_stale(request: HttpRequest) -> bool:
    """Return whether the form's token is not, or no longer, the one of this browser."""
    check = CsrfViewMiddleware(lambda _request: HttpResponse())
    # In place of the exempt view, one that is not.
    return check.process_view(request, redirect, (), {}) is not None


def _sign_in(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Ask who is there, then show the sheet with the marks that came along."""
    posted = sheet_scans.named(request)
    request.POST = posted  # type: ignore[assignment]
    answer = SheetSignIn.as_view()(request)
    if not request.user.is_authenticated:
        return answer
    request.POST = posted  # type: ignore[assignment]
    # The request began as a visitor's.
    with scope.of(request.user):
        page = _carried(request, _session(request, pk))
    page.cookies.update(answer.cookies)
    return page


def _session(request: HttpRequest, pk: int) -> Session:
    """Return the session; a saving needs no more of it than this."""
    sessions = Session.objects.visible_to(request.user).select_related("program")
    return get_object_or_404(sessions, pk=pk)


def _page(request: HttpRequest, pk: int, *, at: datetime, **shown: Any) -> SheetPage:
    paper = _paper(request, pk)
    return load(pk, user=_user(request), at=at, order=_order(request), paper=paper, **shown)


def _paper(request: HttpRequest, pk: int) -> PrintedSheet | None:
    """Return the printed list that is typed back, if the address names one of this session."""
    number = request.GET.get("lembar", "")
    if not number:
        return None
    sheets = PrintedSheet.objects.visible_to(request.user).select_related("document")
    return get_object_or_404(sheets.defer(*HEAVY), session=pk, number=number)


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user


def _order(request: HttpRequest) -> SheetOrder:
    asked = request.GET.get("urut", "")
    return SheetOrder(asked) if asked in set(SheetOrder) else SheetOrder.NAME


def _posted(request: HttpRequest, session: Session) -> PostedSheet:
    """Return what was posted, its errors naming the people of this facility."""

    def names_of(pks: list[int]) -> dict[int, str]:
        stays = Custody.with_merged.filter(pk__in=pks, facility=session.program.facility_id)
        return dict(stays.values_list("pk", "participant__full_name"))

    return read(request.POST, names_of)


def _save(request: HttpRequest, session: Session) -> HttpResponse:
    """Save the sheet, or show it again with all that was marked and what stands in the way."""
    posted, user, now = _posted(request, session), _user(request), timezone.now()
    paper = _paper(request, session.pk)
    sheet_scans.take(request, session, at=now)
    if sheet_scans.attaches_only(request):
        return _attached(request, session, posted, at=now)
    if posted.errors or _filled_by_another(request):
        return _again(request, session, posted, at=now)
    if "rest" in request.POST:
        filled = posted.fill(Attendance.Mark.PRESENT)
        return _again(request, session, posted, at=now, filled=filled, status=200)
    try:
        outcome = attendance.record(
            session=session,
            rows=posted.to_record(),
            by=user,
            at=now,
            reason=posted.reason,
            typed=Typed(paper, posted.signed_by) if paper else None,
        )
    except ActionRefused as refusal:
        return _again(request, session, posted, at=now, refusal=refusal)
    open_rows = [conflict.row.custody_id for conflict in outcome.conflicts]
    open_rows += [row.custody_id for row in posted.undecided]
    if open_rows:
        return _ask(request, session, posted, open_rows, saved=len(outcome.written), at=now)
    if outcome.save is None:
        messages.info(request, _("Nothing to save: everything was recorded already."))
    return redirect(request.get_full_path())


def _attached(
    request: HttpRequest, session: Session, posted: PostedSheet, *, at: datetime
) -> HttpResponse:
    """Show the sheet with its scans, and with all that was marked and is not saved yet."""
    if sheet_scans.holds_more(posted):
        return _again(request, session, posted, at=at, status=200, is_kept=True)
    return redirect(f"{request.get_full_path()}#{sheet_scans.NEWS}")


def _filled_by_another(request: HttpRequest) -> bool:
    """Return whether somebody else marked this sheet and the one signed in has not confirmed it."""
    return bool(_other_marker(request)) and "confirm_by" not in request.POST


def _other_marker(request: HttpRequest) -> str:
    """Return the number of the user who made the posted marks, if not the one signed in."""
    by = request.POST.get("by", "")
    return "" if by == str(request.user.pk) else by


def _marked_by(request: HttpRequest, session: Session) -> dict[str, Any]:
    """Return what the page says of somebody else's marks until they are confirmed."""
    if request.method != "POST" or not _filled_by_another(request):
        return {}
    by = _other_marker(request)
    colleagues = User.objects.filter(facility=session.program.facility_id)
    known = colleagues.filter(pk=number(by) or 0).first()
    return {"posted_by": by, "marked_by": known.full_name if known else _("somebody else")}


def _again(
    request: HttpRequest,
    session: Session,
    posted: PostedSheet,
    *,
    at: datetime,
    status: int = 409,
    refusal: ActionRefused | None = None,
    **context: Any,
) -> HttpResponse:
    # A question that was asked stays one, with the answer already given.
    in_conflict = {pk: row for pk, row in posted.rows.items() if row.in_conflict}
    page = _page(request, session.pk, at=at, posted=posted, in_conflict=in_conflict)
    context |= _marked_by(request, session)
    return _render(request, page, status=status, refusal=refusal, **context)


def _ask(
    request: HttpRequest,
    session: Session,
    posted: PostedSheet,
    open_rows: list[int],
    *,
    saved: int,
    at: datetime,
) -> HttpResponse:
    """Show the sheet as it is recorded now, with a question at each row in conflict."""
    in_conflict = {pk: posted.rows[pk] for pk in open_rows}
    page = _page(request, session.pk, at=at, in_conflict=in_conflict)
    return _render(request, page, status=409, saved=saved)


def _carried(request: HttpRequest, session: Session) -> HttpResponse:
    """Show the marks that came along with a sign-in: compared with what is recorded, not saved."""
    now = timezone.now()
    posted = _posted(request, session)
    sheet_scans.say_lost(request)
    recorded = {mark.custody_id: Entry.of(mark) for mark in session.attendances.all()}
    # A question that was asked stays one.
    in_conflict = {pk: row for pk, row in posted.rows.items() if row.in_conflict}
    for row in posted.rows.values():
        current = recorded.get(row.custody_id, Entry())
        if row.error or not row.differs:
            continue
        if current not in (row.base, row.entry()):
            in_conflict[row.custody_id] = row
    page = _page(request, session.pk, at=now, posted=posted, in_conflict=in_conflict)
    return _render(request, page, is_carried=True, **_marked_by(request, session))


def _render(
    request: HttpRequest, page: SheetPage, *, status: int = 200, **context: Any
) -> HttpResponse:
    session = page.session
    day = f"{reverse('today')}?tanggal={session.day:%Y-%m-%d}"
    crumbs = [(date_format(session.day, "l, j M"), day)]
    return render(
        request,
        "programs/sheet.html",
        {
            "page": page,
            "session": session,
            "card": page.card,
            "crumbs": crumbs,
            "rows": drawn(page.lines, session) if page.can_save else "",
            **context,
        },
        status=status,
    )
