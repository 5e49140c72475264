"""Issuing documents: numbers without gaps or doubles, frozen, voided once and with a reason."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import pytest
from django.db import InternalError, transaction
from django.utils import timezone

from jombang_umkm.actions import documents
from jombang_umkm.actions.documents import Draft, Issued
from jombang_umkm.models import Facility, IssuedDocument, NumberSeries, User
from tests.factories.jombang_umkm import FacilityFactory, OfficerFactory, StaffFactory
from tests.threads import together

pytestmark = pytest.mark.django_db

AT = timezone.make_aware(datetime(2026, 3, 9, 8, 0))


def _numbered(data: Any, numbers: Sequence[str]) -> dict[str, Any]:
    return {**data, "number": numbers[0]}


def draft(facility: Facility, *, copies: int = 1, **data: Any) -> Draft:
    """Return a page of a month with nobody on it."""
    texts = {
        "title": "Rekap",
        "paper": "a4",
        "office": {"parent": "Pemerintah", "name": "Dinas", "address": ""},
        "place": "Jombang",
        "date": "2026-03-31",
        "course": {"program": "Pelatihan", "name": "Merajut", "facility": "Lapas"},
        "month": "2026-03",
        "sessions": [{"date": "2026-03-09", "number": 1, "hours": 3}],
        "participants": [],
        "totals": {"present": [0], "percent": None},
        "signatories": [],
    }
    return Draft(
        kind=IssuedDocument.Kind.MONTH,
        template="rekap-bulanan",
        prefix="RB",
        office=facility.office,
        facility=facility,
        title="Rekap",
        dated_on=date(2026, 3, 31),
        data={**texts, **data},
        numbered=_numbered,
        copies=copies,
    )


def issue(by: User, **data: Any) -> Issued:
    assert by.facility is not None
    return documents.issue(draft=draft(by.facility, **data), by=by, at=AT)


def test_numbers_run_on_through_the_year_of_an_office(officer):
    elsewhere = OfficerFactory()
    numbers = [issue(officer, place=place).document.number for place in ("A", "B")]
    assert numbers == ["RB-2026-000001", "RB-2026-000002"]
    assert issue(elsewhere).document.number == "RB-2026-000001"


def test_several_copies_take_as_many_numbers(officer):
    first = issue(officer, copies=3)
    assert first.numbers == [f"RB-2026-00000{number}" for number in (1, 2, 3)]
    assert first.document.number == "RB-2026-000001–RB-2026-000003"
    assert issue(officer, place="B").document.number == "RB-2026-000004"


def test_the_same_once_more_is_the_document_there_is(officer):
    first, again = issue(officer), issue(officer)
    assert (first.is_new, again.is_new) == (True, False)
    assert first.document.pk == again.document.pk
    assert NumberSeries.objects.get().last == 1


def test_what_cannot_be_printed_is_refused_and_takes_no_number(officer, refused):
    with refused("unprintable", IssuedDocument, NumberSeries):
        issue(officer, course={"program": "Pelatihan", "name": "Roti 😀", "facility": "Lapas"})


class TestVoiding:
    @pytest.fixture
    def document(self, officer: User) -> IssuedDocument:
        return issue(officer).document

    def void(self, document: IssuedDocument, by: User, reason: str = "salah") -> IssuedDocument:
        return documents.void(document=document, by=by, at=AT, reason=reason)

    def test_keeps_number_and_bytes(self, document, officer):
        before = bytes(document.pdf)
        voided = self.void(document, officer)
        assert (voided.is_void, voided.voided_by, voided.void_reason) == (True, officer, "salah")
        assert bytes(IssuedDocument.objects.get().pdf) == before
        assert issue(officer).document.number == "RB-2026-000002"

    def test_a_second_time_changes_nothing(self, document, officer, unchanged):
        self.void(document, officer)
        with unchanged(IssuedDocument):
            self.void(document, officer, reason="lain")

    def test_is_open_to_the_staff_of_its_office(self, document):
        assert self.void(document, StaffFactory(office=document.office)).is_void

    @pytest.mark.parametrize("reason", ["", "   "])
    def test_without_a_reason_is_refused(self, document, officer, refused, reason):
        with refused("reason_needed", IssuedDocument):
            self.void(document, officer, reason)

    @pytest.mark.parametrize("stranger", [OfficerFactory, StaffFactory])
    def test_by_others_is_refused(self, document, refused, stranger):
        with refused("not_allowed", IssuedDocument):
            self.void(document, stranger())

    def test_cannot_be_taken_back_in_the_database(self, document, officer):
        self.void(document, officer)
        with pytest.raises(InternalError), transaction.atomic():
            IssuedDocument.objects.update(voided_at=None, voided_by=None, void_reason="")


@pytest.mark.django_db(transaction=True)
class TestAtTheSameMoment:
    def test_a_double_click_prints_once(self):
        officer = OfficerFactory()
        results = together(*[lambda: issue(officer)] * 4)
        assert len({result.document.pk for result in results}) == 1
        assert IssuedDocument.objects.count() == 1
        assert NumberSeries.objects.get().last == 1

    def test_two_officers_get_two_numbers(self):
        facility = FacilityFactory()
        officers = OfficerFactory.create_batch(3, facility=facility)
        calls = [
            lambda by=by, place=str(n): issue(by, place=place) for n, by in enumerate(officers)
        ]
        numbers = sorted(result.document.number for result in together(*calls))
        assert numbers == [f"RB-2026-00000{number}" for number in (1, 2, 3)]
