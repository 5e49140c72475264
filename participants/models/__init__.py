from participants.models.absence import CustodyAbsence
from participants.models.aftercare import AftercareConsent
from participants.models.custody import Custody
from participants.models.custody_event import CustodyEvent
from participants.models.family import FamilyContact, FamilyNote
from participants.models.import_line import ImportLine
from participants.models.merge import Merge, MergeUndo, TwoPeople
from participants.models.participant import Participant
from participants.models.people_import import PeopleImport
from participants.models.photo import ParticipantPhoto
from participants.models.remembered_columns import RememberedColumns
from participants.models.transfer import Transfer

__all__ = [
    "AftercareConsent",
    "Custody",
    "CustodyAbsence",
    "CustodyEvent",
    "FamilyContact",
    "FamilyNote",
    "ImportLine",
    "Merge",
    "MergeUndo",
    "Participant",
    "ParticipantPhoto",
    "PeopleImport",
    "RememberedColumns",
    "Transfer",
    "TwoPeople",
]
