"""When somebody may agree to an office's aftercare."""

from collections.abc import Sequence

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from jombang_umkm.errors import ActionRefused
from participants.models import AftercareConsent, Custody


def is_same(one: AftercareConsent, other: AftercareConsent) -> bool:
    """Return whether both say the same of what still holds: one form sent twice."""
    said = ("participant_id", "office_id", "given_on", "document_no")
    return not one.is_withdrawn and all(getattr(one, name) == getattr(other, name) for name in said)


def may_agree(stays: Sequence[Custody]) -> bool:
    """Return whether there is an aftercare to agree to: not for the dead."""
    return all(stay.status != Custody.Status.DIED for stay in stays)


def refuse_giving(
    consent: AftercareConsent, before: Sequence[AftercareConsent], stays: Sequence[Custody]
) -> None:
    """Raise ActionRefused unless they may agree, after these `before` to the same office.

    Codes: "died", "given_already", "before_entry", "before_withdrawal".
    """
    if not may_agree(stays):
        raise ActionRefused("died", _("This person died: there is no aftercare to agree to."))
    if held := next((each for each in before if not each.is_withdrawn), None):
        raise ActionRefused(
            "given_already",
            _("A consent to this office is recorded already, of %(day)s.")
            % {"day": date_format(held.given_on, "j F Y")},
        )
    if consent.given_on < min(stay.entry_date for stay in stays):
        raise ActionRefused("before_entry", _("This day lies before the day they first came in."))
    withdrawn = [each.withdrawn_on for each in before if each.withdrawn_on is not None]
    if withdrawn and consent.given_on < max(withdrawn):
        raise ActionRefused(
            "before_withdrawal",
            _("This day lies before %(day)s, when they took their consent back.")
            % {"day": date_format(max(withdrawn), "j F Y")},
        )
