"""Saying of two records that look alike that they are two people, and taking that back."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jombang_umkm.errors import ActionRefused
from jombang_umkm.models import User
from participants import permissions
from participants.actions.pairs import merged_meanwhile
from participants.models import Participant, TwoPeople


@transaction.atomic
def tell_apart(*, one: Participant, other: Participant, by: User, at: datetime) -> TwoPeople:
    """Note that these are two people, and return that; they are not suggested again.

    A repeat changes nothing.

    Raises ActionRefused: "not_allowed", "same_record", "merged_meanwhile".
    """
    if one.pk == other.pk:
        raise ActionRefused("same_record", _("Choose two different records."))
    permissions.require_merge(by, one, other)
    _lock(one, other)
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
    permissions.require_merge(by, one, other)
    _lock(one, other)
    TwoPeople.objects.of(one.pk, other.pk).delete()


def _lock(*people: Participant) -> None:
    """Let whoever merges one of them wait; refuse where somebody did.

    Raises ActionRefused: "merged_meanwhile".
    """
    live = Participant.objects.select_for_update(no_key=True).order_by("pk")
    if len(live.in_bulk([each.pk for each in people])) < len(people):
        raise merged_meanwhile()
