"""Saying of two records that look alike that they are two people, and taking that back."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jombang_umkm import scope
from jombang_umkm.errors import ActionRefused
from jombang_umkm.models import User
from participants import permissions
from participants.models import Participant, TwoPeople
from participants.rules.merging import merged_meanwhile


@transaction.atomic
def tell_apart(*, one: Participant, other: Participant, by: User, at: datetime) -> TwoPeople:
    """Note that these are two people, and return that; they are not suggested again.

    A repeat changes nothing.

    Raises ActionRefused: "not_allowed", "same_record", "merged_meanwhile".
    """
    if one.pk == other.pk:
        raise ActionRefused("same_record", _("Choose two different records."))
    _lock(one, other)
    permissions.require_merge(by, one, other)
    first, second = sorted((one.pk, other.pk))
    said, _is_new = TwoPeople.objects.get_or_create(
        one_id=first, other_id=second, defaults={"said_by": by, "said_at": at}
    )
    return said


@transaction.atomic
def take_back(*, one: Participant, other: Participant, by: User) -> None:
    """Let two records that were told apart be suggested again; the history tells who did.

    A repeat changes nothing.

    Raises ActionRefused: "not_allowed", "merged_meanwhile".
    """
    _lock(one, other)
    permissions.require_merge(by, one, other)
    TwoPeople.objects.of(one.pk, other.pk).delete()


def _lock(*people: Participant) -> None:
    """Let whoever merges one of them wait; refuse where somebody did.

    Raises ActionRefused: "merged_meanwhile".
    """
    with scope.whole("that somebody merged them is told whoever keeps them by now"):
        live = Participant.objects.select_for_update(no_key=True).order_by("pk")
        found = live.in_bulk([each.pk for each in people])
    if len(found) < len(people):
        raise merged_meanwhile()
