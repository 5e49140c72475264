"""Adding somebody of a person's family, and correcting what is known of them."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from jombang_umkm.errors import ActionRefused
from jombang_umkm.models import User
from jombang_umkm.opened import note_opened
from participants.actions import family as actions
from participants.forms.family import ContactForm
from participants.models import FamilyContact, Participant
from participants.rules.family import FACTS, refuse_hidden
from participants.views.family import crumbs


def family_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Take in somebody of the family."""
    participant = get_object_or_404(Participant.objects.kept_by(request.user), pk=pk)
    note_opened(request, participant)
    cancel_url = reverse("family", args=[participant.pk])
    form = ContactForm(request.POST or None, cancel_url=cancel_url)
    if request.method == "POST" and form.is_valid():
        assert isinstance(request.user, User)
        contact = FamilyContact(participant=participant, **form.facts())
        try:
            contact = actions.add(contact=contact, by=request.user, at=timezone.now())
        except ActionRefused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("%(name)s is on the list.") % {"name": contact})
            return redirect("family", participant.pk)
    return _render(request, participant, form)


def family_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct what is known of a contact; of one who withdrew consent, what is not hidden."""
    contact = contact_of(request, pk)
    note_opened(request, contact.participant)
    cancel_url = reverse("family", args=[contact.participant_id])
    form = ContactForm(request.POST or None, contact=contact, cancel_url=cancel_url)
    try:
        # Posted from a form that was opened before consent was withdrawn.
        refuse_hidden(contact, set(FACTS) & set(request.POST))
        if form.is_valid():
            return _save(request, contact, form)
    except ActionRefused as refusal:
        if refusal.code == "hidden":
            messages.error(request, str(refusal))
            return redirect("family_change", contact.pk)
        form.refuse(refusal)
        if refusal.code == "changed_meanwhile":
            form.compare(contact_of(request, pk))
    return _render(request, contact.participant, form, contact)


def contact_of(request: HttpRequest, pk: int) -> FamilyContact:
    """Return the contact; Http404 for whoever does not keep the person's record."""
    contacts = FamilyContact.objects.visible_to(request.user).select_related("participant")
    return get_object_or_404(contacts, pk=pk)


def _save(request: HttpRequest, contact: FamilyContact, form: ContactForm) -> HttpResponse:
    assert isinstance(request.user, User)
    saved = actions.change(
        contact=contact,
        facts=form.facts(),
        base=form.cleaned_data["base"],
        by=request.user,
        at=timezone.now(),
    )
    messages.success(request, _("What is known of %(name)s was saved.") % {"name": saved})
    return redirect("family", saved.participant_id)


def _render(
    request: HttpRequest,
    participant: Participant,
    form: ContactForm,
    contact: FamilyContact | None = None,
) -> HttpResponse:
    return render(
        request,
        "participants/family_contact.html",
        {
            "participant": participant,
            "contact": contact,
            "form": form,
            "crumbs": crumbs(participant),
        },
        status=409 if form.errors else 200,
    )
