"""How what an import keeps is written and read: contents, lines, changes."""

import base64
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.utils.translation import gettext as _

from jombang_umkm.errors import ActionRefused
from jombang_umkm.transitions import Transitions
from participants.models import Custody, ImportLine, Participant, PeopleImport
from participants.rules.comparison import Change, Compared
from participants.rules.listing.lines import Line, Problem
from participants.rules.nik import Finding

S = PeopleImport.Status

# A job reads, and a job saves; what failed is read again.
IMPORT = Transitions(
    "PeopleImport",
    dict(S.choices),
    {
        S.UPLOADED: (S.READING, S.CANCELLED),
        S.READING: (S.PREVIEWED, S.FAILED),
        S.PREVIEWED: (S.READING, S.SAVING, S.CANCELLED),
        S.SAVING: (S.DONE, S.FAILED),
        S.DONE: (S.UNDONE,),
        S.FAILED: (S.READING, S.CANCELLED),
        S.CANCELLED: (),
        S.UNDONE: (),
    },
)


def refuse_unless_open(people_import: PeopleImport, to: PeopleImport.Status) -> None:
    """Raise ActionRefused("not_open") unless an import may take that state next."""
    if not IMPORT.allows(people_import.status, to):
        raise ActionRefused(
            "not_open",
            _("This list is “%(status)s” by now; look at it again.")
            % {"status": people_import.get_status_display()},
        )


def as_text(content: bytes) -> str:
    """Return the bytes of a file as text, to be sealed."""
    return base64.b85encode(content).decode("ascii")


def as_bytes(text: str) -> bytes:
    """Return the bytes that as_text() wrote."""
    return base64.b85decode(text)


def write_line(line: Line) -> str:
    """Return what a line says as text, to be sealed: a NIK may be in it."""
    told = vars(line) | {
        "unknown": sorted(line.unknown),
        "problems": [vars(each) for each in line.problems],
        "warnings": [vars(each) for each in line.warnings],
        "columns": dict(line.columns),
    }
    return json.dumps(told, cls=DjangoJSONEncoder, ensure_ascii=False)


def read_line(text: str) -> Line:
    """Return the line that write_line() wrote."""
    told = json.loads(text)
    told["values"] = {key: _value(key, value) for key, value in told["values"].items()}
    told["unknown"] = frozenset(told["unknown"])
    told["problems"] = tuple(Problem(**each) for each in told["problems"])
    told["warnings"] = tuple(Finding(**each) for each in told["warnings"])
    return Line(**told)


def _value(key: str, value: Any) -> Any:
    return value if key == "nik" else value_of(key, value)


def value_of(name: str, value: Any) -> Any:
    """Return the value of a field of a person or a stay, as its column holds it."""
    model = Participant if name in PERSON_FIELDS else Custody
    return model._meta.get_field(name).to_python(value)  # type: ignore[union-attr]


PERSON_FIELDS = {field.name for field in Participant._meta.concrete_fields}


def kept(compared: Compared) -> dict[str, Any]:
    """Return what a row keeps of what it was compared with; the cell of a NIK is masked."""
    return {
        "outcome": compared.outcome,
        "custody": compared.stay,
        "changes": changes_kept(compared.changes),
        "doubts": [
            {"code": each.code, "message": each.message, "stays": [stay.pk for stay in each.stays]}
            for each in compared.doubts
        ],
        "problems": [
            {"column": each.column, "found": _shown(each), "expected": each.expected}
            for each in compared.problems
        ],
        "fingerprint": compared.fingerprint,
    }


def changes_kept(changes: Iterable[Change]) -> list[dict[str, Any]]:
    """Return changes as a row keeps them."""
    told = json.dumps([asdict(each) for each in changes], cls=DjangoJSONEncoder)
    return list(json.loads(told))


def changes_read(kept: Iterable[Mapping[str, Any]]) -> list[Change]:
    """Return the changes that changes_kept() wrote."""
    changes = [Change(**each) for each in kept]
    return [
        Change(each.field, value_of(_column(each), each.old), value_of(_column(each), each.new))
        for each in changes
    ]


def _column(change: Change) -> str:
    return "nik_status" if change.name == "nik" else change.name


def _shown(problem: Problem) -> str:
    """Return what was found in a cell, so that nobody reads a NIK from it."""
    if problem.field != "nik":
        return problem.found
    return problem.found[:4] + "•" * len(problem.found[4:])


def stay_of_number(doubts: Sequence[Mapping[str, Any]]) -> int | None:
    """Return the stay of a doubtful row's own number, if it has one."""
    own = [each["stays"] for each in doubts if each["code"] in ("ended", "other_name")]
    return own[0][0] if own else None


def is_to_be_saved(line: ImportLine) -> bool:
    """Return whether somebody wants that row saved."""
    outcome, choice = ImportLine.Outcome, ImportLine.Choice
    if line.outcome == outcome.DOUBTFUL:
        return line.is_taken and line.choice in (choice.SAME_PERSON, choice.ANOTHER)
    return line.is_taken and line.outcome in (outcome.NEW, outcome.CHANGED)
