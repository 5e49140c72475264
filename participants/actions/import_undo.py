"""Undoing an import, as long as nothing was built on what it wrote."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pgtrigger
from django.db import models, transaction
from django.utils.translation import gettext as _
from pghistory.models import Event

from jombang_umkm.errors import ActionRefused
from jombang_umkm.history import versions_of
from jombang_umkm.models import Facility, User
from participants import permissions
from participants.actions import custody as custodies
from participants.actions import identity as identities
from participants.actions import participant as people
from participants.actions import stay as stays
from participants.models import Custody, CustodyEvent, ImportLine, Participant, PeopleImport
from participants.rules import imports
from participants.rules.comparison import NIK, Change, facts_of
from participants.rules.consequences import agreeing
from participants.rules.facts import Correction
from participants.rules.identity import Identity

Deed, Result, Status = ImportLine.Deed, ImportLine.Result, PeopleImport.Status
# So many people are named of whom something was built on.
NAMED = 5


@transaction.atomic
def undo(*, people_import: PeopleImport, reason: str, by: User, at: datetime) -> PeopleImport:
    """Take back all that an import wrote, as if it had never been, and return it.

    Who was registered is gone again, with their first event; their history tells it. All or
    nothing: where somebody went on with one of these people, nothing is taken back. A repeat
    changes nothing.

    Raises ActionRefused: "not_allowed", "not_open", "reason_needed", "built_on".
    """
    permissions.require_undo_import(by)
    found = PeopleImport.objects.select_for_update(no_key=True, of=("self",))
    people_import = found.select_related("facility").get(pk=people_import.pk)
    if people_import.status == Status.UNDONE:
        return people_import
    imports.refuse_unless_open(people_import, Status.UNDONE)
    if not reason.strip():
        raise ActionRefused("reason_needed", _("Say why the import is undone."))
    Facility.objects.select_for_update(no_key=True).get(pk=people_import.facility_id)
    written = people_import.lines.filter(result=Result.WRITTEN)
    deeds = _deeds(written.select_related("custody__participant", "custody__facility"))
    _refuse_built_on(deeds)
    _take_back(deeds, reason.strip(), by, at)
    people_import.status, people_import.undo_reason = Status.UNDONE, reason.strip()
    people_import.undone_by, people_import.undone_at = by, at
    people_import.save(update_fields=["status", "undo_reason", "undone_by", "undone_at"])
    return people_import


@dataclass(frozen=True)
class _Deed:
    """What one row did: to which stay, and what it changed."""

    line: ImportLine
    stay: Custody
    changes: Sequence[Change]

    @property
    def made_stay(self) -> bool:
        return self.line.deed in (Deed.REGISTERED, Deed.RETURNED)

    def stands(self) -> bool:
        """Return whether all that it changed is still as it was written."""
        return all(_value(self.stay, change) == change.new for change in self.changes)


def _value(stay: Custody, change: Change) -> Any:
    if change.field == NIK:
        return stay.participant.nik_status
    record = stay.participant if change.record == "person" else stay
    return getattr(record, change.name)


def _deeds(lines: Iterable[ImportLine]) -> list[_Deed]:
    """Return what the rows did. Raises ActionRefused("built_on") where that is gone."""
    gone = [line.full_name for line in lines if line.custody is None]
    _refuse(gone)
    return [
        _Deed(line, line.custody, imports.changes_read(line.changes))
        for line in lines
        if line.custody is not None
    ]


def _refuse_built_on(deeds: Sequence[_Deed]) -> None:
    """Raise ActionRefused("built_on") where somebody went on with what was written."""
    stays_made = {deed.stay.pk for deed in deeds if deed.made_stay}
    people_made = {deed.stay.participant_id for deed in deeds if deed.line.deed == Deed.REGISTERED}
    used_stays = _used(Custody, stays_made)
    used_people = _used(Participant, people_made, but=stays_made)
    _refuse(
        [
            deed.line.full_name
            for deed in deeds
            if deed.stay.pk in used_stays
            or deed.stay.participant_id in used_people
            or not deed.stands()
        ]
    )


def _refuse(names: Sequence[str]) -> None:
    if names:
        named = [*names[:NAMED], *(["…"] if len(names) > NAMED else [])]
        raise ActionRefused(
            "built_on",
            _("Somebody went on with what was imported, so nothing was undone: %(names)s.")
            % {"names": ", ".join(named)},
        )


def _used(model: type[models.Model], made: set[int], but: Collection[int] = ()) -> set[int]:
    """Return which of the rows made were changed since, or have others that name them.

    Their own first event, their rows of imports, and the stays `but` do not count.
    """
    found = set(
        versions_of(model)
        .filter(pgh_obj_id__in=made)
        .exclude(pgh_label="insert")
        .values_list("pgh_obj_id", flat=True)
    )
    for relation in model._meta.related_objects:
        other = relation.related_model
        if isinstance(other, str) or other is ImportLine or issubclass(other, Event):
            continue
        key = relation.field.attname
        naming = other._base_manager.filter(**{f"{key}__in": made})
        if other is CustodyEvent:
            naming = naming.exclude(was="")
        if other is Custody:
            naming = naming.exclude(pk__in=but)
        found.update(naming.values_list(key, flat=True))
    return found


def _take_back(deeds: Sequence[_Deed], reason: str, by: User, at: datetime) -> None:
    """Undo what the rows did: changes, verdicts, then what was made."""
    for deed in deeds:
        if deed.line.deed == Deed.CONVICTED:
            _reverse(deed, reason, by, at)
        for change in deed.changes:
            if change.field == NIK:
                agreeing(
                    identities.set_nik,
                    participant=deed.stay.participant,
                    identity=Identity(change.old),
                    by=by,
                )
    of_people = [
        Correction(deed.stay.participant, facts_of("person", deed.changes, before=True))
        for deed in deeds
    ]
    people.change_all(corrections=of_people, by=by)
    old = [
        Correction(deed.stay, facts_of("stay", deed.changes, before=True))
        for deed in deeds
        if not deed.made_stay
    ]
    for refusal in stays.change_all(corrections=old, by=by, at=at).values():
        raise refusal
    _delete(deeds)


def _reverse(deed: _Deed, reason: str, by: User, at: datetime) -> None:
    number = deed.line.registration_no
    verdicts = deed.stay.happenings.filter(registration_no=number, reversed_by__isnull=True)
    event = verdicts.order_by("pk").last()
    if event is None:
        _refuse([deed.line.full_name])
        return
    try:
        custodies.reverse(event=event, by=by, at=at, reason=reason)
    except ActionRefused as refusal:
        raise ActionRefused(
            "built_on",
            _("Nothing was undone. %(name)s: %(why)s")
            % {"name": deed.line.full_name, "why": refusal},
        ) from refusal
    deed.stay.refresh_from_db()


def _delete(deeds: Sequence[_Deed]) -> None:
    """Delete the people and stays that were made, with the events that opened them."""
    made = [deed.stay.pk for deed in deeds if deed.made_stay]
    registered = [deed.stay.participant_id for deed in deeds if deed.line.deed == Deed.REGISTERED]
    with pgtrigger.ignore("participants.CustodyEvent:append_only"):
        CustodyEvent.objects.filter(custody__in=made).delete()
    Custody.objects.filter(pk__in=made).delete()
    Participant.objects.filter(pk__in=registered).delete()
