"""What a merging writes, row by row, so that it can be taken back exactly."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from django.apps import apps
from django.db import models

from participants.models import Participant

# A NIK lies sealed with its key and status; the three change places together.
NIK = ("nik_status", "nik_sealed", "nik_key")


class Steps:
    """Writes rows, and remembers what stood there before; no sealed value stands in it."""

    def __init__(self, steps: Iterable[Mapping[str, Any]] = ()) -> None:
        self.steps = list(steps)

    def change(self, rows: models.QuerySet[Any], **values: Any) -> None:
        """Write these values into all of the rows, in two statements."""
        old = {str(row.pop("pk")): row for row in rows.order_by().values("pk", *values)}
        if old:
            rows.model._base_manager.filter(pk__in=list(old)).update(**values)
            self.steps.append({"model": rows.model._meta.label, "old": old})

    def remove(self, rows: models.QuerySet[Any]) -> None:
        """Take the rows away; they are remembered whole."""
        model = rows.model
        gone = list(rows.order_by().values(*(field.attname for field in _columns(model))))
        if gone:
            model._base_manager.filter(
                pk__in=[row[model._meta.pk.attname] for row in gone]
            ).delete()
            self.steps.append({"model": model._meta.label, "gone": gone})

    def swap_nik(self, one: int, other: int) -> None:
        """Let two records change their NIKs: one of them is merged, and not looked for."""
        found = Participant.with_merged.in_bulk([one, other])
        theirs, ours = ({name: getattr(found[pk], name) for name in NIK} for pk in (one, other))
        for pk, values in ((other, theirs), (one, ours)):
            Participant.with_merged.filter(pk=pk).update(**values)
        self.steps.append({"nik": [one, other]})

    def take_back(self) -> None:
        """Write back what stood there, the last step first."""
        for step in reversed(self.steps):
            if "nik" in step:
                kept, absorbed = step["nik"]
                Steps().swap_nik(kept, absorbed)
                continue
            model = apps.get_model(step["model"])
            if "gone" in step:
                rows = [model(**_values(model, row)) for row in step["gone"]]
                model._base_manager.bulk_create(rows)
            else:
                _write_back(model, step["old"])


def _columns(model: type[models.Model]) -> list[models.Field[Any, Any]]:
    return [field for field in model._meta.concrete_fields if not field.generated]


def _values(model: type[models.Model], row: Mapping[str, Any]) -> dict[str, Any]:
    """Return what was remembered of a row as its columns have it."""
    fields = {field.attname: field for field in _columns(model)}
    return {name: fields[name].to_python(value) for name, value in row.items()}


def _write_back(model: type[models.Model], old: Mapping[str, Mapping[str, Any]]) -> None:
    """Write old values back, in one statement for all rows that had the same."""
    rows_of: dict[str, list[int]] = defaultdict(list)
    for pk, row in old.items():
        rows_of[repr(sorted(row.items()))].append(int(pk))
    for rows in rows_of.values():
        values = _values(model, old[str(rows[0])])
        model._base_manager.filter(pk__in=rows).update(**values)
