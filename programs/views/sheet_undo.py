"""Taking back the last saving of a sheet."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from jombang_umkm.errors import ActionRefused
from jombang_umkm.models import User
from programs.actions import attendance
from programs.forms.sheet import number
from programs.models import Session, SheetSave


@require_POST
def sheet_undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Put back what a saving changed, and return to the sheet."""
    assert isinstance(request.user, User)
    session = get_object_or_404(Session.objects.visible_to(request.user), pk=pk)
    save_pk = number(request.POST.get("save", "")) or 0
    save = get_object_or_404(SheetSave.objects.filter(session=session), pk=save_pk)
    try:
        outcome = attendance.undo(save=save, by=request.user, at=timezone.now())
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
    else:
        _say_undone(request, outcome)
    return redirect("sheet", pk=pk)


def _say_undone(request: HttpRequest, outcome: attendance.Outcome) -> None:
    if outcome.save is None:
        messages.info(request, _("This was already taken back."))
        return
    count = len(outcome.written)
    text = ngettext("%(count)s mark put back.", "%(count)s marks put back.", count)
    messages.success(request, text % {"count": count})
    if outcome.conflicts:
        kept = [str(conflict.theirs) for conflict in outcome.conflicts]
        messages.warning(
            request, _("Changed since, so left as it is: %(rows)s.") % {"rows": ", ".join(kept)}
        )
