"""Writing rows of a prison's list through the actions of the forms."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from jombang_umkm.errors import ActionRefused
from jombang_umkm.models import User
from participants.actions import custody as custodies
from participants.actions import identity as identities
from participants.actions import participant as people
from participants.actions import stay as stays
from participants.actions.custody import Papers
from participants.models import Custody, ImportLine, Participant, PeopleImport
from participants.rules import imports
from participants.rules.comparison import (
    NIK,
    OF_PERSON,
    OF_STAY,
    Change,
    Compared,
    Entry,
    NikOwner,
    changes_of,
    deed_of,
    facts_of,
    fits,
    status_of,
)
from participants.rules.consequences import agreeing
from participants.rules.facts import Correction, Refusals
from participants.rules.identity import Identity, identify

Choice, Deed, Result = ImportLine.Choice, ImportLine.Deed, ImportLine.Result

# What was done, to which stay, and what changed.
Done = tuple[ImportLine.Deed, Custody, Sequence[Change]]


@dataclass(frozen=True, eq=False)
class Row:
    """A row to be saved: what was kept of it, what it says and is now, and whose NIK it has."""

    line: ImportLine
    entry: Entry
    now: Compared
    owner: NikOwner | None = None

    @property
    def target(self) -> Custody | None:
        """The stay it is about, as known or as chosen; none for somebody new."""
        if self.line.choice == Choice.ANOTHER:
            return None
        if self.now.stay is not None:
            return self.now.stay
        meant = [stay for doubt in self.now.doubts for stay in doubt.stays]
        return next((stay for stay in meant if stay.pk == self.line.custody_id), None)

    @property
    def number(self) -> str:
        """The registration number that it says."""
        return str(self.entry.values["registration_no"])

    def end(self, deed: ImportLine.Deed, stay: Custody, changes: Iterable[Change] = ()) -> None:
        """Note that it was written, as what, and what was changed."""
        self.line.result, self.line.deed, self.line.custody = Result.WRITTEN, deed, stay
        self.line.changes = imports.changes_kept(changes)

    def reject(self, why: str) -> None:
        """Note that it was not written, and why."""
        self.line.result, self.line.reason = Result.REJECTED, why[:300]


@transaction.atomic
def write(*, people_import: PeopleImport, rows: Sequence[Row], by: User, at: datetime) -> None:
    """Write rows of people who are locked, and note on each how it ended.

    What is refused of one row is noted on it; the others are written.

    Raises ActionRefused as people.register_all() and stays.change_all() do, for all of them;
    nothing is written then.
    """
    newcomers, corrected, alone = [], [], []
    for row in _each_person_once(rows):
        if row.now.fingerprint != row.line.fingerprint:
            row.reject(_("Somebody changed this person meanwhile. Upload the row again."))
        elif row.target is None and row.owner is None:
            newcomers.append(row)
        elif row.now.stay is None or any(change.field == NIK for change in row.now.changes):
            alone.append(row)
        else:
            corrected.append(row)
    writing = _Writing(people_import, by, at)
    for row in alone:
        writing.alone(row)
    writing.correct(corrected)
    writing.register(newcomers)


def _each_person_once(rows: Iterable[Row]) -> Iterator[Row]:
    """Yield the rows, but for those that were said to be a person who is another row already."""
    seen: dict[int, int] = {}
    for row in rows:
        if row.target is None:
            yield row
            continue
        first = seen.setdefault(row.target.pk, row.line.number)
        if first == row.line.number:
            yield row
        else:
            row.reject(_("Row %(row)s is this person already.") % {"row": first})


@dataclass(frozen=True)
class _Writing:
    """Who writes, when, and of which list."""

    people_import: PeopleImport
    by: User
    at: datetime

    def register(self, rows: Sequence[Row]) -> None:
        """Save people nobody knew, in few statements."""
        made = [self._stay(row, _person(row.entry)) for row in rows]
        people.register_all(newcomers=made, by=self.by, at=self.at)
        for row, custody in zip(rows, made, strict=True):
            row.end(Deed.REGISTERED, custody)

    def correct(self, rows: Sequence[Row]) -> None:
        """Correct people and their stays, in few statements."""
        found = [(row, row.target) for row in rows if row.target is not None]
        kept = Participant.objects.kept_by(self.by).filter(
            pk__in=[stay.participant_id for _row, stay in found]
        )
        here = set(kept.values_list("pk", flat=True))
        for row, stay in found:
            if stay.participant_id not in here:
                row.reject(_("Another facility keeps this person's record now."))
        found = [(row, stay) for row, stay in found if not row.line.result]
        corrections = [Correction(stay, facts_of("stay", row.now.changes)) for row, stay in found]
        refused = stays.change_all(corrections=corrections, by=self.by, at=self.at)
        for row, stay in found:
            if stay.pk in refused:
                row.reject(str(refused[stay.pk]))
            else:
                row.end(Deed.CHANGED, stay, row.now.changes)
        of_people = [
            Correction(stay.participant, facts_of("person", row.now.changes))
            for row, stay in found
            if stay.pk not in refused
        ]
        people.change_all(corrections=of_people, by=self.by)

    def alone(self, row: Row) -> None:
        """Write what takes an action of its own, or note why it is refused."""
        try:
            with transaction.atomic():
                deed, stay, changes = self._do(row)
        except ActionRefused as refusal:
            row.reject(str(refusal))
        else:
            row.end(deed, stay, changes)

    def _do(self, row: Row) -> Done:
        stay = row.target
        if stay is None:
            return self._join(row)
        if row.now.stay is not None:
            return Deed.CHANGED, stay, self._change(row, stay, row.now.changes)
        deed = deed_of(row.entry, stay)
        if deed == Deed.RETURNED:
            return self._return(row, stay)
        if deed == Deed.CONVICTED:
            return self._convict(row, stay)
        number = Change("stay.registration_no", stay.registration_no, row.number)
        changes = [number, *changes_of(row.entry, stay)]
        return deed, stay, self._change(row, stay, changes)

    def _join(self, row: Row) -> Done:
        """Register somebody whose NIK says that they are known elsewhere, and free."""
        assert row.owner is not None
        before = {name: getattr(row.owner.person, name) for name in OF_PERSON}
        stay = agreeing(
            people.register,
            participant=_person(row.entry, is_sealed=False),
            custody=self._stay(row, Participant()),
            identity=_identity(row.entry),
            by=self.by,
            at=self.at,
        )
        after = stay.participant
        filled = [
            Change(f"person.{name}", old, getattr(after, name)) for name, old in before.items()
        ]
        return Deed.RETURNED, stay, [each for each in filled if each.old != each.new]

    def _return(self, row: Row, stay: Custody) -> Done:
        """Open a new stay of somebody who was here before."""
        new = people.readmit(custody=self._stay(row, stay.participant), by=self.by, at=self.at)
        changes = [each for each in changes_of(row.entry, stay) if each.record == "person"]
        return Deed.RETURNED, new, self._change(row, new, changes)

    def _convict(self, row: Row, stay: Custody) -> Done:
        """Record a verdict, as of the day of the list, with the number it brought."""
        as_of = date_format(self.people_import.as_of, "j F Y")
        event = custodies.record(
            custody=stay,
            to=Custody.Status.CONVICT,
            on=self.people_import.as_of,
            papers=Papers(
                document_no=_("The prison's list of %(day)s") % {"day": as_of},
                registration_no=row.number,
                register_class=row.entry.values["register_class"],
            ),
            by=self.by,
            at=self.at,
        )
        changes = list(changes_of(row.entry, event.custody))
        return Deed.CONVICTED, event.custody, self._change(row, event.custody, changes)

    def _change(self, row: Row, stay: Custody, changes: Sequence[Change]) -> Sequence[Change]:
        """Correct one person and their stay, and return the changes."""
        register_class = row.entry.values.get("register_class", "")
        if register_class and not fits(register_class, stay.kind):
            raise ActionRefused(
                "other_kind",
                _("This class is not for a %(kind)s.") % {"kind": stay.get_kind_display()},
            )
        of_stay = Correction(stay, facts_of("stay", changes))
        of_person = Correction(stay.participant, facts_of("person", changes))
        _raise(stays.change_all(corrections=[of_stay], by=self.by, at=self.at))
        _raise(people.change_all(corrections=[of_person], by=self.by))
        if any(change.field == NIK for change in changes):
            agreeing(
                identities.set_nik,
                participant=stay.participant,
                identity=_identity(row.entry),
                by=self.by,
            )
        return changes

    def _stay(self, row: Row, person: Participant) -> Custody:
        """Return the stay that a row says, not saved yet."""
        values = row.entry.values
        return Custody(
            participant=person,
            facility=self.people_import.facility,
            registration_no=row.number,
            status=status_of(values["register_class"]),
            source=Custody.Source.IMPORTED,
            **{name: values[name] for name in OF_STAY if name in values},
        )


def _person(entry: Entry, *, is_sealed: bool = True) -> Participant:
    """Return the person whom a line says, not saved yet, with or without the NIK on it."""
    values = {name: entry.values[name] for name in OF_PERSON if name in entry.values}
    person = Participant(**values)
    if is_sealed and entry.nik_key:
        # What is doubtful of it was agreed to with the row.
        identify(person, _identity(entry))
    return person


def _identity(entry: Entry) -> Identity:
    return Identity(Participant.NikStatus.FILLED, entry.values["nik"])


def _raise(refused: Refusals) -> None:
    for refusal in refused.values():
        raise refusal
