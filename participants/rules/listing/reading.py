"""The rows of a list, read: a line for each person, and nobody lost."""

from collections.abc import Sequence
from datetime import date

from participants.rules.listing.cells import Row, text_of
from participants.rules.listing.draft import Draft
from participants.rules.listing.fields import BY_KEY, is_forbidden
from participants.rules.listing.header import Header
from participants.rules.listing.lines import Line, Listing
from participants.rules.listing.matching import Matching
from participants.rules.listing.nobody import Frame, numbers_of_nobody
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
    frame = Frame(header)
    lines, others, blank = [], [], 0
    for index in range(header.row + 1, len(rows)):
        texts = [text_of(cell) for cell in rows[index]]
        if not any(texts):
            blank += 1
        elif frame.holds(texts):
            others.append(index + 1)
        else:
            lines.append(reader.line(index + 1, rows[index], texts, sex))
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
                BY_KEY[key].is_required,
            )
            for column, key in matching.columns.items()
            if not is_forbidden(header.texts[column])
        ]
        labels = {key: label for _at, key, label, *_rest in reversed(self.columns)}
        if "born" in matching.columns.values() and "birth_date" in labels:
            labels.setdefault("birth_place", labels["birth_date"])
        self.labels = labels

    def line(self, number: int, row: Row, texts: Sequence[str], sex: str) -> Line:
        """Return what a row, given with its texts, says."""
        draft = Draft(self.labels)
        for column, key, label, read, is_required in self.columns:
            found = texts[column] if column < len(texts) else ""
            if found:
                draft.take(key, label, read, row[column], found)
            else:
                draft.take_blank(key, label, read if is_required else None)
        draft.settle(sex)
        return Line(
            number=number,
            values=draft.values,
            unknown=draft.unknown,
            problems=tuple(draft.problems),
            cells=draft.cells,
            warnings=draft.warnings,
            columns=self.labels,
        )
