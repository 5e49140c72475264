"""The list of people, as it is filtered, as a spreadsheet."""

from collections.abc import Iterator

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jombang_umkm.errors import ActionRefused
from jombang_umkm.logs import masked
from jombang_umkm.models import User
from jombang_umkm.roof.finding import Finding, has_nik
from jombang_umkm.sign_in import address_of
from jombang_umkm.spreadsheets.workbook import Cell
from jombang_umkm.spreadsheets.writing import Column, Holds, write
from participants import permissions
from participants.actions.export import export
from participants.views.listed import Listed, listed_stays
from participants.views.pages import in_order
from participants.views.spreadsheet import spreadsheet


@require_POST
def people_export(request: HttpRequest) -> HttpResponse:
    """Answer with everybody whom the list shows, on all its pages; it is noted who took it."""
    if not permissions.may_export(request.user) or has_nik(request):
        raise Http404
    assert isinstance(request.user, User)
    now, finding = timezone.now(), Finding.of(request)
    try:
        stays = export(
            stays=in_order(finding.stays, finding.sort),
            asked=masked(", ".join(f"{name}={text}" for name, text in request.GET.items() if text)),
            by=request.user,
            at=now,
            address=address_of(request) or None,
        )
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
        return redirect(f"{reverse('people')}?{request.GET.urlencode()}")
    rows = [list(_cells(row)) for row in listed_stays(stays, request.user)]
    name = f"warga-binaan-{timezone.localdate(now):%Y-%m-%d}.xlsx"
    return spreadsheet(write(_columns(), rows, name=_("People")), name)


def _columns() -> list[Column | str]:
    return [
        *(_("Name"), _("bin/binti"), _("Alias"), _("Sex"), _("Registration no.")),
        *(_("Register class"), _("Detainee or convict"), _("Status"), _("Block"), _("Cell")),
        *(Column(title, Holds.DAY) for title in (_("Entry"), _("Expiry"), _("Left on"))),
        _("Still missing"),
    ]


def _cells(row: Listed) -> Iterator[Cell]:
    person, stay = row.person, row.stay
    yield from (person.full_name, person.parent_name, ", ".join(row.aliases))
    yield from (person.sex, stay.registration_no, stay.register_class)
    yield from (stay.get_kind_display(), stay.get_status_display(), stay.block, stay.cell)
    yield from (stay.entry_date, stay.expiry_date, stay.left_on, ", ".join(row.missing))
