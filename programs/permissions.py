"""Who may do what in training."""

from django.utils.translation import gettext as _

from jombang_umkm import access
from jombang_umkm.errors import ActionRefused
from jombang_umkm.models import User
from programs.models import Program


def may_record(user: access.Visitor, program: Program) -> bool:
    """Return whether they mark attendance: the officers of the prison where it takes place."""
    return access.is_officer(user) and user.facility_id == program.facility_id


def require_record(user: User, program: Program) -> None:
    """Raise ActionRefused("not_allowed") unless they mark attendance in that programme."""
    if not may_record(user, program):
        raise ActionRefused(
            "not_allowed",
            _("Attendance is recorded by the officers of %(facility)s.")
            % {"facility": program.facility},
        )


def may_see(user: access.Visitor, program: Program) -> bool:
    """Return whether they see it, as `visible_to()` says of rows: its prison, and its office."""
    return may_record(user, program) or may_plan(user, program)


def may_plan(user: access.Visitor, program: Program) -> bool:
    """Return whether they plan it: the staff of its office, and administrators."""
    if access.is_administrator(user):
        return True
    return access.is_staff(user) and user.office_id == program.office_id


def require_plan(user: User, program: Program) -> None:
    """Raise ActionRefused("not_allowed") unless they plan that programme."""
    if not may_plan(user, program):
        raise ActionRefused(
            "not_allowed", _("Planned by the staff of %(office)s.") % {"office": program.office}
        )


def may_print(user: access.Visitor, program: Program) -> bool:
    """Return whether they print its lists: those who mark attendance, and those who plan."""
    return may_record(user, program) or may_plan(user, program)


def require_print(user: User, program: Program) -> None:
    """Raise ActionRefused("not_allowed") unless they print the lists of that programme."""
    if not may_print(user, program):
        raise ActionRefused(
            "not_allowed",
            _("Lists are printed by the officers of %(facility)s and the staff of %(office)s.")
            % {"facility": program.facility, "office": program.office},
        )
