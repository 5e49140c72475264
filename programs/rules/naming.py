"""What things are called on screens and paper."""

from datetime import time
from typing import Any

from django.utils.translation import gettext as _


def title_of(session: Any) -> str:
    """Return the course of a session read with_names(); all of a programme as one word."""
    courses = session.courses.all()
    if len(courses) > 1 and len(courses) == session.program_courses:
        return _("All courses")
    return ", ".join(course.name for course in courses)


def number_of(session: Any) -> int | None:
    """Return which session of its course it is; one of several courses, or called off, has none."""
    if session.status not in ("PLANNED", "HELD") or len(session.courses.all()) != 1:
        return None
    return int(session.number)


def hours_of(starts_at: time, ends_at: time) -> str:
    """Return the hours as people write them: "09.00–11.15"."""
    return f"{starts_at:%H.%M}–{ends_at:%H.%M}"
