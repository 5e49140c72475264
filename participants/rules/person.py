"""What is known of a person."""

from participants.models import Participant

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


def lacks_nik(person: Participant) -> bool:
    """Return whether somebody who should have a NIK has none here."""
    return not person.has_nik and person.nik_status != Participant.NikStatus.FOREIGNER
