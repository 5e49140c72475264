"""What stands between two records and one: which stays are one, and what must be asked.

Records are called by their number: a choice names the person whose value is to stand.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any, Protocol

from django.db import models
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from jombang_umkm.errors import ActionRefused
from participants.models import (
    Custody,
    CustodyEvent,
    Participant,
    ParticipantPhoto,
    TwoPeople,
)
from participants.models.days import Days
from participants.rules.custody import effective, refuse_dates
from participants.rules.stay import FACTS

# Which record's value was chosen, by the key of the question.
Choices = Mapping[str, int]


@dataclass(frozen=True)
class Question:
    """Something in which both records differ; `values` in words, by the person's number."""

    key: str
    label: str
    values: Mapping[int, str]
    # What it is about, where that is not the person: a stay, a session.
    about: str = ""


@dataclass(frozen=True)
class StayOf:
    """A stay of one of the two, with its events and its days."""

    custody: Custody
    person: int
    events: Sequence[CustodyEvent]

    @property
    def line(self) -> list[tuple[str, date | None]]:
        """What became of it, and when; the day of entry is a fact of its own."""
        holding = effective(self.events)
        return [(each.became, None if each.is_opening else each.happened_on) for each in holding]

    @property
    def in_words(self) -> str:
        """Its events as people tell them."""
        return "; ".join(
            _("%(state)s since %(day)s")
            % {
                "state": each.get_became_display(),
                "day": date_format(
                    self.custody.entry_date if each.is_opening else each.happened_on, "j F Y"
                ),
            }
            for each in effective(self.events)
        )


@dataclass(frozen=True)
class Fold:
    """One stay that was entered twice, once for each of the two."""

    stays: Mapping[int, StayOf]

    @property
    def key(self) -> str:
        """What its questions begin with."""
        numbers = sorted(each.custody.pk for each in self.stays.values())
        return "stay.{}-{}".format(*numbers)

    @property
    def about(self) -> str:
        """Which stay it is: where, and under which numbers."""
        stays = list(self.stays.values())
        return _("Stay in %(facility)s, %(numbers)s") % {
            "facility": stays[0].custody.facility.short_name,
            "numbers": " / ".join(each.custody.registration_no for each in stays),
        }

    @property
    def differs(self) -> bool:
        """Whether other events are recorded of the one than of the other."""
        one, other = self.stays.values()
        return one.line != other.line


@dataclass(frozen=True)
class Pair:
    """Two records with all that decides what they become, read once."""

    people: Mapping[int, Participant]
    stays: Mapping[int, Sequence[StayOf]]
    photos: Mapping[int, ParticipantPhoto]
    on_the_way: bool
    told_apart: TwoPeople | None
    # What stands for every row that tells of the two.
    marks: Mapping[str, str]

    @property
    def base(self) -> str:
        """What stands for all of it: a form carries it back, to be told of changes since."""
        return sha256(repr(sorted(self.marks.items())).encode()).hexdigest()[:16]

    def other(self, pk: int) -> int:
        """Return the number of the other of the two."""
        (found,) = set(self.people) - {pk}
        return found


@dataclass(frozen=True)
class Folding:
    """A fold that is carried out: which stay goes on, and what was chosen."""

    fold: Fold
    kept: StayOf
    folded: StayOf
    choices: Choices

    @property
    def facts(self) -> dict[str, Any]:
        """What the stay that goes on takes over from the other."""
        chosen = chosen_of(self.folded.person, self.choices, prefix=self.fold.key)
        return facts_of(FACTS, self.kept.custody, self.folded.custody, chosen=chosen)

    def takes_folded(self, key: str) -> bool:
        """Return whether the value of the stay that ends was chosen."""
        return self.choices.get(key) == self.folded.person


class Ledger(Protocol):
    """Writes rows, and remembers what stood there before."""

    def change(self, rows: models.QuerySet[Any], **values: Any) -> None:
        """Write these values into all of the rows."""

    def remove(self, rows: models.QuerySet[Any]) -> None:
        """Take the rows away; they are remembered whole."""


@dataclass(frozen=True)
class Joining:
    """How an app above carries along what it keeps of a stay that was entered twice.

    `carries` names its relations to a stay and how each goes along; `telling` the rows that
    tell of a person; `lock` what is locked before stays. `ask` and `block` are pure reading:
    what must be chosen, and what forbids it, in sentences. `carry` writes through the ledger.
    """

    name: str
    carries: Mapping[str, str]
    telling: Sequence[tuple[str, str]]
    lock: Callable[[Sequence[int]], None]
    ask: Callable[[Sequence[Fold]], Iterable[Question]]
    block: Callable[[Sequence[Fold]], Iterable[str]]
    carry: Callable[[Folding, Ledger], None]


# Filled by the apps above when they are ready, in the order of INSTALLED_APPS, and called in that
# order; docs/merging.md shows it.
JOININGS: list[Joining] = []


class ChoiceNeeded(ActionRefused):
    """Something in which the records differ was not chosen; `keys` names which."""

    def __init__(self, code: str, missing: Sequence[Question]) -> None:
        names = ", ".join(
            f"{each.label} ({each.about})" if each.about else each.label for each in missing
        )
        super().__init__(code, _("Choose which one is right: %(names)s.") % {"names": names})
        self.keys = {each.key for each in missing}


