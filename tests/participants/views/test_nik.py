"""The page of a NIK: set, masked, and shown whole on purpose."""

import pytest
from django.utils import timezone

from jombang_umkm.models import AccessLog, User
from participants.actions.identity import set_nik
from participants.models import Custody, Participant
from participants.rules.identity import Identity
from tests.factories.jombang_umkm import AdministratorFactory, OfficerFactory, StaffFactory
from tests.factories.participants import CustodyFactory
from tests.participants.views.conftest import errors

pytestmark = pytest.mark.django_db

NIK, OTHER_NIK = "3517092512900001", "3517092512900002"
WHOLE, MASKED = "351709 251290 0001", "3517 •••••••••• 01"


@pytest.fixture
def stay(db: None) -> Custody:
    return CustodyFactory()


@pytest.fixture
def person(stay: Custody) -> Participant:
    return stay.participant


@pytest.fixture
def address(person: Participant) -> str:
    return f"/warga-binaan/{person.pk}/nik/"


@pytest.fixture
def officer(stay: Custody) -> User:
    return OfficerFactory(facility=stay.facility)


@pytest.fixture
def client(officer, signs_in):
    return signs_in(officer)


@pytest.fixture
def filled(person: Participant, officer: User) -> Participant:
    return set_nik(participant=person, identity=Identity("TERISI", NIK), by=officer)


def status_of(person: Participant) -> str:
    person.refresh_from_db()
    return person.nik_status


class TestWhatToDo:
    def test_says_the_next_step_and_what_each_status_means(self, client, address, person):
        Participant.objects.filter(pk=person.pk).update(nik_status="BELUM_ADA")
        answer = client.get(address)
        assert answer.context["todo"].startswith("Send Dukcapil a letter")
        statuses = {step.status for step in answer.context["steps"]}
        assert statuses == set(Participant.NikStatus)
        for step in answer.context["steps"]:
            assert step.means in answer.text

    @pytest.mark.parametrize("identity", [Identity("WNA"), Identity("TERISI", NIK)])
    def test_nothing_where_nothing_is_missing(self, client, address, person, officer, identity):
        set_nik(participant=person, identity=identity, by=officer)
        assert client.get(address).context["todo"] == ""


class TestSet:
    def test_saves_it(self, client, address, person):
        answer = client.post(address, {"nik_status": "TERISI", "nik": WHOLE})
        assert answer.headers["Location"] == f"/warga-binaan/{person.pk}/"
        assert status_of(person) == "TERISI"

    def test_the_number_is_kept_when_only_the_status_changes(self, client, address, filled):
        client.post(address, {"nik_status": "TERVERIFIKASI", "nik": ""})
        assert status_of(filled) == "TERVERIFIKASI"

    @pytest.mark.parametrize(
        ("typed", "field"),
        [
            ({"nik_status": "TERISI", "nik": "12"}, "nik"),
            ({"nik_status": "TERISI", "nik": ""}, "nik"),
            ({"nik_status": "WNA", "nik": NIK}, "nik_status"),
            ({"nik": NIK}, "nik_status"),
        ],
    )
    def test_says_beside_the_field_what_is_wrong(self, client, address, typed, field):
        answer = client.post(address, typed)
        assert answer.status_code == 409
        assert list(errors(answer)) == [field]

    def test_tells_nothing_of_who_has_the_number(self, client, address):
        other = CustodyFactory(participant__full_name="RAHASIA")
        by = OfficerFactory(facility=other.facility)
        set_nik(participant=other.participant, identity=Identity("TERISI", NIK), by=by)
        answer = client.post(address, {"nik_status": "TERISI", "nik": NIK})
        assert list(errors(answer)) == ["nik"]
        assert "RAHASIA" not in answer.text

    def test_asks_before_the_number_is_erased_or_replaced(self, client, address, filled):
        for typed in ({"nik_status": "TERISI", "nik": OTHER_NIK}, {"nik_status": "BELUM_ADA"}):
            answer = client.post(address, typed)
            assert answer.status_code == 409
            assert "for good" in answer.text
            token = answer.context["needed"].token
            assert client.post(address, {**typed, "agreed": token}).status_code == 302
        assert status_of(filled) == "BELUM_ADA"


class TestShow:
    def test_the_page_shows_it_masked(self, client, address, filled):
        page = client.get(address).text
        assert MASKED in page
        assert "is noted: your name, the time and the network address" in page
        assert NIK not in page
        assert WHOLE not in page

    def test_the_button_shows_it_once_and_that_is_noted(self, client, address, filled, officer):
        before = timezone.now()
        answer = client.post(address, {"tampilkan": "1"}, REMOTE_ADDR="10.0.0.7")
        assert answer.status_code == 200
        assert WHOLE in answer.text
        assert "no-store" in answer.headers["Cache-Control"]
        noted = AccessLog.objects.get()
        assert (noted.user, noted.subject_id, noted.address) == (officer, filled.pk, "10.0.0.7")
        assert before <= noted.at <= timezone.now()
        assert WHOLE not in client.get(address).text

    def test_without_a_nik_there_is_nothing_to_show(self, client, address):
        assert "tampilkan" not in client.get(address).text
        assert client.post(address, {"tampilkan": "1"}).status_code == 409
        assert not AccessLog.objects.filter(act="SHOW_NIK").exists()

    def test_not_to_administrators(self, signs_in, address, filled):
        client = signs_in(AdministratorFactory())
        assert "tampilkan" not in client.get(address).text
        answer = client.post(address, {"tampilkan": "1"})
        assert answer.status_code == 409
        assert WHOLE not in answer.text
        assert not AccessLog.objects.filter(act="SHOW_NIK").exists()


@pytest.mark.parametrize("factory", [OfficerFactory, StaffFactory])
def test_others_find_nothing(signs_in, address, filled, factory):
    client = signs_in(factory())
    for answer in (client.get(address), client.post(address, {"tampilkan": "1"})):
        assert answer.status_code == 404
    assert not AccessLog.objects.exists()


def test_takes_few_statements(address, officer, filled, statements):
    assert statements(officer, address) <= 4
