"""The NIK: sealed, unique, replaced and erased knowingly, shown whole on purpose."""

from datetime import date

import pytest

from jombang_umkm.models import AccessLog, User
from jombang_umkm.sealing import open_sealed
from participants.actions import identity as actions
from participants.models import Participant
from participants.rules.consequences import AgreementNeeded
from participants.rules.identity import Identity
from tests.clock import NOW
from tests.factories.jombang_umkm import AdministratorFactory, OfficerFactory, StaffFactory
from tests.factories.participants import CustodyFactory
from tests.threads import together

pytestmark = pytest.mark.django_db

NIK, OTHER_NIK = "3517092512900001", "3517092512900002"
FILLED = Identity("TERISI", NIK)


@pytest.fixture
def who(db: None) -> Participant:
    return CustodyFactory(participant__birth_date=date(1990, 12, 25)).participant


@pytest.fixture
def officer(who: Participant) -> User:
    return OfficerFactory(facility=who.custodies.get().facility)


def set_nik(who: Participant, identity: Identity, by: User, *, agree: bool = False) -> Participant:
    try:
        return actions.set_nik(participant=who, identity=identity, by=by)
    except AgreementNeeded as needed:
        if not agree:
            raise
        return actions.set_nik(participant=who, identity=identity, by=by, agreed=needed.token)


def test_what_is_typed_is_not_printed() -> None:
    assert NIK not in repr(FILLED)


class TestSetNik:
    def test_seals_the_number_with_its_status(self, who, officer):
        set_nik(who, Identity("TERISI", "351709 251290 0001"), officer)
        who.refresh_from_db()
        assert who.nik_status == "TERISI"
        assert open_sealed(who.nik_sealed) == NIK

    def test_a_repeat_changes_nothing(self, who, officer, unchanged):
        set_nik(who, FILLED, officer)
        with unchanged(Participant):
            set_nik(who, FILLED, officer)

    def test_dukcapil_verifies_the_number_that_stands_there(self, who, officer):
        set_nik(who, FILLED, officer)
        verified = set_nik(who, Identity("TERVERIFIKASI"), officer)
        assert (verified.nik_status, open_sealed(verified.nik_sealed)) == ("TERVERIFIKASI", NIK)

    def test_sixteen_zeros_mean_none(self, who, officer):
        assert not set_nik(who, Identity("BELUM_ADA", "0" * 16), officer).has_nik

    @pytest.mark.parametrize("status", ["TERISI", "TERVERIFIKASI"])
    @pytest.mark.parametrize("nik", ["", "12", "0" * 16])
    def test_refuses_a_status_without_its_number(self, who, officer, refused, status, nik):
        with refused("nik_wrong", Participant):
            set_nik(who, Identity(status, nik), officer)

    @pytest.mark.parametrize(
        "status", [each for each in Participant.NikStatus if each not in Participant.WITH_NIK]
    )
    def test_refuses_a_number_without_its_status(self, who, officer, refused, status):
        with refused("nik_status", Participant):
            set_nik(who, Identity(status, NIK), officer)

    def test_asks_about_what_disagrees(self, who, officer, refused):
        doubtful = Identity("TERISI", "3517092412900001")
        with refused("agreement_needed", Participant):
            set_nik(who, doubtful, officer)
        assert set_nik(who, doubtful, officer, agree=True).has_nik

    @pytest.mark.parametrize("identity", [Identity("TERISI", OTHER_NIK), Identity("BELUM_ADA")])
    def test_asks_before_a_number_is_lost(self, who, officer, refused, identity):
        set_nik(who, FILLED, officer)
        with refused("agreement_needed", Participant):
            set_nik(who, identity, officer)
        assert set_nik(who, identity, officer, agree=True).nik_status == identity.status

    def test_refuses_the_number_of_somebody_else(self, who, officer, refused):
        other = CustodyFactory(participant__birth_date=date(1990, 12, 25))
        by = OfficerFactory(facility=other.facility)
        set_nik(other.participant, FILLED, by)
        with refused("nik_taken", Participant):
            set_nik(who, FILLED, officer)

    @pytest.mark.django_db(transaction=True)
    def test_one_of_two_gets_the_number_at_the_same_moment(self, who, officer):
        other = CustodyFactory(
            participant__birth_date=date(1990, 12, 25), facility=officer.facility
        ).participant
        results = together(
            lambda: set_nik(who, FILLED, officer), lambda: set_nik(other, FILLED, officer)
        )
        codes = [getattr(each, "code", "") for each in results]
        assert sorted(codes) == ["", "nik_taken"]

    @pytest.mark.parametrize("factory", [OfficerFactory, StaffFactory])
    def test_only_where_the_record_is_kept(self, who, refused, factory):
        with refused("not_allowed", Participant):
            set_nik(who, FILLED, factory())


class TestShowNik:
    def show(self, who: Participant, by: User, address: str | None = "10.0.0.7") -> str:
        return actions.show_nik(participant=who, by=by, at=NOW, address=address)

    def test_returns_it_and_notes_who_looked_when_and_from_where(self, who, officer):
        set_nik(who, FILLED, officer)
        assert self.show(who, officer) == NIK
        noted = AccessLog.objects.get()
        assert (noted.user, noted.at, noted.address) == (officer, NOW, "10.0.0.7")
        assert (noted.act, noted.subject, noted.subject_id) == (
            "SHOW_NIK",
            "participants.Participant",
            who.pk,
        )

    def test_each_look_is_noted(self, who, officer):
        set_nik(who, FILLED, officer)
        for _look in range(2):
            self.show(who, officer, address=None)
        assert AccessLog.objects.count() == 2

    def test_refuses_where_there_is_none(self, who, officer, refused):
        with refused("no_nik", AccessLog):
            self.show(who, officer)

    @pytest.mark.parametrize("factory", [AdministratorFactory, OfficerFactory, StaffFactory])
    def test_only_officers_of_the_facility_see_it(self, who, officer, refused, factory):
        set_nik(who, FILLED, officer)
        with refused("not_allowed", AccessLog):
            self.show(who, factory())
