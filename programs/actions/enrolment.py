"""Taking a seat in a course, and giving it up."""

from datetime import date

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from jombang_umkm import scope
from jombang_umkm.errors import ActionRefused
from jombang_umkm.models import User
from participants.models import Custody
from programs import permissions
from programs.models import Course, Enrolment, Program
from programs.rules.lifecycle import ENDED_EARLY, SEAT
from programs.rules.seats import most_at_once, refuse_seat

Status = Enrolment.Status


@transaction.atomic
def confirm(*, custody: Custody, course: Course, by: User, on: date) -> Enrolment:
    """Give a stay a seat in the course from that day on, and return the seat.

    Whoever already holds it keeps it: a repeat changes nothing.
    Raises ActionRefused: "not_allowed", "locked", "not_here", "detainee",
    "course_full", "program_full", "seated_later" (a seat of theirs begins after that day).
    """
    program = _lock_program(course, by)
    course = Course.objects.select_for_update(no_key=True).get(pk=course.pk)
    course.program = program
    with scope.whole("with the seat they become one of the office's people"):
        custody = _lock_custody(custody)
        is_here = _is_here(custody, program, on)
    own = Enrolment.objects.filter(custody=custody, course=course)
    held = own.held(on=on).first()
    if held is not None:
        return held
    if own.filter(joined_on__gt=on).exclude(left_on=F("joined_on")).exists():
        raise ActionRefused(
            "seated_later",
            _("%(name)s has a seat in this course from a later day on.")
            % {"name": custody.participant},
        )
    seats = _seats(program, since=on)
    refuse_seat(
        custody=custody,
        course=course,
        is_here=is_here,
        seats_taken=most_at_once([seat for seat in seats if seat.course_id == course.pk], since=on),
        people=most_at_once(
            [seat for seat in seats if seat.custody.participant_id != custody.participant_id],
            since=on,
        ),
    )
    return Enrolment.objects.create(
        custody=custody, course=course, program=program, status=Status.CONFIRMED, joined_on=on
    )


@transaction.atomic
def end(*, enrolment: Enrolment, to: str, on: date, by: User) -> Enrolment:
    """End a seat early from that day on, for the reason that the state `to` names.

    A repeat changes nothing. Raises ActionRefused: "not_allowed", "locked",
    "illegal_move", "not_an_end", "before_joining".
    """
    _lock_program(enrolment.course, by)
    enrolment = Enrolment.objects.select_for_update(no_key=True).get(pk=enrolment.pk)
    if enrolment.status == to:
        return enrolment
    SEAT.require(enrolment.status, to)
    if to not in ENDED_EARLY:
        raise ActionRefused("not_an_end", _("This is no way to end a seat early."))
    if enrolment.joined_on is not None and on < enrolment.joined_on:
        raise ActionRefused("before_joining", _("This day lies before the seat was taken."))
    enrolment.status = to
    if enrolment.joined_on is not None:
        enrolment.left_on = on
    enrolment.save(update_fields=["status", "left_on"])
    return enrolment


def _lock_program(course: Course, by: User) -> Program:
    program = Program.objects.select_for_update(no_key=True).get(pk=course.program_id)
    permissions.require_plan(by, program)
    if program.status in Program.OVER:
        raise ActionRefused("locked", _("This programme is closed to changes."))
    return program


def _lock_custody(custody: Custody) -> Custody:
    stays = Custody.objects.select_for_update(no_key=True, of=("self",))
    return stays.select_related("participant").get(pk=custody.pk)


def _is_here(custody: Custody, program: Program, on: date) -> bool:
    stays = Custody.objects.in_custody(on=on)
    return stays.filter(pk=custody.pk, facility=program.facility_id).exists()


def _seats(program: Program, *, since: date) -> list[Enrolment]:
    """Return the programme's seats that are held on that day or later."""
    seats = Enrolment.objects.filter(course__program=program, joined_on__isnull=False)
    return list(seats.exclude(left_on__lte=since).select_related("custody"))
