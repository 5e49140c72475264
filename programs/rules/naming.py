"""What things are called on screens and paper."""

from datetime import time
from typing import Any

from django.utils.translation import gettext as _


def title_of(session: Any) -> str:
    """Return the course of a session read with_title(); all of a programme as one word."""
    names = session.course_names
    if len(names) > 1 and len(names) == session.program_courses:
        return _("All courses")
    return ", ".join(names)


def number_of(session: Any) -> int | None:
    """Return which session of its course it is; one of several courses, or called off, has none."""
    if session.status not in ("PLANNED", "HELD") or len(session.course_names) != 1:
        return None
    return int(session.number)


def hours_of(starts_at: time, ends_at: time) -> str:
    """Return the hours as people write them: "09.00–11.15"."""
    return f"{starts_at:%H.%M}–{ends_at:%H.%M}"
