"""What the page of two records shows: facts beside each other, what is asked, what forbids it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Count
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jombang_umkm import scope
from jombang_umkm.errors import ActionRefused
from jombang_umkm.models import User
from participants.actions.pairs import read_pair
from participants.models import FamilyContact, Participant
from participants.rules.facts import in_words
from participants.rules.merge_questions import (
    ASKED,
    asked_of,
    blocked,
    differ,
    nik_differs,
    nik_in_words,
)
from participants.rules.merging import Fold, Pair, Question, StayOf, folds_of, refuse_pair
from participants.rules.person import FACTS
from programs.models import Attendance, Enrolment


@dataclass(frozen=True)
class Line:
    """A fact of both, as lines of text; whether they contradict each other in it.

    Where they do, one must be chosen; what only one says is kept, and marked as little.
    """

    label: str
    values: Sequence[Sequence[str]]
    differs: bool


@dataclass(frozen=True)
class Compared:
    """Two records, in the order of the address; `why_not` says why they cannot be one, if so."""

    pair: Pair
    folds: Sequence[Fold]
    questions: Sequence[Question]
    why_not: str
    counts: Mapping[str, Mapping[int, int]]

    @property
    def people(self) -> list[Participant]:
        return list(self.pair.people.values())

    @property
    def named(self) -> list[tuple[Participant, str]]:
        """Both with the number of their last stay, which tells people of one name apart."""
        stays = self.pair.stays
        return [(each, stays[each.pk][-1].custody.registration_no) for each in self.people]

    @property
    def whose(self) -> dict[int, str]:
        """What tells each from the other in few words: the number, else the name."""
        numbers = {person.pk: number for person, number in self.named}
        if len(set(numbers.values())) == 2:
            return numbers
        return {person.pk: person.full_name for person in self.people}

    def person(self, pk: int) -> Participant:
        return self.pair.people[pk]

    @property
    def fuller(self) -> int:
        """The record that goes on unless another is chosen: more stays, more facts, made first."""

        def fullness(person: Participant) -> tuple[int, int, int]:
            facts = sum(bool(getattr(person, name)) for name in FACTS) + person.has_nik
            return len(self.pair.stays[person.pk]), facts, -person.pk

        return max(self.people, key=fullness).pk

    @cached_property
    def lines(self) -> list[Line]:
        """The facts of both beside each other; what neither has is left out."""
        return [line for line in self._lines() if any(map(any, line.values))]

    def _lines(self) -> Iterator[Line]:
        for name in FACTS:
            field: Any = Participant._meta.get_field(name)
            texts = [in_words(each, name) for each in self.people]
            # Aliases are put together.
            differs = name in ASKED and differ(*(getattr(each, name) for each in self.people))
            yield _line(str(capfirst(field.verbose_name)), texts, differs=differs)
        niks = [nik_in_words(each) for each in self.people]
        yield _line(_("NIK"), niks, differs=nik_differs(*self.people))
        stays = [[_stay(each) for each in of] for of in self.pair.stays.values()]
        yield Line(_("Stays"), stays, differs=False)
        for label, count in self.counts.items():
            numbers = [[str(count.get(each.pk, 0))] for each in self.people]
            yield Line(label, numbers, differs=False)

    @property
    def effects(self) -> list[str]:
        """What merging would do, in sentences; the same whichever record goes on."""
        stays = sum(map(len, self.pair.stays.values())) - len(self.folds)
        told = [
            ngettext(
                "The one record has %(count)s stay, with its courses and marks.",
                "The one record has %(count)s stays, with their courses and marks.",
                stays,
            )
            % {"count": stays}
        ]
        twice = _("%(stay)s was entered twice and becomes one stay.")
        return told + [twice % {"stay": fold.about} for fold in self.folds]


def compare(one: Participant, other: Participant, *, by: User) -> Compared:
    """Return both with what must be chosen to make one of them, or why that cannot be."""
    pair = read_pair(one=one, other=other, by=by)
    with scope.whole("who keeps both records chooses among all that is known of them"):
        return _compared(pair)


def _compared(pair: Pair) -> Compared:
    counts = _counts(pair)
    try:
        refuse_pair(pair)
        folds = folds_of(pair)
    except ActionRefused as refusal:
        return Compared(pair, (), (), str(refusal), counts)
    why_not = " ".join(blocked(folds))
    questions = [] if why_not else asked_of(pair, folds)
    return Compared(pair, folds, questions, why_not, counts)


def _line(label: str, values: Sequence[str], *, differs: bool) -> Line:
    return Line(label, [[value] if value else [] for value in values], differs)


def _stay(stay: StayOf) -> str:
    custody = stay.custody
    days = date_format(custody.entry_date, "j M Y")
    until = date_format(custody.left_on, "j M Y") if custody.left_on else _("today")
    return _("%(facility)s, %(number)s: %(from)s – %(until)s, %(status)s") % {
        "facility": custody.facility.short_name,
        "number": custody.registration_no,
        "from": days,
        "until": until,
        "status": custody.get_status_display(),
    }


def _counts(pair: Pair) -> dict[str, dict[int, int]]:
    """Return how many relatives, seats and marks each has."""
    person = "custody__participant"
    families = FamilyContact.objects.filter(participant__in=pair.people).order_by()
    seats = Enrolment.objects.filter(**{f"{person}__in": pair.people}).order_by()
    marks = Attendance.objects.recorded().filter(**{f"{person}__in": pair.people}).order_by()
    return {
        _("Family contacts"): dict(families.values_list("participant").annotate(Count("pk"))),
        _("Courses (seats)"): dict(seats.values_list(person).annotate(Count("pk"))),
        _("Attendance marks"): dict(marks.values_list(person).annotate(Count("pk"))),
    }
