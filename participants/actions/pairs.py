"""Two records that may be one person, read once for the page and for the action."""

from collections import defaultdict

from django.db import transaction

from jombang_umkm import scope
from jombang_umkm.models import User
from participants import permissions
from participants.models import (
    Custody,
    CustodyEvent,
    Participant,
    ParticipantPhoto,
    Transfer,
    TwoPeople,
)
from participants.querysets import marks_of
from participants.rules.merging import Pair, StayOf


@transaction.atomic
def read_pair(*, one: Participant, other: Participant, by: User) -> Pair:
    """Return the two with all of their stays, wherever these are.

    Whoever keeps both records sees them whole. The marks are read first, so that a change in
    between is told by them.

    Raises ActionRefused: "not_allowed".
    """
    permissions.require_merge(by, one, other)
    with scope.whole("who keeps both records reads all stays of them, wherever"):
        return _pair({each.pk: each for each in (one, other)})


def _pair(people: dict[int, Participant]) -> Pair:
    one, other = people
    marks = marks_of(list(people))
    stays = Custody.objects.filter(participant__in=people).select_related("facility")
    found = list(stays.order_by("entry_date", "pk"))
    events: dict[int, list[CustodyEvent]] = defaultdict(list)
    for event in CustodyEvent.objects.filter(custody__in=found).order_by("pk"):
        events[event.custody_id].append(event)
    photos = ParticipantPhoto.objects.attached().defer("jpeg").filter(participant__in=people)
    said = TwoPeople.objects.of(one, other).select_related("one", "other", "said_by")
    on_the_way = Transfer.objects.filter(status="SENT", event__custody__in=found)
    return Pair(
        people=people,
        stays={
            pk: [StayOf(stay, pk, events[stay.pk]) for stay in found if stay.participant_id == pk]
            for pk in people
        },
        photos={each.participant_id: each for each in photos},
        on_the_way=on_the_way.exists(),
        told_apart=said.first(),
        marks=marks,
    )
