"""Two records side by side, and making one of them."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from jombang_umkm.errors import ActionRefused
from jombang_umkm.models import User
from jombang_umkm.opened import note_opened
from jombang_umkm.roof.compared import Compared, compare
from jombang_umkm.roof.forms import MergeForm
from jombang_umkm.roof.pairs import pairs_of, with_twins
from participants import permissions
from participants.actions.merge import merge
from participants.models import Custody, Merge, Participant
from participants.views.listed import listed_stays
from participants.views.steps import to_person

# Whoever searches says it more precisely, if there are more.
FOUND = 20


def compare_with(request: HttpRequest, pk: int) -> HttpResponse:
    """Let somebody choose whom to compare with: who looks alike, or is found by name or number."""
    person = _kept(request, pk)
    note_opened(request, person)
    alike = pairs_of(with_twins(Participant.objects.filter(pk=pk), request.user), request.user)
    text = " ".join(request.GET.get("cari", "").split())
    mine = Custody.objects.visible_to(request.user).select_related("participant", "facility")
    stays = mine.last_of_each(by=request.user).exclude(participant=pk)
    found = stays.matching(text, by=request.user)[:FOUND] if text else []
    context = {
        "person": person,
        "pairs": list(alike),
        "text": text,
        "rows": [row for row in listed_stays(found, request.user) if row.is_kept],
        "crumbs": to_person(person),
    }
    return render(request, "person/compare_with.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def compare_records(request: HttpRequest, pk: int, other: int) -> HttpResponse:
    """Show two records side by side, or make one of them. Each opening is noted for both."""
    assert isinstance(request.user, User)
    if not permissions.may_merge(request.user) or pk == other:
        raise Http404
    kept = Participant.objects.kept_by(request.user).in_bulk([pk, other])
    if len(kept) < 2:
        return _merged_meanwhile(request, pk, other)
    now = timezone.now()
    note_opened(request, kept[pk], kept[other])
    found = compare(kept[pk], kept[other], by=request.user)
    if request.method != "POST" or found.why_not:
        status = 409 if request.method == "POST" else 200
        return _render(request, found, MergeForm(None, found=found), status=status)
    form = MergeForm(request.POST, found=found)
    if not form.is_valid():
        return _render(request, found, form, status=409)
    return _merge(request, found, form, at=now)


def _merge(request: HttpRequest, found: Compared, form: MergeForm, *, at: datetime) -> HttpResponse:
    assert isinstance(request.user, User)
    survivor = found.person(form.kept)
    absorbed = found.person(found.pair.other(form.kept))
    try:
        done = merge(
            kept=survivor,
            absorbed=absorbed,
            choices=form.choices,
            base=form.cleaned_data["base"],
            by=request.user,
            at=at,
        )
    except ActionRefused as refusal:
        anew = MergeForm(None, found=found, chosen=form.cleaned_data)
        return _render(request, found, anew, refusal=refusal, status=409)
    text = _("The two records are one now: %(name)s. What was merged stands below.")
    # By the name that was chosen.
    name = Participant.objects.values_list("full_name", flat=True).get(pk=done.kept_id)
    messages.success(request, text % {"name": name})
    return redirect("person", survivor.pk)


def _render(
    request: HttpRequest,
    found: Compared,
    form: MergeForm,
    *,
    refusal: ActionRefused | None = None,
    status: int = 200,
) -> HttpResponse:
    one = found.people[0]
    context: dict[str, Any] = {
        "found": found,
        "form": form,
        "refusal": refusal,
        "crumbs": [*to_person(one), (_("Compare"), reverse("compare_with", args=[one.pk]))],
    }
    return render(request, "person/compare.html", context, status=status)


def _merged_meanwhile(request: HttpRequest, *numbers: int) -> HttpResponse:
    """Lead to the one record and say so, where the two are one already; Http404 otherwise."""
    merged = Participant.with_merged.filter(pk__in=numbers, merged_into__in=numbers).first()
    if merged is None:
        raise Http404
    person = _kept(request, merged.merged_into_id)
    done = Merge.objects.standing().filter(absorbed=merged).with_names().first()
    assert done is not None  # nothing else merges
    text = _("The two records are one already: %(name)s. Merged by %(who)s on %(day)s.")
    told = {
        "name": person.full_name,
        "who": done.merged_by.full_name,
        "day": date_format(timezone.localdate(done.merged_at), "j F Y"),
    }
    messages.info(request, text % told)
    return redirect("person", person.pk)


def _kept(request: HttpRequest, pk: int | None) -> Participant:
    """Return a person whose record the user keeps and may merge; Http404 otherwise."""
    if not permissions.may_merge(request.user):
        raise Http404
    return get_object_or_404(Participant.objects.kept_by(request.user), pk=pk)
