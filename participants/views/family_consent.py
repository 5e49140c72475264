"""Whether somebody of the family agrees to be contacted: withdrawn, or given (again)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from jombang_umkm.errors import ActionRefused
from jombang_umkm.models import User
from jombang_umkm.opened import note_opened
from participants.actions import family as actions
from participants.forms.family import ConsentForm
from participants.models import FamilyContact
from participants.views.family import crumbs
from participants.views.family_contact import contact_of


def family_consent(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what a contact agreed to; they withdraw it, or agree."""
    contact = contact_of(request, pk)
    note_opened(request, contact.participant)
    form = _form(request, contact)
    if form.is_valid():
        try:
            _decide(request, contact, form)
        except ActionRefused as refusal:
            form.refuse(refusal)
        else:
            return redirect("family", contact.participant_id)
    return render(
        request,
        "participants/family_consent.html",
        {
            "participant": contact.participant,
            "contact": contact,
            "agrees": _agrees(contact),
            "form": form,
            "crumbs": crumbs(contact.participant),
        },
        status=409 if form.errors else 200,
    )


def _agrees(contact: FamilyContact) -> bool:
    return contact.consent_on is not None and not contact.is_withdrawn


def _form(request: HttpRequest, contact: FamilyContact) -> ConsentForm:
    agrees = _agrees(contact)
    return ConsentForm(
        request.POST or None,
        label=_("Withdrawn on") if agrees else _("Agreed on"),
        submit=_("Withdraw consent") if agrees else _("Note that they agree"),
        cancel_url=reverse("family", args=[contact.participant_id]),
        initial={"on": timezone.localdate(), "to": "cabut" if agrees else "setuju"},
    )


def _decide(request: HttpRequest, contact: FamilyContact, form: ConsentForm) -> None:
    assert isinstance(request.user, User)
    verb = {"cabut": actions.withdraw, "setuju": actions.agree}[form.cleaned_data["to"]]
    contact = verb(contact=contact, on=form.cleaned_data["on"], by=request.user, at=timezone.now())
    if contact.is_withdrawn:
        text = _("%(name)s is not contacted any more; phone and address are hidden.")
    else:
        text = _("%(name)s agrees to be contacted.")
    messages.success(request, text % {"name": contact})
