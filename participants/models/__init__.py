from participants.models.custody import Custody
from participants.models.participant import Participant

__all__ = ["Custody", "Participant"]
