"""What the page of a person shows: the whole record, or a facility's own past stays of them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

from django.db.models import Exists, OuterRef
from django.shortcuts import get_object_or_404

from jombang_umkm import regions
from jombang_umkm.models import User
from participants import permissions
from participants.models import (
    Custody,
    CustodyAbsence,
    CustodyEvent,
    FamilyContact,
    Participant,
    ParticipantPhoto,
    Transfer,
)
from participants.querysets import twins_of
from participants.rules import custody as rules
from participants.rules.nik import masked_of
from participants.rules.titles import away_words
from participants.views import timeline
from participants.views.missing import Missing, Record, missing_in
from participants.views.timeline import Moment, StayOnPage

Status = Custody.Status
OfStay = TypeVar("OfStay", CustodyEvent, CustodyAbsence)

# How a status looks; the ordinary ones have no colour.
STATUS_KINDS = {
    # Legally no warga binaan: counted apart.
    Status.DETAINEE: "info",
    Status.ASSIMILATION: "info",
    **dict.fromkeys(rules.GUIDED, "info"),
    Status.FULL_RELEASE: "good",
    Status.RELEASED_BY_LAW: "good",
    Status.RELEASED_BY_COURT: "good",
    Status.GUIDANCE_ENDED: "good",
    Status.ESCAPED: "bad",
}


@dataclass(frozen=True)
class PersonPage:
    """Everything the page needs, read once; `stays` are those the user may read, newest first."""

    person: Participant
    is_kept: bool
    has_photo: bool
    has_twin: bool
    stays: Sequence[StayOnPage]
    family: Sequence[FamilyContact]
    today: date

    @property
    def last(self) -> StayOnPage:
        """The last stay that the user may read."""
        return self.stays[0]

    @property
    def status_kind(self) -> str:
        return STATUS_KINDS.get(Status(self.last.custody.status), "")

    @property
    def away(self) -> str:
        """Why they are out of reach today, in few words, if so."""
        if not self.last.custody.is_held:
            return ""
        now = next((each for each in self.last.absences if each.covers(self.today)), None)
        return away_words(now.kind, now.away_from, now.back_on) if now else ""

    @property
    def transfer(self) -> Transfer | None:
        """Where the last event sent them, if it did."""
        return getattr(self.last.effective[-1], "transfer", None)

    @property
    def may_note_absence(self) -> bool:
        return self.last.is_mine and self.last.custody.is_held

    @property
    def may_readmit(self) -> bool:
        """Whether they may be taken in anew here; whoever waits for an answer may not."""
        last = self.last.custody
        open_ones = (Transfer.Status.SENT, Transfer.Status.DECLINED)
        is_open = self.transfer is not None and self.transfer.status in open_ones
        why_not = rules.why_no_new_stay(last, last.facility_id, is_on_the_way=is_open)
        return not last.is_held and why_not is None

    @property
    def half(self) -> rules.SentenceDate | None:
        return rules.half_of(self.last.custody)

    @property
    def two_thirds(self) -> rules.SentenceDate | None:
        return rules.two_thirds_of(self.last.custody)

    @property
    def age(self) -> int | None:
        """In full years."""
        born = self.person.birth_date
        if born is None:
            return None
        had_birthday = (self.today.month, self.today.day) >= (born.month, born.day)
        return self.today.year - born.year - (not had_birthday)

    @property
    def nik(self) -> str:
        """The NIK with most of its digits hidden; nothing where there is none."""
        return masked_of(self.person)

    @property
    def region(self) -> str:
        return regions.name_of(self.person.home_region) if self.person.home_region else ""

    @cached_property
    def missing(self) -> list[Missing]:
        if not self.is_kept:
            return []
        return missing_in(
            Record(self.person, self.last, self.transfer, bool(self.family), self.today)
        )

    @property
    def ahead(self) -> list[Moment]:
        return timeline.ahead(self.last, today=self.today)

    @property
    def happened(self) -> list[Moment]:
        """What happened in the stays, and with the family's consent."""
        stays = timeline.happened(self.stays, today=self.today)
        return [*stays, *timeline.consents(self.family)]


def load(pk: int, *, user: User, today: date) -> PersonPage:
    """Return the page; Http404 when the user sees no such person.

    Where their last stay is, all of their stays are read; elsewhere the facility's own.
    """
    same, twins = OuterRef("pk"), twins_of(user)
    people: Any = Participant.objects.visible_to(user).annotate(
        is_kept=Exists(Participant.objects.kept_by(user).filter(pk=same)),
        has_photo=Exists(ParticipantPhoto.objects.attached().filter(participant=same)),
        has_twin=Exists(twins[0]) | Exists(twins[1]),
    )
    person = get_object_or_404(people, pk=pk)
    is_kept = person.is_kept
    return PersonPage(
        person=person,
        is_kept=is_kept,
        has_photo=is_kept and person.has_photo,
        has_twin=is_kept and person.has_twin,
        stays=_stays(person, user, is_kept=is_kept),
        family=list(person.family_contacts.all()) if is_kept else [],
        today=today,
    )


def _stays(person: Participant, user: User, *, is_kept: bool) -> list[StayOnPage]:
    stays: Any = person.custodies
    found = stays.with_folded().select_related("facility", "came_by__event__custody__facility")
    if not is_kept:
        found = found.filter(pk__in=Custody.objects.visible_to(user))
    custodies = list(found.order_by("-entry_date", "-pk"))
    events = CustodyEvent.objects.filter(custody__in=custodies).order_by("pk")
    absences = CustodyAbsence.objects.filter(custody__in=custodies).order_by("away_from")
    events_of = _by_stay(events.select_related("recorded_by", "transfer__facility"))
    absences_of = _by_stay(absences)
    return [
        StayOnPage(
            custody,
            events_of[custody.pk],
            absences_of[custody.pk],
            permissions.may_keep_stays(user, custody.facility_id),
            custody.also_numbered,
        )
        for custody in custodies
    ]


def _by_stay(rows: Iterable[OfStay]) -> Mapping[int, list[OfStay]]:
    found: dict[int, list[OfStay]] = defaultdict(list)
    for row in rows:
        found[row.custody_id].append(row)
    return found
