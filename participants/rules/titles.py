"""What the moves of a stay are called, as people say it."""

from django.utils.translation import gettext as _

from participants.models import Custody
from participants.rules.custody import CUSTODY, is_revocation

Status = Custody.Status


def title_of(before: str, after: str) -> str:
    """Return what a move is called: by where it leads, or by what is lost."""
    state = str(CUSTODY.labels[after])
    if before == Status.ESCAPED:
        return _("Back after the escape: %(state)s") % {"state": state}
    if before == Status.DETAINEE and after == Status.CONVICT:
        return _("The verdict is final: convict")
    if is_revocation(before, after):
        return _("%(state)s revoked") % {"state": CUSTODY.labels[before]}
    return state
