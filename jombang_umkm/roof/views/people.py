"""The people of my facility, or of my office's programmes: found, and narrowed by filters."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from jombang_umkm import access
from jombang_umkm.roof.finding import Finding, has_nik
from jombang_umkm.sealing import search_key
from participants import permissions
from participants.forms.finding import PRESENCES, PRESENCES_TO_OFFICE
from participants.forms.identity import FindByNikForm
from participants.models import Participant, Transfer
from participants.spelling import is_number
from participants.views.listed import listed_stays
from participants.views.pages import PAGE, Page, page_of

# A large table is not counted to its end.
COUNTED = 1000

# With it, a page's script asks for the list alone.
LIST_ALONE = "X-List-Alone"


@sensitive_post_parameters("nik")
@require_http_methods(["GET", "HEAD", "POST"])
def people(request: HttpRequest) -> HttpResponse:
    """List who is or was held here, to the office whom it trains; a post looks for a NIK."""
    if request.method == "POST":
        return _find_by_nik(request)
    if has_nik(request):
        # Away from an address with a NIK in it, before the browser keeps that in its history.
        messages.warning(request, _("A NIK is looked for in the field of its own, “Find by NIK”."))
        return redirect("people")
    if request.headers.get(LIST_ALONE):
        context = _list(Finding.of(request))
        return _vary(render(request, "participants/_people_list.html", context))
    return _render(request, FindByNikForm())


def _find_by_nik(request: HttpRequest) -> HttpResponse:
    form = FindByNikForm(request.POST)
    if form.is_valid():
        key = search_key(form.cleaned_data["nik"])
        found = Participant.objects.visible_to(request.user).filter(nik_key=key).first()
        if found is not None:
            return redirect("person", found.pk)
        form.add_error("nik", _("Nobody here has this NIK."))
    return _render(request, form, status=409)


def _render(request: HttpRequest, form: FindByNikForm, status: int = 200) -> HttpResponse:
    context = {
        **_list(Finding.of(request)),
        "form": form,
        "may_merge": permissions.may_merge(request.user),
        "waiting": Transfer.objects.to_answer(request.user).order_by().count(),
    }
    return _vary(render(request, "participants/people.html", context, status=status))


def _vary(response: HttpResponse) -> HttpResponse:
    patch_vary_headers(response, [LIST_ALONE])
    return response


def _list(finding: Finding) -> dict[str, Any]:
    """Return what the list alone needs: where nobody is called so, who is called nearly so."""
    form, user = finding.form, finding.user
    presences = PRESENCES_TO_OFFICE if access.is_staff(user) else PRESENCES
    page = page_of(finding.first_stays, form.data, sort=finding.sort, among=finding.seen)
    # Nobody's name is a number.
    is_near = not page.stays and bool(form.text) and not is_number(form.text)
    if is_near:
        page = Page(finding.among.named_like(form.text, by=user, most=PAGE))
    return {
        "rows": listed_stays(page.stays, user),
        "page": page,
        "is_near": is_near and bool(page.stays),
        "count": _count(finding, page),
        "counted": COUNTED,
        "find": form,
        "text": form.text,
        "presence": form.presence,
        "presences": presences.items(),
        "is_filtered": bool(form.chosen),
        "may_register": permissions.may_register(user),
        "may_export": permissions.may_export(user),
        "shows_facility": not access.is_officer(user),
    }


def _count(finding: Finding, page: Page) -> int:
    if not (page.has_more or page.has_before):
        return len(page.stays)
    return finding.stays.order_by()[: COUNTED + 1].count()
