"""What is known of a person."""

from django.db.models import Q

from participants.models import Custody, Participant
from participants.rules.custody import GUIDED

# What is corrected in one form; the NIK has an action of its own.
FACTS = (
    "full_name",
    "parent_name",
    "aliases",
    "sex",
    "birth_date",
    "birth_place",
    "education",
    "skills",
    "business_experience",
    "disability",
    "disability_needs",
    "home_address",
    "home_region",
)
ALIASES_AT_MOST = 10

# Somebody looks after them, here or outside, and asks for what is not known.
LOOKED_AFTER = (*Custody.HELD, *GUIDED)
# Nobody asks for a NIK: it is here, or there is none.
NIK_KNOWN = (*Participant.WITH_NIK, Participant.NikStatus.FOREIGNER)


def lacks_nik(person: Participant) -> bool:
    """Return whether somebody who should have a NIK has none here."""
    return person.nik_status not in NIK_KNOWN


def lacking_nik(*, prefix: str = "") -> Q:
    """Return the same as a condition; `prefix` leads to the person, "participant__"."""
    return ~Q(**{f"{prefix}nik_status__in": NIK_KNOWN})
