"""The whole line of a life, and the sections beside it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from jombang_umkm.models import User
from jombang_umkm.roof.life.parts import Asked, Part
from jombang_umkm.roof.life.sources import SOURCES
from participants.models import Custody, Participant
from participants.views.person_page import PersonPage
from participants.views.timeline import Moment, newest_first

# Years are shown open until so many moments stand there; older ones are folded.
OPEN_MOMENTS = 12

Year = tuple[int, list[Moment]]


@dataclass(frozen=True)
class Life:
    """What all sources know of somebody, as far as the user may read it."""

    parts: Sequence[Part]
    years: Sequence[Year]
    earlier: Sequence[Year]

    @property
    def earlier_count(self) -> int:
        """How many moments are folded away."""
        return sum(len(moments) for _year, moments in self.earlier)


def life_of(page: PersonPage, *, user: User) -> Life:
    """Return the life that the page tells, with what each source adds to it."""
    asked = Asked(page.person, [stay.custody for stay in page.stays], user)
    parts = [source.read(asked) for source in SOURCES if page.is_kept or not source.whole_only]
    moments = [*page.happened, *(moment for part in parts for moment in part.moments)]
    years = list(_years(moments))
    shown = _open(years)
    return Life(parts, years[:shown], years[shown:])


def parts_for_office(person: Participant, stays: Sequence[Custody], *, user: User) -> list[Part]:
    """Return what each source tells the office of somebody, of the stays that it sees."""
    asked = Asked(person, stays, user)
    return [source.read(asked) for source in SOURCES if source.for_office]


def _years(moments: Sequence[Moment]) -> Iterator[Year]:
    """Yield what happened by the year, the newest first."""
    for year, of in groupby(newest_first(moments), lambda each: each.day.year):
        yield year, list(of)


def _open(years: Sequence[Year]) -> int:
    """Return how many years are shown open: at least one, and no fold for a handful."""
    total = 0
    for number, (_year, moments) in enumerate(years, 1):
        total += len(moments)
        if total >= OPEN_MOMENTS:
            return number
    return len(years)
