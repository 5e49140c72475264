"""Correcting what is known of a stay, and the days on which somebody was out of reach."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from jombang_umkm.errors import ActionRefused
from jombang_umkm.models import User
from participants import permissions
from participants.actions.custody import BATCH
from participants.models import Custody, CustodyAbsence, Participant
from participants.rules import custody as rules
from participants.rules.facts import Correction, Refusals, differing
from participants.rules.stay import DAYS


@transaction.atomic
def change(
    *, custody: Custody, facts: Mapping[str, Any], base: str, by: User, at: datetime
) -> Custody:
    """Correct what is known of a stay, and return it as it now stands.

    `base` is the fingerprint of what the form was opened with. A repeat changes nothing.

    Raises ActionRefused: "not_allowed", "changed_meanwhile", "number_needed", "future_day",
    "after_event", "after_absence", "expiry_before_entry", "counted_after_entry",
    "parts_out_of_order", "number_taken", "held_elsewhere".
    """
    custody = _lock(custody, by)
    changed = differing(custody, facts, base=base)
    for name in changed:
        setattr(custody, name, facts[name])
    _refuse_changed(custody, changed, at)
    if changed:
        _save([custody], changed)
    return custody


@transaction.atomic
def change_all(*, corrections: Sequence[Correction[Custody]], by: User, at: datetime) -> Refusals:
    """Correct what is known of stays that are locked already, and return what was refused.

    The others are written, in few statements.

    Raises ActionRefused: "not_allowed", "number_taken", "held_elsewhere"; nothing is written
    then. Of one stay it refuses "number_needed", "future_day", "after_event",
    "after_absence", "expiry_before_entry", "counted_after_entry", "parts_out_of_order".
    """
    for facility in {each.record.facility for each in corrections}:
        permissions.require_keep_stays(by, facility)
    refused: Refusals = {}
    fields: set[str] = set()
    for each in corrections:
        changed = each.apply()
        try:
            _refuse_changed(each.record, changed, at)
        except ActionRefused as refusal:
            refused[each.record.pk] = refusal
        else:
            fields |= set(changed)
    allowed = [each.record for each in corrections if each.record.pk not in refused]
    if fields:
        _save(allowed, sorted(fields))
    return refused


def _refuse_changed(custody: Custody, changed: Collection[str], at: datetime) -> None:
    """Refuse what a stay cannot be after these fields were changed."""
    rules.refuse_no_number(custody.registration_no)
    if "entry_date" in changed:
        rules.refuse_day(custody.entry_date, today=timezone.localdate(at))
        _refuse_entry(custody)
        # Whoever opens a stay of this person waits, instead of each waiting for the other.
        Participant.objects.select_for_update(no_key=True).get(pk=custody.participant_id)
    if DAYS.intersection(changed):
        rules.refuse_dates(custody)


def _save(custodies: Sequence[Custody], fields: Collection[str]) -> None:
    try:
        with transaction.atomic():
            Custody.objects.bulk_update(custodies, fields, batch_size=BATCH)
    except IntegrityError as error:
        raise rules.clash(error) from error


@transaction.atomic
def add_absence(*, absence: CustodyAbsence, by: User) -> CustodyAbsence:
    """Note days on which somebody is out of reach, and return them as noted.

    They may lie ahead: a day in court is known before. A repeat changes nothing.

    Raises ActionRefused: "not_allowed", "not_here", "absence_overlaps", "back_before".
    """
    custody = _lock(absence.custody, by)
    absence.custody = custody
    _refuse_days(custody, absence.away_from, absence.back_on)
    same = CustodyAbsence.objects.filter(
        custody=custody,
        kind=absence.kind,
        away_from=absence.away_from,
        back_on=absence.back_on,
    ).first()
    if same is not None:
        return same
    _save_absence(absence)
    return absence


@transaction.atomic
def change_absence(
    *, absence: CustodyAbsence, facts: Mapping[str, Any], base: str, by: User
) -> CustodyAbsence:
    """Correct an absence, or note when they came back; return it as it now stands.

    A repeat changes nothing.

    Raises ActionRefused: "not_allowed", "not_here", "changed_meanwhile",
    "removed_meanwhile", "absence_overlaps", "back_before".
    """
    custody = _lock(absence.custody, by)
    found = CustodyAbsence.objects.select_for_update().filter(pk=absence.pk).first()
    if found is None:
        raise ActionRefused("removed_meanwhile", _("Somebody took this absence away meanwhile."))
    changed = differing(found, facts, base=base)
    for name in changed:
        setattr(found, name, facts[name])
    if changed:
        _refuse_days(custody, found.away_from, found.back_on)
        _save_absence(found)
    return found


@transaction.atomic
def remove_absence(*, absence: CustodyAbsence, by: User) -> None:
    """Take away an absence that never was; its history stays. A repeat changes nothing.

    Raises ActionRefused: "not_allowed".
    """
    _lock(absence.custody, by)
    CustodyAbsence.objects.filter(pk=absence.pk).delete()


def _lock(custody: Custody, by: User) -> Custody:
    stays = Custody.objects.select_for_update(no_key=True, of=("self",))
    custody = stays.select_related("facility", "participant").get(pk=custody.pk)
    permissions.require_keep_stays(by, custody.facility)
    return custody


def _refuse_entry(custody: Custody) -> None:
    """The day of entry may be corrected, up to the first thing that happened after it."""
    entry, events = custody.entry_date, rules.effective(list(custody.happenings.order_by("pk")))
    later = [event for event in events if not event.is_opening]
    if later and entry > later[0].happened_on:
        raise ActionRefused(
            "after_event",
            _("On %(day)s something is recorded of this stay already: %(state)s.")
            % {
                "day": date_format(later[0].happened_on, "j F Y"),
                "state": later[0].get_became_display(),
            },
        )
    earlier = custody.absences.filter(away_from__lt=entry).order_by("away_from").first()
    if earlier is not None:
        raise ActionRefused(
            "after_absence",
            _("An absence is noted before this day: %(kind)s from %(day)s.")
            % {
                "kind": earlier.get_kind_display(),
                "day": date_format(earlier.away_from, "j F Y"),
            },
        )


def _refuse_days(custody: Custody, away_from: date, back_on: date | None) -> None:
    if back_on is not None and back_on <= away_from:
        raise ActionRefused("back_before", _("The first day back comes after the first day away."))
    if not custody.is_here(away_from):
        raise ActionRefused(
            "not_here", _("%(name)s is not held here on that day.") % {"name": custody.participant}
        )


def _save_absence(absence: CustodyAbsence) -> None:
    try:
        with transaction.atomic():
            absence.save()
    except IntegrityError as error:
        if "absence_one_at_a_time" not in str(error):
            raise
        raise ActionRefused(
            "absence_overlaps", _("Another absence covers some of these days.")
        ) from error
