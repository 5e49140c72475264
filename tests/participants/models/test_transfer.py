"""A transfer: what the database never lets be."""

from datetime import date

import pytest
from django.utils import timezone

from participants.models import Transfer
from tests.factories.jombang_umkm import FacilityFactory, OfficerFactory
from tests.factories.participants import CustodyFactory, TransferredCustodyFactory, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent() -> Transfer:
    """One that is on its way to a facility of this system."""
    return send(CustodyFactory(entry_date=date(2026, 1, 5)), FacilityFactory(), on=date(2026, 3, 2))


@pytest.mark.parametrize(
    "where",
    [
        {"facility": None, "elsewhere": "", "status": "SENT"},
        {"facility": None, "elsewhere": "", "status": "OUTSIDE"},
        {"facility": None, "elsewhere": "Lapas Kelas I Kota Jauh", "status": "SENT"},
        {"elsewhere": "Lapas Kelas I Kota Jauh"},
        {"status": "OUTSIDE"},
    ],
    ids=["nowhere", "nowhere outside", "outside, and awaited", "two places", "inside, not awaited"],
)
def test_leads_to_one_place(sent, where, breaks):
    for name, value in where.items():
        setattr(sent, name, value)
    breaks(sent, "transfer_to_one_place")


@pytest.mark.parametrize("missing", ["answered_by", "answered_at", "new_custody"])
def test_accepted_has_who_when_and_the_stay(sent, missing, breaks):
    sent.status = "ACCEPTED"
    sent.answered_by, sent.answered_at = OfficerFactory(), timezone.now()
    sent.new_custody = CustodyFactory()
    setattr(sent, missing, None)
    breaks(sent, "transfer_answer_complete")


@pytest.mark.parametrize("missing", ["answered_by", "answered_at", "answer_reason"])
def test_declined_has_who_when_and_why(sent, missing, breaks):
    sent.status, sent.answer_reason = "DECLINED", "Tidak datang"
    sent.answered_by, sent.answered_at = OfficerFactory(), timezone.now()
    setattr(sent, missing, "" if missing == "answer_reason" else None)
    breaks(sent, "transfer_answer_complete")


def test_declined_opens_no_stay(sent, breaks):
    sent.status, sent.answer_reason = "DECLINED", "Tidak datang"
    sent.answered_by, sent.answered_at = OfficerFactory(), timezone.now()
    sent.new_custody = CustodyFactory()
    breaks(sent, "transfer_answer_complete")


@pytest.mark.parametrize("status", ["SENT", "WITHDRAWN"])
@pytest.mark.parametrize(
    "answer",
    [
        lambda: {"answered_by": OfficerFactory()},
        lambda: {"answered_at": timezone.now()},
        lambda: {"answer_reason": "Tidak datang"},
        lambda: {"new_custody": CustodyFactory()},
    ],
    ids=["by", "at", "why", "stay"],
)
def test_what_nobody_answered_has_no_answer(sent, status, answer, breaks):
    sent.status = status
    for name, value in answer().items():
        setattr(sent, name, value)
    breaks(sent, "transfer_answer_complete")


def test_is_named_by_who_and_where_to(sent):
    assert str(sent) == f"{sent.event.custody} → {sent.facility.short_name}"
    TransferredCustodyFactory()
    assert Transfer.objects.get(status="OUTSIDE").to == "Lapas Kelas I Kota Jauh"
