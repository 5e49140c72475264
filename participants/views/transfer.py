"""One transfer: its receiver answers, its sender sees how."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from jombang_umkm.errors import ActionRefused
from jombang_umkm.models import User
from jombang_umkm.opened import note_opened
from participants import permissions
from participants.actions import transfer as actions
from participants.forms.transfer import ArrivalForm, DeclineForm
from participants.models import Transfer
from participants.rules.consequences import AgreementNeeded


def transfer(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a transfer, and take the receiver's answer to it."""
    found = get_object_or_404(Transfer.objects.visible_to(request.user).with_names(), pk=pk)
    note_opened(request, found.event.custody.participant)
    if request.method != "POST":
        return _render(request, found)
    if "reason" in request.POST:
        return _decline(request, found)
    return _accept(request, found)


def _accept(request: HttpRequest, found: Transfer) -> HttpResponse:
    form = ArrivalForm(request.POST)
    if not form.is_valid():
        return _render(request, found, accept=form)
    assert isinstance(request.user, User)
    now = timezone.now()
    try:
        arrival = actions.Arrival(**form.cleaned_data)
        stay = actions.accept(
            transfer=found,
            arrival=arrival,
            by=request.user,
            at=now,
            agreed=request.POST.get("agreed", ""),
        )
    except AgreementNeeded as needed:
        return _render(request, found, accept=form, needed=needed)
    except ActionRefused as refusal:
        form.refuse(refusal)
        return _render(request, _as_it_is(found), accept=form)
    words = {"name": stay.participant, "number": stay.registration_no}
    if _as_it_is(found).answered_at == now:
        messages.success(request, _("%(name)s is held here now, under %(number)s.") % words)
    else:
        messages.info(
            request,
            _("%(name)s was accepted already, under %(number)s. Nothing was changed.") % words,
        )
    return redirect("person", stay.participant_id)


def _decline(request: HttpRequest, found: Transfer) -> HttpResponse:
    form = DeclineForm(request.POST)
    if not form.is_valid():
        return _render(request, found, decline=form)
    assert isinstance(request.user, User)
    now = timezone.now()
    reason = form.cleaned_data["reason"]
    try:
        declined = actions.decline(transfer=found, reason=reason, by=request.user, at=now)
    except ActionRefused as refusal:
        form.refuse(refusal)
        return _render(request, _as_it_is(found), decline=form)
    if declined.answered_at == now:
        messages.success(request, _("Declined. The sender sees your reason."))
    else:
        messages.info(request, _("This transfer was declined already. Nothing was changed."))
    return redirect("transfers")


def _as_it_is(found: Transfer) -> Transfer:
    return Transfer.objects.with_names().get(pk=found.pk)


def _render(
    request: HttpRequest,
    found: Transfer,
    *,
    accept: ArrivalForm | None = None,
    decline: DeclineForm | None = None,
    needed: AgreementNeeded | None = None,
) -> HttpResponse:
    sender = found.event.custody.facility
    context = {
        "transfer": found,
        "stay": found.event.custody,
        "is_receiver": found.facility is not None
        and permissions.may_keep_stays(request.user, found.facility.pk),
        "is_sender": permissions.may_keep_stays(request.user, sender.pk),
        "accept": accept or ArrivalForm(initial={"entry_date": timezone.localdate()}),
        "decline": decline or DeclineForm(),
        "agreement": needed,
        "crumbs": [(_("People"), reverse("people")), (_("Transfers"), reverse("transfers"))],
    }
    has_errors = any(form is not None and form.errors for form in (accept, decline))
    status = 409 if has_errors or needed else 200
    return render(request, "participants/transfer.html", context, status=status)
