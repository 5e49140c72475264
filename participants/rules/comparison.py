"""What a line of a prison's list means beside what its facility knows already."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from jombang_umkm.errors import ActionRefused
from participants.models import Custody, ImportLine, Participant
from participants.rules.custody import refuse_dates
from participants.rules.identity import is_borne_out
from participants.rules.listing.fields import BY_KEY
from participants.rules.listing.lines import Line, Problem

Outcome = ImportLine.Outcome

OF_PERSON = (
    *("full_name", "parent_name", "aliases", "sex", "birth_date", "birth_place"),
    *("education", "home_address"),
)
OF_STAY = (
    *("register_class", "entry_date", "expiry_date", "half_date", "two_thirds_date"),
    *("block", "cell"),
)
# Nobody is registered without these.
NEEDED = ("sex", "register_class", "entry_date")

NIK = "person.nik"


@dataclass(frozen=True)
class Entry:
    """A line, and the keys by which the database finds whom it might be."""

    line: Line
    number_key: str = ""
    name_key: str = ""
    nik_key: str = ""

    @property
    def values(self) -> Mapping[str, Any]:
        return self.line.values

    def problem(self, key: str, expected: str) -> Problem:
        """Return what is wrong with that field of the line."""
        label = self.line.columns.get(key) or str(BY_KEY[key].label)
        return Problem(key, label, self.line.cells.get(key, ""), expected)


@dataclass(frozen=True)
class NikOwner:
    """Who has a NIK: their last stay here if they were ever here, and whether they are held."""

    person: Participant
    stay: Custody | None
    is_held: bool


@dataclass(frozen=True)
class Known:
    """What is known of the people of a list: stays here by number, people here by name, NIKs.

    `kept` are the numbers of the people whose record the facility keeps. Of others it is told
    nothing of what stands there by now.
    """

    by_number: Mapping[str, Custody]
    # The last stay here of each person of a name.
    by_name: Mapping[str, Sequence[Custody]]
    by_nik: Mapping[str, NikOwner]
    kept: Collection[int]


@dataclass(frozen=True)
class Change:
    """A field of the person ("person.sex") or the stay ("stay.block"), as it is and would be."""

    field: str
    old: Any
    new: Any

    @property
    def record(self) -> str:
        """Whose field it is: "person" or "stay"."""
        return self.field.partition(".")[0]

    @property
    def name(self) -> str:
        """The field's name on its record."""
        return self.field.partition(".")[2]


@dataclass(frozen=True)
class Doubt:
    """Why somebody must look: the stays it might be, or what else is odd.

    Codes: "ended" (the stay of that number has ended), "other_name" (that number is another
    name's), "nik_seen" (their NIK is known under another number), "alike" (somebody of that
    name is known under another number), "nik_odd" (a NIK that disagrees with the person).
    """

    code: str
    stays: tuple[Custody, ...] = ()
    message: str = ""


