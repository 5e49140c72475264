"""A line while it is read: what its cells say, weighed against each other."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from jombang_umkm.errors import ActionRefused
from participants.models import Custody
from participants.rules import nik as niks
from participants.rules.custody import refuse_dates
from participants.rules.listing.cells import Cell, CellError
from participants.rules.listing.fields import BY_KEY
from participants.rules.listing.lines import Problem
from participants.rules.listing.nobody import is_sum
from participants.rules.listing.values import Read
from participants.rules.nik import Finding
from participants.rules.person import ALIASES_AT_MOST

# In the order in which they come.
_DAYS = ("entry_date", "half_date", "two_thirds_date", "expiry_date")
_ABOUT = {"expiry_before_entry": "expiry_date", "parts_out_of_order": "two_thirds_date"}


@dataclass
class Draft:
    """What is read of a row so far; `columns` is what people call them, by field."""

    columns: Mapping[str, str]
    values: dict[str, Any] = field(default_factory=dict)
    # What a cell says of other fields, such as a name with the father's in it.
    beside: dict[str, Any] = field(default_factory=dict)
    aliases: list[str] = field(default_factory=list)
    cells: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    warnings: tuple[Finding, ...] = ()

    @property
    def unknown(self) -> frozenset[str]:
        """The fields that were matched, and of which neither a value nor a problem is known."""
        refused = {problem.field for problem in self.problems}
        return frozenset(
            [key for key in self.columns if key not in self.values and key not in refused]
        )

    def take(self, key: str, label: str, read: Read, cell: Cell, found: str) -> None:
        """Take what a cell, given with its text, says; or why it cannot be read."""
        before = self.cells.get(key)
        self.cells[key] = f"{before}, {found}" if before and found else before or found
        try:
            told = read(cell, found)
        except CellError as error:
            self.problems.append(Problem(key, label, found, str(error)))
            return
        for each, value in told.items():
            if each == "aliases":
                self.aliases += value
            elif each == key:
                self.values[each] = value
            else:
                self.beside.setdefault(each, value)

    def take_blank(self, key: str, label: str, read: Read | None) -> None:
        """Take that a cell is blank; `read` says what is wrong with that where something is."""
        self.cells.setdefault(key, "")
        if read is not None:
            self.take(key, label, read, None, "")

    def refuse(self, key: str, expected: str) -> None:
        """Note that what a field says cannot be kept."""
        label = self.columns.get(key) or str(BY_KEY[key].label)
        self.problems.append(Problem(key, label, self.cells.get(key, ""), expected))
        self.values.pop(key, None)

    def settle(self, sex: str) -> None:
        """Weigh the cells against each other; `sex` is what is meant where none is said."""
        if sex:
            self.beside.setdefault("sex", sex)
        for problem in self.problems:
            self.beside.pop(problem.field, None)
        self.values = self.beside | self.values
        if self.aliases:
            self._settle_aliases()
        self._settle_days()
        self._settle_nik()
        if is_sum(self.cells.get("full_name", ""), self.cells.get("registration_no", "")):
            self.refuse("full_name", _("A person's name; this looks like a sum"))

    def _settle_aliases(self) -> None:
        """Keep each alias once, and none that is the name."""
        once: dict[str, str] = {}
        for alias in self.aliases:
            once.setdefault(alias.casefold(), alias)
        once.pop(self.values.get("full_name", "").casefold(), None)
        aliases = list(once.values())
        if len(aliases) > ALIASES_AT_MOST:
            self.refuse("aliases", _("At most %(most)s aliases") % {"most": ALIASES_AT_MOST})
        elif aliases:
            self.values["aliases"] = aliases

    def _settle_days(self) -> None:
        """Refuse days of a sentence that are out of order, as the form of a stay does."""
        days = [self.values[key] for key in _DAYS if key in self.values]
        if days == sorted(days):
            return
        known = {key: self.values[key] for key in _DAYS if key in self.values}
        try:
            refuse_dates(Custody(**({"entry_date": date.min} | known)))
        except ActionRefused as refusal:
            about = _ABOUT.get(refusal.code, "")
            self.refuse(about if about in known else "half_date", str(refusal))

    def _settle_nik(self) -> None:
        """Refuse what is no NIK; keep what only disagrees with the person as a warning."""
        nik = self.values.get("nik")
        if nik is None:
            return
        check = niks.check(
            nik, birth_date=self.values.get("birth_date"), sex=self.values.get("sex", "")
        )
        if any(error.code in ("length", "not_digits") for error in check.errors):
            self.refuse("nik", _("16 digits, or empty"))
        elif check.errors:
            self.refuse("nik", check.errors[0].message)
        self.warnings = check.warnings
