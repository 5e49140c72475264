"""What a source of a person's life is asked, and what it answers."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from jombang_umkm.models import User
from participants.models import Custody, Participant
from participants.views.timeline import Moment


@dataclass(frozen=True)
class Asked:
    """Of whom: the person with the stays that the user may read, the newest first."""

    person: Participant
    stays: Sequence[Custody]
    user: User


@dataclass(frozen=True)
class Part:
    """What a source knows: days on the line of a life, and rows of a section of its own.

    `template` draws the section, given the part as `part`; `more` says that there are more
    rows than are shown. What is seldom looked for stands folded below the line. Where rows
    can be added, `url` leads there, and the section stands there without any, saying `empty`.
    """

    template: str
    moments: Sequence[Moment] = ()
    rows: Sequence[Any] = ()
    more: bool = False
    is_folded: bool = False
    url: str = ""
    empty: str = ""

    @property
    def is_shown(self) -> bool:
        return bool(self.rows or self.url)


class Source(NamedTuple):
    """Reads one part, in so many statements for whatever number of rows.

    `whole_only` keeps it from a facility that reads nothing but its own past stays;
    `for_office` gives it to the office too, of which it then tells no more than its own.
    """

    read: Callable[[Asked], Part]
    statements: int
    whole_only: bool
    for_office: bool = False
