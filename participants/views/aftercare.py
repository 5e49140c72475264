"""Whether somebody agrees to be looked after once free: recorded, and taken back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from jombang_umkm import access
from jombang_umkm.errors import ActionRefused
from jombang_umkm.models import User
from jombang_umkm.opened import note_opened
from participants.actions import aftercare as actions
from participants.forms.aftercare import AftercareForm, WithdrawForm
from participants.models import AftercareConsent, Participant
from participants.views.steps import to_person


def aftercare_give(request: HttpRequest, pk: int) -> HttpResponse:
    """Take down the signed consent; staff that of their own office."""
    assert isinstance(request.user, User)
    people = Participant.objects
    is_staff = access.is_staff(request.user)
    mine = people.visible_to(request.user) if is_staff else people.kept_by(request.user)
    person = get_object_or_404(mine, pk=pk)
    note_opened(request, person)
    form = _form(request, request.user, person)
    if form.is_valid():
        consent = AftercareConsent(participant=person, **form.facts())
        try:
            consent = actions.give(consent=consent, by=request.user, at=timezone.now())
        except ActionRefused as refusal:
            form.refuse(refusal)
        else:
            text = _("%(name)s agrees to be looked after by %(office)s once free.")
            named = {"name": person.full_name, "office": consent.office.short_name}
            messages.success(request, text % named)
            return redirect("person", person.pk)
    return _render(request, "participants/aftercare_give.html", person, form)


def aftercare_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what follows, and take down that somebody no longer agrees."""
    assert isinstance(request.user, User)
    consents = AftercareConsent.objects.to_withdraw(request.user)
    consent = get_object_or_404(consents.select_related("office"), pk=pk)
    if consent.is_withdrawn:
        return _back(request.user, consent.participant_id)
    note_opened(request, consent.participant)
    form = WithdrawForm(
        request.POST or None,
        cancel_url=reverse("person", args=[consent.participant_id]),
        initial={"on": timezone.localdate()},
    )
    if form.is_valid():
        day = form.cleaned_data["on"]
        try:
            consent = actions.withdraw(consent=consent, by=request.user, on=day, at=timezone.now())
        except ActionRefused as refusal:
            form.refuse(refusal)
        else:
            text = _("Withdrawn: %(name)s is no longer looked after by %(office)s.")
            named = {"name": consent.participant, "office": consent.office.short_name}
            messages.success(request, text % named)
            return _back(request.user, consent.participant_id)
    template = "participants/aftercare_withdraw.html"
    return _render(request, template, consent.participant, form, consent)


def _form(request: HttpRequest, user: User, person: Participant) -> AftercareForm:
    usual = user.facility.office_id if user.facility is not None else None
    return AftercareForm(
        request.POST or None,
        own=user.office if access.is_staff(user) else None,
        cancel_url=reverse("person", args=[person.pk]),
        initial={"office": usual, "given_on": timezone.localdate()},
    )


def _back(user: User, person: int) -> HttpResponse:
    """Lead to the person, or to the list where the user sees them no more."""
    if Participant.objects.visible_to(user).filter(pk=person).exists():
        return redirect("person", person)
    return redirect("people")


def _render(
    request: HttpRequest,
    template: str,
    person: Participant,
    form: AftercareForm | WithdrawForm,
    consent: AftercareConsent | None = None,
) -> HttpResponse:
    crumbs = to_person(person)
    return render(
        request,
        template,
        {"person": person, "form": form, "consent": consent, "crumbs": crumbs},
        status=409 if form.errors else 200,
    )
