"""The list of people: who is on it, how they are found, and page by page."""

from datetime import date, timedelta

import pytest
from django.db.models.functions import Lower
from django.utils import timezone

from jombang_umkm.models import User
from participants.actions.identity import set_nik
from participants.actions.transfer import Arrival, accept
from participants.models import Custody, Participant
from participants.rules.identity import Identity
from participants.views.pages import PAGE
from tests.clock import TODAY
from tests.factories.jombang_umkm import AdministratorFactory, OfficerFactory, StaffFactory
from tests.factories.participants import (
    CustodyFactory,
    DetaineeCustodyFactory,
    ReleasedCustodyFactory,
    make_stays,
    send,
)
from tests.factories.programs import CourseFactory, ProgramFactory, SeatFactory
from tests.participants.views.conftest import errors

pytestmark = pytest.mark.django_db

ADDRESS = "/warga-binaan/"
NIK = "3517092512900001"


@pytest.fixture
def officer(db: None) -> User:
    return OfficerFactory()


@pytest.fixture
def client(officer, signs_in):
    return signs_in(officer)


def stay_of(
    officer: User, name: str = "SUPRI", factory: type = CustodyFactory, **fields
) -> Custody:
    return factory(participant__full_name=name, facility=officer.facility, **fields)


def names(response) -> list[str]:
    return [row.person.full_name for row in response.context["rows"]]


class TestWhoIsListed:
    def test_those_held_here_unless_asked_otherwise(self, client, officer):
        stay_of(officer, "Di sini")
        stay_of(officer, "Tahanan", DetaineeCustodyFactory)
        stay_of(officer, "Bebas", ReleasedCustodyFactory)
        CustodyFactory(participant__full_name="Lain tempat")
        assert names(client.get(ADDRESS)) == ["Di sini", "Tahanan"]
        assert names(client.get(ADDRESS, {"siapa": "apa saja"})) == ["Di sini", "Tahanan"]
        assert names(client.get(ADDRESS, {"siapa": "pernah"})) == ["Bebas"]
        assert names(client.get(ADDRESS, {"siapa": "semua"})) == ["Bebas", "Di sini", "Tahanan"]

    def test_the_filter_stays_in_the_address(self, client, officer):
        stay_of(officer)
        page = client.get(ADDRESS, {"siapa": "semua", "cari": "supri"}).text
        assert 'name="siapa" value="semua"' in page
        assert "?siapa=pernah&amp;cari=supri" in page

    def test_somebody_who_came_back_stands_once_with_the_last_stay(self, client, officer):
        old = stay_of(officer, factory=ReleasedCustodyFactory)
        new = CustodyFactory(
            participant=old.participant, facility=officer.facility, entry_date=TODAY
        )
        (row,) = client.get(ADDRESS, {"siapa": "semua"}).context["rows"]
        assert row.stay == new

    def test_whoever_went_on_is_listed_with_the_stay_here_alone(self, client, officer):
        old = stay_of(officer)
        there = OfficerFactory()
        sent = send(old, there.facility, on=TODAY, by=officer)
        arrival = Arrival(TODAY, "B.I 900/2026")
        accept(transfer=sent, arrival=arrival, by=there, at=timezone.now())
        Participant.objects.update(aliases=["Si Baru"])
        answer = client.get(ADDRESS, {"siapa": "semua"})
        (row,) = answer.context["rows"]
        assert row.stay == Custody.objects.get(pk=old.pk)
        assert row.missing == []
        assert "B.I 900/2026" not in answer.text
        assert "Si Baru" not in answer.text
        assert names(client.get(ADDRESS, {"siapa": "semua", "cari": "900/2026"})) == []

    def test_administrators_see_all_facilities(self, signs_in, officer):
        stay_of(officer)
        CustodyFactory(participant__full_name="Lain tempat")
        answer = signs_in(AdministratorFactory()).get(ADDRESS)
        assert names(answer) == ["Lain tempat", "SUPRI"]
        assert officer.facility.short_name in answer.text

    def test_the_office_finds_whom_it_trains_and_does_not_browse_the_prison(
        self, signs_in, officer
    ):
        seat = SeatFactory(
            course=CourseFactory(program=ProgramFactory(facility=officer.facility)),
            custody=stay_of(officer, "Dilatih"),
        )
        stay_of(officer, "Di blok yang sama")
        answer = signs_in(StaffFactory(office=seat.course.program.office)).get(ADDRESS)
        assert names(answer) == ["Dilatih"]
        assert officer.facility.short_name in answer.text
        assert "Register a person" not in answer.text
        assert names(signs_in(StaffFactory()).get(ADDRESS, {"siapa": "semua"})) == []

    def test_an_empty_prison_is_told_what_to_do(self, client):
        assert "Register a person" in client.get(ADDRESS).text


