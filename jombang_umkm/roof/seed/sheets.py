"""Attendance as classes really have it: most are there, now and then somebody is not."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import cycle, islice, repeat

from django.utils import timezone

from jombang_umkm.models import User
from participants.models import Custody
from programs.actions import attendance
from programs.models import Attendance, Enrolment, Session
from programs.rules.attendance import Entry, Row

Mark = Attendance.Mark

PRESENT = Entry(Mark.PRESENT)
EXCEPTIONS = (
    Entry(Mark.LATE, 10),
    Entry(Mark.EXCUSED, note="Kunjungan keluarga"),
    Entry(Mark.LATE, 25, "Apel blok lebih lama"),
    Entry(Mark.ILL, note="Demam, istirahat di klinik"),
    Entry(Mark.ABSENT),
    Entry(Mark.LATE, 15),
    Entry(Mark.ILL, note="Sakit gigi"),
    Entry(Mark.NOT_BROUGHT, note="Penggeledahan blok"),
    Entry(Mark.EXCUSED, note="Sidang TPP"),
)
PRESENT_IN_A_ROW = 4

# The officer types the paper in after class.
TYPED_AFTER = timedelta(minutes=20)


def record_whole(sessions: Sequence[Session], *, by: User) -> None:
    """Record everybody on the roster of each session, on its day."""
    # Two programmes of different length do not begin with the same people missing.
    entries = islice(_entries(), len(sessions), None)
    for session in sessions:
        _record(session, _roster(session), entries, by)


def record_half(session: Session, *, by: User) -> None:
    """Record only the first half of the roster."""
    roster = _roster(session)
    _record(session, roster[: len(roster) // 2], _entries(), by)


def _record(
    session: Session, people: Sequence[Custody], entries: Iterator[Entry], by: User
) -> None:
    ends = timezone.make_aware(datetime.combine(session.day, session.ends_at))
    rows = [Row(stay.pk, base=Entry(), new=next(entries)) for stay in people]
    attendance.record(session=session, rows=rows, by=by, at=ends + TYPED_AFTER)


def _roster(session: Session) -> list[Custody]:
    seats = Enrolment.objects.on_roster(session=session.pk, day=session.day)
    return list(Custody.objects.filter(pk__in=seats.values("custody")))


def _entries() -> Iterator[Entry]:
    for exception in cycle(EXCEPTIONS):
        yield from repeat(PRESENT, PRESENT_IN_A_ROW)
        yield exception
