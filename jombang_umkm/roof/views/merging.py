"""How two records became one: what was chosen, and making two of it again."""

from collections.abc import Iterator
from itertools import islice

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from jombang_umkm.errors import ActionRefused
from jombang_umkm.models import User
from jombang_umkm.opened import note_opened
from jombang_umkm.roof.forms import UndoMergeForm
from jombang_umkm.roof.life.changes import changes_since
from participants import permissions
from participants.actions.merge_undo import undo
from participants.models import Merge
from participants.querysets import built_on, taken_since
from participants.views.steps import to_person

# So much of what was built on it tells why it cannot be undone.
SHOWN = 20


@require_http_methods(["GET", "HEAD", "POST"])
def merging(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what was merged to those who keep the record; administrators undo it here."""
    assert isinstance(request.user, User)
    done = get_object_or_404(Merge.objects.visible_to(request.user).with_names(), pk=pk)
    note_opened(request, *((done.kept, done.absorbed) if done.is_undone else (done.kept,)))
    form = UndoMergeForm(request.POST or None)
    if request.method == "POST":
        if not permissions.may_undo_merge(request.user):
            messages.error(request, _("An administrator makes two records of it again."))
            return redirect("merging", pk)
        if form.is_valid() and _undo(request, done, form):
            return redirect("person", done.absorbed_id)
    may_undo = permissions.may_undo_merge(request.user) and not done.is_undone
    against = list(islice(_against(done), SHOWN)) if may_undo else []
    context = {
        "merge": done,
        "before": done.kept_before,
        "form": form,
        "may_undo": may_undo,
        "built_on": against,
        # From what to what, by whom and when, so that it can be put back.
        "versions": changes_since(done, at_most=SHOWN) if against else [],
        "crumbs": to_person(done.kept),
    }
    return render(request, "person/merging.html", context, status=409 if form.errors else 200)


def _against(done: Merge) -> Iterator[str]:
    """Yield what forbids undoing it."""
    yield from built_on(done)
    yield from taken_since(done)


def _undo(request: HttpRequest, done: Merge, form: UndoMergeForm) -> bool:
    """Return whether it is undone; why not stands on the form."""
    assert isinstance(request.user, User)
    try:
        undo(
            merge=done,
            reason=form.cleaned_data["reason"],
            by=request.user,
            at=timezone.now(),
        )
    except ActionRefused as refusal:
        form.refuse(refusal)
        return False
    text = _("%(one)s and %(other)s are two records again, as they were before.")
    done.kept.refresh_from_db(fields=["full_name"])
    names = {"one": done.kept.full_name, "other": done.absorbed.full_name}
    messages.success(request, text % names)
    return True
