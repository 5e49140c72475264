"""People, their stays and their families in the admin; all of it changes through the actions."""

from participants.admin import (
    aftercare,
    custody,
    custody_event,
    family,
    merge,
    participant,
    people_import,
    photo,
    transfer,
)

__all__ = [
    "aftercare",
    "custody",
    "custody_event",
    "family",
    "merge",
    "participant",
    "people_import",
    "photo",
    "transfer",
]
