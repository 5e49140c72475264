"""People and stays in the sentences of the domain.

The models import this room for their managers, so a method that needs another
model imports it when it is called.
"""

from participants.querysets.aftercare import AftercareConsentQuerySet
from participants.querysets.imports import ImportLineQuerySet, PeopleImportQuerySet
from participants.querysets.people import (
    FamilyContactQuerySet,
    ParticipantPhotoQuerySet,
    ParticipantQuerySet,
)
from participants.querysets.stays import (
    NOMINATIONS,
    AbsenceQuerySet,
    CustodyQuerySet,
    TransferQuerySet,
    in_custody,
)

# Migrations name these here.
from participants.spelling import NameKey, RegistrationKey

__all__ = [
    "NOMINATIONS",
    "AbsenceQuerySet",
    "AftercareConsentQuerySet",
    "CustodyQuerySet",
    "FamilyContactQuerySet",
    "ImportLineQuerySet",
    "NameKey",
    "ParticipantPhotoQuerySet",
    "ParticipantQuerySet",
    "PeopleImportQuerySet",
    "RegistrationKey",
    "TransferQuerySet",
    "in_custody",
]
