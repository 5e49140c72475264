"""What stands between a person and a seat."""

from collections.abc import Collection
from datetime import date

from django.utils.translation import gettext as _

from jombang_umkm.errors import ActionRefused
from participants.models import Custody
from programs.models import Course, Enrolment, Program


def is_held(seat: Enrolment, day: date) -> bool:
    """Return whether somebody held that seat on that day; the day of leaving is not one."""
    if seat.joined_on is None or seat.joined_on > day:
        return False
    return seat.left_on is None or seat.left_on > day


def cut_to(custody_status: str) -> str:
    """Return how a seat ends when a stay ends in that state.

    After an escape it is removed: nobody released or transferred them.
    """
    if custody_status == Custody.Status.TRANSFERRED_OUT:
        return Enrolment.Status.CUT_BY_TRANSFER
    if custody_status == Custody.Status.DIED:
        return Enrolment.Status.DIED
    if custody_status == Custody.Status.ESCAPED:
        return Enrolment.Status.REMOVED
    return Enrolment.Status.CUT_BY_RELEASE


def most_at_once(seats: Collection[Enrolment], *, since: date) -> int:
    """Return how many people at most hold one of these seats together, that day or later."""
    joined = {seat.joined_on for seat in seats if seat.joined_on is not None}
    days = {since} | {day for day in joined if day > since}
    return max(
        len({seat.custody.participant_id for seat in seats if is_held(seat, day)}) for day in days
    )


def can_return(seat: Enrolment, others: Collection[Enrolment], *, own: bool) -> bool:
    """Return whether a seat that was cut can be held again from that day on.

    `others` are the seats of its programme held then or later, `own` says whether the
    person has another one in its course by then.
    """
    course, program = seat.course, seat.course.program
    if program.status in Program.OVER:
        return False
    if seat.left_on is None:
        # A nomination takes no seat.
        return True
    participant = seat.custody.participant_id
    seated = [each for each in others if each.course_id == course.pk]
    people = [each for each in others if each.custody.participant_id != participant]
    return (
        not own
        and most_at_once(seated, since=seat.left_on) < course.quota
        and most_at_once(people, since=seat.left_on) < program.quota
    )


def refuse_seat(
    *, custody: Custody, course: Course, is_here: bool, seats_taken: int, people: int
) -> None:
    """Raise ActionRefused unless this stay may take a seat in the course.

    `is_here` says whether they are held in the programme's facility on that day,
    `seats_taken` counts the seats of the course from then on, `people` those in the
    whole programme without this person.

    Codes: "not_here", "detainee" (by law no warga binaan), "course_full", "program_full".
    """
    if not is_here:
        raise ActionRefused(
            "not_here", _("%(name)s is not held here on that day.") % {"name": custody.participant}
        )
    if custody.status == Custody.Status.DETAINEE and not course.accepts_detainees:
        raise ActionRefused(
            "detainee",
            _("%(name)s is a detainee, and this course does not accept detainees.")
            % {"name": custody.participant},
        )
    if seats_taken >= course.quota:
        raise ActionRefused(
            "course_full", _("All %(quota)s seats are taken.") % {"quota": course.quota}
        )
    if people >= course.program.quota:
        raise ActionRefused(
            "program_full",
            _("The programme already has its %(quota)s people.") % {"quota": course.program.quota},
        )
