"""Making one record of two that turned out to be one person."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from jombang_umkm import scope
from jombang_umkm.errors import ActionRefused
from jombang_umkm.models import User
from participants import permissions
from participants.actions.ledger import Steps
from participants.actions.merge_carry import Carrying
from participants.actions.pairs import read_pair
from participants.models import Merge, Participant
from participants.querysets import lock_pair, marks_of
from participants.rules import merging as rules
from participants.rules.custody import clash
from participants.rules.merge_questions import asked_of, blocked
from participants.rules.merging import Choices, Fold, Folding, Pair


@transaction.atomic
def merge(
    *,
    kept: Participant,
    absorbed: Participant,
    choices: Choices,
    base: str,
    by: User,
    at: datetime,
) -> Merge:
    """Make one record of two, and return what was done. A repeat changes nothing.

    All that is known of `absorbed` goes over to `kept`; a stay that was entered in both is
    folded into one. Where both say something else, `choices` names the person whose value
    stands, by the key of the question. `base` stands for all that the form was opened with.

    Raises ActionRefused: "not_allowed", "same_record", "merged_meanwhile", "changed_meanwhile",
    "on_the_way", "told_apart", "other_nik", "two_places", "meets_several", "blocked" (an app
    above forbids it, and says why), "choice_needed", "expiry_before_entry",
    "counted_after_entry", "parts_out_of_order", "after_event", "held_elsewhere".
    """
    if kept.pk == absorbed.pk:
        raise ActionRefused("same_record", _("Choose two different records."))
    with scope.whole("two records of one person have stays and marks wherever they were"):
        return _merge(kept, absorbed, choices, base, by, at)


def _merge(
    kept: Participant, absorbed: Participant, choices: Choices, base: str, by: User, at: datetime
) -> Merge:
    first = [joining.lock for joining in rules.JOININGS]
    locked = lock_pair(kept.pk, absorbed.pk, first=first)
    kept, absorbed = locked[kept.pk], locked[absorbed.pk]
    done = _done(kept, absorbed, by)
    if done is not None:
        return done
    pair = read_pair(one=kept, other=absorbed, by=by)
    _refuse_changed(pair, base)
    rules.refuse_pair(pair)
    folds = rules.folds_of(pair)
    _refuse_blocked(folds)
    questions = asked_of(pair, folds)
    choices = rules.chosen_among(questions, choices)
    foldings = rules.foldings_of(folds, choices, kept=kept.pk)
    rules.refuse_foldings(foldings)
    return Merge.objects.create(
        kept=kept,
        absorbed=absorbed,
        merged_by=by,
        merged_at=at,
        answers=list(rules.answers_of(questions, choices)),
        steps=_write(pair, foldings, choices, kept=kept.pk),
        after=marks_of([kept.pk, absorbed.pk]),
    )


def _done(kept: Participant, absorbed: Participant, by: User) -> Merge | None:
    """Return the merging that was made of these two already, if it is the same.

    Raises ActionRefused: "not_allowed", "merged_meanwhile".
    """
    if kept.merged_into_id is None and absorbed.merged_into_id is None:
        return None
    done = Merge.objects.standing().filter(kept=kept, absorbed=absorbed).order_by("pk").last()
    if done is not None and kept.merged_into_id is None:
        permissions.require_merge(by, kept)
        return done
    raise rules.merged_meanwhile()


def _refuse_changed(pair: Pair, base: str) -> None:
    """Raise ActionRefused("changed_meanwhile") unless all stands as the form showed it."""
    if pair.base != base:
        raise ActionRefused(
            "changed_meanwhile",
            _(
                "Somebody changed one of the two records meanwhile. Look at both once more, then "
                "merge them; what you chose is kept."
            ),
        )


def _write(
    pair: Pair, foldings: Sequence[Folding], choices: Choices, *, kept: int
) -> list[Mapping[str, Any]]:
    """Carry everything along, and return step by step what stood there before."""
    steps = Steps()
    try:
        with transaction.atomic():
            Carrying(pair, kept, choices, steps).carry(foldings)
    except IntegrityError as error:
        raise clash(error) from error
    return steps.steps


def _refuse_blocked(folds: Sequence[Fold]) -> None:
    """Raise ActionRefused("blocked") with all that the apps above say against it."""
    said = blocked(folds)
    if said:
        raise ActionRefused("blocked", " ".join(said))
