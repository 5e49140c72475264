"""Takes the cells out of an xlsx, xls or ods file, as a program of its own: see reading.py.

It reads the file from its input and writes one JSON object. It imports nothing of ours:
`python -I` runs it by its path, so that a file which breaks the reader, or makes it ask
for more memory than there is, meets neither secrets nor the database, and ends only it.
"""

import io
import json
import re
import resource
import sys
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

ROWS_AT_MOST = 100_000  # that are not blank
COLUMNS_AT_MOST = 256
CELLS_AT_MOST = 2_000_000
SHEETS_AT_MOST = 100
# The last row of Excel. Where a file says that there are rows below, they are blank.
LAST_ROW = 1_048_576

# What a stray cell in Excel's last row, 30 columns to the right, takes: nothing says
# where a sheet ends before the reader has made room for all of it.
MEMORY = 1 << 30
SECONDS = 20  # of computing; 20,000 rows of 12 columns take one

XLSX, XLS, ODS = "xlsx", "xls", "ods"
MANIFEST = "META-INF/manifest.xml"
# Beyond these there are pictures and programs, which the reader need not see.
PARTS = (".xml", ".rels", "mimetype")
# Where a file says from when on its days count, and how it says that it is 1904.
SINCE_1904 = {
    "xl/workbook.xml": re.compile(
        rb"<(?:\w+:)?workbookPr\b[^>]*\bdate1904\s*=\s*[\"'](?:1|true|on)[\"']"
    ),
    "content.xml": re.compile(
        rb"<(?:\w+:)?null-date\b[^>]*\bdate-value\s*=\s*[\"']1904-01-01[\"']"
    ),
}

Rows = Iterable[tuple[int, Sequence[Any]]]


class Unusable(Exception):  # noqa: N818 - an answer, not a fault
    """Nothing can be made of the file; `code` says why, for whoever words the refusal."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Bounds:
    """Counts what a whole file holds, so that no number of sheets gets past it."""

    def __init__(self) -> None:
        self.cells = 0

    def within(self, rows: Rows) -> Iterator[tuple[int, list[Any]]]:
        """Yield the rows that are not blank, each without what is blank behind its last cell.

        Raises Unusable: "too_many_rows", "too_many_columns", "too_many_cells".
        """
        found = 0
        for place, row in rows:
            cells = [None if is_blank(cell) else cell for cell in row]
            while cells and cells[-1] is None:
                cells.pop()
            if not cells:
                continue
            found += 1
            self.cells += len(cells)
            if found > ROWS_AT_MOST or place >= LAST_ROW:
                raise Unusable("too_many_rows")
            if len(cells) > COLUMNS_AT_MOST:
                raise Unusable("too_many_columns")
            if self.cells > CELLS_AT_MOST:
                raise Unusable("too_many_cells")
            yield place, cells


def is_blank(cell: object) -> bool:
    """Return whether nothing is to be seen in a cell."""
    return cell is None or (isinstance(cell, str) and (not cell or cell.isspace()))


def repacked(content: bytes) -> tuple[bytes, dict[str, Any]]:
    """Return an archive of the parts the reader needs, uncompressed, and what it would not tell.

    So the reader never inflates anything, and no part is larger than the archive's
    directory says it is, which was bounded before this program was started.
    """
    told: dict[str, Any] = {"since_1904": False}
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as given, zipfile.ZipFile(packed, "w") as taken:
        for name, info in given.NameToInfo.items():
            if not name.lower().endswith(PARTS):
                continue
            part = given.read(info)
            if name == MANIFEST and b"encryption-data" in part:
                raise Unusable("encrypted")
            if name in SINCE_1904:
                told["since_1904"] = SINCE_1904[name].search(part) is not None
            taken.writestr(name, part)
    return packed.getvalue(), told


def extracted(content: bytes, kind: str) -> dict[str, Any]:
    """Return the sheets of a file, and what else is known of it."""
    # Named here, for whoever imports this file wants its bounds, and no reader.
    from python_calamine import PasswordError, load_workbook

    told: dict[str, Any] = {}
    if kind != XLS:
        content, told = repacked(content)
    try:
        workbook = load_workbook(io.BytesIO(content))
    except PasswordError as error:
        raise Unusable("encrypted") from error
    return told | sheets_of(workbook)


def sheets_of(workbook: Any) -> dict[str, Any]:
    """Return the visible sheets with anything on them, and whether another is a program."""
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    if len(workbook.sheets_metadata) > SHEETS_AT_MOST:
        raise Unusable("too_many_cells")
    sheets, bounds, has_macros = [], Bounds(), False
    for number, sheet in enumerate(workbook.sheets_metadata):
        has_macros |= sheet.typ in (SheetTypeEnum.MacroSheet, SheetTypeEnum.Vba)
        is_seen = sheet.visible == SheetVisibleEnum.Visible
        if not is_seen or sheet.typ != SheetTypeEnum.WorkSheet:
            continue
        rows = bounds.within(rows_of(workbook.get_sheet_by_index(number)))
        found = [(place, list(map(plain, cells))) for place, cells in rows]
        if found:
            sheets.append({"name": sheet.name, "rows": found})
    return {"sheets": sheets, "has_macros": has_macros}


def rows_of(sheet: Any) -> Rows:
    """Return the rows with their places, each from the first column on, without blank ones.

    A stray cell far below makes a million of these, so they are told at one glance.
    """
    # The reader begins at the first row, but at the first column with anything in it.
    _row, column = sheet.start or (0, 0)
    before, blank = [None] * column, [""] * sheet.width
    rows = enumerate(sheet.iter_rows())
    return ((place, before + row) for place, row in rows if row != blank)


def plain(cell: Any) -> Any:
    """Return a cell as JSON has it; a day or a time as a pair of its type and ISO 8601."""
    if isinstance(cell, datetime):
        return ["datetime", cell.isoformat()]
    if isinstance(cell, date):
        return ["date", cell.isoformat()]
    if isinstance(cell, time):
        return ["time", cell.isoformat()]
    if isinstance(cell, timedelta):
        return hours(cell)
    return cell


def hours(length: timedelta) -> Any:
    """Return a length of time as the time of a day, or where it is none as a text "30:00:00"."""
    seconds = round(length.total_seconds())
    minutes, second = divmod(abs(seconds), 60)
    hour, minute = divmod(minutes, 60)
    if seconds >= 0 and hour < 24:
        return ["time", time(hour, minute, second).isoformat()]
    return f"{'-' if seconds < 0 else ''}{hour}:{minute:02}:{second:02}"


def answer(content: bytes, kind: str) -> dict[str, Any]:
    """Return what a file holds, or the code of why it cannot be read."""
    try:
        return extracted(content, kind)
    except Unusable as unusable:
        return {"code": unusable.code}
    except MemoryError:
        return {"code": "too_many_cells"}
    except Exception:
        # Readers raise whatever they meet; the file is broken in each case.
        return {"code": "broken"}


def main() -> None:
    """Answer for the file on the input and the kind named, with bounds on what that takes."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.stdout.write(json.dumps(answer(sys.stdin.buffer.read(), sys.argv[1])))


if __name__ == "__main__":
    main()
