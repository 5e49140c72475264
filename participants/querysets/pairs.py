"""Two records that may be one person, read once for the page and for the action."""

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

from participants.querysets.merged import marks_of

if TYPE_CHECKING:
    from participants.models import Participant
    from participants.rules.merging import Fold, Joining, Pair, Question

# How the apps above carry along what they keep of a stay that was entered twice: filled by them
# when they are ready, in the order of INSTALLED_APPS; docs/merging.md shows it.
JOININGS: list["Joining"] = []


def read_pair(one: "Participant", other: "Participant") -> "Pair":
    """Return the two with all of their stays, wherever these are.

    Whoever keeps both records sees them whole. What was read is told apart from later changes
    by the marks, which are read first.
    """
    from participants.models import Custody, CustodyEvent, ParticipantPhoto, Transfer, TwoPeople
    from participants.rules.merging import Pair, StayOf

    people = {each.pk: each for each in (one, other)}
    marks = marks_of(list(people))
    stays = Custody.objects.filter(participant__in=people).select_related("facility")
    found = list(stays.order_by("entry_date", "pk"))
    events: dict[int, list[CustodyEvent]] = defaultdict(list)
    for event in CustodyEvent.objects.filter(custody__in=found).order_by("pk"):
        events[event.custody_id].append(event)
    of: dict[int, Sequence[StayOf]] = {
        pk: [StayOf(stay, pk, events[stay.pk]) for stay in found if stay.participant_id == pk]
        for pk in people
    }
    photos = ParticipantPhoto.objects.attached().defer("jpeg").filter(participant__in=people)
    on_the_way = Transfer.objects.filter(status="SENT", event__custody__in=found)
    return Pair(
        people=people,
        stays=of,
        photos={each.participant_id: each for each in photos},
        on_the_way=on_the_way.exists(),
        told_apart=TwoPeople.objects.of(one.pk, other.pk).exists(),
        marks=marks,
    )


def asked_of(pair: "Pair", folds: Sequence["Fold"]) -> "list[Question]":
    """Return all that must be chosen to make one of the two."""
    from participants.rules.merge_questions import questions_of

    questions = questions_of(pair, folds)
    for joining in JOININGS:
        questions += joining.ask(folds)
    return questions


def blocked(folds: Sequence["Fold"]) -> list[str]:
    """Return, in sentences, what the apps above say against making one of the two."""
    return [said for joining in JOININGS for said in joining.block(folds)]
