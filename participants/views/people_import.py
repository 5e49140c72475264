"""One list on its way: being read, to be checked, being saved, and what became of it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib import messages
from django.db import transaction
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from jombang_umkm import access
from jombang_umkm.actions.access import note
from jombang_umkm.errors import ActionRefused
from jombang_umkm.models import AccessLog, User
from jombang_umkm.sign_in import address_of
from participants import jobs
from participants.actions import people_import as actions
from participants.actions.people_import import Decision
from participants.models import Custody, ImportLine, PeopleImport
from participants.querysets import CustodyQuerySet, ImportLineQuerySet
from participants.rules.comparison import choices_of
from participants.rules.consequences import AgreementNeeded
from participants.views.import_files import rejected_file
from participants.views.import_words import RowInWords, rows_in_words
from participants.views.import_work import work_on

Choice, Outcome, Status = ImportLine.Choice, ImportLine.Outcome, PeopleImport.Status

PAGE = 50
MISSING = "hilang"
GROUPS = {
    "ragu": (Outcome.DOUBTFUL, gettext_lazy("doubtful, to be chosen")),
    "salah": (Outcome.WRONG, gettext_lazy("wrong, not saved")),
    "berubah": (Outcome.CHANGED, gettext_lazy("changed")),
    "baru": (Outcome.NEW, gettext_lazy("new")),
    "sama": (Outcome.SAME, gettext_lazy("same")),
}


@dataclass(frozen=True)
class Preview:
    """The rows of a list by groups, one group of them shown, and what saving would do."""

    found: PeopleImport
    user: access.Visitor
    group: str
    after: int

    @cached_property
    def counts(self) -> dict[str, int]:
        tally = self.found.lines.all().tally()
        counts = {name: tally.get(outcome, 0) for name, (outcome, _label) in GROUPS.items()}
        return counts | {MISSING: self.missing.count()}

    @property
    def tallies(self) -> list[tuple[str, int, str]]:
        """Each group with its count and its label."""
        labels = {name: str(label) for name, (_outcome, label) in GROUPS.items()}
        labels[MISSING] = _("missing from the list")
        return [(name, self.counts[name], label) for name, label in labels.items()]

    @property
    def shown(self) -> str:
        """The group asked for, else the first that wants to be looked at."""
        if self.group in self.counts:
            return self.group
        return next((name for name in GROUPS if self.counts[name]), "sama")

    @cached_property
    def missing(self) -> CustodyQuerySet:
        return Custody.objects.missing_from(self.found)

    @cached_property
    def _page(self) -> list[ImportLine]:
        if self.shown == MISSING:
            return []
        return list(self.of_group().filter(number__gt=self.after)[: PAGE + 1])

    def of_group(self) -> ImportLineQuerySet:
        """Return all rows of the group shown."""
        return self.found.lines.filter(outcome=GROUPS[self.shown][0]).select_related("custody")

    @cached_property
    def rows(self) -> list[RowInWords]:
        return rows_in_words(self._page[:PAGE], self.user)

    @property
    def next_after(self) -> int | None:
        """The row behind which the next page begins."""
        return self._page[PAGE - 1].number if len(self._page) > PAGE else None

    @cached_property
    def to_save(self) -> dict[str, int]:
        """How many rows would be saved, by outcome, and how many doubtful ones are undecided."""
        taken = self.found.lines.filter(is_taken=True)
        decided = Q(choice__in=[Choice.SAME_PERSON, Choice.ANOTHER])
        tally = taken.exclude(Q(outcome=Outcome.DOUBTFUL) & ~decided).tally()
        open_ones = self.found.lines.filter(outcome=Outcome.DOUBTFUL, choice="").count()
        return {
            "new": tally.get(Outcome.NEW, 0),
            "changed": tally.get(Outcome.CHANGED, 0),
            "doubtful": tally.get(Outcome.DOUBTFUL, 0),
            "open": open_ones,
        }


@require_http_methods(["GET", "HEAD", "POST"])
def people_import(request: HttpRequest, pk: int) -> HttpResponse:
    """Show how far a list is, what it says, or what was saved; take what was chosen."""
    found = _found(request, pk)
    if request.method == "POST":
        return _post(request, found)
    if found.status == Status.UPLOADED:
        return redirect("import_columns", found.pk)
    return _render(request, found)


def _found(request: HttpRequest, pk: int) -> PeopleImport:
    visible = PeopleImport.objects.visible_to(request.user).defer("content")
    return get_object_or_404(visible.select_related("facility", "uploaded_by", "saved_by"), pk=pk)


def _post(request: HttpRequest, found: PeopleImport) -> HttpResponse:
    assert isinstance(request.user, User)
    preview = _preview(request, found)
    try:
        actions.choose(
            people_import=found, decisions=dict(_decisions(request, preview)), by=request.user
        )
        if request.POST.get("act") == "save":
            _confirm(request, found, request.user)
    except AgreementNeeded as needed:
        return _render(request, _found(request, found.pk), needed=needed, status=409)
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
        return redirect("import", found.pk)
    if request.POST.get("act") == "save":
        return redirect("import", found.pk)
    messages.success(request, _("Your choices are kept; nothing is saved yet."))
    after = request.POST.get("next") or preview.after
    return redirect(f"{request.path}?kelompok={preview.shown}&setelah={after}")


def _confirm(request: HttpRequest, found: PeopleImport, user: User) -> None:
    # Both or neither: a list that is to be saved has a job that saves it.
    with transaction.atomic():
        confirmed = actions.confirm(
            people_import=found,
            by=user,
            at=timezone.now(),
            agreed=request.POST.get("agreed", ""),
        )
        jobs.save_import.enqueue(pk=confirmed.pk, by=user.pk)


def _decisions(request: HttpRequest, preview: Preview) -> Iterator[tuple[int, Decision]]:
    """Yield what was decided of the rows on the page, or of all rows of the group."""
    act = request.POST.get("act")
    if act in ("all", "none") and preview.shown != MISSING:
        keys = preview.of_group().values_list("pk", flat=True)
        yield from ((pk, Decision(is_taken=act == "all")) for pk in keys)
        return
    if act == "others":
        undecided = preview.of_group().filter(choice="")
        for line in undecided:
            if Choice.ANOTHER in choices_of([doubt["code"] for doubt in line.doubts]):
                yield line.pk, Decision(choice=Choice.ANOTHER)
        return
    for text in request.POST.getlist("row"):
        if re.fullmatch(r"[0-9]{1,18}", text):
            yield int(text), _decision(request, text)


def _decision(request: HttpRequest, row: str) -> Decision:
    choice, _colon, stay = request.POST.get(f"who-{row}", "").partition(":")
    # A doubtful row has no box to tick: its choice says all.
    is_taken = f"take-{row}" in request.POST or f"box-{row}" not in request.POST
    is_number = re.fullmatch(r"[0-9]{1,18}", stay)
    return Decision(is_taken, choice, int(stay) if is_number else None)


def _preview(request: HttpRequest, found: PeopleImport) -> Preview:
    after = request.GET.get("setelah", "")
    return Preview(
        found,
        request.user,
        request.GET.get("kelompok", ""),
        int(after) if re.fullmatch(r"[0-9]{1,9}", after) else 0,
    )


def _render(
    request: HttpRequest,
    found: PeopleImport,
    *,
    needed: AgreementNeeded | None = None,
    status: int = 200,
) -> HttpResponse:
    preview = _preview(request, found)
    template, step = TEMPLATES[Status(found.status)]
    context = {
        "import": found,
        "preview": preview,
        "needed": needed,
        "step": step,
        "work": work_on(found),
        "results": _results(found) if found.status in (Status.DONE, Status.UNDONE) else None,
        "crumbs": [(_("People"), reverse("people")), (_("Import"), reverse("imports"))],
    }
    return render(request, template, context, status=status)


TEMPLATES = {
    Status.UPLOADED: ("participants/import_ended.html", 2),
    Status.READING: ("participants/import_working.html", 3),
    Status.PREVIEWED: ("participants/import_preview.html", 3),
    Status.SAVING: ("participants/import_working.html", 4),
    Status.DONE: ("participants/import_done.html", 5),
    Status.UNDONE: ("participants/import_done.html", 5),
    Status.FAILED: ("participants/import_ended.html", 3),
    Status.CANCELLED: ("participants/import_ended.html", 3),
}


def _results(found: PeopleImport) -> dict[str, int]:
    """Return how many rows ended how."""
    counts = found.lines.order_by().values_list("result", "deed")
    results: dict[str, int] = {}
    for result, deed in counts:
        for name in filter(None, {result.lower(), deed.lower()}):
            results[name] = results.get(name, 0) + 1
    return results


def import_progress(request: HttpRequest, pk: int) -> JsonResponse:
    """Answer how far a list is: rows done and in all, and whether somebody still works on it."""
    found = _found(request, pk)
    work = work_on(found)
    return JsonResponse(
        {
            "working": found.is_working and not work.is_stuck,
            "done": work.told.done if work.told else 0,
            "total": work.told.total if work.told else 0,
        }
    )


@require_POST
def import_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Give up a list that was not saved."""
    assert isinstance(request.user, User)
    found = _found(request, pk)
    try:
        if work_on(found).is_stuck:
            why = _("The work broke off several times.")
            actions.fail(people_import=found, why=why, by=request.user)
        actions.cancel(people_import=found, by=request.user)
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
        return redirect("import", found.pk)
    messages.success(
        request, _("%(file)s was given up; nothing of it was saved.") % {"file": found.file_name}
    )
    return redirect("imports")


def import_rejected(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer with the rows that were not saved, each with its reason; it is noted who took them."""
    found = _found(request, pk)
    if found.status not in (Status.PREVIEWED, Status.DONE):
        raise Http404
    assert isinstance(request.user, User)
    note(
        act=AccessLog.Act.EXPORT,
        whom=found,
        by=request.user,
        at=timezone.now(),
        address=address_of(request) or None,
    )
    return rejected_file(found)
