"""Filters, orders and the script's part of the list of people."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.utils import timezone

from jombang_umkm import scope
from jombang_umkm.models import User
from jombang_umkm.roof.finding import months_after
from participants.actions import family
from participants.actions.identity import set_nik
from participants.models import Custody, FamilyContact
from participants.rules.identity import Identity
from participants.views.pages import PAGE
from tests.app_role import as_the_application
from tests.clock import TODAY
from tests.factories.jombang_umkm import AdministratorFactory, OfficerFactory, StaffFactory
from tests.factories.participants import (
    CustodyFactory,
    DetaineeCustodyFactory,
    ReleasedCustodyFactory,
    happen,
    make_stays,
    send,
)
from tests.factories.programs import CourseFactory, ProgramFactory, SeatFactory
from tests.pages import Opens, Statements

pytestmark = pytest.mark.django_db

ADDRESS = "/warga-binaan/"
NIK = "3517092512900001"


def stay_of(officer: User, name: str, factory: type = CustodyFactory, **fields) -> Custody:
    return factory(participant__full_name=name, facility=officer.facility, **fields)


@pytest.fixture
def names(opens: Opens, officer: User):
    """Return how the officer opens the list with filters, and whom it then shows."""

    def get(user: User = officer, **query: object) -> list[str]:
        return [row.person.full_name for row in opens(user, ADDRESS, **query).context["rows"]]

    return get


class TestFilters:
    def test_status_and_kind(self, officer, names):
        stay_of(officer, "Narapidana")
        stay_of(officer, "Tahanan", DetaineeCustodyFactory)
        happen(stay_of(officer, "Asimilasi"), "ASSIMILATION", on=TODAY)
        happen(stay_of(officer, "Bersyarat"), "PAROLE", on=TODAY)
        assert names(status="ASSIMILATION") == ["Asimilasi"]
        assert names(jenis="TAHANAN") == ["Tahanan"]
        assert names(status="PAROLE", siapa="pernah") == ["Bersyarat"]
        # Nobody who is here is on parole: not one of the choices, so not chosen.
        assert names(status="PAROLE") == ["Asimilasi", "Narapidana", "Tahanan"]

    def test_block_offers_those_in_use(self, officer, names, opens):
        stay_of(officer, "Di A", block="A")
        stay_of(officer, "Di B", block="B")
        assert names(blok="B") == ["Di B"]
        form = opens(officer, ADDRESS).context["find"]
        assert [value for value, _label in form["blok"].field.widget.choices] == ["", "A", "B"]

    def test_course_of_the_users_own(self, officer, names):
        program = ProgramFactory(facility=officer.facility)
        seat = SeatFactory(
            course=CourseFactory(program=program), custody=stay_of(officer, "Dilatih")
        )
        stay_of(officer, "Tidak")
        assert names(kelas=seat.course_id) == ["Dilatih"]
        assert names(OfficerFactory(), kelas=seat.course_id) == []
        assert names(kelas="x") == ["Dilatih", "Tidak"]

    @pytest.mark.parametrize(
        ("days", "is_listed"), [(-1, True), (0, True), (27, True), (32, False), (None, False)]
    )
    def test_expiry_within_a_month_or_passed(self, officer, names, days, is_listed):
        expiry = None if days is None else TODAY + timedelta(days=days)
        stay_of(officer, "SUPRI", expiry_date=expiry)
        assert bool(names(ekspirasi=1)) is is_listed

    def test_without_nik_and_without_family(self, officer, names):
        known = stay_of(officer, "Lengkap")
        set_nik(participant=known.participant, identity=Identity("TERISI", NIK), by=officer)
        contact = FamilyContact(participant=known.participant, name="Sumi", relation="PASANGAN")
        family.add(contact=contact, by=officer, at=timezone.now())
        foreigner = stay_of(officer, "Warga asing")
        set_nik(participant=foreigner.participant, identity=Identity("WNA"), by=officer)
        stay_of(officer, "Tanpa")
        assert names(tanpa_nik="on") == ["Tanpa"]
        assert names(tanpa_keluarga="on") == ["Tanpa", "Warga asing"]

    def test_nothing_is_told_to_be_missing_of_who_went_on(self, officer, names):
        happen(stay_of(officer, "Bebas"), "FULL_RELEASE", on=TODAY)
        send(stay_of(officer, "Pindah"), OfficerFactory().facility, on=TODAY, by=officer)
        assert names(tanpa_nik="on", siapa="semua") == []
        assert names(tanpa_keluarga="on", siapa="semua") == []

    def test_filters_stay_in_every_link_and_are_shown_as_chosen(self, officer, opens):
        make_stays(PAGE + 1, facility=officer.facility, entry_date=TODAY)
        page = opens(officer, ADDRESS, jenis="NARAPIDANA", urut="nomor").text
        assert "?jenis=NARAPIDANA&amp;urut=nomor&amp;setelah=" in page
        assert "?jenis=NARAPIDANA&amp;urut=nomor&amp;siapa=pernah" in page
        assert f"{ADDRESS}unduh/?jenis=NARAPIDANA&amp;urut=nomor" in page
        assert '<option value="NARAPIDANA" selected>' in page

    def test_says_that_the_filters_leave_nobody(self, officer, opens):
        stay_of(officer, "SUPRI")
        page = opens(officer, ADDRESS, jenis="TAHANAN", cari="supri").text
        assert "Nobody fits these filters." in page
        assert 'href="?cari=supri"' in page


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2026, 12, 5), 1, date(2027, 1, 5)),
        (date(2027, 2, 28), 12, date(2028, 2, 28)),
    ],
)
def test_months_end_on_the_same_day_or_the_last(day, months, then):
    assert months_after(day, months) == then


class TestOrder:
    ORDERS = {
        "nama": ["amir", "Budi", "CICIK"],
        "ekspirasi": ["CICIK", "Budi", "amir"],
        "masuk": ["amir", "CICIK", "Budi"],
        "nomor": ["Budi", "CICIK", "amir"],
    }

    @pytest.mark.parametrize("order", ORDERS)
    def test_of(self, officer, names, order):
        for name, number, entered, ends in (
            ("amir", "B.I 100/2026", 10, None),
            ("Budi", "B.I 9/2025", 400, 90),
            ("CICIK", "B.I 12/2026", 20, 30),
        ):
            stay_of(
                officer,
                name,
                registration_no=number,
                entry_date=TODAY - timedelta(days=entered),
                expiry_date=ends and TODAY + timedelta(days=ends),
            )
        assert names(urut=order) == self.ORDERS[order]

    def test_numbers_of_many_prisons_have_none(self, opens, administrator):
        form = opens(administrator, ADDRESS, urut="nomor").context["find"]
        assert form.order == ""
        assert "nomor" not in dict(form.fields["urut"].choices)

    @pytest.mark.parametrize("order", ORDERS)
    def test_pages_lead_through_everybody_and_back(self, officer, opens, order):
        stays = make_stays(PAGE + 9, facility=officer.facility, entry_date=TODAY)
        for number, stay in enumerate(stays):
            if number % 3:
                stay.expiry_date = TODAY + timedelta(days=number % 7)
        Custody.objects.bulk_update(stays, ["expiry_date"])

        def page(**query: object):
            return opens(officer, ADDRESS, urut=order, **query).context["page"]

        first = page()
        second = page(setelah=first.stays[-1].pk)
        assert {stay.pk for stay in [*first.stays, *second.stays]} == {stay.pk for stay in stays}
        assert (first.has_more, second.has_more, second.has_before) == (True, False, True)
        back = page(sebelum=second.stays[0].pk)
        assert [stay.pk for stay in back.stays] == [stay.pk for stay in first.stays]

    def test_goes_on_behind_somebody_who_has_left_the_list(self, officer, opens, names):
        stays = make_stays(PAGE + 5, facility=officer.facility, entry_date=TODAY)
        page = opens(officer, ADDRESS).context["page"]
        happen(page.stays[-1], "FULL_RELEASE", on=TODAY)
        assert len(names(setelah=page.stays[-1].pk)) == len(stays) - PAGE


class TestOfAllPrisons:
    """Administrators search the whole country: the few by their keys, the many in order."""

    TEXTS = (
        "moh",
        "muham",
        "m",
        "rofii",
        "Rofi'i moch",
        "sup kas",
        "pendek",
        "علي",
        "’",
        "12/2026",
    )

    @pytest.fixture(autouse=True)
    def people(self, officer):
        stay_of(officer, "Moch. Rofi'i", registration_no="B.I 12/2026")
        stay_of(officer, "MOHAMAD HIDAYAT")
        stay_of(
            officer, "SUPRI", participant__parent_name="KASMAN", participant__aliases=["PENDEK"]
        )
        stay_of(officer, "علي", participant__parent_name="")

    @pytest.mark.parametrize("few", [0, 1, 1000])
    def test_they_find_whom_an_officer_finds(self, officer, names, monkeypatch, few):
        monkeypatch.setattr("participants.querysets.stays.FEW", few)
        found = {text: names(cari=text) for text in self.TEXTS}
        assert [len(each) for each in found.values()] == [2, 2, 3, 1, 1, 1, 1, 1, 0, 1]
        administrator = AdministratorFactory()
        for text, people in found.items():
            assert names(administrator, cari=text) == people, text

    @pytest.mark.parametrize(("nearby", "count"), [(1, 1), (2000, 2)])
    def test_those_called_nearly_so_are_as_many_as_are_compared(
        self, officer, names, monkeypatch, nearby, count
    ):
        monkeypatch.setattr("participants.querysets.stays.NEARBY", nearby)
        stay_of(officer, "MOHAMAD HIDAYATUL")
        assert len(names(cari="hidayot")) == 2
        found = names(AdministratorFactory(), cari="hidayot")
        assert len(found) == count
        assert set(found) <= set(names(cari="hidayot"))

    def test_keys_are_told_to_the_facility_and_to_who_sees_all(self, officer):
        stranger = OfficerFactory()
        stay_of(stranger, "Mohammad Asrofi")
        office = StaffFactory(office=officer.facility.office)
        told = ((officer, 2), (stranger, 1), (office, 0), (AdministratorFactory(), 3))
        for user, count in told:
            with as_the_application(), scope.of(user), connection.cursor() as cursor:
                for asked in ("ARRAY['muhammad|moh'], '{}'", "'{}', ARRAY['muhamad']"):
                    cursor.execute(f"SELECT scope_people_called({asked}, NULL)")
                    assert len(cursor.fetchall()) == count, (user, asked)


def test_a_script_gets_the_list_alone(client, officer):
    stay_of(officer, "SUPRI")
    client.force_login(officer)
    answer = client.get(ADDRESS, {"cari": "sup"}, headers={"X-List-Alone": "1"})
    assert "SUPRI" in answer.text
    assert "<html" not in answer.text
    assert "X-List-Alone" in answer.headers["Vary"]
    assert "no-store" in answer.headers["Cache-Control"]


def test_somebody_held_in_an_older_stay_is_listed_with_that(officer, names, opens):
    """Who escaped, was held elsewhere, and was brought back to the stay of before."""
    first = stay_of(officer, "SUPRI", entry_date=TODAY - timedelta(days=90))
    happen(first, "ESCAPED", on=TODAY - timedelta(days=60))
    ReleasedCustodyFactory(
        participant=first.participant,
        facility=officer.facility,
        entry_date=TODAY - timedelta(days=50),
        left_on=TODAY - timedelta(days=40),
    )
    happen(first, "CONVICT", on=TODAY - timedelta(days=30))
    for presence in ("di-sini", "semua"):
        (row,) = opens(officer, ADDRESS, siapa=presence).context["rows"]
        assert row.stay == first
    assert names(siapa="pernah") == []


@pytest.mark.parametrize(
    "query", ["", "?siapa=semua", "?tanpa_nik=on&tanpa_keluarga=on", "?cari=supir", "?cari=a 1"]
)
def test_ten_statements_are_enough(officer, statements: Statements, query):
    make_stays(PAGE + 3, facility=officer.facility, entry_date=TODAY)
    assert statements(officer, f"{ADDRESS}{query}") <= 10
    assert statements(AdministratorFactory(), f"{ADDRESS}{query}") <= 10


def test_large_lists_are_not_counted_to_their_end(officer, opens, monkeypatch):
    monkeypatch.setattr("jombang_umkm.roof.views.people.COUNTED", PAGE)
    make_stays(PAGE + 3, facility=officer.facility, entry_date=TODAY)
    context = opens(officer, ADDRESS).context
    assert context["count"] == PAGE + 1
    assert "1,000+ people" in opens(officer, ADDRESS).text
