"""Two records that are, or were, merged: locked in one order, so that none waits for ever."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from django.db.models import Q

if TYPE_CHECKING:
    from participants.models import Participant


def lock_pair(
    one: int, other: int, *, first: Iterable[Callable[[list[int]], object]]
) -> "dict[int, Participant]":
    """Return the two as they now stand, by key; whoever writes a row that names one waits.

    Locked are they and whoever was merged into them before, after their stays, those folded
    into others too. `first` is given the numbers of these stays before they are locked.
    """
    from participants.models import Custody, Participant

    both = (one, other)
    stays = Custody.with_merged.filter(participant__in=both).order_by("pk")
    for lock in first:
        lock(list(stays.values_list("pk", flat=True)))
    list(stays.select_for_update(no_key=True).values_list("pk"))
    people = Participant.with_merged.filter(Q(pk__in=both) | Q(merged_into__in=both))
    locked = people.select_for_update().order_by("pk").in_bulk()
    return {pk: locked[pk] for pk in both}
