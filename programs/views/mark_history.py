"""One person's mark at one session, through all its versions."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.formats import date_format

from jombang_umkm import access
from jombang_umkm.history import versions_of
from jombang_umkm.opened import note_opened
from participants.models import Custody
from programs.models import Attendance, Session, SheetSave
from programs.rules.attendance import Entry
from programs.views.moved import MOVES, Moved, both_ends, moved


@dataclass(frozen=True)
class Version:
    """What a row said after one saving."""

    entry: Entry
    label: str
    save: SheetSave
    moved: Moved | None


def mark_history(request: HttpRequest, pk: int, custody_pk: int) -> HttpResponse:
    """Show who recorded what, when, and why, newest first."""
    session = get_object_or_404(Session.objects.visible_to(request.user).with_names(), pk=pk)
    attendance = session.attendances.filter(custody=custody_pk).first()
    if attendance is None:
        raise Http404
    stay = Custody.objects.select_related("participant").get(pk=custody_pk)
    note_opened(request, stay.participant)
    return render(
        request,
        "programs/mark_history.html",
        {
            "session": session,
            "stay": stay,
            "versions": _versions(attendance, request.user),
            "crumbs": [(str(session.topic), reverse("sheet", args=[session.pk]))],
            "lead": f"{session.topic}, {date_format(session.day, 'l, j F Y')}",
        },
    )


def _versions(attendance: Attendance, user: access.Visitor) -> list[Version]:
    rows = versions_of(Attendance).filter(pgh_obj=attendance.pk).order_by("-pgh_id")
    labels = dict(Attendance.Mark.choices)
    saves = ("saved__saved_by", "saved__paper", *(f"saved__{path}" for path in MOVES))
    with both_ends(user):
        # A row that went to another stay with its mark, as records were merged, says the same.
        once = {row.saved_id: row for row in rows.select_related(*saves)}
        return [
            Version(
                entry=Entry(row.mark, row.minutes_late, row.note),
                label=str(labels.get(row.mark, "")),
                save=row.saved,
                moved=moved(row.saved, user),
            )
            for row in once.values()
        ]
