"""History of every change, written by database triggers: bulk and raw changes are kept too."""

from collections.abc import Callable
from typing import Any, TypeVar

import pghistory
import pgtrigger
import pgtrigger.migrations
from django.db import models
from django.db.migrations.state import ProjectState
from pghistory.trigger import Event

M = TypeVar("M", bound=type[models.Model])


class _PlannedEachTime(Event):
    """Writes the history with a statement that is planned for the number of rows at hand.

    A trigger's own statement keeps the plan of its first call in a connection. When
    that was one row, a thousand rows later on are compared each with each: up to
    390 ms were measured, instead of 24.
    """

    def get_func(self, model: Any) -> Any:
        writing = super().get_func(model).func.removesuffix("RETURN NULL;")  # type: ignore[no-untyped-call]
        return pgtrigger.Func(f"EXECUTE $history${writing}$history$; RETURN NULL;")  # type: ignore[no-untyped-call]


class _UpdateEvent(pghistory.UpdateEvent):
    """An update, of which only rows that differ are kept."""

    def add_event_trigger(self, event_model: Any) -> None:
        trigger = _PlannedEachTime(  # type: ignore[no-untyped-call]
            event_model=event_model,
            label=self.label,
            name=self.trigger_name,
            row=self.row,
            operation=self.operation,
            condition=self.condition,
            level=self.level,
        )
        pgtrigger.register(trigger)(event_model.pgh_tracked_model)


def tracked(*, exclude: list[str] | None = None) -> Callable[[M], M]:
    """Return a class decorator that keeps every version of a row: who made it, on which page.

    The versions of a `Custody` are `CustodyVersion` rows: an event is something that
    happened to people.
    """

    def decorate(model: M) -> M:
        keep: Callable[[M], M] = pghistory.track(
            pghistory.InsertEvent(),
            _UpdateEvent(),
            pghistory.DeleteEvent(),
            exclude=exclude,
            model_name=f"{model.__name__}Version",
            # One trigger call a statement, not a row: a sheet of 1,000 marks stays one write.
            level=pgtrigger.Statement,
        )
        return keep(model)

    return decorate


def versions_of(model: type[models.Model]) -> models.QuerySet[Any]:
    """Return the kept versions of a tracked model's rows, oldest first.

    Each has the row's fields, `pgh_obj_id` (which row), `pgh_label` (insert, update
    or delete), `pgh_created_at` and `pgh_context` (user and address of the page).
    """
    event_model = model._meta.get_field("events").related_model
    return event_model._default_manager.order_by("pgh_id")  # type: ignore[union-attr]


class AddTrigger(pgtrigger.migrations.AddTrigger):
    """Adds a trigger, for migrations.

    Pgtrigger's own has Django build the model and all related ones anew, for every trigger:
    half the time of a first start. A model's class stays the same with a trigger or without.
    """

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        options = state.models[app_label, self.model_name_lower].options
        options["triggers"] = [*options.get("triggers", []), self.trigger]


class RemoveTrigger(pgtrigger.migrations.RemoveTrigger):
    """Removes a trigger, for migrations; it builds no model anew either."""

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        options = state.models[app_label, self.model_name_lower].options
        options["triggers"] = [each for each in options["triggers"] if each.name != self.name]
