"""Registering a person with their stay on one page."""

from datetime import date, timedelta

import pytest

from jombang_umkm.models import User
from participants.actions.identity import set_nik
from participants.models import Custody, Participant
from participants.rules.identity import Identity
from tests.clock import TODAY
from tests.factories.jombang_umkm import AdministratorFactory, OfficerFactory, StaffFactory
from tests.factories.participants import CustodyFactory, ReleasedCustodyFactory
from tests.participants.merging import merge
from tests.participants.views.conftest import errors

pytestmark = pytest.mark.django_db

ADDRESS = "/warga-binaan/daftar/"
NIK, DOUBTFUL = "3517092512900001", "3517092412900001"
BORN = date(1990, 12, 25)

TYPED = {
    "full_name": "SUPRI",
    "parent_name": "KASMAN",
    "aliases": "PENDEK, Cak  Pri,, PENDEK",
    "sex": "L",
    "birth_date": "25-12-1990",
    "home_region_text": "",
    "home_region": "35.17.18.2006",
    "status": "CONVICT",
    "registration_no": "B.I 12/2026",
    "register_class": "B.I",
    "entry_date": "14/02/2026",
    "expiry_date": "2028-03-14",
    "block": "B",
    "cell": "1",
}


@pytest.fixture
def officer(db: None) -> User:
    return OfficerFactory()


@pytest.fixture
def client(officer, signs_in):
    return signs_in(officer)


def typed(**fields: str) -> dict[str, str]:
    given = {**TYPED, **fields}
    del given["home_region_text"]
    return given


class TestRegister:
    def test_saves_all_that_was_typed_and_leads_to_the_person(self, client, officer):
        answer = client.post(ADDRESS, typed(nik="351709 251290 0001", caseworker="Sri"))
        person, stay = Participant.objects.get(), Custody.objects.get()
        assert answer.headers["Location"] == f"/warga-binaan/{person.pk}/"
        assert (person.full_name, person.aliases) == ("SUPRI", ["PENDEK", "Cak Pri"])
        assert (person.birth_date, person.home_region) == (BORN, "35.17.18.2006")
        assert person.nik_status == "TERISI"
        assert (stay.facility, stay.status, stay.source) == (officer.facility, "CONVICT", "KETIK")
        assert (stay.entry_date, stay.expiry_date) == (date(2026, 2, 14), date(2028, 3, 14))
        assert (stay.block, stay.cell, stay.caseworker) == ("B", "1", "Sri")
        assert "SUPRI bin KASMAN, B.I 12/2026, was registered." in client.get("/warga-binaan/").text

    @pytest.mark.parametrize(
        ("fields", "status"),
        [
            ({}, "BELUM_DIKETAHUI"),
            ({"nik": "0" * 16}, "BELUM_DIKETAHUI"),
            ({"nik": NIK}, "TERISI"),
            ({"nik": NIK, "nik_status": "TERVERIFIKASI"}, "TERVERIFIKASI"),
            ({"nik_status": "WNA"}, "WNA"),
        ],
    )
    def test_the_status_of_the_nik_follows_unless_chosen(self, client, fields, status):
        client.post(ADDRESS, typed(**fields))
        assert Participant.objects.get().nik_status == status

    def test_a_repeat_says_so(self, client):
        client.post(ADDRESS, typed())
        client.post(ADDRESS, typed())
        assert Custody.objects.count() == 1
        assert "is registered already" in client.get("/warga-binaan/").text

    def test_the_page_opens_with_the_same_few_statements(self, officer, statements):
        assert statements(officer, ADDRESS) <= 4

    @pytest.mark.parametrize("factory", [StaffFactory, AdministratorFactory])
    def test_is_for_officers_alone(self, signs_in, factory):
        client = signs_in(factory())
        assert client.get(ADDRESS).status_code == 404
        assert client.post(ADDRESS, typed()).status_code == 404


class TestRefusals:
    @pytest.mark.parametrize(
        ("field", "text", "said"),
        [
            ("full_name", " ", "Type the name."),
            ("sex", "", "Choose the sex."),
            ("status", "", "Choose what they are taken in as."),
            ("status", "PAROLE", "Select a valid choice. PAROLE is not one of the available"),
            ("birth_date", "12/25/1990", "There is no "),
            ("birth_date", str(TODAY), "This day lies ahead."),
            ("aliases", "x" * 101, "At most"),
            ("aliases", ",".join("abcdefghijk"), "At most"),
            ("entry_date", "", "Type the day they came in."),
            ("entry_date", "30-02-2026", "There is no "),
            ("entry_date", str(TODAY + timedelta(days=1)), "This day lies ahead."),
            ("expiry_date", "13-02-2026", "The expiry date lies before"),
            ("registration_no", "", "Type the registration number."),
            ("registration_no", "-", "Type the registration number."),
            ("nik", "1234", "A NIK has 16 digits; here are 4."),
        ],
    )
    def test_stand_beside_the_field_and_keep_what_was_typed(self, client, field, text, said):
        answer = client.post(ADDRESS, typed(**{field: text}))
        assert answer.status_code == 409
        found = errors(answer)
        assert list(found) == [field]
        assert found[field][0].startswith(said)
        assert 'value="KASMAN"' in answer.text
        assert not Participant.objects.exists()

    def test_a_nik_beside_a_status_that_has_none(self, client):
        answer = client.post(ADDRESS, typed(nik=NIK, nik_status="BELUM_ADA"))
        assert list(errors(answer)) == ["nik_status"]

    def test_a_number_in_use_here(self, client, officer):
        CustodyFactory(
            participant__full_name="WAGIMAN",
            facility=officer.facility,
            registration_no="BI 012/2026",
        )
        answer = client.post(ADDRESS, typed())
        assert errors(answer) == {
            "registration_no": ["This registration number is already in use here."]
        }

    def test_what_is_folded_away_is_open_where_something_is_wrong(self, client):
        assert client.get(ADDRESS).text.count('<details class="group" open>') == 0
        answer = client.post(ADDRESS, typed(counted_from="x", skills="y"))
        assert answer.text.count('<details class="group" open>') == 2


