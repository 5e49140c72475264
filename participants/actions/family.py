"""The family of a person: whom to ask, what they agreed to, and what they did."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from jombang_umkm.errors import ActionRefused
from jombang_umkm.models import User
from participants import permissions
from participants.models import FamilyContact, FamilyNote, Participant
from participants.rules import family as rules
from participants.rules.facts import differing


@transaction.atomic
def add(*, contact: FamilyContact, by: User, at: datetime) -> FamilyContact:
    """Save somebody of a person's family, and return them. A repeat changes nothing.

    Raises ActionRefused: "not_allowed", "consent_ahead", "listed_already" (under this name
    and relation: with this phone, or with consent withdrawn, which a second entry would undo).
    """
    permissions.require_keep_person(by, contact.participant)
    _refuse_ahead(contact.consent_on, at)
    # One writer at a time for a person's family, so that a double click adds one.
    Participant.objects.select_for_update(no_key=True).get(pk=contact.participant_id)
    for other in FamilyContact.objects.filter(
        participant=contact.participant,
        name__iexact=contact.name,
        relation=contact.relation,
    ):
        if rules.is_same(other, contact):
            return other
        rules.refuse_twice(other, contact)
    contact.save(force_insert=True)
    return contact


@transaction.atomic
def change(
    *, contact: FamilyContact, facts: Mapping[str, Any], base: str, by: User, at: datetime
) -> FamilyContact:
    """Correct a contact, and return it as it now stands. A repeat changes nothing.

    Of one who withdrew consent, `facts` are without what is hidden.

    Raises ActionRefused: "not_allowed", "hidden", "changed_meanwhile", "consent_ahead".
    """
    contact = _lock(contact, by)
    rules.refuse_hidden(contact, facts)
    _refuse_ahead(facts.get("consent_on"), at)
    changed = differing(contact, facts, base=base)
    for name in changed:
        setattr(contact, name, facts[name])
    if changed:
        contact.save(update_fields=changed)
    return contact


@transaction.atomic
def agree(*, contact: FamilyContact, by: User, on: date, at: datetime) -> FamilyContact:
    """Note that they agree to be contacted from that day on, and return the contact.

    After a withdrawal their phone and address are shown again. A repeat changes nothing.

    Raises ActionRefused: "not_allowed", "consent_ahead", "before_withdrawal".
    """
    contact = _lock(contact, by)
    if contact.consent_on is not None and contact.withdrawn_on is None:
        return contact
    _refuse_ahead(on, at)
    if contact.withdrawn_on is not None and on < contact.withdrawn_on:
        raise ActionRefused(
            "before_withdrawal", _("This day lies before the one on which they withdrew it.")
        )
    contact.consent_on, contact.withdrawn_on = on, None
    contact.save(update_fields=["consent_on", "withdrawn_on"])
    return contact


@transaction.atomic
def withdraw(*, contact: FamilyContact, by: User, on: date, at: datetime) -> FamilyContact:
    """Note that they no longer want to be contacted; their phone and address are hidden then.

    A repeat changes nothing.

    Raises ActionRefused: "not_allowed", "never_given", "before_consent", "consent_ahead".
    """
    contact = _lock(contact, by)
    if contact.withdrawn_on is not None:
        return contact
    if contact.consent_on is None:
        raise ActionRefused(
            "never_given",
            _("They never agreed, so there is nothing to withdraw. Empty phone and address."),
        )
    _refuse_ahead(on, at)
    if on < contact.consent_on:
        raise ActionRefused("before_consent", _("This day lies before the one they agreed on."))
    contact.withdrawn_on = on
    contact.save(update_fields=["withdrawn_on"])
    return contact


@transaction.atomic
def note(*, note: FamilyNote, by: User, at: datetime) -> FamilyNote:
    """Note what was talked about or given, and return the note. A repeat changes nothing.

    Raises ActionRefused: "not_allowed", "future_day", "withdrawn" (nobody contacts them).
    """
    contact = _lock(note.contact, by)
    if note.happened_on > timezone.localdate(at):
        raise ActionRefused("future_day", _("This day lies ahead. Note it once it has happened."))
    if contact.withdrawn_on is not None and note.happened_on >= contact.withdrawn_on:
        raise ActionRefused("withdrawn", _("They withdrew their consent: do not contact them."))
    same = FamilyNote.objects.filter(
        contact=contact, kind=note.kind, happened_on=note.happened_on, note=note.note
    ).first()
    if same is not None:
        return same
    note.recorded_by, note.recorded_at = by, at
    note.save(force_insert=True)
    return note


def _lock(contact: FamilyContact, by: User) -> FamilyContact:
    permissions.require_keep_person(by, contact.participant)
    # Whoever undoes a merging of this person waits, and then sees what was built on it.
    Participant.objects.select_for_update(no_key=True).get(pk=contact.participant_id)
    contacts = FamilyContact.objects.select_for_update(no_key=True, of=("self",))
    return contacts.select_related("participant").get(pk=contact.pk)


def _refuse_ahead(day: date | None, at: datetime) -> None:
    if day is not None and day > timezone.localdate(at):
        raise ActionRefused("consent_ahead", _("This day lies ahead."))
