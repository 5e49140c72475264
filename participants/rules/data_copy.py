"""How long a copy of a person's data can be fetched once it was asked for."""

from datetime import datetime, timedelta

# Long enough for two downloads on a slow line, short enough for a shared PC.
FETCHED_WITHIN = timedelta(minutes=15)


def fetchable_since(at: datetime) -> datetime:
    """Return the earliest moment of asking whose copy can still be fetched then."""
    return at - FETCHED_WITHIN
