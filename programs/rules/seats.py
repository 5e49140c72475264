"""What stands between a person and a seat."""

from django.utils.translation import gettext as _

from jombang_umkm.errors import ActionRefused
from participants.models import Custody
from programs.models import Course


def refuse_seat(
    *, custody: Custody, course: Course, is_here: bool, seats_taken: int, people: int
) -> None:
    """Raise ActionRefused unless this stay may take a seat in the course.

    `is_here` says whether they are held in the programme's facility on that day,
    `seats_taken` counts the seats of the course then, `people` those in the whole
    programme without this person.

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
