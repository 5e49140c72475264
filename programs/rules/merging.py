"""What becomes of the marks and seats of one person who was entered twice."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from programs.models import Attendance, Enrolment
from programs.rules.lifecycle import OPEN_SEATS

E = Enrolment.Status

# Of two seats in one course on the same days, the one that came further goes on.
FURTHER = (E.PASSED, E.NOT_PASSED, E.ATTENDING, E.CONFIRMED)


def is_better(theirs: Attendance, ours: Attendance) -> bool:
    """Return whether the other mark says more, where nothing has to be chosen."""
    if bool(theirs.mark) != bool(ours.mark):
        return bool(theirs.mark)
    return theirs.mark == ours.mark and bool(theirs.note) and not ours.note


def contradict(one: Attendance, other: Attendance) -> bool:
    """Return whether both marks are there and differ."""
    if not one.mark or not other.mark:
        return False
    if (one.mark, one.minutes_late) != (other.mark, other.minutes_late):
        return True
    return bool(one.note and other.note and one.note != other.note)


@dataclass(frozen=True)
class Joined:
    """A seat that goes on for others on the same days, from the first to the last of them."""

    seat: Enrolment
    joined_on: date | None
    left_on: date | None
    others: Sequence[Enrolment]


def join(seats: Iterable[Enrolment]) -> list[Joined]:
    """Return the seats of one person as they can stand: in one course never two on one day.

    A nomination ends in the seat it led to.
    """
    of_course: Mapping[int, list[Enrolment]] = defaultdict(list)
    for seat in seats:
        of_course[seat.course_id].append(seat)
    return [joined for group in of_course.values() for joined in _join(group)]


def _join(seats: Sequence[Enrolment]) -> list[Joined]:
    held = sorted((s for s in seats if s.joined_on), key=lambda s: (s.joined_on, s.pk))
    runs: list[list[Enrolment]] = []
    for seat in held:
        if runs and _meets(runs[-1], seat):
            runs[-1].append(seat)
        else:
            runs.append([seat])
    found = [_one_of(run) for run in runs]
    waiting = [seat for seat in seats if seat.joined_on is None]
    open_ones = [seat for seat in waiting if seat.status in OPEN_SEATS]
    has_seat = any(each.seat.status in OPEN_SEATS for each in found)
    first = None if has_seat else min(open_ones, key=_place, default=None)
    spare = [seat for seat in open_ones if seat is not first]
    if spare and first is None:
        main = next(each for each in found if each.seat.status in OPEN_SEATS)
        found[found.index(main)] = Joined(
            main.seat, main.joined_on, main.left_on, [*main.others, *spare]
        )
    elif first is not None:
        found.append(Joined(first, None, None, spare))
    ended = [seat for seat in waiting if seat.status not in OPEN_SEATS]
    return [*found, *(Joined(seat, None, None, []) for seat in ended)]


def _place(seat: Enrolment) -> tuple[int, int]:
    """Return what sorts nominations, the farthest on first."""
    return -OPEN_SEATS.index(E(seat.status)), seat.pk


def _meets(run: Sequence[Enrolment], seat: Enrolment) -> bool:
    ends = [each.left_on for each in run]
    assert seat.joined_on is not None
    return None in ends or seat.joined_on < max(end for end in ends if end is not None)


def _one_of(run: Sequence[Enrolment]) -> Joined:
    """Return the seat that goes on for all of them."""
    main = min(run, key=_rank)
    ends = [each.left_on for each in run if each.left_on is not None]
    left_on = None if main.left_on is None else max(ends)
    first = min(each.joined_on for each in run if each.joined_on is not None)
    return Joined(main, first, left_on, [each for each in run if each is not main])


def _rank(seat: Enrolment) -> tuple[int, bool, int]:
    status = E(seat.status)
    place = FURTHER.index(status) if status in FURTHER else len(FURTHER)
    return place, seat.left_on is not None, seat.pk
