"""Correcting what is known of a person or a stay, safe beside somebody who does the same."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Generic, TypeVar

from django.db import models
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from jombang_umkm import regions
from jombang_umkm.errors import ActionRefused

R = TypeVar("R", bound=models.Model)

# What was refused of some of many records, by their numbers.
Refusals = dict[int, ActionRefused]


@dataclass(frozen=True)
class Correction(Generic[R]):
    """A record, locked, and what is to stand there instead."""

    record: R
    facts: Mapping[str, Any]

    def apply(self) -> list[str]:
        """Put the facts on the record, not saved yet, and return the fields that changed."""
        changed = [
            name for name, value in self.facts.items() if getattr(self.record, name) != value
        ]
        for name in changed:
            setattr(self.record, name, self.facts[name])
        return changed


def fingerprint(record: models.Model, fields: Iterable[str]) -> str:
    """Return what stands for these values of a record: a form carries it back as its base."""
    return " ".join(f"{name}={_digest(getattr(record, name))}" for name in sorted(fields))


def _digest(value: Any) -> str:
    return sha256(str(value).encode()).hexdigest()[:12]


@dataclass(frozen=True)
class Edits:
    """The fields typed anew since a form was opened, and those of them that others changed too."""

    typed: list[str]
    conflicting: list[str]


def edits(record: models.Model, facts: Mapping[str, Any], *, base: str) -> Edits:
    """Return what the form with that base would change of the record as it stands now.

    What was left as the form showed it is nobody's wish: where somebody changed that meanwhile,
    theirs stays.
    """
    opened = dict(each.split("=", 1) for each in base.split() if "=" in each)
    typed = [
        name
        for name, value in facts.items()
        if getattr(record, name) != value and _digest(value) != opened.get(name)
    ]
    stands = {name: _digest(getattr(record, name)) for name in typed}
    return Edits(typed, [name for name in typed if stands[name] != opened.get(name)])


def differing(record: models.Model, facts: Mapping[str, Any], *, base: str) -> list[str]:
    """Return the fields whose value changes; none for a repeat.

    Raises ActionRefused("changed_meanwhile") where somebody changed one of them since the
    form with that base was opened.
    """
    found = edits(record, facts, base=base)
    if found.conflicting:
        raise ActionRefused(
            "changed_meanwhile",
            _("Somebody changed this meanwhile. Compare with what stands here, then save again."),
        )
    return found.typed


def in_words(record: models.Model, name: str) -> str:
    """Return a fact of a record as people read it; nothing where it is not known."""
    field: Any = record._meta.get_field(name)
    value = getattr(record, name)
    if value in field.empty_values:
        return ""
    if name == "home_region":
        return regions.name_of(value)
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, list):
        return ", ".join(value)
    return date_format(value, "j F Y") if hasattr(value, "year") else str(value)
