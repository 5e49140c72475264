"""What stands on printed lists: plain data for the templates of `templates/print/`.

Printed documents are in Indonesian whatever language the screen has: the caller
sees to it.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _

from jombang_umkm.models import Facility, Office, Signatory
from participants.models import Custody
from programs.models import Attendance, Session
from programs.rules.attendance import Entry, SheetOrder, rate
from programs.rules.naming import hours_of, number_of, title_of
from programs.rules.progress import Line, Progress

Data = dict[str, Any]

# Empty rows for those of the committee who sign at the class.
COMMITTEE_ROWS = 2

# The letters of the monthly page: those of the keyboard and of the column on the paper.
LETTERS = {
    "": "",
    Attendance.Mark.PRESENT: "H",
    Attendance.Mark.LATE: "T",
    Attendance.Mark.EXCUSED: "I",
    Attendance.Mark.ILL: "S",
    Attendance.Mark.ABSENT: "A",
    Attendance.Mark.NOT_BROUGHT: "K",
}
NOT_ON_THE_LIST = "-"


class Paper(StrEnum):
    """Sheets of paper that printers here hold; the values are what the templates take."""

    A4 = "a4"
    F4 = "f4"


@dataclass(frozen=True)
class SheetOptions:
    """How a list is to be printed; `approved_by` signs for the facility, if anybody does."""

    filled: bool = False
    paper: Paper = Paper.A4
    order: SheetOrder = SheetOrder.NAME
    approved_by: Signatory | None = None


def sheet_data(
    session: Any,
    roster: Sequence[Custody],
    marks: Mapping[int, Entry],
    *,
    of: int | None,
    filled: bool,
    approved_by: Signatory | None,
) -> Data:
    """Return one list without its number; `of` is how many sessions the course has."""
    facility: Facility = session.program.facility
    number = number_of(session)
    data: Data = {
        "variant": "filled" if filled else "blank",
        "number": "",
        "qr_svg": None,
        "office": office_data(session.program.office),
        "place": facility.place,
        "session": {
            "program": session.program.name,
            "course": title_of(session),
            "topic": session.topic,
            "number": number,
            "of": of if number else None,
            "date": session.day.isoformat(),
            "time": f"{hours_of(session.starts_at, session.ends_at)} WIB",
            "hours": session.lesson_hours,
            "place": ", ".join(str(each) for each in (session.room, facility.short_name) if each),
        },
        "participants": [_person(stay) for stay in roster],
        "speakers": [_speaker(slot) for slot in session.speaker_slots.all()],
        "committee": 0 if filled else COMMITTEE_ROWS,
        "signatories": _sheet_signatures(session, approved_by),
        "recap": [],
    }
    if filled:
        entries = [marks.get(stay.pk, Entry()) for stay in roster]
        for person, entry in zip(data["participants"], entries, strict=True):
            person |= {"mark": _mark_in_words(entry), "note": entry.note}
        data["recap"] = _recap(entries)
    return data


def in_office(signatories: Iterable[Signatory], *, on: date) -> Signatory | None:
    """Return the one of them who was in office on that day."""
    for each in signatories:
        if each.valid_from <= on and (each.valid_to is None or on <= each.valid_to):
            return each
    return None


def month_data(
    progress: Progress, *, first: date, dated_on: date, signatories: Sequence[Signatory]
) -> Data:
    """Return a course's attendance in the month that begins with `first`, without its number."""
    course = progress.course
    columns = [
        (index, session)
        for index, session in enumerate(progress.sessions)
        if (session.day.year, session.day.month) == (first.year, first.month)
    ]
    indexes = [index for index, _session in columns]
    lines = [line for line in progress.lines if _was_there(line, indexes)]
    numbers = {session.pk: number for number, session in enumerate(progress.sessions, 1)}
    return {
        "number": "",
        "office": office_data(course.program.office),
        "place": course.program.facility.place,
        "date": dated_on.isoformat(),
        "course": {
            "program": course.program.name,
            "name": course.name,
            "facility": course.program.facility.name,
        },
        "month": f"{first:%Y-%m}",
        "sessions": [
            {
                "date": session.day.isoformat(),
                "number": numbers[session.pk],
                "hours": session.lesson_hours,
            }
            for _index, session in columns
        ],
        "participants": [_month_line(line, indexes) for line in lines],
        "totals": _month_totals(lines, indexes),
        "signatories": [
            {"lead": _("Acknowledged by"), **_signature(each)}
            if each.facility_id
            else _signature(each)
            for each in signatories
        ],
    }


