"""History of every change, written by database triggers: bulk and raw changes are kept too."""

from collections.abc import Callable
from typing import Any, TypeVar

import pghistory
import pgtrigger
from django.db import models

M = TypeVar("M", bound=type[models.Model])


def tracked(*, exclude: list[str] | None = None) -> Callable[[M], M]:
    """Return a class decorator that keeps every version of a row: who made it, on which page."""
    decorate: Callable[[M], M] = pghistory.track(
        pghistory.InsertEvent(),
        pghistory.UpdateEvent(),
        pghistory.DeleteEvent(),
        exclude=exclude,
        # One trigger call a statement, not a row: a sheet of 1,000 marks stays one write.
        level=pgtrigger.Statement,
    )
    return decorate


def versions_of(model: type[models.Model]) -> models.QuerySet[Any]:
    """Return the kept versions of a tracked model's rows, oldest first.

    Each has the row's fields, `pgh_obj_id` (which row), `pgh_label` (insert, update
    or delete), `pgh_created_at` and `pgh_context` (user and address of the page).
    """
    event_model = model._meta.get_field("events").related_model
    return event_model._default_manager.order_by("pgh_id")  # type: ignore[union-attr]
