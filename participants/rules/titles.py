"""What the moves of a stay and the absences during it are called, as people say it."""

from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from participants.models import Custody, CustodyAbsence
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


def away_words(kind: str, away_from: date, back_on: date | None) -> str:
    """Return why somebody is away, in few words, and since when if for more than one day."""
    why = CustodyAbsence.Kind(kind).label
    if back_on == away_from + timedelta(days=1):
        return str(why)
    return _("%(kind)s since %(day)s") % {"kind": why, "day": date_format(away_from, "j M")}
