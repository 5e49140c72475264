"""The list of people as a spreadsheet."""

import io
from datetime import timedelta

import pytest
from django.conf import LazySettings
from django.test import Client
from python_calamine import CalamineWorkbook

from jombang_umkm.models import AccessLog, User
from participants.actions import export as actions
from tests.clock import TODAY
from tests.factories.jombang_umkm import AdministratorFactory, OfficerFactory, StaffFactory
from tests.factories.participants import (
    CustodyFactory,
    DetaineeCustodyFactory,
    make_stays,
    send,
)

pytestmark = pytest.mark.django_db

ADDRESS = "/warga-binaan/unduh/"


@pytest.fixture
def client(officer: User, client: Client, settings: LazySettings) -> Client:
    client.force_login(officer)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return client


def rows(answer) -> list[list[object]]:
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(answer.content))
    return workbook.get_sheet_by_index(0).to_python()


def test_holds_whom_the_list_shows_on_all_its_pages_in_its_order(client, officer):
    make_stays(60, facility=officer.facility, entry_date=TODAY)
    DetaineeCustodyFactory(participant__full_name="Tahanan", facility=officer.facility)
    CustodyFactory(participant__full_name="Lain tempat")
    header, *everybody = rows(client.post(ADDRESS))
    assert header[0] == "Name"
    assert len(everybody) == 61
    names = [str(row[0]).lower() for row in everybody]
    assert names == sorted(names)
    (only,) = rows(client.post(f"{ADDRESS}?jenis=TAHANAN"))[1:]
    assert only[0] == "Tahanan"


def test_a_cell_is_a_text_and_no_formula_and_a_day_is_a_day(client, officer):
    CustodyFactory(
        participant__full_name="=HYPERLINK(1)",
        participant__aliases=["+62", "@SUM"],
        facility=officer.facility,
        entry_date=TODAY - timedelta(days=3),
        block="-1",
    )
    answer = client.post(ADDRESS)
    _header, row = rows(answer)
    assert (row[0], row[2], row[8]) == ("=HYPERLINK(1)", "+62, @SUM", "-1")
    assert row[10] == TODAY - timedelta(days=3)
    assert row[-1] == "no NIK, no family contact"
    assert answer.headers["Content-Disposition"].endswith(f'"warga-binaan-{TODAY}.xlsx"')
    assert "no-store" in answer.headers["Cache-Control"]


def test_of_whom_another_prison_keeps_it_holds_what_was_known_here(client, officer):
    stay = CustodyFactory(facility=officer.facility, participant__aliases=["Si Baru"])
    send(stay, OfficerFactory().facility, on=TODAY, by=officer)
    (row,) = rows(client.post(f"{ADDRESS}?siapa=semua"))[1:]
    assert (row[2], row[4]) == ("", stay.registration_no)


def test_it_is_noted_who_took_it_and_from_where(client, officer):
    stays = [CustodyFactory(facility=officer.facility) for _number in range(2)]
    client.post(f"{ADDRESS}?jenis=NARAPIDANA&blok=&cari=", REMOTE_ADDR="10.1.2.3")
    of_list, *of_people = AccessLog.objects.all()
    assert of_list.subject_id is None
    assert {each.subject_id for each in of_people} == {stay.participant_id for stay in stays}
    for noted in (of_list, *of_people):
        assert (noted.user, noted.act, noted.address) == (officer, "EXPORT", "10.1.2.3")
        assert noted.detail == "2 people: jenis=NARAPIDANA"


def test_too_many_are_refused_in_words_and_nothing_is_noted(client, officer, monkeypatch):
    monkeypatch.setattr(actions, "ROWS_AT_MOST", 2)
    make_stays(3, facility=officer.facility, entry_date=TODAY)
    answer = client.post(f"{ADDRESS}?urut=nomor", follow=True)
    assert answer.redirect_chain == [("/warga-binaan/?urut=nomor", 302)]
    assert "Choose fewer with the filters" in answer.text
    assert not AccessLog.objects.exists()


@pytest.mark.parametrize("factory", [AdministratorFactory, StaffFactory])
def test_only_officers_download(factory, client):
    client.force_login(factory())
    assert client.post(ADDRESS).status_code == 404


def test_a_stranger_gets_none_of_these_people(client):
    CustodyFactory(participant__full_name="Lain tempat")
    client.force_login(OfficerFactory())
    assert rows(client.post(ADDRESS))[1:] == []


def test_it_is_not_opened_by_a_link(client):
    assert client.get(ADDRESS).status_code == 405


def test_no_nik_stands_in_its_address(client):
    assert client.post(f"{ADDRESS}?cari=3517092512900001").status_code == 404
    assert not AccessLog.objects.exists()
