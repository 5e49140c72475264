"""Reading a posted attendance sheet: one form for any number of people.

Every row posts, under the number of the stay,

* `b-<id>` the value the row was based on (its absence: the row is not part of the post),
* `m-<id>` the mark; nothing chosen leaves the mark as it was, CLEAR takes it away,
* `t-<id>` and `n-<id>` the minutes late and the note,
* `k-<id>` if it stood in conflict, and then `c-<id>`: MINE or THEIRS.

Plain values, not Django forms: a thousand form objects cost more than the save.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from django.http import QueryDict
from django.utils.translation import gettext as _

from programs.models import Attendance
from programs.rules.attendance import Entry, Row

CLEAR = "KOSONG"
# What a row may post as its mark.
MARKS = frozenset((*Attendance.Mark.values, CLEAR, ""))
MINE, THEIRS = "MINE", "THEIRS"
NOTE_LENGTH = 120
# A session lasts less than a day; whoever comes later than this was not there.
MINUTES_AT_MOST = 600


# More digits than any key of the database has; whatever has more is no number of ours.
DIGITS_AT_MOST = 18


def number(text: str) -> int | None:
    """Return the whole number that was posted, or None for anything else."""
    return int(text) if text.isdecimal() and len(text) <= DIGITS_AT_MOST else None


def encode(entry: Entry) -> str:
    """Return an entry as the one text that a row posts as its base."""
    if entry == Entry():
        return ""
    return f"{entry.mark}|{entry.minutes_late or ''}|{entry.note}"


def decode(text: str) -> Entry:
    """Return the entry of that text; whatever is no entry reads as one that nobody recorded."""
    mark, _separator, rest = text.partition("|")
    minutes, _separator, note = rest.partition("|")
    return Entry(mark, number(minutes), note)


@dataclass
class PostedRow:
    """What the page shows again of a row, right or wrong, and what is wrong with it."""

    custody_id: int
    base: Entry
    mark: str
    minutes: str
    note: str
    choice: str = ""
    in_conflict: bool = False
    error: str = ""

    @property
    def is_undecided(self) -> bool:
        """Whether the row stood in conflict and neither value was chosen."""
        return self.in_conflict and self.choice not in (MINE, THEIRS)

    @property
    def is_untouched(self) -> bool:
        """Whether nothing was chosen or typed in a row that had no mark."""
        return not (self.mark or self.base.mark or self.minutes or self.note)

    @property
    def differs(self) -> bool:
        """Whether the row says something else than what it was based on."""
        return bool(self.error) or self.entry() != self.base

    def entry(self) -> Entry:
        """Return what the row is to become; only a row without an error has one."""
        if self.mark == CLEAR or not self.mark:
            return Entry()
        minutes = int(self.minutes) if self.mark == Attendance.Mark.LATE and self.minutes else None
        return Entry(self.mark, minutes, self.note)


@dataclass
class PostedSheet:
    """A posted sheet: its rows by stay, why they are corrected, who signed them on paper."""

    rows: dict[int, PostedRow] = field(default_factory=dict)
    reason: str = ""
    signed_by: str = ""

    @property
    def errors(self) -> list[PostedRow]:
        """The rows that cannot be saved as they are."""
        return [row for row in self.rows.values() if row.error]

    @property
    def undecided(self) -> list[PostedRow]:
        """The rows in conflict for which nothing was chosen."""
        return [row for row in self.rows.values() if row.is_undecided]

    def to_record(self) -> list[Row]:
        """Return the rows to save: not those undecided, nor where the other's value was chosen."""
        return [
            Row(row.custody_id, row.base, row.entry())
            for row in self.rows.values()
            if not row.is_undecided and row.choice != THEIRS
        ]

    def fill(self, mark: str) -> int:
        """Give every row without a mark this one, and return how many there were."""
        untouched = [row for row in self.rows.values() if row.is_untouched]
        for row in untouched:
            row.mark = mark
        return len(untouched)


def read(data: QueryDict, names_of: Callable[[list[int]], Mapping[int, str]]) -> PostedSheet:
    """Return the sheet that was posted; `names_of` gives the names that its errors say."""
    # As a plain dictionary: a QueryDict looks for a list at every asking.
    values = {key: str(value) for key, value in data.items()}
    sheet = PostedSheet(
        reason=_clean(values.get("reason", ""))[:200],
        signed_by=_clean(values.get("signed_by", ""))[:200],
    )
    for key, base in values.items():
        prefix, _separator, key_number = key.partition("-")
        pk = number(key_number) if prefix == "b" else None
        if pk is not None:
            sheet.rows[pk] = _read_row(values, pk, decode(base))
    wrong = [row for row in sheet.rows.values() if _error(row, "")]
    names = names_of([row.custody_id for row in wrong]) if wrong else {}
    for row in wrong:
        row.error = _error(row, names.get(row.custody_id, "?"))
    return sheet


def _read_row(data: Mapping[str, str], pk: int, base: Entry) -> PostedRow:
    return PostedRow(
        custody_id=pk,
        base=base,
        # A radio that nobody touched posts nothing: the row keeps its mark.
        mark=data.get(f"m-{pk}") or base.mark,
        minutes=_clean(data.get(f"t-{pk}", "")),
        note=_clean(data.get(f"n-{pk}", "")),
        choice=data.get(f"c-{pk}", ""),
        in_conflict=f"k-{pk}" in data,
    )


def _clean(text: str) -> str:
    """Return the text on one line; a null character cannot be stored."""
    return " ".join(text.replace("\0", "").split())


def _error(row: PostedRow, name: str) -> str:
    """Return what is wrong with the row as a sentence, or nothing."""
    if row.mark not in MARKS:
        return _("Choose a mark for %(name)s.") % {"name": name}
    if not row.mark and (row.minutes or row.note):
        return _("Choose a mark for %(name)s: there is a note but no mark.") % {"name": name}
    if row.mark == Attendance.Mark.LATE and row.minutes and not _is_minutes(row.minutes):
        return _("Minutes late of %(name)s: type a whole number from 1 to %(most)s.") % {
            "name": name,
            "most": MINUTES_AT_MOST,
        }
    if len(row.note) > NOTE_LENGTH:
        return _("Note on %(name)s: at most %(most)s characters, it has %(length)s.") % {
            "name": name,
            "most": NOTE_LENGTH,
            "length": len(row.note),
        }
    return ""


def _is_minutes(text: str) -> bool:
    return 1 <= (number(text) or 0) <= MINUTES_AT_MOST
