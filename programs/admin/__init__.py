"""Training in the admin; seats, sessions and programmes change their state through the actions."""

from programs.admin import attendance, course, enrolment, program, session, skill, speaker

__all__ = ["attendance", "course", "enrolment", "program", "session", "skill", "speaker"]
