"""The signed paper on the sheet's page: attached beside unsaved marks, seen, taken off."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from jombang_umkm.models import User
from jombang_umkm.pictures import BYTES_AT_MOST
from participants.models import Custody
from programs.actions import scans
from programs.actions import session as session_actions
from programs.models import Session, SheetScan, Skill
from tests.counting import counted
from tests.factories.files import attach, pdf, photo
from tests.factories.jombang_umkm import AdministratorFactory, OfficerFactory, StaffFactory
from tests.factories.programs import (
    CourseFactory,
    ProgramFactory,
    SkillFactory,
    close,
    make_class,
    record,
    stays_on,
)

pytestmark = pytest.mark.django_db

# A Monday, an hour into the session.
NOW = datetime(2026, 11, 23, 10, 0, tzinfo=timezone.get_default_timezone())


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def session() -> Session:
    return make_class(people=3)


@pytest.fixture
def people(session: Session) -> list[Custody]:
    return stays_on(session)


@pytest.fixture
def officer(session: Session) -> User:
    return OfficerFactory(facility=session.program.facility, full_name="Hendro Wicaksono")


@pytest.fixture
def client(officer: User) -> Client:
    return signed_in(officer)


def signed_in(user: User) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(user)
    client.cookies["bahasa"] = "en"
    return client


def address(session: Session) -> str:
    return reverse("sheet", args=[session.pk])


def file(content: bytes, name: str = "daftar.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="image/jpeg")


def send(
    client: Client, session: Session, content: bytes | None, *, follow: bool = True, **fields: str
) -> HttpResponse:
    """Press "Attach" with that file chosen, and with these fields on the sheet."""
    data: dict[str, object] = {"lampirkan": "1", **fields}
    if content is not None:
        data["pindaian"] = file(content)
    return client.post(address(session), data, follow=follow)


def marked(*rows: tuple[Custody, str, str]) -> dict[str, str]:
    """Return the fields of rows that were not recorded: stay, mark, note."""
    fields = {}
    for stay, mark, note in rows:
        fields |= {f"b-{stay.pk}": "", f"m-{stay.pk}": mark, f"n-{stay.pk}": note}
    return fields


def section(response: HttpResponse) -> str:
    """Return the part of the page about scans, or nothing."""
    page = response.content.decode()
    found = re.search(r'<section[^>]*id="pindaian".*?</section>', page, re.DOTALL)
    return found.group(0) if found else ""


class TestAttaching:
    def test_it_is_listed_with_who_and_when(self, client, session):
        response = send(client, session, pdf(2))
        assert response.redirect_chain == [(f"{address(session)}#kabar-pindaian", 302)]
        shown = section(response)
        for scan in SheetScan.objects.all():
            assert f'href="/pindaian/{scan.pk}/"' in shown
            assert f'src="/pindaian/{scan.pk}/" width="1556" height="2200"' in shown
        assert shown.count("Hendro Wicaksono<br>23 Nov, 10.00") == 2
        assert "2 pages attached" in shown

    def test_marks_that_are_not_saved_are_still_there(self, client, session, people):
        fields = marked((people[0], "HADIR", ""), (people[1], "IZIN", "sidang"))
        response = send(client, session, photo(), reason="Salah baca", **fields)
        page = response.content.decode()
        assert response.status_code == 200
        assert f'name="m-{people[0].pk}" value="HADIR" checked' in page
        assert f'name="m-{people[1].pk}" value="IZIN" checked' in page
        assert 'value="sidang"' in page
        assert "data-shown-again" in page
        assert "1 page attached" in section(response)
        assert "still here, not saved yet" in section(response)
        assert session.attendances.count() == 0
        assert session.scans.count() == 1

    def test_so_are_rows_with_a_mistake(self, client, session, people):
        response = send(client, session, photo(), **marked((people[0], "HADIR", "x" * 121)))
        assert "x" * 121 in response.content.decode()
        assert session.scans.count() == 1

    def test_and_marks_beside_a_file_that_is_refused(self, client, session, people):
        response = send(client, session, b"<svg/>", **marked((people[0], "SAKIT", "")))
        assert f'name="m-{people[0].pk}" value="SAKIT" checked' in response.content.decode()
        assert "only JPEG, PNG, WebP, TIFF and PDF" in section(response)
        assert session.scans.count() == 0

    def test_a_refusal_stands_beside_the_field(self, client, session):
        response = send(client, session, photo()[:400])
        assert 'role="alert"' in section(response)
        assert "damaged" in section(response)
        assert response.content.decode().count("damaged") == 1

    def test_a_large_file_is_refused_and_not_kept(self, client, session, people):
        content = photo().ljust(BYTES_AT_MOST + 5_000_000, b"\0")
        response = send(client, session, content, **marked((people[0], "HADIR", "")))
        assert "larger than 15 MB" in section(response)
        # What stands behind the file in the post is read all the same.
        assert f'name="m-{people[0].pk}" value="HADIR" checked' in response.content.decode()

    def test_without_a_file_it_asks_for_one(self, client, session):
        assert "Choose the file" in section(send(client, session, None))

    def test_the_same_file_again_says_so(self, client, session, clock):
        send(client, session, photo())
        clock.shift(timedelta(seconds=5))
        assert "attached already" in section(send(client, session, photo()))
        assert session.scans.count() == 1

    def test_saving_attaches_a_chosen_file_too(self, client, session, people):
        data = {**marked((people[0], "HADIR", "")), "pindaian": file(photo())}
        response = client.post(address(session), data, follow=True)
        assert session.attendances.get().mark == "HADIR"
        assert session.scans.count() == 1
        # The page is at its top.
        assert "1 page attached" not in section(response)
        assert "1 page attached" in response.content.decode()

    def test_saving_a_files_name_alone_says_that_it_was_not_attached(self, client, session, people):
        data = {**marked((people[0], "HADIR", "")), "pindaian": "daftar.jpg"}
        response = client.post(address(session), data, follow=True)
        assert session.attendances.get().mark == "HADIR"
        assert "Choose the file" in response.content.decode()

    def test_closed_meanwhile_it_says_so_on_top(self, client, session):
        session_actions.cancel(session=session, by=AdministratorFactory(), reason="Listrik padam")
        response = send(client, session, photo())
        assert "The scan was not attached" in response.content.decode()
        assert section(response) == ""
        assert session.scans.count() == 0

    @pytest.mark.parametrize("make", [OfficerFactory, StaffFactory])
    def test_strangers_find_no_sheet(self, session, make):
        assert send(signed_in(make()), session, photo()).status_code == 404
        assert session.scans.count() == 0

    def test_the_office_attaches_nothing(self, session):
        staff = signed_in(StaffFactory(office=session.program.office))
        assert 'type="file"' not in staff.get(address(session)).content.decode()
        response = send(staff, session, photo())
        assert "recorded by the officers" in response.content.decode()
        assert session.scans.count() == 0

    @pytest.mark.parametrize("button", ["lampirkan", "simpan"])
    def test_a_visitors_marks_go_through_the_sign_in_and_the_file_does_not(
        self, session, people, officer, button
    ):
        officer.set_password("rahasia-petugas")
        officer.save()
        visitor = Client(headers={"accept-language": "en"})
        visitor.cookies["bahasa"] = "en"
        data = {**marked((people[0], "IZIN", "")), "pindaian": file(photo()), button: "1"}
        asked = visitor.post(address(session), data)
        assert 'type="password"' in asked.content.decode()
        carried = dict(re.findall(r'name="([^"]+)" value="([^"]*)"', asked.content.decode()))
        assert carried[f"m-{people[0].pk}"] == "IZIN"
        credentials = {"username": officer.username, "password": "rahasia-petugas"}
        response = visitor.post(address(session), carried | credentials)
        assert f'name="m-{people[0].pk}" value="IZIN" checked' in response.content.decode()
        assert "choose the file again" in response.content.decode()
        assert ("choose the file again" in section(response)) == (button == "lampirkan")
        assert session.scans.count() == 0

    def test_a_post_from_elsewhere_attaches_nothing(self, session, officer):
        client = Client(enforce_csrf_checks=True)
        client.force_login(officer)
        send(client, session, photo())
        assert session.scans.count() == 0


class TestThePage:
    def test_it_takes_one_statement_however_many_pages(self, django_assert_max_num_queries):
        counts = []
        for pages in (1, 5):
            session = make_class(people=20)
            record(session, dict.fromkeys(stays_on(session), "HADIR"), at=NOW)
            attach(session, pdf(pages), at=NOW)
            client = signed_in(OfficerFactory(facility=session.program.facility))
            with django_assert_max_num_queries(20) as queries:
                client.get(address(session))
            statements = counted(queries)
            counts.append(len(statements))
            about_scans, *others = [
                sql for sql in statements if sql.startswith('SELECT "programs_sheetscan"')
            ]
            assert not others
            # The pictures themselves are read one by one, by those who look at them.
            assert '"programs_sheetscan"."image"' not in about_scans
        assert counts[0] == counts[1] <= 10

    def test_a_closed_sheet_shows_its_pages_and_takes_no_more(self, client, session):
        attach(session, at=NOW)
        close(session.program)
        shown = section(client.get(address(session)))
        assert shown.count("<img") == 1
        assert "<input" not in shown
        assert "/lepas/" not in shown

    def test_the_office_sees_the_pages(self, session):
        attach(session, at=NOW)
        staff = signed_in(StaffFactory(office=session.program.office))
        shown = section(staff.get(address(session)))
        assert shown.count("<img") == 1
        assert "/lepas/" not in shown


class TestThePicture:
    @pytest.fixture
    def named(self) -> Session:
        skill = Skill.objects.filter(name="Tata boga").first() or SkillFactory(name="Tata boga")
        program = ProgramFactory(today=NOW.date())
        course = CourseFactory(program=program, skill=skill, name="Tata boga")
        CourseFactory(program=program)
        return make_class(people=1, courses=[course])

    def test_is_the_jpeg_for_those_who_see_the_sheet(self, named):
        _first, second = attach(named, pdf(2), at=NOW)
        program = named.program
        for user in (
            OfficerFactory(facility=program.facility),
            StaffFactory(office=program.office),
            AdministratorFactory(),
        ):
            response = signed_in(user).get(f"/pindaian/{second.pk}/")
            assert response.status_code == 200
            assert response.content == bytes(second.image)
            assert response["Content-Type"] == "image/jpeg"
            assert response["X-Content-Type-Options"] == "nosniff"
            assert {"private", "no-store"} <= set(response["Cache-Control"].split(", "))
            policy = response["Content-Security-Policy"].split("; ")
            assert {"default-src 'none'", "script-src 'self'", "img-src 'self' data:"} <= set(
                policy
            )
            disposition = 'inline; filename="DH-tata-boga-2026-11-23-2.jpg"'
            assert response["Content-Disposition"] == disposition

    @pytest.mark.parametrize("make", [OfficerFactory, StaffFactory])
    def test_is_not_there_for_others(self, session, make):
        (scan,) = attach(session, at=NOW)
        assert signed_in(make()).get(f"/pindaian/{scan.pk}/").status_code == 404

    def test_is_gone_once_it_was_taken_off(self, client, session, officer):
        (scan,) = attach(session, at=NOW)
        scans.remove(scan=scan, by=officer, at=NOW, reason="Keliru")
        assert client.get(f"/pindaian/{scan.pk}/").status_code == 404
        assert "<img" not in section(client.get(address(session)))


class TestTakingOff:
    @pytest.fixture
    def scan(self, session) -> SheetScan:
        (scan,) = attach(session, at=NOW)
        return scan

    @pytest.fixture
    def path(self, scan) -> str:
        return f"/pindaian/{scan.pk}/lepas/"

    def test_shows_the_page_and_asks_why(self, client, scan, path):
        page = client.get(path).content.decode()
        assert f'src="/pindaian/{scan.pk}/"' in page
        assert 'name="reason"' in page
        assert scan.uploaded_by.full_name in page

    def test_leads_back_to_the_sheet(self, client, session, scan, path):
        response = client.post(path, {"reason": "Foto daftar lain"}, follow=True)
        assert response.redirect_chain == [(f"{address(session)}#kabar-pindaian", 302)]
        assert "was taken off" in section(response)
        scan.refresh_from_db()
        assert scan.removal_reason == "Foto daftar lain"

    @pytest.mark.parametrize("reason", ["", "  ", "x" * 201])
    def test_without_a_reason_of_a_length_it_stays(self, client, scan, path, reason):
        response = client.post(path, {"reason": reason})
        assert response.status_code == 409
        assert 'aria-invalid="true"' in response.content.decode()
        scan.refresh_from_db()
        assert scan.removed_at is None

    def test_a_refusal_is_shown(self, client, session, scan, path):
        close(session.program)
        response = client.post(path, {"reason": "Keliru"})
        assert response.status_code == 409
        assert "closed" in response.content.decode()

    def test_a_repeat_leads_back_too(self, client, session, path):
        for _again in range(2):
            response = client.post(path, {"reason": "Keliru"})
            assert response["Location"] == f"{address(session)}#kabar-pindaian"
        assert client.get(path).status_code == 404

    def test_only_officers_of_the_prison_are_asked(self, session, scan, path):
        for user in (
            OfficerFactory(),
            StaffFactory(),
            StaffFactory(office=session.program.office),
            AdministratorFactory(),
        ):
            client = signed_in(user)
            assert client.get(path).status_code == 404
            assert client.post(path, {"reason": "Keliru"}).status_code == 404
        scan.refresh_from_db()
        assert scan.removed_at is None
