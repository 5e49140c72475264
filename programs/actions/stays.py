"""How seats follow a stay: they end with it, and come back when its end is reversed."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from jombang_umkm.models import User
from participants.models import Custody, CustodyEvent
from participants.rules.consequences import Concern, Consequence
from programs.models import Attendance, Course, Enrolment, Program
from programs.rules.lifecycle import OPEN_SEATS
from programs.rules.seats import can_return, cut_to


def _lock(custody: Custody) -> None:
    """Lock the programmes and courses of the stay's seats, each by its number."""
    seats = Enrolment.objects.filter(custody=custody)
    programs = Program.objects.filter(pk__in=seats.values("course__program"))
    list(programs.select_for_update(no_key=True).order_by("pk").values_list("pk"))
    courses = Course.objects.filter(pk__in=seats.values("course"))
    list(courses.select_for_update(no_key=True).order_by("pk").values_list("pk"))


def _foresee(event: CustodyEvent) -> Iterator[Concern]:
    """Marks after the event's day stay, and count in no rate any more."""
    if not _ends_seats(event):
        return
    marks = (
        Attendance.objects.recorded()
        .filter(custody=event.custody, session__day__gte=event.happened_on)
        .select_related("session")
        .prefetch_related("session__courses")
        .order_by("session__day", "session__starts_at", "pk")
    )
    lines = tuple(_line(mark) for mark in marks)
    if lines:
        yield Concern(
            _("Attendance is recorded on or after this day. It stays, and counts in no rate."),
            lines,
        )


def _follow(event: CustodyEvent, by: User, at: datetime) -> None:
    """End the open seats from the event's day on; one that began later was never held.

    Those of a programme that is over were held to its end: its report has gone out with them.
    """
    if not _ends_seats(event):
        return
    seats = Enrolment.objects.filter(custody=event.custody, status__in=OPEN_SEATS)
    seats = seats.exclude(course__program__status__in=Program.OVER)
    for seat in seats.select_for_update(no_key=True, of=("self",)).order_by("pk"):
        seat.cut_by, seat.cut_from = event, seat.status
        seat.status = cut_to(event.became)
        if seat.joined_on is not None:
            seat.left_on = max(seat.joined_on, event.happened_on)
        seat.save(update_fields=["cut_by", "cut_from", "status", "left_on"])


def _tell(event: CustodyEvent) -> Iterator[str]:
    """Name the seats that the event ended."""
    seats = list(_cut(event))
    if seats:
        yield ngettext(
            "%(count)s seat ended: %(names)s.", "%(count)s seats ended: %(names)s.", len(seats)
        ) % {"count": len(seats), "names": ", ".join(_names(seats))}


def _foresee_undo(event: CustodyEvent) -> Iterator[Concern]:
    """A seat that somebody else has by now, or whose programme is over, does not come back."""
    lost = tuple(_names(seat for seat in _locked(event) if not _is_free(seat)))
    if lost:
        yield Concern(
            _("These seats are not free any more, or the programme is over: they stay ended."),
            lost,
        )


def _undo(event: CustodyEvent, by: User, at: datetime) -> None:
    """Give the seats back that are still free, as they were."""
    for seat in _locked(event):
        if _is_free(seat):
            seat.status, seat.cut_from = seat.cut_from, ""
            seat.cut_by = seat.left_on = None
            seat.save(update_fields=["cut_by", "cut_from", "status", "left_on"])


def _tell_undo(event: CustodyEvent) -> Iterator[str]:
    """Name the seats that would be given back."""
    seats = [seat for seat in _cut(event) if _is_free(seat)]
    if seats:
        yield ngettext(
            "%(count)s seat is given back: %(names)s.",
            "%(count)s seats are given back: %(names)s.",
            len(seats),
        ) % {"count": len(seats), "names": ", ".join(_names(seats))}


SEATS_FOLLOW = Consequence(
    name="seats",
    explains=gettext_lazy(
        "Open seats end from that day on (cut short by release or transfer, removed after an "
        "escape, died); marks made later stay, flagged, outside every rate, and are agreed to "
        "before. A reversal gives the seats back that are still free, and asks about the others."
    ),
    lock=_lock,
    foresee=_foresee,
    follow=_follow,
    tell=_tell,
    foresee_undo=_foresee_undo,
    undo=_undo,
    tell_undo=_tell_undo,
)


def _ends_seats(event: CustodyEvent) -> bool:
    return event.was in Custody.HELD and event.became not in Custody.HELD


def _line(mark: Attendance) -> str:
    courses: Sequence[Course] = list(mark.session.courses.all())
    return _("%(day)s, %(courses)s: %(mark)s") % {
        "day": date_format(mark.session.day, "j F Y"),
        "courses": ", ".join(course.name for course in courses),
        "mark": mark.get_mark_display(),
    }


def _cut(event: CustodyEvent) -> QuerySet[Enrolment]:
    """Return the seats that the event ended."""
    seats = Enrolment.objects.filter(cut_by=event)
    return seats.select_related("course__program", "custody").order_by("pk")


def _locked(event: CustodyEvent) -> Sequence[Enrolment]:
    return list(_cut(event).select_for_update(no_key=True, of=("self",)))


def _names(seats: Iterable[Enrolment]) -> list[str]:
    return [f"{seat.course} ({seat.course.program})" for seat in seats]


def _is_free(seat: Enrolment) -> bool:
    """Return whether the seat can be given back from the day it was cut on."""
    since = seat.left_on or seat.joined_on
    held = Enrolment.objects.filter(course__program=seat.course.program, joined_on__isnull=False)
    if since is not None:
        held = held.exclude(left_on__lte=since)
    others = [each for each in held.select_related("custody") if each.pk != seat.pk]
    own = any(
        each.custody_id == seat.custody_id and each.course_id == seat.course_id for each in others
    )
    return can_return(seat, others, own=own)
