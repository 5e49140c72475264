"""Families: what the database never lets be."""

from datetime import date
from typing import Any

import pytest
from django.db import InternalError, transaction
from django.utils import timezone

from participants.models import FamilyContact, FamilyNote
from tests.factories.jombang_umkm import OfficerFactory
from tests.factories.participants import ParticipantFactory

pytestmark = pytest.mark.django_db

AGREED, LATER = date(2026, 1, 5), date(2026, 3, 2)


def contact(**fields: Any) -> FamilyContact:
    """Return a contact that was not saved yet."""
    known = {"participant": ParticipantFactory(), "name": "Sumiati", "relation": "PASANGAN"}
    return FamilyContact(**{**known, **fields})


def note(of: FamilyContact, **fields: Any) -> FamilyNote:
    """Return a note that was not saved yet."""
    known = {
        "contact": of,
        "kind": "TELEPON",
        "happened_on": LATER,
        "note": "Mau menjemput",
        "recorded_by": OfficerFactory(),
        "recorded_at": timezone.now(),
    }
    return FamilyNote(**{**known, **fields})


@pytest.mark.parametrize("name", ["", "  ", "\t"])
def test_a_contact_has_a_name(name, breaks):
    breaks(contact(name=name), "family_name_not_blank")


@pytest.mark.parametrize("phone", ["0812345678", "+0812345678", "+62 812", "+62812", "62812345678"])
def test_a_phone_is_written_for_the_whole_world(phone, breaks):
    breaks(contact(phone=phone), "family_phone_e164")


@pytest.mark.parametrize("phone", ["", "+6281234567890", "+62321861234"])
def test_a_phone_may_be_missing(phone):
    row = contact(phone=phone)
    row.validate_constraints()
    row.save()


@pytest.mark.parametrize(
    ("consent_on", "withdrawn_on"), [(None, LATER), (LATER, AGREED)], ids=["never", "later"]
)
def test_consent_is_given_before_it_is_withdrawn(consent_on, withdrawn_on, breaks):
    breaks(contact(consent_on=consent_on, withdrawn_on=withdrawn_on), "family_consent_in_order")


def test_consent_may_be_withdrawn_on_the_day_it_was_given():
    row = contact(consent_on=AGREED, withdrawn_on=AGREED)
    row.validate_constraints()
    row.save()
    assert row.is_withdrawn


@pytest.mark.parametrize("text", ["", "  "])
def test_a_note_says_something(text, breaks):
    mother = contact()
    mother.save()
    breaks(note(mother, note=text), "family_note_not_blank")


def test_a_note_stands_once(breaks):
    mother = contact()
    mother.save()
    note(mother).save()
    breaks(note(mother), "family_note_once")


def test_a_note_is_neither_changed_nor_deleted():
    mother = contact()
    mother.save()
    note(mother).save()
    for write in (lambda rows: rows.update(note="Tidak mau"), lambda rows: rows.delete()):
        with pytest.raises(InternalError, match="Cannot"), transaction.atomic():
            write(FamilyNote.objects.all())
    assert FamilyNote.objects.get().note == "Mau menjemput"
