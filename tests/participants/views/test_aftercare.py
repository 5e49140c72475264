"""The pages on which a consent to aftercare is recorded and taken back."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format

from jombang_umkm.models import User
from participants.models import AftercareConsent, Custody
from tests.clock import TODAY
from tests.factories.jombang_umkm import AdministratorFactory, OfficeFactory, StaffFactory
from tests.factories.participants import (
    CustodyFactory,
    ReleasedCustodyFactory,
    agree,
    happen,
    take_back,
)
from tests.participants.views.conftest import errors

pytestmark = pytest.mark.django_db

A_DAY = timedelta(days=1)


@pytest.fixture
def stay(officer: User) -> Custody:
    return CustodyFactory(participant__full_name="WAGIMAN", facility=officer.facility)


def give_page(stay: Custody) -> str:
    return reverse("aftercare_give", args=[stay.participant_id])


def withdraw_page(consent: AftercareConsent) -> str:
    return reverse("aftercare_withdraw", args=[consent.pk])


def typed(day) -> str:
    return f"{day:%d-%m-%Y}"


class TestGiving:
    def test_an_officer_says_to_which_office(self, stay, officer, signs_in):
        client, far = signs_in(officer), OfficeFactory(name="Dinas Koperasi Kediri")
        form = client.get(give_page(stay)).context["form"]
        assert form["office"].value() == officer.facility.office_id
        assert {office for _value, office in form.fields["office"].choices} == {
            "Dinas Koperasi Kediri",
            officer.facility.office.name,
        }
        post = {"office": far.pk, "given_on": typed(TODAY), "document_no": "Map 7"}
        answer = client.post(give_page(stay), post, follow=True)
        consent = AftercareConsent.objects.get()
        assert (consent.office, consent.given_on, consent.document_no) == (far, TODAY, "Map 7")
        assert consent.recorded_by == officer
        assert answer.redirect_chain == [(reverse("person", args=[stay.participant_id]), 302)]
        assert f"WAGIMAN agrees to be looked after by {far.short_name}" in answer.text

    def test_staff_record_for_their_own(self, stay, signs_in):
        office = OfficeFactory()
        agree(stay, office)
        happen(stay, "FULL_RELEASE", on=TODAY)
        staff = StaffFactory(office=office)
        client = signs_in(staff)
        assert "office" not in client.get(give_page(stay)).context["form"].fields
        other = OfficeFactory()
        answer = client.post(give_page(stay), {"office": other.pk, "given_on": typed(TODAY)})
        assert errors(answer) == {
            "__all__": [f"A consent to this office is recorded already, of {long(stay)}."]
        }
        assert not AftercareConsent.objects.filter(office=other).exists()

    def test_a_double_click_is_one(self, stay, officer, signs_in):
        client = signs_in(officer)
        post = {"office": officer.facility.office_id, "given_on": typed(TODAY)}
        for _click in range(2):
            assert client.post(give_page(stay), post).status_code == 302
        assert AftercareConsent.objects.count() == 1

    @pytest.mark.parametrize(
        ("post", "field"),
        [
            ({"given_on": ""}, "given_on"),
            ({"given_on": "12/25/2026"}, "given_on"),
            ({"given_on": typed(TODAY + A_DAY)}, "given_on"),
            ({"given_on": typed(TODAY - 101 * A_DAY)}, "given_on"),
            ({"office": ""}, "office"),
        ],
    )
    def test_says_beside_the_field_what_is_wrong(self, post, field, stay, officer, signs_in):
        known = {"office": officer.facility.office_id, "given_on": typed(TODAY)}
        answer = signs_in(officer).post(give_page(stay), {**known, **post})
        assert answer.status_code == 409
        assert list(errors(answer)) == [field]


class TestWithdrawing:
    def test_says_what_it_does_and_does_it(self, stay, officer, signs_in):
        consent = agree(stay, OfficeFactory(name="Dinas Koperasi Kediri"))
        client = signs_in(officer)
        page = client.get(withdraw_page(consent)).text
        assert "Dinas Koperasi Kediri" in page
        assert "the office no longer finds this person" in page
        answer = client.post(withdraw_page(consent), {"on": typed(TODAY)}, follow=True)
        consent.refresh_from_db()
        assert (consent.withdrawn_on, consent.withdrawn_by) == (TODAY, officer)
        assert "WAGIMAN is no longer looked after by" in answer.text

    def test_staff_are_led_to_the_list_since_they_see_them_no_more(self, officer, signs_in):
        office = OfficeFactory()
        stay = ReleasedCustodyFactory(facility=officer.facility)
        consent = agree(stay, office)
        client = signs_in(StaffFactory(office=office))
        for _click in range(2):
            answer = client.post(withdraw_page(consent), {"on": typed(TODAY)})
            assert answer["Location"] == reverse("people")
        assert client.get(reverse("person", args=[stay.participant_id])).status_code == 404
        assert client.get(give_page(stay)).status_code == 404
        # A colleague is told nothing of it.
        other = signs_in(StaffFactory(office=office))
        assert other.get(withdraw_page(consent)).status_code == 404

    @pytest.mark.parametrize("day", ["", typed(TODAY + A_DAY), typed(TODAY - 101 * A_DAY)])
    def test_says_beside_the_day_what_is_wrong(self, day, stay, officer, signs_in):
        consent = agree(stay, OfficeFactory())
        answer = signs_in(officer).post(withdraw_page(consent), {"on": day})
        assert answer.status_code == 409
        assert list(errors(answer)) == ["on"]

    def test_what_was_withdrawn_leads_back_to_the_person(self, stay, officer, signs_in):
        consent = take_back(agree(stay, OfficeFactory()))
        answer = signs_in(officer).get(withdraw_page(consent))
        assert answer["Location"] == reverse("person", args=[stay.participant_id])


class TestWhoSeesThem:
    def test_administrators_record_too(self, stay, signs_in):
        client = signs_in(AdministratorFactory())
        post = {"office": OfficeFactory().pk, "given_on": typed(TODAY)}
        assert client.post(give_page(stay), post).status_code == 302

    def test_not_the_office_while_they_are_held(self, stay, signs_in):
        office = OfficeFactory()
        consent = agree(stay, office)
        client = signs_in(StaffFactory(office=office))
        for page in (give_page(stay), withdraw_page(consent)):
            assert client.get(page).status_code == 404
            assert client.post(page, {"on": typed(TODAY)}).status_code == 404

    def test_not_another_office_of_a_consent_it_was_not_given(self, officer, signs_in):
        one, other = OfficeFactory(), OfficeFactory()
        stay = ReleasedCustodyFactory(facility=officer.facility)
        agree(stay, one)
        to_other = agree(stay, other)
        client = signs_in(StaffFactory(office=one))
        assert client.get(withdraw_page(to_other)).status_code == 404


def long(stay: Custody) -> str:
    with translation.override("en"):
        return date_format(stay.entry_date, "j F Y")