def office_data(office: Office) -> Data:
    """Return the letterhead."""
    contact = [_("Phone %(phone)s") % {"phone": office.phone}] if office.phone else []
    contact += [part for part in (office.email, office.website) if part]
    data = {"parent": office.government, "name": office.name, "address": office.address}
    return data | ({"contact": " · ".join(contact)} if contact else {})


def _person(stay: Custody) -> Data:
    return {
        "name": stay.participant.formal_name,
        "registration_no": stay.registration_no,
        "room": stay.place_inside,
    }


def _speaker(slot: Any) -> Data:
    return {
        "name": slot.speaker.full_name,
        "organisation": slot.speaker.partner.name if slot.speaker.partner else "",
        "time": hours_of(slot.starts_at, slot.ends_at),
    }


def _sheet_signatures(session: Session, approved_by: Signatory | None) -> list[Data]:
    program = session.program
    present = [
        {"title": _("Accompanying officer\n%(place)s") % {"place": program.facility.short_name}},
        {"title": _("Committee\n%(place)s") % {"place": program.office.short_name}},
    ]
    blank = [{**each, "name": ""} for each in present]
    if approved_by is None:
        return blank
    return [{"lead": _("Acknowledged by"), **_signature(approved_by)}, *blank]


def _signature(signatory: Signatory) -> Data:
    data = {"title": signatory.full_title, "name": signatory.name}
    return data | ({"nip": _spaced(signatory.nip)} if signatory.nip else {})


def _spaced(nip: str) -> str:
    """Return a NIP in its parts: day of birth, month of appointment, sex, serial number."""
    return f"{nip[:8]} {nip[8:14]} {nip[14]} {nip[15:]}"


def _mark_in_words(entry: Entry) -> str | None:
    if not entry.mark:
        return None
    words = str(Attendance.Mark(entry.mark).label)
    if entry.minutes_late:
        words += ", " + _("%(minutes)s minutes") % {"minutes": entry.minutes_late}
    return words


def _recap(entries: Iterable[Entry]) -> list[list[Any]]:
    """Return how many have each mark, those that nobody has left out."""
    counts = Counter(entry.mark for entry in entries)
    named = [*((mark.value, str(mark.label)) for mark in Attendance.Mark), ("", _("Not recorded"))]
    return [[label, counts[mark]] for mark, label in named if counts[mark]]


def _was_there(line: Line, indexes: Iterable[int]) -> bool:
    return any(line.cells[index].is_seated for index in indexes)


def _month_line(line: Line, indexes: Sequence[int]) -> Data:
    cells = [line.cells[index] for index in indexes]
    counted = [cell.counted_mark for cell in cells if cell.counted_mark]
    found = rate(counted)
    return {
        "name": line.stay.participant.formal_name,
        "registration_no": line.stay.registration_no,
        "marks": [
            LETTERS[cell.counted_mark] if cell.is_seated else NOT_ON_THE_LIST for cell in cells
        ],
        "present": found.present,
        "recorded": found.base,
        "percent": found.percent,
    }


def _month_totals(lines: Sequence[Line], indexes: Sequence[int]) -> Data:
    columns = [[line.cells[index].counted_mark for line in lines] for index in indexes]
    return {
        "present": [rate(column).present for column in columns],
        "percent": rate(mark for column in columns for mark in column).percent,
    }
