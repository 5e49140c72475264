"""Cancelling and postponing sessions, and taking that back."""

from datetime import datetime

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _

from jombang_umkm.errors import ActionRefused
from jombang_umkm.models import User
from programs import permissions
from programs.models import Program, Session
from programs.rules.attendance import local_day
from programs.rules.lifecycle import SESSION

Status = Session.Status
CALLED_OFF = (Status.CANCELLED, Status.POSTPONED)


@transaction.atomic
def cancel(*, session: Session, by: User, reason: str) -> Session:
    """Cancel a session; its room and speakers are free again, marks already made stay.

    Raises ActionRefused: "not_allowed", "locked", "illegal_move", "reason_needed".
    """
    return _call_off(session, Status.CANCELLED, by=by, reason=reason)


@transaction.atomic
def postpone(*, session: Session, by: User, reason: str) -> Session:
    """Put a session off without a new day yet; its room and speakers are free again.

    Raises ActionRefused: "not_allowed", "locked", "illegal_move", "reason_needed".
    """
    return _call_off(session, Status.POSTPONED, by=by, reason=reason)


@transaction.atomic
def reinstate(*, session: Session, by: User, at: datetime) -> Session:
    """Plan a cancelled or postponed session again, as long as its day is not over.

    Marks made before it was cancelled stand again, and with them it is held. One that
    was not called off stays as it is.

    Raises ActionRefused: "not_allowed", "locked", "day_over", "taken" (its room or a
    speaker has been given away meanwhile).
    """
    session = _lock(session, by)
    if session.status not in CALLED_OFF:
        return session
    SESSION.require(session.status, Status.PLANNED)
    if session.day < local_day(at):
        raise ActionRefused("day_over", _("The day of this session is over: plan a new one."))
    session.status, session.status_reason = Status.PLANNED, ""
    if session.attendances.recorded().exists():
        # Planned again, it is held at once by the marks that stand.
        SESSION.require(session.status, Status.HELD)
        session.status = Status.HELD
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            # Room and speakers are checked now, not at the end of the transaction.
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            session.save(update_fields=["status", "status_reason"])
            session.speaker_slots.update(is_released=False)
    except IntegrityError as error:
        raise ActionRefused(
            "taken", _("The room or a speaker is taken at that time now.")
        ) from error
    return session


def _call_off(session: Session, status: str, *, by: User, reason: str) -> Session:
    session = _lock(session, by)
    if session.status == status:
        return session
    SESSION.require(session.status, status)
    if not reason.strip():
        raise ActionRefused("reason_needed", _("Give a reason."))
    session.status, session.status_reason = status, reason.strip()
    session.save(update_fields=["status", "status_reason"])
    session.speaker_slots.update(is_released=True)
    return session


def _lock(session: Session, by: User) -> Session:
    program = Program.objects.select_for_update(no_key=True).get(pk=session.program_id)
    permissions.require_plan(by, program)
    if program.status in Program.LOCKED:
        raise ActionRefused("locked", _("This programme is closed to changes."))
    return Session.objects.select_for_update(no_key=True).get(pk=session.pk)