@dataclass(frozen=True)
class Compared:
    """What a line is: new, changed, same, doubtful or wrong, and in what."""

    outcome: ImportLine.Outcome
    stay: Custody | None = None
    changes: tuple[Change, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def fingerprint(self) -> str:
        """What stands for it: the same until somebody changes what it was compared with."""
        parts = (
            str(self.outcome),
            self.stay and self.stay.pk,
            [(each.field, str(each.old), str(each.new)) for each in self.changes],
            [(each.code, [stay.pk for stay in each.stays]) for each in self.doubts],
        )
        return sha256(repr(parts).encode()).hexdigest()[:16]


def compare(entry: Entry, known: Known, *, today: date) -> Compared:
    """Return what a line means beside what is known."""
    stay = known.by_number.get(entry.number_key)
    problems = entry.line.problems
    if problems:
        return Compared(Outcome.WRONG, stay, problems=problems)
    return _of_stay(entry, stay, known) if stay else _of_nobody(entry, known, today)


def _of_stay(entry: Entry, stay: Custody, known: Known) -> Compared:
    """Return what a line says of the stay whose number it has."""
    records = ("person", "stay") if stay.participant_id in known.kept else ("stay",)
    changes = tuple(each for each in changes_of(entry, stay) if each.record in records)
    problems = tuple(_problems_of_stay(entry, stay, changes, known))
    if problems:
        return Compared(Outcome.WRONG, stay, problems=problems)
    doubts = tuple(_doubts_of_stay(entry, stay, changes))
    if doubts:
        return Compared(Outcome.DOUBTFUL, stay, changes, doubts)
    return Compared(Outcome.CHANGED if changes else Outcome.SAME, stay, changes)


def _problems_of_stay(
    entry: Entry, stay: Custody, changes: Sequence[Change], known: Known
) -> Iterator[Problem]:
    yield from _nik_problems(entry, stay.participant, known)
    register_class = entry.values.get("register_class", "")
    if register_class and not fits(register_class, stay.kind):
        yield entry.problem(
            "register_class",
            _("A class for a %(kind)s; record a verdict on this person's page")
            % {"kind": stay.get_kind_display().lower()},
        )
    after = corrected(stay, [each for each in changes if each.record == "stay"])
    try:
        refuse_dates(after)
    except ActionRefused as refusal:
        yield entry.problem("expiry_date", str(refusal))


def _doubts_of_stay(entry: Entry, stay: Custody, changes: Sequence[Change]) -> Iterator[Doubt]:
    if stay.status not in Custody.HELD:
        yield Doubt("ended", (stay,))
    if not _is_borne_out(entry, stay.participant):
        yield Doubt("other_name", (stay,))
    if any(each.field == NIK for each in changes):
        yield from _odd_nik(entry)


def _is_borne_out(entry: Entry, person: Participant) -> bool:
    """Return whether name, birth date or NIK say that it is this person."""
    if entry.name_key == person.name_key or (entry.nik_key and entry.nik_key == person.nik_key):
        return True
    born = entry.values.get("birth_date")
    return born is not None and born == person.birth_date


def _of_nobody(entry: Entry, known: Known, today: date) -> Compared:
    """Return what a line says whose number no stay here has."""
    doubts = list(_whom_it_might_be(entry, known))
    problems = [*_nik_problems(entry, None, known), *_lacking(entry, today)]
    if problems:
        return Compared(Outcome.WRONG, problems=tuple(problems))
    doubts += _odd_nik(entry)
    return Compared(Outcome.DOUBTFUL if doubts else Outcome.NEW, doubts=tuple(doubts))


def _whom_it_might_be(entry: Entry, known: Known) -> Iterator[Doubt]:
    owner = known.by_nik.get(entry.nik_key)
    if owner is not None and owner.stay is not None:
        yield Doubt("nik_seen", (owner.stay,))
        return
    born = entry.values.get("birth_date")
    alike = tuple(
        stay
        for stay in known.by_name.get(entry.name_key, ())
        if None in (born, stay.participant.birth_date) or stay.participant.birth_date == born
        if not (entry.nik_key and stay.participant.nik_key)
    )
    if alike:
        yield Doubt("alike", alike)


def _nik_problems(entry: Entry, person: Participant | None, known: Known) -> Iterator[Problem]:
    """Yield why a NIK cannot be that of this person, or of a new one."""
    if not entry.nik_key:
        return
    if person is not None and person.nik_key not in (None, entry.nik_key):
        yield entry.problem(
            "nik", _("The NIK that stands on this person's page, or correct it there")
        )
        return
    owner, name = known.by_nik.get(entry.nik_key), entry.values.get("full_name", "")
    if owner is None or (person is not None and owner.person.pk == person.pk):
        return
    if person is not None or (owner.stay is None and not is_borne_out(name, owner.person)):
        yield entry.problem("nik", _("Another person has this NIK. Check it on the card"))
    elif owner.stay is None and owner.is_held:
        yield entry.problem(
            "nik", _("A facility holds the person with this NIK; accept their transfer instead")
        )


def _odd_nik(entry: Entry) -> Iterator[Doubt]:
    if entry.line.warnings:
        yield Doubt("nik_odd", message=" ".join(each.message for each in entry.line.warnings))


def _lacking(entry: Entry, today: date) -> Iterator[Problem]:
    expected = {
        "sex": _("L or P, for somebody new"),
        "register_class": _("A class, such as A.III or B.I, for somebody new"),
        "entry_date": _("The day of entry, for somebody new"),
    }
    for key in NEEDED:
        if not entry.values.get(key):
            yield entry.problem(key, expected[key])
    if (entry.values.get("entry_date") or today) > today:
        yield entry.problem("entry_date", _("A day up to today"))


def changes_of(entry: Entry, stay: Custody) -> Iterator[Change]:
    """Yield what would change of a person and their stay; what the list leaves blank does not."""
    person = stay.participant
    for name in OF_PERSON:
        old, new = getattr(person, name), entry.values.get(name)
        if name == "aliases":
            new = [*old, *_unknown_aliases(old, new or ())]
        if _differs(old, new):
            yield Change(f"person.{name}", old, new)
    if entry.nik_key and person.nik_key is None:
        # The number itself stands in no list of changes.
        yield Change(NIK, person.nik_status, Participant.NikStatus.FILLED.value)
    for name in OF_STAY:
        old, new = getattr(stay, name), entry.values.get(name)
        if _differs(old, new):
            yield Change(f"stay.{name}", old, new)


def _unknown_aliases(known: Collection[str], listed: Sequence[str]) -> list[str]:
    """Return the aliases that are not known yet: no list takes one away."""
    have = {each.casefold() for each in known}
    return [each for each in listed if each.casefold() not in have]


def _differs(old: Any, new: Any) -> bool:
    """Return whether a list says something else; capitals and blanks are no difference."""
    if not new:
        return False
    if isinstance(old, str) and isinstance(new, str):
        return " ".join(old.split()).casefold() != " ".join(new.split()).casefold()
    return bool(old != new)


def facts_of(record: str, changes: Iterable[Change], *, before: bool = False) -> dict[str, Any]:
    """Return what fields of the person, or of the stay, become, or were; never the NIK."""
    own = [each for each in changes if each.record == record and each.field != NIK]
    return {each.name: each.old if before else each.new for each in own}


def fits(register_class: str, kind: str) -> bool:
    """Return whether a class is one of the books for detainees (A) or for convicts (B)."""
    return register_class.startswith("A") == (kind == Custody.Kind.DETAINEE)


def corrected(stay: Custody, changes: Sequence[Change]) -> Custody:
    """Return a copy of the stay with these changes; not to be saved."""
    after = copy(stay)
    for change in changes:
        setattr(after, change.name, change.new)
    return after


def status_of(register_class: str) -> Custody.Status:
    """Return what somebody is held as who stands in that book."""
    status = Custody.Status
    return status.DETAINEE if register_class.startswith("A") else status.CONVICT


def choices_of(codes: Iterable[str]) -> tuple[str, ...]:
    """Return what may be decided of a line with these doubts."""
    choice = ImportLine.Choice
    # A number, and a NIK, is one person's.
    if "alike" in codes:
        return choice.SAME_PERSON, choice.ANOTHER, choice.LEAVE
    return choice.SAME_PERSON, choice.LEAVE


def deed_of(entry: Entry, stay: Custody) -> ImportLine.Deed:
    """Return what is done when a line of another number is the person of that stay."""
    if stay.status not in Custody.HELD:
        return ImportLine.Deed.RETURNED
    is_verdict = stay.status == Custody.Status.DETAINEE and entry.values[
        "register_class"
    ].startswith("B")
    return ImportLine.Deed.CONVICTED if is_verdict else ImportLine.Deed.CHANGED


def in_words(stay: Custody, *, is_kept: bool) -> str:
    """Return who it is, for a choice: name, birth date, number and what became of them.

    The birth date is told to those who keep the record.
    """
    person = stay.participant
    born = (
        _("born %(day)s") % {"day": date_format(person.birth_date, "j F Y")}
        if is_kept and person.birth_date
        else ""
    )
    state = stay.get_status_display()
    if stay.left_on:
        state = f"{state} {date_format(stay.left_on, 'j F Y')}"
    return ", ".join(filter(None, [person.formal_name, born, stay.registration_no, state]))
