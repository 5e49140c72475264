"""What is known here of the people of a list."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import chain

from django.db import transaction
from django.db.models import Q

from jombang_umkm import scope
from jombang_umkm.models import Facility, User
from jombang_umkm.sealing import search_key
from participants.models import Custody, Participant
from participants.querysets import CustodyQuerySet, kept_among
from participants.rules import names
from participants.rules.comparison import Entry, Known, NikOwner
from participants.rules.listing import numbers
from participants.rules.listing.lines import Line


def _entry(line: Line) -> Entry:
    """Return a line with the keys by which people are found."""
    values = line.values
    return Entry(
        line,
        number_key=numbers.key_of(values.get("registration_no", "")),
        name_key=names.key_of(values.get("full_name", "")),
        nik_key=search_key(values["nik"]) if values.get("nik") else "",
    )


@transaction.atomic
def look_up(*, lines: Iterable[Line], facility: Facility, by: User) -> tuple[list[Entry], Known]:
    """Return the lines with their keys, and the people and stays they are compared with.

    Both are locked: what is compared stays so until the transaction ends. People of other
    facilities are found by their NIK alone, as when registering.
    """
    entries = [_entry(line) for line in lines]
    here = Custody.objects.visible_to(by).filter(facility=facility)
    locked = here.select_for_update(no_key=True, of=("self", "participant"))
    stays = locked.select_related("participant").order_by("pk")
    keys = {entry.number_key for entry in entries}
    by_number = _by_number(stays, keys, facility)
    unknown = [entry for entry in entries if entry.number_key not in by_number]
    people = Participant.objects.visible_to(by).filter(
        name_key__in={entry.name_key for entry in unknown} - {""}
    )
    by_name: dict[str, list[Custody]] = defaultdict(list)
    # Whoever is in the list by name under a number of their own is nobody else in it.
    called = {entry.number_key: entry.name_key for entry in entries}
    listed = {
        stay.participant_id
        for number, stay in by_number.items()
        if stay.participant.name_key == called[number]
    }
    for stay in _last(stays.filter(participant__in=people).exclude(participant__in=listed)):
        by_name[stay.participant.name_key].append(stay)
    with scope.whole("a NIK belongs to one person, wherever they are held"):
        by_nik = _by_nik(entries, facility)
    asked = [*by_number.values(), *chain.from_iterable(by_name.values())]
    return entries, Known(by_number, by_name, by_nik, kept_among(asked, by))


def _by_number(stays: CustodyQuerySet, keys: set[str], facility: Facility) -> dict[str, Custody]:
    """Return the stays of these numbers; of one that was folded into another, that one."""
    folded = Custody.with_merged.filter(
        facility=facility, merged_into__isnull=False, registration_key__in=keys
    )
    goes_on = dict(folded.values_list("registration_key", "merged_into"))
    found = list(stays.filter(Q(registration_key__in=keys) | Q(pk__in=goes_on.values())))
    by_pk = {stay.pk: stay for stay in found}
    by_number = {key: by_pk[pk] for key, pk in goes_on.items() if pk in by_pk}
    return by_number | {
        stay.registration_key: stay for stay in found if stay.registration_key in keys
    }


def _last(stays: Iterable[Custody]) -> Sequence[Custody]:
    """Return the last of each person's stays, in the order of the people's keys."""
    in_order = sorted(stays, key=lambda stay: (stay.participant_id, stay.entry_date, stay.pk))
    return list({stay.participant_id: stay for stay in in_order}.values())


def _by_nik(entries: Iterable[Entry], facility: Facility) -> dict[str, NikOwner]:
    """Return who has the NIKs of a list, with their last stay here if there was one."""
    keys = {entry.nik_key for entry in entries} - {""}
    owners = list(Participant.objects.filter(nik_key__in=keys))
    held = set(
        Custody.objects.filter(participant__in=owners, status__in=Custody.HELD).values_list(
            "participant", flat=True
        )
    )
    stays = Custody.objects.filter(facility=facility, participant__in=owners)
    here = {stay.participant_id: stay for stay in _last(stays.select_related("participant"))}
    return {
        owner.nik_key: NikOwner(owner, here.get(owner.pk), owner.pk in held)
        for owner in owners
        if owner.nik_key
    }