def facts_of(
    names: Sequence[str], ours: models.Model, theirs: models.Model, *, chosen: Collection[str]
) -> dict[str, Any]:
    """Return the facts that our record takes over: the `chosen` ones, and those only theirs has."""
    taken = {
        name: getattr(theirs, name)
        for name in names
        if name in chosen or (not getattr(ours, name) and getattr(theirs, name))
    }
    return {name: value for name, value in taken.items() if value != getattr(ours, name)}


def chosen_of(person: int, choices: Choices, *, prefix: str) -> set[str]:
    """Return the fields of which that person's value was chosen."""
    return {
        key.removeprefix(f"{prefix}.")
        for key, chosen in choices.items()
        if chosen == person and key.startswith(f"{prefix}.")
    }


def meet(one: Iterable[Days], other: Iterable[Days]) -> bool:
    """Return whether some day is in both."""
    last = date.max
    return any(
        a_first < (b_end or last) and b_first < (a_end or last)
        for a_first, a_end in one
        for b_first, b_end in other
    )


def folds_of(pair: Pair) -> list[Fold]:
    """Return the stays of the two that are one, entered twice: they meet at one facility.

    Raises ActionRefused: "two_places" (they would have been in two facilities at once),
    "meets_several" (a stay of the one meets several of the other).
    """
    one, other = pair.people
    found = [
        Fold({one: ours, other: theirs})
        for ours in pair.stays[one]
        for theirs in pair.stays[other]
        if meet(ours.custody.days_here, theirs.custody.days_here)
    ]
    for fold in found:
        first, second = (each.custody for each in fold.stays.values())
        if first.facility_id != second.facility_id:
            raise _two_places(first, second)
    stays = [each.custody.pk for fold in found for each in fold.stays.values()]
    if len(stays) != len(set(stays)):
        raise ActionRefused(
            "meets_several",
            _(
                "One stay of the one record covers several of the other. Correct the days on "
                "which they came and left first, so that each stay is entered once in each record."
            ),
        )
    return found


def _two_places(first: Custody, second: Custody) -> ActionRefused:
    return ActionRefused(
        "two_places",
        _(
            "By these records the person is in %(first)s and in %(second)s on the same days. "
            "Record first on the page of the stay that ended when and how it did (transferred, "
            "released), or correct its day of entry."
        )
        % {"first": first.facility.short_name, "second": second.facility.short_name},
    )


def refuse_pair(pair: Pair) -> None:
    """Raise ActionRefused unless the two may be one person.

    Codes: "on_the_way", "told_apart", "other_nik".
    """
    if pair.on_the_way:
        raise ActionRefused(
            "on_the_way",
            _("One of them is on the way to another facility, which has to answer first."),
        )
    if pair.told_apart:
        raise ActionRefused(
            "told_apart",
            _("Somebody said that these are two people. Take that back first, if it was wrong."),
        )
    verified = [
        each.nik_key
        for each in pair.people.values()
        if each.nik_status == Participant.NikStatus.VERIFIED
    ]
    if len(set(verified)) == 2:
        raise ActionRefused(
            "other_nik",
            _("Both have a NIK that Dukcapil verified, and the two differ: these are two people."),
        )


def merged_meanwhile() -> ActionRefused:
    """Return that one of the two is no record of its own any more."""
    return ActionRefused(
        "merged_meanwhile", _("Somebody merged one of these two records meanwhile. Look again.")
    )


def chosen_among(questions: Sequence[Question], choices: Choices) -> Choices:
    """Return what was chosen of what is asked, and nothing else.

    Raises ChoiceNeeded("choice_needed") unless one of both was chosen everywhere.
    """
    missing = [each for each in questions if choices.get(each.key) not in each.values]
    if missing:
        raise ChoiceNeeded("choice_needed", missing)
    return {each.key: choices[each.key] for each in questions}


def foldings_of(folds: Iterable[Fold], choices: Choices, *, kept: int) -> list[Folding]:
    """Return which stay of each fold goes on: the one whose events were chosen, else our own."""
    found = []
    for fold in folds:
        line = choices.get(f"{fold.key}.line", kept)
        (other,) = set(fold.stays) - {line}
        found.append(Folding(fold, fold.stays[line], fold.stays[other], choices))
    return found


def refuse_foldings(foldings: Iterable[Folding]) -> None:
    """Raise ActionRefused where the facts chosen do not go together.

    Codes: "expiry_before_entry", "counted_after_entry", "parts_out_of_order", "after_event".
    """
    for each in foldings:
        after = copy(each.kept.custody)
        for name, value in each.facts.items():
            setattr(after, name, value)
        refuse_dates(after)
        days = [day for _state, day in each.kept.line if day is not None]
        if days and after.entry_date > days[0]:
            raise ActionRefused(
                "after_event",
                _("The day of entry chosen lies behind %(day)s, when something happened already.")
                % {"day": date_format(days[0], "j F Y")},
            )


def answers_of(questions: Iterable[Question], choices: Choices) -> Iterator[dict[str, Any]]:
    """Yield what was asked, what was chosen and what was not, to be kept in words."""
    for each in questions:
        (left,) = (text for person, text in each.values.items() if person != choices[each.key])
        yield {
            "what": each.label,
            "about": each.about,
            "chosen": each.values[choices[each.key]],
            "left": left,
        }
