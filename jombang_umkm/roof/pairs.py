"""Records that look like one person, in pairs, and why."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef

from jombang_umkm import access
from participants.models import Custody, Participant
from participants.querysets import ParticipantQuerySet, twins_of
from participants.rules.twins import reason_of


@dataclass(frozen=True)
class Alike:
    """Two records that look like one person, each with its last stay, and why."""

    stays: tuple[Custody, Custody]
    reason: str


def with_twins(
    people: ParticipantQuerySet, user: access.Visitor, *, older: bool = False
) -> ParticipantQuerySet:
    """Annotate `born_alike` and `of_one_father`, the numbers of whom each might be."""
    found = [twins.filter(pk__lt=OuterRef("pk")) if older else twins for twins in twins_of(user)]
    born_alike, of_one_father = (ArraySubquery(twins.values("pk")) for twins in found)
    return people.annotate(born_alike=born_alike, of_one_father=of_one_father)


def pairs_of(people: Iterable[Participant], user: access.Visitor) -> Iterator[Alike]:
    """Yield each of these people, read `with_twins`, with everybody they might be.

    In two statements, beside that which reads the people.
    """
    asked = {each.pk: each for each in people}
    twins = {pk: _twins_of(each) for pk, each in asked.items()}
    others = Participant.objects.in_bulk({pk for found in twins.values() for pk in found})
    everybody = asked | others
    stays = Custody.objects.visible_to(user).filter(participant__in=everybody)
    last = {
        stay.participant_id: stay
        for stay in stays.select_related("participant", "facility").order_by("entry_date", "pk")
    }
    for pk, found in twins.items():
        for other in found:
            if pk in last and other in last:
                reason = reason_of(everybody[pk], everybody[other])
                yield Alike((last[pk], last[other]), reason)


def _twins_of(person: Any) -> list[int]:
    return sorted({*person.born_alike, *person.of_one_father})
