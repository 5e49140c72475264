"""Moving a whole sheet that was typed into the wrong session."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from jombang_umkm.errors import ActionRefused
from jombang_umkm.models import User
from programs.actions import attendance
from programs.forms.sheet_move import SheetMoveForm
from programs.views.sheet_move_page import SheetMovePage, load, reachable


@require_http_methods(["GET", "HEAD", "POST"])
def sheet_move(request: HttpRequest, pk: int) -> HttpResponse:
    """Show which sessions could take the sheet, or move it to the one that was chosen."""
    assert isinstance(request.user, User)
    now = timezone.now()
    page = load(pk, user=request.user, at=now)
    sessions = reachable(page.session, request.user)
    form = SheetMoveForm(request.POST or None, sessions=sessions)
    if request.method != "POST":
        return _render(request, page, form)
    if not form.is_valid():
        return _render(request, page, form, status=409)
    to = form.cleaned_data["to"]
    try:
        outcome = attendance.move(
            session=page.session,
            to=to,
            by=request.user,
            at=now,
            reason=form.cleaned_data["reason"],
        )
    except ActionRefused as refusal:
        form.refuse(refusal)
        # As it stands now: somebody was faster.
        page = load(pk, user=request.user, at=now)
        return _render(request, page, form, status=409)
    _say_moved(request, outcome, page)
    return redirect("sheet", pk=to.pk)


def _render(
    request: HttpRequest, page: SheetMovePage, form: SheetMoveForm, *, status: int = 200
) -> HttpResponse:
    return render(
        request,
        "programs/sheet_move.html",
        {
            "page": page,
            "session": page.session,
            "form": form,
            "chosen": form.data.get("to", ""),
            "crumbs": [(_("Attendance sheet"), reverse("sheet", args=[page.session.pk]))],
        },
        status=status,
    )


def _say_moved(request: HttpRequest, outcome: attendance.Outcome, page: SheetMovePage) -> None:
    if outcome.save is None:
        messages.info(request, _("This sheet was moved here already."))
        return
    count = len(outcome.written)
    text = ngettext(
        "%(count)s mark moved here from %(title)s, %(day)s (%(topic)s).",
        "%(count)s marks moved here from %(title)s, %(day)s (%(topic)s).",
        count,
    )
    messages.success(
        request,
        text
        % {
            "count": count,
            "title": _name(page),
            "day": date_format(page.session.day, "l, j F"),
            "topic": page.session.topic,
        },
    )


def _name(page: SheetMovePage) -> str:
    if page.number is None:
        return page.title
    return _("%(title)s, session %(number)s") % {"title": page.title, "number": page.number}
