"""One row of the attendance sheet, as the page shows it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from participants.models import Custody
from programs.forms.sheet import PostedRow, encode
from programs.models import Attendance
from programs.rules.attendance import Entry, SheetOrder, place_in

# Where what `Listed` holds is found, from a seat.
LISTED = (
    "custody",
    "custody__participant__full_name",
    "custody__registration_no",
    "custody__block",
    "custody__cell",
)


@dataclass(frozen=True, slots=True)
class Listed:
    """What a sheet shows of a stay; of a thousand this is read faster than whole stays."""

    pk: int
    name: str
    registration_no: str
    block: str
    cell: str

    @classmethod
    def of(cls, stay: Custody) -> "Listed":
        """Return the same of a stay that was read as a whole."""
        name = stay.participant.full_name
        return cls(stay.pk, name, stay.registration_no, stay.block, stay.cell)

    @property
    def place_inside(self) -> str:
        """The same text as the stay's own."""
        return " / ".join(part for part in (self.block, self.cell) if part)

    def place_in(self, order: SheetOrder) -> tuple[object, ...]:
        """Return what sorts the rows."""
        return place_in(order, self.name, self.pk, block=self.block, cell=self.cell)


@dataclass
class SheetRow:
    """One person on the sheet: what is recorded, and what the page shows instead if posted."""

    stay: Listed
    recorded: Attendance | None
    posted: PostedRow | None = None
    in_conflict: bool = False
    # The row's number: on paper where the list was printed.
    position: int = 0
    # Why somebody on the printed list is no longer on the roster: their row is struck.
    gone: str = ""
    # Whether they came on the list after it was printed.
    is_added: bool = False
    # Why they are out of reach on that day, in few words.
    away: str = ""

    @property
    def name(self) -> str:
        return self.stay.name

    @property
    def mark(self) -> str:
        """The chosen mark."""
        if self.posted is not None:
            return self.posted.mark
        return self.recorded.mark if self.recorded else ""

    @property
    def counted_mark(self) -> str:
        """The mark as the counter takes it: in a conflict what is recorded."""
        if self.in_conflict:
            return Entry.of(self.recorded).mark
        return self.mark

    @property
    def minutes(self) -> str:
        if self.posted is not None:
            return self.posted.minutes
        return str(self.recorded.minutes_late or "") if self.recorded else ""

    @property
    def note(self) -> str:
        if self.posted is not None:
            return self.posted.note
        return self.recorded.note if self.recorded else ""

    @property
    def base(self) -> str:
        """What the row posts as its base: after a conflict that is what the other recorded."""
        if self.posted is not None and not self.in_conflict:
            return encode(self.posted.base)
        return encode(Entry.of(self.recorded))

    @property
    def choice(self) -> str:
        """What was chosen in the conflict, as long as it is still between the same values."""
        if self.posted is None or self.posted.base != Entry.of(self.recorded):
            return ""
        return self.posted.choice

    @property
    def error(self) -> str:
        return self.posted.error if self.posted is not None else ""

    @property
    def recorded_words(self) -> str:
        """What is recorded, in words."""
        return in_words(Entry.of(self.recorded))

    @property
    def posted_words(self) -> str:
        """What was posted, in words."""
        return in_words(self.posted.entry()) if self.posted is not None else ""

    @property
    def is_changed(self) -> bool:
        """Whether the page shows something that is not saved."""
        return self.posted is not None and self.posted.differs


def in_words(entry: Entry) -> str:
    """Return an entry as a person reads it: "Late, 10 minutes: court"."""
    if not entry.mark:
        return _("Not recorded")
    words = str(dict(Attendance.Mark.choices).get(entry.mark, entry.mark))
    if entry.minutes_late:
        words += ", " + _("%(minutes)s minutes") % {"minutes": entry.minutes_late}
    return f"{words}: {entry.note}" if entry.note else words
