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

# Ways in which a seat is given up before the course is over.
ENDED_EARLY = (E.REJECTED, E.WITHDRAWN, E.REMOVED, E.CUT_BY_RELEASE, E.CUT_BY_TRANSFER, E.DIED)
# States in which a seat may still be taken, kept or given up.
OPEN_SEATS = (E.NOMINATED, E.WAITLISTED, E.OFFERED, E.CONFIRMED, E.ATTENDING)

SEAT = Transitions(
    "Enrolment",
    dict(E.choices),
    {
        E.NOMINATED: (E.WAITLISTED, E.CONFIRMED, *ENDED_EARLY),
        E.WAITLISTED: (E.OFFERED, *ENDED_EARLY),
        E.OFFERED: (E.CONFIRMED, *ENDED_EARLY),
        E.CONFIRMED: (E.ATTENDING, *ENDED_EARLY),
        E.ATTENDING: (E.PASSED, E.NOT_PASSED, *ENDED_EARLY),
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
