"""People and stays in the sentences of the domain.

The models import this room for their managers, so a method that needs another
model imports it when it is called.
"""

from participants.querysets.aftercare import AftercareConsentQuerySet
from participants.querysets.imports import ImportLineQuerySet, PeopleImportQuerySet
from participants.querysets.kept import kept_among, of_kept
from participants.querysets.merged import (
    TELLING,
    LiveManager,
    MergeQuerySet,
    TwoPeopleQuerySet,
    built_on,
    folded_under,
    marks_of,
    taken_since,
)
from participants.querysets.pairs import lock_pair
from participants.querysets.people import (
    FamilyContactQuerySet,
    ParticipantPhotoQuerySet,
    ParticipantQuerySet,
)
from participants.querysets.stays import (
    NOMINATIONS,
    AbsenceQuerySet,
    CustodyQuerySet,
    in_custody,
)
from participants.querysets.transfers import TransferQuerySet
from participants.querysets.twins import kept_people, suggested, twins_of

# Migrations name these here.
from participants.spelling import NameKey, RegistrationKey

ParticipantManager = LiveManager.from_queryset(ParticipantQuerySet)
CustodyManager = LiveManager.from_queryset(CustodyQuerySet)

__all__ = [
    "NOMINATIONS",
    "TELLING",
    "AbsenceQuerySet",
    "AftercareConsentQuerySet",
    "CustodyManager",
    "CustodyQuerySet",
    "FamilyContactQuerySet",
    "ImportLineQuerySet",
    "MergeQuerySet",
    "NameKey",
    "ParticipantManager",
    "ParticipantPhotoQuerySet",
    "ParticipantQuerySet",
    "PeopleImportQuerySet",
    "RegistrationKey",
    "TransferQuerySet",
    "TwoPeopleQuerySet",
    "built_on",
    "folded_under",
    "in_custody",
    "kept_among",
    "kept_people",
    "lock_pair",
    "marks_of",
    "of_kept",
    "suggested",
    "taken_since",
    "twins_of",
]
