"""What stands around every page: menu, language, messages, error pages, what a browser may load."""

import gzip
import json
import re
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django import forms
from django.conf import settings
from django.contrib.staticfiles import finders
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.test import Client, RequestFactory
from django.urls import path, resolve
from django.utils import translation

from jombang_umkm import environment
from jombang_umkm.forms import Helper
from jombang_umkm.models import User
from jombang_umkm.navigation import page_frame
from jombang_umkm.urls import handler500 as handler500
from jombang_umkm.urls import urlpatterns as site_urls
from jombang_umkm.views.errors import server_error
from tests.factories.jombang_umkm import FacilityFactory, OfficerFactory

KILOBYTE = 1000
TEMPLATES = sorted((environment.ROOT / "templates").rglob("*.html"))


def _fault(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("a fault of ours")


# The addresses of the site, and one that fails: see test_a_fault_of_ours.
urlpatterns = [*site_urls, path("salah/", _fault)]


@pytest.fixture
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


def _frame(user: User, address: str) -> dict[str, Any]:
    request = RequestFactory().get(address)
    request.user = user
    request.resolver_match = resolve(address)
    return page_frame(request)


def _menu(user: User, address: str = "/hari-ini/") -> list[str]:
    return [str(link.label) for link in _frame(user, address)["navigation"]]


def _current(user: User, address: str) -> dict[str, str]:
    links = _frame(user, address)["navigation"]
    return {str(link.label): link.current for link in links if link.current}


# Menu and account ------------------------------------------------------------


def test_each_role_has_its_menu(
    english: None, officer: User, staff: User, administrator: User
) -> None:
    assert _menu(officer) == ["Today", "Training", "People"]
    assert _menu(staff) == ["Home", "Today", "Training", "People"]
    assert _menu(administrator) == ["Home", "Today", "Training", "People", "Admin"]


def test_the_menu_marks_the_page_or_the_part_it_belongs_to(english: None, staff: User) -> None:
    assert _current(staff, "/") == {"Home": "page"}
    assert _current(staff, "/hari-ini/") == {"Today": "page"}
    assert _current(staff, "/sesi/7/daftar-hadir/") == {"Today": "true"}
    assert _current(staff, "/pelatihan/") == {"Training": "page"}
    assert _current(staff, "/kelas/7/") == {"Training": "true"}


def test_what_belongs_to_people_is_marked_as_theirs(english: None, officer: User) -> None:
    assert _current(officer, "/warga-binaan/") == {"People": "page"}
    below = ["/warga-binaan/7/keluarga/", "/masa/7/ubah/", "/peristiwa/7/batalkan/", "/mutasi/"]
    below += ["/absen/7/", "/keluarga/7/ubah/"]
    for address in below:
        assert _current(officer, address) == {"People": "true"}, address


def test_the_band_says_who_and_where(db: None, client: Client) -> None:
    facility = FacilityFactory(short_name="Lapas IIB Jombang")
    client.force_login(OfficerFactory(full_name="Hendro Wicaksono", facility=facility))

    page = client.get("/tidak-ada/")

    assert "<span>Hendro Wicaksono, Lapas IIB Jombang</span>" in page.text
    assert f"<span>{facility.office.name}</span>" in page.text


def test_an_administrator_acts_for_no_place(administrator: User) -> None:
    frame = _frame(administrator, "/")

    assert frame["place"] == administrator.full_name
    assert frame["office_name"] == ""


def test_the_way_out_is_worded_for_the_role(client: Client, officer: User, staff: User) -> None:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    words = {officer: "Change officer", staff: "Sign out"}
    for user, word in words.items():
        client.force_login(user)
        form = re.search(r"<form[^>]*data-sign-out>.*?</form>", client.get("/x/").text, re.DOTALL)
        assert form is not None
        assert word in form[0]


# Language --------------------------------------------------------------------


def test_pages_are_indonesian_whatever_the_browser_prefers(client: Client, db: None) -> None:
    page = client.get("/masuk/", headers={"accept-language": "en"})

    assert '<html lang="id">' in page.text
    assert page["Content-Language"] == "id"


def test_a_chosen_language_stays_for_a_year_and_leads_back(client: Client, db: None) -> None:
    response = client.post("/bahasa/", {"language": "en", "next": "/masuk/?next=/hari-ini/"})

    assert response["Location"] == "/masuk/?next=/hari-ini/"
    assert client.cookies["bahasa"].value == "en"
    assert client.cookies["bahasa"]["max-age"] == 365 * 24 * 60 * 60
    assert '<html lang="en">' in client.get("/masuk/").text


def test_the_language_switch_leads_nowhere_else(client: Client, db: None) -> None:
    response = client.post("/bahasa/", {"language": "en", "next": "https://example.com/"})

    assert response["Location"] == "/"


def test_a_link_cannot_change_the_language(client: Client) -> None:
    assert client.get("/bahasa/").status_code == 405


def test_the_switch_names_the_other_language_in_that_language(client: Client, db: None) -> None:
    assert 'value="en" lang="en">English</button>' in client.get("/masuk/").text
    client.cookies["bahasa"] = "en"
    assert 'value="id" lang="id">Bahasa Indonesia</button>' in client.get("/masuk/").text


# Error pages -----------------------------------------------------------------


def test_a_page_that_is_not_there(client: Client, officer: User) -> None:
    client.cookies["bahasa"] = "en"

    assert "There is no such page" in client.get("/tidak-ada/").text
    client.force_login(officer)
    page = client.get("/tidak-ada/")
    assert page.status_code == 404
    assert "There is no such page" in page.text


@pytest.mark.urls(__name__)
def test_a_fault_of_ours(officer: User) -> None:
    client = Client(raise_request_exception=False)
    client.force_login(officer)
    client.cookies["bahasa"] = "en"

    page = client.get("/salah/")

    assert page.status_code == 500
    assert '<html lang="en">' in page.text
    assert "Something went wrong on our side" in page.text


def test_the_fault_page_asks_no_database(rf: RequestFactory) -> None:
    # Without the db fixture a query would raise.
    assert server_error(rf.get("/")).status_code == 500


def test_a_form_sent_with_an_old_token(db: None) -> None:
    client = Client(enforce_csrf_checks=True)
    client.cookies["bahasa"] = "en"

    page = client.post("/masuk/", {"username": "petugas", "password": "rahasia"})

    assert page.status_code == 403
    assert "This page had been open too long" in page.text


# What a browser may load -----------------------------------------------------


def test_nothing_inline_is_allowed(client: Client, db: None) -> None:
    for address in ("/masuk/", "/tidak-ada/", "/sehat/"):
        policy = client.get(address)["Content-Security-Policy"]
        assert "unsafe" not in policy
        # Only Bootstrap's small pictures, which run nothing.
        with_data = [part for part in policy.split("; ") if "data:" in part]
        assert with_data == ["img-src 'self' data:"]
        assert "default-src 'none'" in policy


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_templates_have_nothing_inline(template: Path) -> None:
    text = template.read_text()

    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:|data:image", text)
    assert not re.search(r"<script(?![^>]*\ssrc=)", text)


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_components_say_what_they_are(template: Path) -> None:
    if template.parent.name == "_components":
        assert template.read_text().startswith("{# ")
    assert len(template.read_text().splitlines()) < 120


def test_a_first_visit_is_light(client: Client, db: None) -> None:
    page = client.get("/masuk/")
    assets = re.findall(r'(?:href|src)="/static/([^"]+)"', page.text)
    files = [Path(str(finders.find(asset))) for asset in assets]
    pictures = (environment.ROOT / "static" / "img").iterdir()
    weight = len(gzip.compress(page.content)) + sum(
        len(gzip.compress(file.read_bytes())) for file in (*files, *pictures)
    )

    assert "bootstrap/bootstrap.min.css" in assets
    assert weight < 200 * KILOBYTE


def test_the_icon_is_found_where_browsers_look(client: Client) -> None:
    assert client.get("/favicon.ico")["Location"] == "/static/img/icon.svg"


def test_the_admin_wears_our_name(client: Client, administrator: User) -> None:
    client.force_login(administrator)

    page = client.get("/admin/").text

    assert "Jombang UMKM: Pelatihan Warga Binaan" in page
    assert "/static/img/icon.svg" in page
    assert 'action="/keluar/" data-sign-out' in page


# State of the system ---------------------------------------------------------


def test_the_state_of_the_system_needs_no_sign_in(client: Client, db: None) -> None:
    response = client.get("/sehat/")

    assert response.status_code == 200
    assert json.loads(response.text) == {"application": "ok", "database": "ok", "jobs": "down"}
    assert "no-store" in response["Cache-Control"]


def test_a_database_that_is_gone(
    client: Client, db: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setitem(connection.settings_dict, "HOST", str(tmp_path))

    response = client.get("/sehat/")

    assert response.status_code == 503
    assert json.loads(response.text) == {"application": "ok", "database": "down", "jobs": "down"}


def test_a_database_that_does_not_answer(
    client: Client, db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        monkeypatch.setitem(connection.settings_dict, "HOST", "127.0.0.1")
        monkeypatch.setitem(connection.settings_dict, "PORT", silent.getsockname()[1])

        assert client.get("/sehat/").status_code == 503


# Forms -----------------------------------------------------------------------


class _VisitForm(forms.Form):
    person = forms.CharField(label="Nama", help_text="Seperti pada KTP.")
    kind = forms.ChoiceField(
        label="Jenis", choices=[("a", "Rumah"), ("b", "Telepon")], widget=forms.RadioSelect
    )
    agreed = forms.BooleanField(label="Setuju")
    place = forms.ChoiceField(label="Tempat", choices=[("j", "Jombang")], required=False)

    @property
    def helper(self) -> Helper:
        return Helper(self, submit="Simpan", cancel_url="/hari-ini/")


def _drawn(data: dict[str, str] | None) -> str:
    source = "{% load crispy_forms_tags %}{% crispy form %}"
    return engines["django"].from_string(source).render({"form": _VisitForm(data)})


def test_a_form_asks_with_labels_hints_and_buttons() -> None:
    drawn = _drawn(None)

    assert re.search(r'<form [^>]*novalidate[^>]* method="post"', drawn)
    assert '<label class="form-label" for="id_person">Nama</label>' in drawn
    assert '<p class="form-text" id="id_person_helptext">Seperti pada KTP.</p>' in drawn
    assert 'aria-describedby="id_person_helptext"' in drawn
    assert '<button class="btn btn-primary" type="submit">Simpan</button>' in drawn
    assert 'href="/hari-ini/"' in drawn
    assert "notice--bad" not in drawn


def test_a_form_names_and_links_what_is_wrong(english: None) -> None:
    drawn = _drawn({"place": "?"})
    summary = drawn[drawn.index("notice--bad") : drawn.index("</div>")]

    assert '<a href="#id_person">Nama</a>: This field is required.' in summary
    # Every link of the summary and every description leads to something on the page.
    named = re.findall(r'href="#([^"]+)"', summary)
    named += " ".join(re.findall(r'aria-describedby="([^"]+)"', drawn)).split()
    assert {"id_kind", "id_agreed", "id_place", "id_place_error"} <= set(named)
    assert all(drawn.count(f'id="{name}"') == 1 for name in named)
