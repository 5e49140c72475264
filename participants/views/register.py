"""Registering somebody with their stay."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from jombang_umkm.errors import ActionRefused
from jombang_umkm.models import Facility, User
from participants import permissions
from participants.actions import participant as actions
from participants.forms.register import RegisterForm
from participants.models import Custody
from participants.rules.consequences import AgreementNeeded
from participants.views.listed import listed


@sensitive_post_parameters("nik")
@require_http_methods(["GET", "HEAD", "POST"])
def register(request: HttpRequest) -> HttpResponse:
    """Ask for a person and their stay, and save both; whom it might be already is shown first."""
    if not permissions.may_register(request.user):
        raise Http404
    assert isinstance(request.user, User)
    assert request.user.facility is not None  # every officer has one
    form = RegisterForm(request.POST or None, cancel_url=reverse("people"))
    if request.method != "POST":
        return _render(request, form)
    if not form.is_valid():
        return _render(request, form, status=409)
    try:
        typed, stay = _register(request, form, request.user.facility)
    except AgreementNeeded as needed:
        return _render(request, form, needed=needed, status=409)
    except ActionRefused as refusal:
        form.refuse(refusal)
        return _render(request, form, status=409)
    _tell(request, typed, stay)
    return redirect("person", stay.participant_id)


def _register(
    request: HttpRequest, form: RegisterForm, facility: Facility
) -> tuple[Custody, Custody]:
    """Return the stay as typed, and the one that is there now."""
    assert isinstance(request.user, User)
    typed = form.stay(facility=facility, source=Custody.Source.TYPED)
    stay = actions.register(
        participant=form.participant(),
        custody=typed,
        identity=form.identity(),
        by=request.user,
        at=timezone.now(),
        agreed=request.POST.get("agreed", ""),
    )
    return typed, stay


def _tell(request: HttpRequest, typed: Custody, stay: Custody) -> None:
    """Name who was registered, or say that they were known."""
    named = {"name": stay.participant.formal_name, "number": stay.registration_no}
    if stay is not typed:
        messages.info(request, _("%(name)s, %(number)s, is registered already.") % named)
    elif stay.participant.custodies.count() > 1:
        text = _(
            "%(name)s was known by this NIK: a new stay was opened on that record. "
            "Compare what stands there."
        )
        messages.warning(request, text % named)
    else:
        messages.success(request, _("%(name)s, %(number)s, was registered.") % named)


def _render(
    request: HttpRequest,
    form: RegisterForm,
    *,
    needed: AgreementNeeded | None = None,
    status: int = 200,
) -> HttpResponse:
    concerns = needed.concerns if needed else ()
    doubtful = [each for each in concerns if isinstance(each, actions.Doubtful)]
    people = [person for each in doubtful for person in each.people]
    context = {
        "form": form,
        "needed": needed,
        "doubtful": listed(people, request.user) if people else [],
        "concerns": [each for each in concerns if each not in doubtful],
        "crumbs": [(_("People"), reverse("people"))],
    }
    return render(request, "participants/register.html", context, status=status)
