"""Which column of a list holds what: as remembered, else by the words of its header."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from jombang_umkm.errors import ActionRefused
from participants.rules.listing.fields import BY_KEY, FIELDS, Field, is_forbidden, meaning_of, plain
from participants.rules.listing.header import Header


@dataclass(frozen=True)
class Matching:
    """The field of each column that is read, by the column's index; all others are ignored."""

    columns: Mapping[int, str]

    @property
    def missing(self) -> tuple[Field, ...]:
        """The fields without which nobody can be told apart, and no column holds them."""
        held = set(self.columns.values())
        return tuple(field for field in FIELDS if field.is_required and field.key not in held)

    def remembered(self, header: Header) -> dict[str, str]:
        """Return what to remember of these headers: what each holds, "" where it is ignored.

        The same next time: `match(header, matching.remembered(header))` is this matching.
        """
        named = {
            plain(text): self.columns.get(column, "")
            for column, text in enumerate(header.texts)
            if _can_be_remembered(text)
        }
        counts = Counter(plain(text) for text in header.texts)
        # Of two columns of one name nothing can be said by that name, unless they hold the same.
        return {
            text: key
            for text, key in named.items()
            if counts[text] == 1 or (key in BY_KEY and BY_KEY[key].is_many)
        }


def match(header: Header, remembered: Mapping[str, str] | None = None) -> Matching:
    """Return which columns hold what, as far as it is beyond doubt.

    What was remembered of a header comes first; a word that means a field loosely comes last.
    Where two columns claim one field, it is in neither; only of aliases there may be several.
    """
    remembered = remembered or {}
    columns: dict[int, str] = {}
    for claims in zip(*(_claims(text, remembered) for text in header.texts), strict=True):
        taken = set(columns.values())
        counts = Counter(key for key in claims if key)
        columns |= {
            column: key
            for column, key in enumerate(claims)
            if key
            and column not in columns
            and (BY_KEY[key].is_many or (key not in taken and counts[key] == 1))
        }
    return Matching(dict(sorted(columns.items())))


def choose(header: Header, chosen: Mapping[int, str]) -> Matching:
    """Return the matching that somebody chose, column by column; "" is a column to ignore.

    Raises ActionRefused: "no_such_column", "forbidden_column", "field_twice".
    """
    columns = {column: key for column, key in sorted(chosen.items()) if key}
    for column, key in columns.items():
        if not 0 <= column < len(header.texts) or key not in BY_KEY:
            raise ActionRefused("no_such_column", _("This file has no such column."))
        if is_forbidden(header.texts[column]):
            raise ActionRefused(
                "forbidden_column",
                _("“%(column)s” may hold what must not be kept here; it is never read.")
                % {"column": header.texts[column]},
            )
    for key, count in Counter(columns.values()).items():
        if count > 1 and not BY_KEY[key].is_many:
            raise ActionRefused(
                "field_twice",
                _("Choose one column for “%(field)s”, not several.") % {"field": BY_KEY[key].label},
            )
    return Matching(columns)


def _can_be_remembered(text: str) -> bool:
    return bool(plain(text)) and not is_forbidden(text)


def _claims(text: str, remembered: Mapping[str, str]) -> tuple[str, str, str]:
    """Return what a header claims to hold: as remembered, by its words, and loosely by them."""
    if not _can_be_remembered(text):
        return "", "", ""
    known = remembered.get(plain(text))
    if known == "":
        return "", "", ""
    if known in BY_KEY:
        return known, "", ""
    key, is_loose = meaning_of(text)
    return "", "" if is_loose else key, key if is_loose else ""
