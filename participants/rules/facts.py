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
    values = [(name, str(getattr(record, name))) for name in sorted(fields)]
    return sha256(repr(values).encode()).hexdigest()[:16]


def differing(record: models.Model, facts: Mapping[str, Any], *, base: str) -> list[str]:
    """Return the fields whose value changes; none for a repeat.

    Raises ActionRefused("changed_meanwhile") where somebody changed the record since the
    form with that base was opened.
    """
    changed = [name for name, value in facts.items() if getattr(record, name) != value]
    if changed and fingerprint(record, facts) != base:
        raise ActionRefused(
            "changed_meanwhile",
            _("Somebody changed this meanwhile. Compare with what stands here, then save again."),
        )
    return changed


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