class TestAnotherFacility:
    """Somebody with this NIK is in its records, and nothing of them is shown."""

    SECRETS = ("RAHASIA", "B.I 777/2020", "Lapas Lain")

    def known(self, factory: type = ReleasedCustodyFactory, **fields: object) -> Participant:
        stay = factory(
            participant__full_name="SUPRI RAHASIA",
            participant__parent_name="RAHASIA",
            registration_no="B.I 777/2020",
            facility__short_name="Lapas Lain",
            entry_date=date(2020, 1, 6),
            **fields,
        )
        by = OfficerFactory(facility=stay.facility)
        identity = Identity("TERISI", NIK)
        return set_nik(participant=stay.participant, identity=identity, by=by)

    def is_silent(self, answer) -> bool:
        return not [secret for secret in self.SECRETS if secret in answer.text]

    def test_held_there_is_refused(self, client):
        self.known(CustodyFactory)
        answer = client.post(ADDRESS, typed(nik=NIK))
        assert "held by a facility now" in errors(answer)["nik"][0]
        assert self.is_silent(answer)

    def test_another_person_is_refused(self, client):
        self.known()
        answer = client.post(ADDRESS, typed(nik=NIK, birth_date="", full_name="Lain"))
        assert "registered already" in errors(answer)["nik"][0]
        assert self.is_silent(answer)

    def test_the_same_person_free_gets_a_stay_on_that_record(self, client):
        person = self.known(left_on=date(2021, 1, 6))
        answer = client.post(ADDRESS, typed(nik=NIK))
        assert answer.headers["Location"] == f"/warga-binaan/{person.pk}/"
        assert self.is_silent(answer)
        assert "was known by this NIK" in client.get("/warga-binaan/").text


class TestDoubtfulDuplicates:
    @pytest.fixture
    def known(self, officer: User) -> Custody:
        return ReleasedCustodyFactory(
            participant__full_name="Supri",
            participant__parent_name="MADI",
            participant__birth_date=None,
            facility=officer.facility,
            registration_no="B.I 40/2024",
        )

    def test_are_shown_with_their_stay_before_anything_is_saved(self, client, known, unchanged):
        with unchanged(Participant, Custody):
            answer = client.post(ADDRESS, typed())
        assert answer.status_code == 409
        page = answer.text
        assert f'href="/warga-binaan/{known.participant_id}/"' in page
        assert f'formaction="/warga-binaan/{known.participant_id}/masa-baru/"' in page
        for words in ("Supri bin MADI", "B.I 40/2024", "Released, sentence served"):
            assert words in page
        assert 'value="KASMAN"' in page

    def test_somebody_else_is_registered_with_the_tick(self, client, known):
        token = client.post(ADDRESS, typed()).context["needed"].token
        client.post(ADDRESS, typed(agreed="no"))
        assert Participant.objects.count() == 1
        client.post(ADDRESS, typed(agreed=token))
        assert Participant.objects.count() == 2

    def test_the_same_person_gets_a_new_stay_with_what_was_typed(self, client, known):
        address = f"/warga-binaan/{known.participant_id}/masa-baru/"
        page = client.post(address, typed(nik=NIK, bawa="1")).text
        assert Custody.objects.count() == 1
        assert 'value="B.I 12/2026"' in page
        assert 'value="14/02/2026"' in page
        assert NIK not in page
        answer = client.post(address, typed(entry_date=str(TODAY)))
        assert answer.headers["Location"] == f"/warga-binaan/{known.participant_id}/"
        assert Participant.objects.count() == 1
        new = Custody.objects.exclude(pk=known.pk).get()
        assert (new.participant, new.registration_no) == (known.participant, "B.I 12/2026")

    def test_who_is_held_here_gets_no_new_stay(self, client, officer):
        CustodyFactory(participant__full_name="Supri", facility=officer.facility)
        assert "formaction" not in client.post(ADDRESS, typed()).text

    def test_a_number_of_somebody_entered_twice_needs_the_tick_too(self, client, officer):
        one, other = (
            CustodyFactory(facility=officer.facility, registration_no=number)
            for number in ("B.I 11/2026", TYPED["registration_no"])
        )
        merge(one.participant, other.participant, by=officer)
        post = typed(full_name="WARSITO HADI", parent_name="")
        answer = client.post(ADDRESS, post)
        assert answer.status_code == 409
        assert "B.I 12/2026 is also on record for" in answer.text
        assert "It is right as it is: register anyway" in answer.text
        agreed = answer.context["needed"].token
        assert client.post(ADDRESS, {**post, "agreed": agreed}).status_code == 302
        assert Custody.objects.filter(registration_no="B.I 12/2026").exists()

    def test_a_doubtful_nik_needs_the_tick_too(self, client):
        answer = client.post(ADDRESS, typed(nik=DOUBTFUL))
        assert (answer.status_code, Participant.objects.count()) == (409, 0)
        assert "the birth date is 25-12-1990" in answer.text
        # Shown again in the form itself, and nowhere else.
        assert answer.text.count(DOUBTFUL) == 1
        client.post(ADDRESS, typed(nik=DOUBTFUL, agreed=answer.context["needed"].token))
        assert Participant.objects.get().has_nik