class TestRow:
    def test_says_who_where_and_until_when(self, client, officer):
        stay = stay_of(
            officer,
            participant__aliases=["PENDEK"],
            block="B",
            cell="1",
            expiry_date=date(2027, 3, 14),
        )
        page = client.get(ADDRESS).text
        for words in ("bin KASMAN", "PENDEK", stay.registration_no, "B / 1", "14 Mar 2027"):
            assert words in page

    def test_says_what_is_missing(self, client, officer):
        stay = stay_of(officer)
        assert "No NIK, no family contact" in client.get(ADDRESS).text
        foreigner = Identity("WNA")
        set_nik(participant=stay.participant, identity=foreigner, by=officer)
        page = client.get(ADDRESS).text
        assert "No family contact" in page
        assert "No NIK" not in page


class TestSearch:
    @pytest.mark.parametrize(
        "text",
        [
            *("sholi", "MOH. SHOLIKIN", "Muhammad Sholikin", "much sholi", "kasman", "cak l"),
            *("moh", "mohama", "mochammad sho", "sholikin muh", "m. sholikin", "mohsholikin"),
        ],
    )
    def test_finds_part_of_a_name_however_it_is_spelled(self, client, officer, text):
        stay_of(officer, "Moh. Sholikin", participant__aliases=["Cak Lik"])
        stay_of(officer, "Budi", participant__parent_name="Karto")
        found = names(client.get(ADDRESS, {"cari": text}))
        assert found == ["Moh. Sholikin"]

    @pytest.mark.parametrize(
        "text",
        [
            *(
                "supri bin kasman",
                "SUPRI bin KASMAN alias PENDEK",
                "supri, bin kasman, als. pendek",
            ),
            *("supri b. kasman", "bin kasman", "alias pendek", "suprii bin kasmann"),
        ],
    )
    def test_finds_a_name_as_the_list_writes_it(self, client, officer, text):
        stay_of(officer, "SUPRI", participant__aliases=["PENDEK"])
        stay_of(officer, "Supri", participant__parent_name="BINTANG")
        (row,) = client.get(ADDRESS, {"cari": text}).context["rows"]
        assert row.person.aliases == ["PENDEK"]

    @pytest.mark.parametrize(("text", "found"), [("bin", "Robin"), ("binti", "Binti Sholihah")])
    def test_finds_what_stands_between_names_where_nothing_else_was_typed(
        self, client, officer, text, found
    ):
        for name in ("Robin", "Binti Sholihah", "SUPRI"):
            stay_of(officer, name)
        assert found in names(client.get(ADDRESS, {"cari": text}))
        assert "SUPRI" not in names(client.get(ADDRESS, {"cari": text}))

    @pytest.mark.parametrize("text", ["muh", "ahma", "abdu r", "abdul ro"])
    def test_finds_who_has_typed_the_beginning_of_a_name(self, client, officer, text):
        for name in ("Muhtar", "Achmad Zaini", "Abd. Rohman"):
            stay_of(officer, name)
        expected = {"m": "Muhtar", "ah": "Achmad Zaini", "ab": "Abd. Rohman"}
        (name,) = names(client.get(ADDRESS, {"cari": text}))
        assert name in (expected["m"] if text == "muh" else expected[text[:2]])

    @pytest.mark.parametrize("text", ["much solikin", "sholikun", "moh. sholkin", "kassman"])
    def test_tells_who_is_called_nearly_so_where_nobody_is_called_so(self, client, officer, text):
        stay_of(officer, "Moh. Sholikin")
        stay_of(officer, "Budi", participant__parent_name="Karto")
        answer = client.get(ADDRESS, {"cari": text})
        assert names(answer) == ["Moh. Sholikin"]
        assert "these are called nearly so" in answer.text
        stay_of(officer, text)
        assert names(client.get(ADDRESS, {"cari": text})) == [text]

    def test_the_nearest_name_stands_first(self, client, officer):
        for name in ("Wagimun Jaya", "Wagimin", "Wagitun"):
            stay_of(officer, name)
        assert names(client.get(ADDRESS, {"cari": "wagimen"}))[:2] == ["Wagimin", "Wagimun Jaya"]

    def test_finds_a_name_with_a_number_in_it_and_somebody_by_an_old_number(self, client, officer):
        old = stay_of(officer, factory=ReleasedCustodyFactory, registration_no="B.I 12/2019")
        CustodyFactory(participant=old.participant, facility=officer.facility, entry_date=TODAY)
        stay_of(officer, "Slamet 3")
        assert names(client.get(ADDRESS, {"cari": "slamet 3"})) == ["Slamet 3"]
        (row,) = client.get(ADDRESS, {"cari": "12/2019"}).context["rows"]
        assert (row.person, row.stay.is_held) == (old.participant, True)

    def test_finds_a_name_in_other_letters(self, client, officer):
        stay_of(officer, "محمد علي")
        assert names(client.get(ADDRESS, {"cari": "محمد"})) == ["محمد علي"]

    @pytest.mark.parametrize("text", ["B.I 12/2026", "bi.012/2026", "BI 12/2026", "12/2026"])
    def test_finds_a_number_in_any_spelling(self, client, officer, text):
        stay_of(officer, registration_no="B.I 12/2026")
        stay_of(officer, "Budi", registration_no="B.I 13/2026")
        assert names(client.get(ADDRESS, {"cari": text})) == ["SUPRI"]

    @pytest.mark.parametrize("text", ["tidak ada", "…", "%", "_", "''"])
    def test_says_when_nobody_fits(self, client, officer, text):
        stay_of(officer)
        answer = client.get(ADDRESS, {"cari": text})
        assert names(answer) == []
        assert "Search all" in answer.text

    @pytest.mark.parametrize("typed", [NIK, "351709 251290 0001", f"nik {NIK}"])
    def test_takes_no_nik_into_the_address(self, client, officer, typed):
        stay_of(officer)
        answer = client.get(ADDRESS, {"cari": typed})
        assert (answer.status_code, answer.headers["Location"]) == (302, ADDRESS)
        assert "field of its own" in client.get(ADDRESS).text


