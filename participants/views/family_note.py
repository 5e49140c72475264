"""Noting what was talked about with somebody of the family, or what they gave."""

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
from participants.forms.family import NoteForm
from participants.models import FamilyNote
from participants.views.family import crumbs
from participants.views.family_contact import contact_of


def family_note(request: HttpRequest, pk: int) -> HttpResponse:
    """Write a line into the log of a contact."""
    contact = contact_of(request, pk)
    note_opened(request, contact.participant)
    form = NoteForm(
        request.POST or None,
        cancel_url=reverse("family", args=[contact.participant_id]),
        initial={"happened_on": timezone.localdate()},
    )
    if form.is_valid():
        assert isinstance(request.user, User)
        note = FamilyNote(contact=contact, **form.cleaned_data)
        try:
            actions.note(note=note, by=request.user, at=timezone.now())
        except ActionRefused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Noted for %(name)s.") % {"name": contact})
            return redirect("family", contact.participant_id)
    return render(
        request,
        "participants/family_note.html",
        {
            "participant": contact.participant,
            "contact": contact,
            "form": form,
            "crumbs": crumbs(contact.participant),
        },
        status=409 if form.errors else 200,
    )
