"""Reads spreadsheets that people upload: values, whatever the file tries."""

import json
import signal
from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any

from jombang_umkm.own_process import answer_of
from jombang_umkm.spreadsheets import extract
from jombang_umkm.spreadsheets.kinds import Told, told_by
from jombang_umkm.spreadsheets.refusals import MEGABYTES_AT_MOST, refusal
from jombang_umkm.spreadsheets.separated import sheet_of
from jombang_umkm.spreadsheets.workbook import Cell, Kind, Row, Sheet, Workbook

BYTES_AT_MOST = MEGABYTES_AT_MOST * 1_000_000
# Wall time; extract.py bounds its own computing, but may have to wait for the machine.
PATIENCE = 60
TYPES: dict[str, Callable[[str], Cell]] = {
    "date": date.fromisoformat,
    "datetime": datetime.fromisoformat,
    "time": time.fromisoformat,
}


def read(content: bytes, *, name: str) -> Workbook:
    """Return what is in an uploaded file of that name: its visible sheets, as values.

    What it is follows from its content; the name only appears in refusals, and names the
    sheet of a csv. A formula is the value that was stored with it; one that failed
    ("#REF!"), or was never calculated, is blank. Cells of a csv are text. Numbers are as
    stored, mostly 12.0; a length of a day and more is a text, "30:00:00".

    Raises ActionRefused: "too_large", "not_a_spreadsheet", "web_page", "encrypted", "empty",
    "broken", "bomb", "too_many_rows", "too_many_columns", "too_many_cells", "quotes".
    """
    if len(content) > BYTES_AT_MOST:
        raise refusal("too_large")
    told = told_by(content, name=name)
    if told.kind == Kind.CSV:
        return Workbook(Kind.CSV, (sheet_of(content, name=name),))
    answer = _extracted(content, told.kind)
    if "code" in answer:
        raise refusal(answer["code"])
    if not answer["sheets"]:
        raise refusal("empty")
    return _workbook(told, answer)


def _workbook(told: Told, answer: dict[str, Any]) -> Workbook:
    since_1904 = answer.get("since_1904", told.since_1904)
    sheets = (
        Sheet.of(
            sheet["name"],
            ((place, _row(cells)) for place, cells in sheet["rows"]),
            since_1904=since_1904,
        )
        for sheet in answer["sheets"]
    )
    return Workbook(told.kind, tuple(sheets), told.has_macros or answer["has_macros"])


def _row(cells: list[Any]) -> Row:
    return tuple([_cell(cell) if isinstance(cell, list) else cell for cell in cells])


def _cell(typed: list[str]) -> Cell:
    kind, text = typed
    return TYPES[kind](text)


def _extracted(content: bytes, kind: Kind) -> dict[str, Any]:
    """Return what extract.py answers for the file, or the code of what it died of.

    The reader makes room for a whole sheet before anything can be counted, and where that
    is not to be had it ends the process it runs in: so that is one of its own.
    """
    done = answer_of(extract, kind.value, content=content, seconds=PATIENCE)
    if done is None:
        return {"code": "too_many_cells"}
    if done.returncode == 0:
        answer: dict[str, Any] = json.loads(done.stdout)
        return answer
    is_out_of_memory = done.returncode == -signal.SIGABRT and b"memory alloc" in done.stderr
    if is_out_of_memory or done.returncode in (-signal.SIGXCPU, -signal.SIGKILL):
        return {"code": "too_many_cells"}
    return {"code": "broken"}
