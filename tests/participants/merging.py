"""Merging two records, as a page that shows them would."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db import models
from django.utils import timezone

from jombang_umkm.errors import ActionRefused
from jombang_umkm.models import User
from participants.actions import merge as actions
from participants.actions.pairs import read_pair
from participants.models import Merge, MergeUndo, Participant
from participants.rules.merge_questions import asked_of
from participants.rules.merging import Choices, Pair, Question, folds_of


def look(one: Participant, other: Participant) -> Pair:
    """Return both records as they stand, for whom the page is opened."""
    found = Participant.with_merged.in_bulk([one.pk, other.pk])
    by = User(role=User.Role.ADMINISTRATOR)
    return read_pair(one=found[one.pk], other=found[other.pk], by=by)


def asked(one: Participant, other: Participant) -> list[Question]:
    """Return what the page of the two asks."""
    pair = look(one, other)
    return asked_of(pair, folds_of(pair))


def all_of(right: Participant, other: Participant) -> Choices:
    """Return the choices by which one of the two is right in everything."""
    return {question.key: right.pk for question in asked(right, other)}


def merge(
    kept: Participant,
    absorbed: Participant,
    *,
    by: User,
    choices: Choices | None = None,
    base: str | None = None,
    at: datetime | None = None,
) -> Merge:
    """Merge two records; where nothing is chosen, the one that goes on is right.

    With `choices` that are empty nothing is chosen at all.
    """
    chosen = choices if choices == {} else {**_all_of(kept, absorbed), **(choices or {})}
    return actions.merge(
        kept=kept,
        absorbed=absorbed,
        choices=chosen,
        base=look(kept, absorbed).base if base is None else base,
        by=by,
        at=at or timezone.now(),
    )


def _all_of(kept: Participant, absorbed: Participant) -> Choices:
    """Return the same; nothing of two that cannot be one, which the action refuses."""
    try:
        return all_of(kept, absorbed)
    except ActionRefused:
        return {}


def snapshot() -> dict[str, list[dict[str, Any]]]:
    """Return every row of every table that a merging could touch, but what tells of it."""
    return {
        model._meta.label: list(model._base_manager.order_by("pk").values()) for model in _tables()
    }


def _tables() -> Iterator[type[models.Model]]:
    for app in ("participants", "programs"):
        for model in apps.get_app_config(app).get_models():
            is_history = hasattr(model, "pgh_label")
            if not is_history and model not in (Merge, MergeUndo):
                yield model
