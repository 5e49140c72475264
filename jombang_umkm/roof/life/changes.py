"""Who changed what of a person's record, from the versions that the database keeps."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery, Value, Window
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, JSONObject, Lag
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from jombang_umkm import phones, regions, scope
from jombang_umkm.admin.history import EMPTY, Change, Version, in_words
from jombang_umkm.history import versions_of
from jombang_umkm.models import User
from jombang_umkm.roof.life.as_one import written_as_one, written_at
from jombang_umkm.roof.life.parts import Asked, Part
from participants.models import (
    AftercareConsent,
    Custody,
    CustodyAbsence,
    FamilyContact,
    Merge,
    Participant,
    ParticipantPhoto,
)
from participants.rules.family import HIDDEN
from programs.models import Enrolment

# The newest so many stand on the page.
SHOWN = 50


@dataclass(frozen=True)
class _Table:
    """A tracked model whose versions belong to a person; `link` leads from a version to them.

    Links to other records stay out, and so does what follows from the events.
    """

    model: type[models.Model]
    link: str
    names: tuple[str, ...] = ()

    def fields(self) -> list[models.Field[Any, Any]]:
        version: Any = versions_of(self.model).model
        kept = {field.name for field in version._meta.fields}
        return [
            field
            for field in self.model._meta.concrete_fields
            if field.name in kept
            and not field.primary_key
            and not field.is_relation
            and (not self.names or field.name in self.names)
        ]


TABLES = (
    _Table(Participant, "pgh_obj"),
    _Table(
        Custody,
        "participant",
        tuple(
            field.name
            for field in Custody._meta.concrete_fields
            if field.name not in ("status", "kind", "left_on", "away")
        ),
    ),
    _Table(CustodyAbsence, "custody__participant"),
    _Table(FamilyContact, "participant"),
    _Table(AftercareConsent, "participant", ("given_on", "document_no", "withdrawn_on")),
    _Table(ParticipantPhoto, "participant", ("consent_on", "removal_reason")),
    _Table(Enrolment, "custody__participant", ("status", "joined_on", "left_on")),
)


# What people read as something else than it is kept.
SHOWN_AS: dict[str, Callable[[str], str]] = {
    "home_region": regions.name_of,
    "phone": phones.shown,
}


def changes(asked: Asked) -> Part:
    """Return the newest changes of the record."""
    with scope.whole("who keeps somebody reads all that was changed of them, wherever"):
        found = changes_of(asked.person, at_most=SHOWN + 1)
    more = len(found) > SHOWN
    return Part("person/_changes.html", (), found[:SHOWN], more=more, is_folded=True)


def changes_since(merge: Merge, *, at_most: int) -> list[Version]:
    """Return what was changed of the one record since it was merged, the newest first."""
    merged_at = written_at(merge)
    found = changes_of(merge.kept, at_most=at_most)
    return [version for version in found if version.at > merged_at]


def changes_of(person: Participant, *, at_most: int | None = None) -> list[Version]:
    """Return what was changed of a person's record, the newest first, in one statement.

    Sealed values are in no version. Of relatives who withdrew their consent, phone and
    address are left out. So is all that was written while the record was one with somebody
    else's, by mistake.
    """
    first, *others = (_rows(number, person) for number in range(len(TABLES)))
    rows = first.union(*others, all=True).order_by("-pgh_created_at", "-pgh_id")[:at_most]
    told = ((row, _changes(row)) for row in rows)
    return [
        Version(row["pgh_created_at"], row["who"] or _("Outside the pages"), "", _what(row), found)
        for row, found in told
        if found
    ]


def _rows(number: int, person: Participant) -> models.QuerySet[Any, dict[str, Any]]:
    """Return the versions of a table's rows, each with what stood there before it."""
    table = TABLES[number]
    facts: Any = JSONObject(**{field.name: F(field.name) for field in table.fields()})
    before = Window(Lag(facts), partition_by=F("pgh_obj_id"), order_by=F("pgh_id").asc())
    user = Cast(KeyTextTransform("user", "pgh_context__metadata"), models.BigIntegerField())
    name = User.objects.filter(pk=OuterRef("user")).values("full_name")
    is_withdrawn: Any = Value(False)
    if table.model is FamilyContact:
        now = FamilyContact.objects.filter(pk=OuterRef("pgh_obj_id"), withdrawn_on__isnull=False)
        is_withdrawn = models.Exists(now)
    # What was changed of a record before it was merged into this one was changed of the person.
    one_and_merged = Participant.with_merged.filter(Q(pk=person.pk) | Q(merged_into=person.pk))
    versions: models.QuerySet[Any] = (
        versions_of(table.model)
        .order_by()
        .filter(~written_as_one(person), **{f"{table.link}__in": one_and_merged})
    )
    if table.model is not Participant:
        # What came along with a merging that was undone is somebody else's again.
        rows_now = table.model._base_manager.filter(pk=OuterRef("pgh_obj_id"))
        others = rows_now.exclude(**{f"{table.link}__in": one_and_merged})
        versions = versions.filter(~models.Exists(others))
    rows: models.QuerySet[Any, dict[str, Any]] = versions.annotate(
        table=Value(number),
        facts=facts,
        before=before,
        user=user,
        who=Subquery(name[:1]),
        is_withdrawn=is_withdrawn,
    ).values(
        "table", "pgh_id", "pgh_label", "pgh_created_at", "who", "facts", "before", "is_withdrawn"
    )
    return rows


def _changes(row: dict[str, Any]) -> list[Change]:
    return list(_differing(row, TABLES[row["table"]].fields()))


def _differing(row: dict[str, Any], fields: Sequence[models.Field[Any, Any]]) -> Iterator[Change]:
    """Yield old and new of each field that differs; of what was added or deleted, what it says."""
    is_update = row["pgh_label"] == "update"
    before = (row["before"] or {}) if is_update else {}
    for field in fields:
        old, new = _value(field, before), _value(field, row["facts"])
        if old == new or (row["is_withdrawn"] and field.name in HIDDEN):
            continue
        was, became = _in_words(field, old), _in_words(field, new)
        if row["pgh_label"] == "delete":
            was, became = became, EMPTY
        yield Change(str(capfirst(field.verbose_name)), was, became)


def _in_words(field: models.Field[Any, Any], value: Any) -> str:
    if value is None:
        return EMPTY
    return SHOWN_AS[field.name](value) if field.name in SHOWN_AS else in_words(field, value)


def _value(field: models.Field[Any, Any], facts: dict[str, Any]) -> Any:
    """Return the value as the field has it; None where nothing stands."""
    value = facts.get(field.name)
    return None if value in field.empty_values else field.to_python(value)


def _what(row: dict[str, Any]) -> str:
    """Return "Changed", or "Stay: added" of what belongs to the person."""
    did = {"insert": _("Added"), "update": _("Changed"), "delete": _("Deleted")}[row["pgh_label"]]
    model = TABLES[row["table"]].model
    if model is Participant:
        return did
    return f"{capfirst(str(model._meta.verbose_name))}: {did.lower()}"
