"""Which state of a programme, a session and a seat may follow which."""

from jombang_umkm.transitions import Transitions
from programs.models import Enrolment, Program, Session

P, S, E = Program.Status, Session.Status, Enrolment.Status

PROGRAM = Transitions(
    "Program",
    dict(P.choices),
    {
        P.DRAFT: (P.PROPOSED, P.CANCELLED),
        P.PROPOSED: (P.APPROVED, P.CANCELLED),
        P.APPROVED: (P.RUNNING, P.CANCELLED),
        P.RUNNING: (P.SUSPENDED, P.FINISHED),
        P.SUSPENDED: (P.RUNNING,),
        P.FINISHED: (P.REPORTED,),
        P.REPORTED: (P.CLOSED, P.FINISHED),
        P.CLOSED: (),
        P.CANCELLED: (),
    },
)

SESSION = Transitions(
    "Session",
    dict(S.choices),
    {
        S.PLANNED: (S.HELD, S.POSTPONED, S.CANCELLED),
        S.HELD: (S.PLANNED, S.CANCELLED),
        S.POSTPONED: (S.PLANNED, S.CANCELLED),
        S.CANCELLED: (S.PLANNED,),
    },
)

_EARLY_END = (E.REJECTED, E.WITHDRAWN, E.REMOVED, E.CUT_BY_RELEASE, E.CUT_BY_TRANSFER, E.DIED)

SEAT = Transitions(
    "Enrolment",
    dict(E.choices),
    {
        E.NOMINATED: (E.WAITLISTED, E.CONFIRMED, *_EARLY_END),
        E.WAITLISTED: (E.OFFERED, *_EARLY_END),
        E.OFFERED: (E.CONFIRMED, *_EARLY_END),
        E.CONFIRMED: (E.ATTENDING, *_EARLY_END),
        E.ATTENDING: (E.PASSED, E.NOT_PASSED, *_EARLY_END),
        E.PASSED: (),
        E.NOT_PASSED: (),
        E.REJECTED: (),
        E.WITHDRAWN: (),
        E.REMOVED: (),
        E.CUT_BY_RELEASE: (),
        E.CUT_BY_TRANSFER: (),
        E.DIED: (),
    },
)

# The report has gone out with these figures: nothing under it may change.
LOCKED = (P.REPORTED, P.CLOSED)
