"""Consents to aftercare: what the database never lets be."""

from datetime import date
from typing import Any

import pytest
from django.utils import timezone

from jombang_umkm.models import User
from participants.models import AftercareConsent
from tests.factories.jombang_umkm import OfficeFactory
from tests.factories.participants import ParticipantFactory

pytestmark = pytest.mark.django_db

GIVEN, LATER = date(2026, 1, 5), date(2026, 3, 2)


@pytest.fixture
def consent(officer: User):
    """Return a consent that was not saved yet, always of one person to one office."""
    known = {
        "participant": ParticipantFactory(),
        "office": OfficeFactory(),
        "given_on": GIVEN,
        "recorded_by": officer,
        "recorded_at": timezone.now(),
    }
    return lambda **fields: AftercareConsent(**{**known, **fields})


def withdrawn(officer: User, on: date = LATER) -> dict[str, Any]:
    return {"withdrawn_on": on, "withdrawn_by": officer, "withdrawn_at": timezone.now()}


def test_one_is_in_force_for_a_person_and_an_office(consent, officer, breaks):
    consent().save()
    breaks(consent(given_on=LATER), "aftercare_one_in_force")
    consent(office=OfficeFactory()).save()
    consent(participant=ParticipantFactory()).save()
    consent(**withdrawn(officer)).save()


def test_given_again_after_it_was_withdrawn(consent, officer):
    consent(**withdrawn(officer)).save()
    consent(given_on=LATER).save()
    assert AftercareConsent.objects.in_force().get().given_on == LATER


def test_is_not_withdrawn_before_it_was_given(consent, officer, breaks):
    breaks(consent(given_on=LATER, **withdrawn(officer, GIVEN)), "aftercare_days_in_order")
    consent(given_on=LATER, **withdrawn(officer, LATER)).save()


@pytest.mark.parametrize("missing", ["withdrawn_on", "withdrawn_by", "withdrawn_at"])
def test_a_withdrawal_says_who_and_when(missing, consent, officer, breaks):
    breaks(consent(**{**withdrawn(officer), missing: None}), "aftercare_withdrawal_complete")