class TestFindByNik:
    def set_nik(self, stay: Custody) -> Participant:
        by = OfficerFactory(facility=stay.facility)
        identity = Identity("TERISI", NIK)
        return set_nik(participant=stay.participant, identity=identity, by=by)

    @pytest.mark.parametrize("typed", [NIK, "351709.251290.0001"])
    def test_leads_to_the_person(self, client, officer, typed):
        person = self.set_nik(stay_of(officer, factory=ReleasedCustodyFactory))
        answer = client.post(ADDRESS, {"nik": typed})
        assert answer.headers["Location"] == f"{ADDRESS}{person.pk}/"

    def test_says_that_nobody_here_has_it_also_where_somebody_elsewhere_does(self, client):
        self.set_nik(CustodyFactory(participant__full_name="Lain tempat"))
        answer = client.post(ADDRESS, {"nik": NIK})
        assert answer.status_code == 409
        assert errors(answer) == {"nik": ["Nobody here has this NIK."]}
        assert "Lain tempat" not in answer.text

    def test_says_what_is_wrong_with_it(self, client):
        assert "16 digits" in errors(client.post(ADDRESS, {"nik": "123"}))["nik"][0]
        assert errors(client.post(ADDRESS, {})) == {"nik": ["Type the NIK."]}


class TestPages:
    @pytest.fixture
    def many(self, officer):
        return make_stays(2 * PAGE + 7, facility=officer.facility, entry_date=TODAY)

    def test_lead_through_everybody_once_and_back(self, client, many):
        seen, address = [], ADDRESS
        while address:
            answer = client.get(address)
            seen.append(names(answer))
            last = answer.context["page"].stays[-1]
            more = answer.context["page"].has_more
            address = f"{ADDRESS}?setelah={last.pk}" if more else ""
        assert [len(page) for page in seen] == [PAGE, PAGE, 7]
        everybody = Participant.objects.order_by(Lower("full_name"), "pk")
        listed = [name for page in seen for name in page]
        assert listed == [person.full_name for person in everybody]
        back = client.get(ADDRESS, {"sebelum": answer.context["page"].stays[0].pk})
        assert names(back) == seen[1]
        assert (back.context["page"].has_before, back.context["page"].has_more) == (True, True)
        first = client.get(ADDRESS, {"sebelum": back.context["page"].stays[0].pk})
        assert names(first) == seen[0]
        assert not first.context["page"].has_before

    def test_people_of_one_name_are_not_lost_between_pages(self, client, officer, many):
        Participant.objects.update(full_name="SUPRI")
        first = client.get(ADDRESS).context["page"].stays
        second = client.get(ADDRESS, {"setelah": first[-1].pk}).context["page"].stays
        assert len({stay.pk for stay in [*first, *second]}) == 2 * PAGE

    @pytest.mark.parametrize("number", ["x", "-1", "9" * 30, "²", "0"])
    def test_a_number_of_nobody_leads_to_the_first(self, client, many, number):
        assert names(client.get(ADDRESS, {"setelah": number})) == names(client.get(ADDRESS))

    def test_takes_the_same_few_statements_for_few_and_many(self, officer, statements):
        stay_of(officer)
        address = f"{ADDRESS}?siapa=semua&cari=kasman"
        few = statements(officer, ADDRESS), statements(officer, address)
        make_stays(3 * PAGE, facility=officer.facility, entry_date=TODAY - timedelta(days=1))
        many = statements(officer, ADDRESS), statements(officer, address)
        # Once there is more than a page, all are counted.
        assert few == (many[0] - 1, many[1] - 1)
        assert max(many) <= 10
        make_stays(2 * PAGE, facility=officer.facility, entry_date=TODAY)
        assert (statements(officer, ADDRESS), statements(officer, address)) == many


def test_transfers_that_wait_are_told(client, officer):
    assert "for an answer" not in client.get(ADDRESS).text
    send(CustodyFactory(), officer.facility, on=TODAY)
    page = client.get(ADDRESS).text
    assert "1 transfer waits for an answer" in page
    assert '<a href="/mutasi/">See transfers</a>' in page
