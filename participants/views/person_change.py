"""Correcting what is known of a person."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from jombang_umkm.errors import ActionRefused
from jombang_umkm.models import User
from jombang_umkm.opened import note_opened
from participants.actions import participant as actions
from participants.forms.person import ChangePersonForm
from participants.models import Participant


@require_http_methods(["GET", "HEAD", "POST"])
def person_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the facts to be corrected, or save them; what others wrote meanwhile stands beside."""
    person = get_object_or_404(Participant.objects.kept_by(request.user), pk=pk)
    note_opened(request, person)
    url = reverse("person", args=[pk])
    form = ChangePersonForm(request.POST or None, person=person, cancel_url=url)
    if request.method == "POST" and form.is_valid():
        assert isinstance(request.user, User)
        try:
            actions.change(
                participant=person,
                facts=form.facts(),
                base=form.cleaned_data["base"],
                by=request.user,
            )
        except ActionRefused as refusal:
            form.refuse(refusal)
            if refusal.code == "changed_meanwhile":
                form.compare(person)
        else:
            text = _("What is known of %(name)s was saved.")
            messages.success(request, text % {"name": form.cleaned_data["full_name"]})
            return redirect(url)
    crumbs = [(_("People"), reverse("people")), (person.full_name, url)]
    context = {"person": person, "form": form, "crumbs": crumbs}
    return render(
        request, "participants/person_change.html", context, status=409 if form.errors else 200
    )
