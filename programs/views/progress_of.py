"""Reading what `rules.progress` counts, in the same few statements for any number of courses."""

from collections.abc import Sequence
from datetime import datetime

from programs.models import Attendance, Course, Enrolment, Session
from programs.rules.progress import Progress, progress


def progress_of(courses: Sequence[Course], *, at: datetime) -> list[Progress]:
    """Return the progress of each course, read in four statements."""
    sessions = Session.objects.filter(courses__in=courses).distinct().in_order()
    sessions_of: dict[int, list[Session]] = {course.pk: [] for course in courses}
    for session in sessions.prefetch_related("courses"):
        for course in session.courses.all():
            if course.pk in sessions_of:
                sessions_of[course.pk].append(session)
    seats_of: dict[int, list[Enrolment]] = {course.pk: [] for course in courses}
    seats = Enrolment.objects.filter(course__in=courses, joined_on__isnull=False)
    for seat in seats.select_related("custody__participant").order_by("joined_on"):
        seats_of[seat.course_id].append(seat)
    attendances = Attendance.objects.recorded().filter(session__courses__in=courses)
    marks = {
        (session_pk, custody_pk): mark
        for session_pk, custody_pk, mark in attendances.values_list(
            "session", "custody", "mark"
        ).distinct()
    }
    return [
        progress(
            course,
            sessions=sessions_of[course.pk],
            seats=seats_of[course.pk],
            marks=marks,
            at=at,
        )
        for course in courses
    ]
