"""The rows of an import in words: what changes, what is doubtful, what may be chosen."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db import models
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jombang_umkm import access
from jombang_umkm.sealing import open_sealed
from participants.models import Custody, ImportLine, Participant
from participants.querysets import kept_among
from participants.rules import imports
from participants.rules.comparison import Entry, choices_of, deed_of, in_words
from participants.rules.listing.lines import Line

Choice, Deed, Outcome, Result = (
    ImportLine.Choice,
    ImportLine.Deed,
    ImportLine.Outcome,
    ImportLine.Result,
)

DOUBTS = {
    "ended": gettext_lazy("The stay of this number has ended here."),
    "other_name": gettext_lazy("This number is that of another name."),
    "nik_seen": gettext_lazy("This NIK is known here under another number."),
    "alike": gettext_lazy("Somebody of this name is known here under another number."),
}


class ChangeInWords(NamedTuple):
    """One field as it was and would be, in words; nothing is shown of a NIK."""

    label: str
    old: str
    new: str


class Option(NamedTuple):
    """Something that may be chosen of a doubtful row: what is posted, and what it does."""

    value: str
    label: str
    does: str


@dataclass(frozen=True)
class RowInWords:
    """A row as the page shows it."""

    line: ImportLine
    says: Line | None
    stays: Mapping[int, Custody]
    # The people whose record is kept here.
    kept: Collection[int]

    @property
    def values(self) -> Mapping[str, Any]:
        return self.says.values if self.says else {}

    @property
    def changes(self) -> list[ChangeInWords]:
        return in_words_of(self.line.changes)

    @property
    def who(self) -> str:
        """The person as the row says: name, birth date, number."""
        born = self.values.get("birth_date")
        told = _("born %(day)s") % {"day": date_format(born, "j F Y")} if born else ""
        parts = [self.line.full_name, told, self.line.registration_no]
        return ", ".join(filter(None, parts))

    @property
    def doubts(self) -> list[str]:
        """Why somebody must look, and who is known already."""
        found = []
        for doubt in self.line.doubts:
            found.append(str(DOUBTS.get(doubt["code"], doubt["message"])))
            found += [
                _("Known already: %(who)s.") % {"who": self._known_as(self.stays[stay])}
                for stay in doubt["stays"]
                if stay in self.stays
            ]
        return found

    @property
    def options(self) -> list[Option]:
        """What may be chosen, and what each choice does."""
        choices = choices_of([doubt["code"] for doubt in self.line.doubts])
        stays = [self.stays[stay] for stay in self._meant() if stay in self.stays]
        same = [self._same(stay, stays) for stay in stays] or [
            Option(Choice.SAME_PERSON, _("The NIK is right"), _("The row is saved with it"))
        ]
        others = {
            Choice.ANOTHER: Option(Choice.ANOTHER, _("Another person"), _("A new record is made")),
            Choice.LEAVE: Option(Choice.LEAVE, _("Leave out"), _("Nothing is written")),
        }
        return same + [others[Choice(each)] for each in choices if each != Choice.SAME_PERSON]

    @property
    def chosen(self) -> str:
        """The option that was chosen, as it is posted."""
        if self.line.choice != Choice.SAME_PERSON or self.line.custody_id is None:
            return self.line.choice
        return f"{Choice.SAME_PERSON}:{self.line.custody_id}"

    def _meant(self) -> list[int]:
        return list(dict.fromkeys(stay for doubt in self.line.doubts for stay in doubt["stays"]))

    def _known_as(self, stay: Custody) -> str:
        return in_words(stay, is_kept=stay.participant_id in self.kept)

    def _same(self, stay: Custody, among: Sequence[Custody]) -> Option:
        label = _("The same person") if len(among) == 1 else self._known_as(stay)
        return Option(f"{Choice.SAME_PERSON}:{stay.pk}", label, self._does(stay))

    def _does(self, stay: Custody) -> str:
        """Return what choosing that person does."""
        codes = {doubt["code"] for doubt in self.line.doubts}
        number = {"number": self.line.registration_no}
        if "ended" in codes:
            return _("Details are corrected; the stay has ended all the same")
        if "other_name" in codes:
            return _("The name is corrected to %(name)s") % {"name": self.line.full_name}
        if self.says is None:
            return ""
        return {
            Deed.RETURNED: _("They come back; a new stay is opened"),
            Deed.CONVICTED: _("A verdict is recorded; the number becomes %(number)s") % number,
            Deed.CHANGED: _("The number becomes %(number)s") % number,
        }[deed_of(Entry(self.says), stay)]


def rows_in_words(lines: Iterable[ImportLine], user: access.Visitor) -> list[RowInWords]:
    """Return rows as a page shows them; in one statement more, in two if some are not held."""
    lines = list(lines)
    wanted = {stay for line in lines for doubt in line.doubts for stay in doubt["stays"]}
    stays = Custody.objects.select_related("participant").in_bulk(wanted) if wanted else {}
    kept = kept_among(stays.values(), user)
    return [
        RowInWords(
            line,
            imports.read_line(open_sealed(line.content)) if line.content else None,
            stays,
            kept,
        )
        for line in lines
    ]


def in_words_of(changes: Iterable[Mapping[str, Any]]) -> list[ChangeInWords]:
    """Return the changes that a row keeps, in words."""
    return [
        ChangeInWords(
            _label(each.field), _shown(each.field, each.old), _shown(each.field, each.new)
        )
        for each in imports.changes_read(changes)
    ]


def _field(name: str) -> models.Field[Any, Any]:
    record, _dot, column = name.partition(".")
    model = Participant if record == "person" else Custody
    field = model._meta.get_field("nik_status" if column == "nik" else column)
    assert isinstance(field, models.Field)
    return field


def _label(name: str) -> str:
    return "NIK" if name == "person.nik" else str(_field(name).verbose_name)


def _shown(name: str, value: Any) -> str:
    if isinstance(value, date):
        return date_format(value, "j F Y")
    if isinstance(value, list):
        return ", ".join(value) or _("unknown")
    return str(dict(_field(name).flatchoices).get(value, value)) or _("unknown")


def reason_of(line: ImportLine) -> str:
    """Return why a row was not saved."""
    if line.reason:
        return line.reason
    if line.problems:
        return "; ".join(f"{each['column']}: {each['expected']}" for each in line.problems)
    if line.outcome == Outcome.DOUBTFUL and not line.choice:
        return _("Doubtful, and nothing was chosen")
    return _("Left out on purpose")
