"""The rows of a list, read: a line for each person, and nobody lost."""

from collections.abc import Sequence
from datetime import date

from participants.rules.listing.cells import Row, is_blank
from participants.rules.listing.draft import Draft
from participants.rules.listing.fields import BY_KEY, is_forbidden
from participants.rules.listing.header import Header
from participants.rules.listing.lines import Line, Listing
from participants.rules.listing.matching import Matching
from participants.rules.listing.nobody import is_of_the_frame, numbers_of_nobody
from participants.rules.listing.values import reader_of


def read_rows(
    rows: Sequence[Row],
    header: Header,
    matching: Matching,
    *,
    today: date,
    since_1904: bool = False,
    sex: str = "",
) -> Listing:
    """Return what the rows after the header say, one line a person.

    `today` tells which century two digits mean, and what lies ahead. `since_1904` is how
    the file counts its days. `sex` is that of everybody of whom the list says none.

    Left out are blank rows, the header once more, sums and signatures; never a row with
    both a name and a registration number. Columns that must not be kept are not read.
    """
    reader = _Reader(header, matching, today=today, since_1904=since_1904)
    lines, others, blank = [], [], 0
    for index in range(header.row + 1, len(rows)):
        row = rows[index]
        if is_blank(row):
            blank += 1
        elif is_of_the_frame(row, header):
            others.append(index + 1)
        else:
            lines.append(reader.line(index + 1, row, sex))
    nobody = numbers_of_nobody(lines)
    return Listing(
        lines=tuple(line for line in lines if line.number not in nobody),
        blank=blank,
        others=tuple(sorted([*others, *nobody])),
    )


class _Reader:
    """Reads rows whose columns are matched."""

    def __init__(
        self, header: Header, matching: Matching, *, today: date, since_1904: bool
    ) -> None:
        self.columns = [
            (
                column,
                # Place and day of birth in one cell: what is wrong there is the day.
                "birth_date" if key == "born" else key,
                header.label(column),
                reader_of(BY_KEY[key], today=today, since_1904=since_1904),
            )
            for column, key in matching.columns.items()
            if not is_forbidden(header.texts[column])
        ]
        labels = {key: label for _column, key, label, _read in reversed(self.columns)}
        if "born" in matching.columns.values():
            labels.setdefault("birth_place", labels["birth_date"])
        self.labels = labels

    def line(self, number: int, row: Row, sex: str) -> Line:
        """Return what a row says."""
        draft = Draft(self.labels)
        for column, key, label, read in self.columns:
            draft.read(key, label, row[column] if column < len(row) else None, read)
        draft.settle(sex)
        decided = draft.values.keys() | {problem.field for problem in draft.problems}
        return Line(
            number=number,
            values=draft.values,
            unknown=frozenset(self.labels.keys() - decided),
            problems=tuple(draft.problems),
            cells=draft.cells,
            warnings=draft.warnings,
            columns=self.labels,
        )
