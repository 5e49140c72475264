"""Who may change what is known of a person."""

from django.utils.translation import gettext as _

from jombang_umkm import access
from jombang_umkm.errors import ActionRefused
from jombang_umkm.models import Facility, Office, User
from jombang_umkm.permissions import require_administrator
from participants.models import Participant, Transfer


def may_keep_stays(user: access.Visitor, facility_id: int | None) -> bool:
    """Return whether they open and change stays there: its officers, and administrators."""
    if access.is_administrator(user):
        return True
    return access.is_officer(user) and user.facility_id == facility_id


def require_keep_stays(user: User, facility: Facility) -> None:
    """Raise ActionRefused("not_allowed") unless they may open and change stays there."""
    if not may_keep_stays(user, facility.pk):
        raise ActionRefused(
            "not_allowed", _("Only officers of %(facility)s may do this.") % {"facility": facility}
        )


def may_register(user: access.Visitor) -> bool:
    """Return whether they take people into a facility: its officers."""
    return access.is_officer(user)


def may_export(user: access.Visitor) -> bool:
    """Return whether they take lists of people out of the system: officers, of their facility."""
    return access.is_officer(user)


def require_export(user: User) -> None:
    """Raise ActionRefused("not_allowed") unless they take lists of people out of the system."""
    if not may_export(user):
        raise ActionRefused("not_allowed", _("Only officers download lists of their people."))


def may_keep_person(user: access.Visitor, participant: Participant) -> bool:
    """Return whether they see a person whole and change the record: where the last stay is."""
    return Participant.objects.kept_by(user).filter(pk=participant.pk).exists()


def require_keep_person(user: User, participant: Participant) -> None:
    """Raise ActionRefused("not_allowed") unless they keep that person's record."""
    if not may_keep_person(user, participant):
        raise not_kept(participant)


def not_kept(participant: Participant) -> ActionRefused:
    """Return the refusal of somebody who does not keep that person's record."""
    return ActionRefused(
        "not_allowed",
        _("Only officers of the facility where %(name)s is or was last held may do this.")
        % {"name": participant},
    )


def may_merge(user: access.Visitor) -> bool:
    """Return whether they make one record of two: officers, and administrators."""
    return access.is_officer(user) or access.is_administrator(user)


def require_merge(user: User, *people: Participant) -> None:
    """Raise ActionRefused("not_allowed") unless they keep the records of all of these people."""
    if not may_merge(user):
        raise ActionRefused("not_allowed", _("Only officers and administrators merge records."))
    asked = {each.pk: each for each in people}
    kept = set(Participant.objects.kept_by(user).filter(pk__in=asked).values_list("pk", flat=True))
    for pk in asked.keys() - kept:
        raise not_kept(asked[pk])


def may_undo_merge(user: access.Visitor) -> bool:
    """Return whether they make two records of a merged one again: administrators."""
    return access.is_administrator(user)


def require_undo_merge(user: User) -> None:
    """Raise ActionRefused("not_allowed") unless they undo a merging."""
    require_administrator(user)


def require_undo_import(user: User) -> None:
    """Raise ActionRefused("not_allowed") unless they undo a whole import: administrators."""
    require_administrator(user)


def require_show_nik(user: User, participant: Participant) -> None:
    """Raise ActionRefused("not_allowed") unless their work needs the whole NIK.

    Officers write to Dukcapil for it. Administrators keep the system, not the files.
    """
    if not access.is_officer(user):
        raise ActionRefused("not_allowed", _("Only officers of the facility see a whole NIK."))
    require_keep_person(user, participant)


def may_hand_over(user: access.Visitor) -> bool:
    """Return whether they hand people a copy of their data: officers, to those they keep.

    Administrators keep the system, not the files.
    """
    return access.is_officer(user)


def require_hand_over(user: User, participant: Participant) -> None:
    """Raise ActionRefused("not_allowed") unless they hand that person a copy of the data."""
    if not may_hand_over(user):
        raise ActionRefused(
            "not_allowed", _("Only officers of the facility hand out a person's data.")
        )
    require_keep_person(user, participant)


def require_receive(user: User, transfer: Transfer) -> None:
    """Raise ActionRefused("not_allowed") unless they serve where somebody is transferred to."""
    if transfer.facility is None or not may_keep_stays(user, transfer.facility.pk):
        raise ActionRefused("not_allowed", _("Only the facility it is sent to answers."))


def may_record_aftercare(user: access.Visitor, participant: Participant, office: Office) -> bool:
    """Return whether they record what somebody agrees to for the time after release.

    Who keeps the person, for any office; staff, for their own, of people they see.
    """
    if access.is_staff(user):
        seen = Participant.objects.visible_to(user).filter(pk=participant.pk)
        return user.office_id == office.pk and seen.exists()
    return may_keep_person(user, participant)


def require_aftercare(user: User, participant: Participant, office: Office) -> None:
    """Raise ActionRefused("not_allowed") unless they record consents to that office's aftercare."""
    if not may_record_aftercare(user, participant, office):
        raise ActionRefused(
            "not_allowed",
            _("This is recorded by the facility that keeps %(name)s, and by %(office)s.")
            % {"name": participant, "office": office},
        )
