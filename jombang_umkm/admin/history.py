"""The versions of a record as a page shows them: who, when, on which page, from what to what."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import Any

from django.contrib.admin.sites import AdminSite
from django.contrib.admin.utils import display_for_field
from django.db import models
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from jombang_umkm.admin.choices import namer
from jombang_umkm.history import versions_of
from jombang_umkm.models import User

# The newest so many of a record, and as many of all that belongs to it.
SHOWN = 200

EMPTY = "–"


@dataclass(frozen=True)
class Part:
    """Rows of another tracked model that belong to a record.

    `link` is their foreign key to it, and `label` what to call them unless the
    model's own name will do.
    """

    model: type[models.Model]
    link: str
    label: str | Promise = ""


@dataclass(frozen=True)
class Change:
    """One field of one version; what links two records needs no `label`."""

    label: str
    old: str
    new: str


@dataclass(frozen=True)
class Version:
    """What one writing did to a record, or to one that belongs to it."""

    at: datetime
    who: str
    page: str
    what: str
    changes: list[Change]


@dataclass(frozen=True)
class _Step:
    """A kept version beside the one before it; `label` says whose it is, if not the record's."""

    label: str | Promise
    fields: list[models.Field]  # type: ignore[type-arg]
    now: Any
    before: Any | None

    def changed(self) -> Iterator[models.Field]:  # type: ignore[type-arg]
        for field in self.fields:
            if self.now.pgh_label != "update" or self.before is None:
                if getattr(self.now, field.attname) not in field.empty_values:
                    yield field
            elif getattr(self.now, field.attname) != getattr(self.before, field.attname):
                yield field


def is_tracked(model: type[models.Model]) -> bool:
    """Return whether versions of that model's rows are kept."""
    return any(relation.name == "events" for relation in model._meta.related_objects)


def versions(
    record: models.Model,
    parts: Iterable[Part],
    *,
    request: HttpRequest,
    site: AdminSite,
    without: tuple[str, ...] = (),
) -> list[Version]:
    """Return the versions of a record and its parts, newest first, without those fields of it.

    The number of statements depends on the fields, not on the number of versions.
    """
    own = _steps(Part(type(record), "pgh_obj"), record.pk, label="", without=without)
    others = (
        _steps(part, record.pk, label=part.label or part.model._meta.verbose_name or "")
        for part in parts
    )
    steps = list(chain(own, *others))
    names = _Names(steps, request, site)
    newest_first = (_version(step, names) for step in reversed(steps))
    return sorted(newest_first, key=lambda version: version.at, reverse=True)


def in_words(field: models.Field, value: Any) -> str:  # type: ignore[type-arg]
    """Return the value of a field that is no relation, as people read it."""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, list):
        return ", ".join(map(str, value)) or EMPTY
    if hasattr(field, "in_words"):
        return field.in_words(value) or EMPTY
    return str(display_for_field(value, field, EMPTY)) or EMPTY


def _steps(
    part: Part, pk: Any, *, label: str | Promise, without: tuple[str, ...] = ()
) -> list[_Step]:
    """Return the newest versions that belong to that key, each with the one before it."""
    rows = versions_of(part.model).filter(**{part.link: pk}).select_related("pgh_context")
    newest = list(rows.order_by("-pgh_id")[: SHOWN + 1])
    kept = {field.name for field in rows.model._meta.fields} - set(without)
    fields = [
        field
        for field in part.model._meta.concrete_fields
        if field.name in kept and not field.primary_key and field.name != part.link
    ]
    last: dict[Any, Any] = {}
    steps = []
    for row in reversed(newest):
        steps.append(_Step(label, fields, row, last.get(row.pgh_obj_id)))
        last[row.pgh_obj_id] = row
    return steps[-SHOWN:]


def _version(step: _Step, names: "_Names") -> Version:
    is_update = step.now.pgh_label == "update"
    is_gone = step.now.pgh_label == "delete"
    context = step.now.pgh_context
    metadata = context.metadata if context else {}
    changes = []
    for field in step.changed():
        value = names.of(field, step.now)
        old = names.of(field, step.before) if is_update and step.before is not None else EMPTY
        label = str(capfirst(field.verbose_name)) if len(step.fields) > 1 else ""
        changes.append(Change(label, value, EMPTY) if is_gone else Change(label, old, value))
    return Version(
        at=step.now.pgh_created_at,
        who=names.user(metadata.get("user")),
        page=metadata.get("url") or "",
        what=_what(step),
        changes=changes,
    )


def _what(step: _Step) -> str:
    """Return "Changed", or "Speaker's slot: added" of what belongs to the record."""
    did = {"insert": _("Added"), "update": _("Changed"), "delete": _("Deleted")}[step.now.pgh_label]
    return f"{capfirst(str(step.label))}: {did.lower()}" if step.label else did


class _Names:
    """What stands behind the keys in versions: one statement for each kind of record."""

    def __init__(self, steps: list[_Step], request: HttpRequest, site: AdminSite) -> None:
        self.users = User.objects.in_bulk(
            {
                step.now.pgh_context.metadata["user"]
                for step in steps
                if step.now.pgh_context and step.now.pgh_context.metadata.get("user")
            }
        )
        keys: defaultdict[Any, set[Any]] = defaultdict(set)
        for step in steps:
            for field in step.fields:
                if field.is_relation:
                    keys[field.related_model].add(getattr(step.now, field.attname))
        self.records: dict[Any, dict[Any, str]] = {
            model: _named(model, found - {None}, request, site) for model, found in keys.items()
        }

    def user(self, pk: Any) -> str:
        """Return who that is; whatever has no user came from a command."""
        if pk is None:
            return _("Outside the pages")
        return str(self.users.get(pk, f"#{pk}"))

    def of(self, field: models.Field, row: Any) -> str:  # type: ignore[type-arg]
        """Return the field's value in words."""
        value = getattr(row, field.attname)
        if field.is_relation and value is not None:
            return self.records[field.related_model].get(value, f"#{value}")
        return in_words(field, value)


def _named(
    model: type[models.Model], keys: set[Any], request: HttpRequest, site: AdminSite
) -> dict[Any, str]:
    records = model._default_manager.all()
    if site.is_registered(model):
        records = site.get_model_admin(model).get_queryset(request)
    name = namer(site, model)
    return {pk: name(record) for pk, record in records.in_bulk(keys).items()}
