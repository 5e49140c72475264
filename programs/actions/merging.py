"""How seats and marks go along when a stay that was entered twice becomes one."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from participants.models import Custody, CustodyEvent
from participants.rules.custody import effective
from participants.rules.merging import Fold, Folding, Joining, Ledger, Question
from programs.models import Attendance, Course, Enrolment, Program
from programs.rules import merging as rules
from programs.rules.attendance import Entry
from programs.rules.lifecycle import OPEN_SEATS
from programs.rules.seats import cut_to


class _Marks(NamedTuple):
    """Both marks of one session, by the number of the person, in the order of the pair."""

    key: str
    of: dict[int, Attendance]


def _lock(stays: Sequence[int]) -> None:
    """Lock the programmes and courses of the stays' seats and marks, each by its number."""
    seats = Enrolment.objects.filter(custody__in=stays)
    marks = Attendance.objects.filter(custody__in=stays)
    programs = Program.objects.filter(
        Q(pk__in=seats.values("course__program")) | Q(pk__in=marks.values("session__program"))
    )
    list(programs.select_for_update(no_key=True).order_by("pk").values_list("pk"))
    courses = Course.objects.filter(pk__in=seats.values("course"))
    list(courses.select_for_update(no_key=True).order_by("pk").values_list("pk"))


def _ask(folds: Sequence[Fold]) -> Iterator[Question]:
    """Ask which mark is right where both are there and differ."""
    for both in _contradicting(folds):
        session = next(iter(both.of.values())).session
        texts = {person: _mark(each) for person, each in both.of.items()}
        about = f"{session.topic}, {date_format(session.day, 'j F Y')}"
        yield Question(both.key, _("Mark"), texts, about)


def _block(folds: Sequence[Fold]) -> Iterator[str]:
    """A programme that is over takes no other marks: nor that one of two goes."""
    programs = {
        mark.session.program.name
        for both in _contradicting(folds)
        for mark in both.of.values()
        if mark.session.program.status in Program.OVER
    }
    for name in sorted(programs):
        yield _(
            "In %(program)s both have a mark at the same session, and the two differ. Its "
            "attendance can no longer change: the office takes its report back first."
        ) % {"program": name}


def _carry(folding: Folding, ledger: Ledger) -> None:
    """Give the stay that goes on the marks and seats of the other; spare ones are remembered."""
    _carry_marks(folding, ledger)
    _carry_seats(folding, ledger)
    _follow_events(folding, ledger)
    _end_seats(folding, ledger)


SEATS_AND_MARKS = Joining(
    name="seats and marks",
    carries={
        "programs.Attendance.custody": (
            "Marks go along. Of two at one session the one chosen stands, the other is kept by the "
            "merging; where the programme is over, two that differ forbid it."
        ),
        "programs.Enrolment.custody": (
            "Seats go along. Of two in one course on the same days one stands for both, from the "
            "first day to the last; the other is kept by the merging."
        ),
        "programs.PrintedRow.custody": (
            "Stays as it was printed; what is typed from that paper is of the one stay."
        ),
    },
    telling=(
        ("programs.Enrolment", "custody__participant"),
        ("programs.Attendance", "custody__participant"),
    ),
    lock=_lock,
    ask=_ask,
    block=_block,
    carry=_carry,
)


def _contradicting(folds: Sequence[Fold]) -> list[_Marks]:
    """Return the sessions at which both have a mark, and not the same, in one statement."""
    fold_of = {stay.custody.pk: (fold, stay) for fold in folds for stay in fold.stays.values()}
    if not fold_of:
        return []
    both: dict[str, dict[int, Attendance]] = defaultdict(dict)
    marks = Attendance.objects.filter(custody__in=fold_of).select_related("session__program")
    for mark in marks.order_by("session__day", "session__starts_at", "pk"):
        fold, stay = fold_of[mark.custody_id]
        both[f"mark.{mark.session_id}.{fold.key}"][stay.person] = mark
    # The two stand side by side as the records do, whichever mark was made first.
    pair = list(folds[0].stays)
    return [
        _Marks(key, {person: of[person] for person in pair})
        for key, of in both.items()
        if len(of) == 2 and rules.contradict(*of.values())
    ]


def _mark(attendance: Attendance) -> str:
    entry = Entry.of(attendance)
    late = _("%(minutes)s minutes") % {"minutes": entry.minutes_late} if entry.minutes_late else ""
    return ", ".join(filter(None, [str(attendance.get_mark_display()), late, entry.note]))


def _carry_marks(folding: Folding, ledger: Ledger) -> None:
    kept, folded = folding.kept.custody.pk, folding.folded.custody.pk
    ours = {each.session_id: each for each in Attendance.objects.filter(custody=kept)}
    spare = []
    for theirs in Attendance.objects.filter(custody=folded):
        mine = ours.get(theirs.session_id)
        if mine is None:
            continue
        key = f"mark.{theirs.session_id}.{folding.fold.key}"
        wins = folding.takes_folded(key) or (
            key not in folding.choices and rules.is_better(theirs, mine)
        )
        spare.append(mine.pk if wins else theirs.pk)
    ledger.remove(Attendance.objects.filter(pk__in=spare))
    ledger.change(Attendance.objects.filter(custody=folded), custody_id=kept)


def _carry_seats(folding: Folding, ledger: Ledger) -> None:
    kept, folded = folding.kept.custody.pk, folding.folded.custody.pk
    joined = rules.join(Enrolment.objects.filter(custody__in=[kept, folded]))
    spare = [seat.pk for each in joined for seat in each.others]
    ledger.remove(Enrolment.objects.filter(pk__in=spare))
    ledger.change(Enrolment.objects.filter(custody=folded), custody_id=kept)
    for each in joined:
        seat = each.seat
        if (seat.joined_on, seat.left_on) != (each.joined_on, each.left_on):
            rows = Enrolment.objects.filter(pk=seat.pk)
            ledger.change(rows, joined_on=each.joined_on, left_on=each.left_on)


def _ends(folding: Folding) -> list[CustodyEvent]:
    """Return the events with which the stay that goes on ended."""
    return [
        each
        for each in effective(folding.kept.events)
        if each.was in Custody.HELD and each.became not in Custody.HELD
    ]


def _follow_events(folding: Folding, ledger: Ledger) -> None:
    """Seats that ended with the folded stay end with the other's event, whose reversal brings
    them back.
    """
    kept, folded = folding.kept.custody.pk, folding.folded.custody.pk
    ends = _ends(folding)
    if not ends:
        return
    seats = Enrolment.objects.filter(custody=kept, cut_by__custody=folded)
    for seat in seats.select_related("cut_by"):
        cut = seat.cut_by
        assert cut is not None
        same = [e for e in ends if (e.became, e.happened_on) == (cut.became, cut.happened_on)]
        event = (same or ends)[-1]
        ledger.change(Enrolment.objects.filter(pk=seat.pk), cut_by_id=event.pk)


def _end_seats(folding: Folding, ledger: Ledger) -> None:
    """Open seats end with the stay, as they do when its end is recorded."""
    ends = _ends(folding)
    if folding.kept.custody.is_held or not ends:
        return
    event = ends[-1]
    seats = Enrolment.objects.filter(custody=folding.kept.custody.pk, status__in=OPEN_SEATS)
    for seat in seats.exclude(course__program__status__in=Program.OVER):
        left_on = max(seat.joined_on, event.happened_on) if seat.joined_on else None
        ledger.change(
            Enrolment.objects.filter(pk=seat.pk),
            cut_by_id=event.pk,
            cut_from=seat.status,
            status=cut_to(event.became),
            left_on=left_on,
        )
