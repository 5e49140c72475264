"""Why two records look like one person; the database finds the same (`querysets.twins_of`)."""

from django.utils.translation import gettext as _

from participants.models import Participant
from participants.rules.names import key_of


def reason_of(one: Participant, other: Participant) -> str:
    """Return in words why two records that were found look like one person."""
    same_name = key_of(one.full_name) == key_of(other.full_name)
    if one.birth_date is None or one.birth_date != other.birth_date:
        if same_name:
            return _("The name and the father's name are the same; one birth date is not known.")
        return _(
            "The names are nearly the same, and the father's name is the same; "
            "one birth date is not known."
        )
    if same_name:
        return _("The name and the birth date are the same.")
    if _is_called(one, other) or _is_called(other, one):
        return _("The one is called by the other's name, and the birth date is the same.")
    return _("The names are nearly the same, and the birth date is the same.")


def _is_called(one: Participant, other: Participant) -> bool:
    return key_of(other.full_name) in {key_of(name) for name in one.aliases}
