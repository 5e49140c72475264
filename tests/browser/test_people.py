"""Finding people: the list follows what is typed, the address keeps it."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from jombang_umkm.models import User
from participants.models import Custody
from tests.browser.conftest import OpenWindow
from tests.browser.window import WIDTHS, Width
from tests.factories.participants import CustodyFactory, DetaineeCustodyFactory, make_stays

ADDRESS = "/warga-binaan/"
NIK = "3517092512900001"
every_width = pytest.mark.parametrize("width", WIDTHS, ids=lambda width: width.name)


@pytest.fixture
def known(officer: User) -> dict[str, Custody]:
    """A few people beside the twenty of the class."""
    names = {"Moh. Zakaria": CustodyFactory, "Karnoto": DetaineeCustodyFactory}
    return {
        name: make(participant__full_name=name, facility=officer.facility, block="Z")
        for name, make in names.items()
    }


def rows(page: Page):
    return page.locator("[data-list] tbody tr")


@every_width
def test_the_list_follows_what_is_typed_and_is_found_again(
    open_window: OpenWindow, officer: User, known: dict[str, Custody], width: Width
) -> None:
    page = open_window(width, user=officer)
    page.goto(ADDRESS)
    field = page.locator("#cari_cari")
    field.press_sequentially("zakariya")
    expect(page.locator("[data-found]")).to_contain_text("mirip")
    expect(rows(page)).to_contain_text("Moh. Zakaria")
    field.fill("muh zak")
    expect(rows(page)).to_have_count(1)
    expect(page.locator("[data-said]")).to_contain_text("1 orang")
    expect(page).to_have_url(re.compile(r"\?cari=muh\+zak$"))
    expect(field).to_be_focused()
    with page.expect_navigation():
        rows(page).get_by_role("link").click()
    page.go_back()
    expect(field).to_have_value("muh zak")
    expect(rows(page)).to_have_count(1)
    # One letter or two are no search, and end the one before.
    field.fill("mu")
    expect(page).to_have_url(re.compile(f"{ADDRESS}$"))
    expect(rows(page)).to_have_count(22)
    expect(page.locator("[data-found]")).not_to_contain_text("untuk")
    field.fill("muh")
    expect(page).to_have_url(re.compile(r"\?cari=muh$"))
    field.fill("")
    expect(page).to_have_url(re.compile(f"{ADDRESS}$"))
    expect(rows(page)).to_have_count(22)


def test_filters_narrow_at_once_and_are_kept_on_the_way_back(
    open_window: OpenWindow, officer: User, known: dict[str, Custody]
) -> None:
    page = open_window(user=officer)
    page.goto(ADDRESS)
    page.locator(".filters summary").click()
    page.locator("#cari_blok").select_option("Z")
    expect(rows(page)).to_have_count(2)
    page.locator("#cari_jenis").select_option("TAHANAN")
    expect(rows(page)).to_have_count(1)
    page.locator("#cari_tanpa_nik").check()
    expect(page).to_have_url(re.compile(r"\?jenis=TAHANAN&blok=Z&tanpa_nik=on$"))
    expect(rows(page)).to_contain_text("Karnoto")
    with page.expect_navigation():
        rows(page).get_by_role("link").click()
    page.go_back()
    expect(page.locator("#cari_blok")).to_have_value("Z")
    expect(page.locator("#cari_tanpa_nik")).to_be_checked()
    expect(rows(page)).to_have_count(1)


@every_width
def test_the_steps_down_lead_back_to_the_list_as_it_was(
    open_window: OpenWindow, officer: User, known: dict[str, Custody], width: Width
) -> None:
    page = open_window(width, user=officer)
    page.goto(ADDRESS)
    page.locator("#cari_cari").fill("karno")
    expect(rows(page)).to_have_count(1)
    with page.expect_navigation():
        rows(page).get_by_role("link").click()
    with page.expect_navigation():
        page.locator(".crumbs").get_by_role("link", name="Warga binaan").click()
    expect(page).to_have_url(re.compile(rf"{ADDRESS}\?cari=karno$"))
    expect(rows(page)).to_have_count(1)
    # Whoever signs in next begins anew.
    page.evaluate("document.querySelector('[data-sign-out]').requestSubmit()")
    page.wait_for_url(re.compile("/masuk/"))
    assert page.evaluate("sessionStorage.length") == 0


def test_pages_go_on_with_the_filters(open_window: OpenWindow, officer: User) -> None:
    make_stays(60, facility=officer.facility, entry_date=timezone.localdate() - timedelta(days=9))
    page = open_window(user=officer)
    page.goto(ADDRESS)
    page.locator(".filters summary").click()
    page.locator("#cari_urut").select_option("nomor")
    expect(page).to_have_url(re.compile("urut=nomor$"))
    with page.expect_navigation():
        page.locator(".pager__next").click()
    expect(page.locator("#cari_urut")).to_have_value("nomor")
    expect(rows(page)).to_have_count(30)
    # Typing begins at the first page again.
    page.locator("#cari_cari").fill("kasman")
    expect(page).to_have_url(re.compile(r"\?cari=kasman&urut=nomor$"))
    expect(rows(page)).to_have_count(50)


def test_the_list_is_downloaded_as_it_is_filtered(
    open_window: OpenWindow, officer: User, known: dict[str, Custody]
) -> None:
    page = open_window(user=officer)
    page.goto(ADDRESS)
    page.locator("#cari_cari").fill("karno")
    expect(rows(page)).to_have_count(1)
    with page.expect_download() as download:
        page.get_by_role("button", name="Unduh").click()
    assert download.value.suggested_filename == "warga-binaan-2026-11-24.xlsx"


def test_a_nik_typed_into_the_search_goes_into_its_own_field_and_no_address(
    open_window: OpenWindow, officer: User
) -> None:
    page = open_window(user=officer)
    page.goto(ADDRESS)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.locator("#cari_cari").press_sequentially(NIK, delay=20)
    page.wait_for_timeout(600)
    page.locator("#cari_cari").press("Enter")
    expect(page.locator("#find_nik")).to_have_value(NIK)
    expect(page.locator("#find_nik")).to_be_focused()
    expect(page.locator("#cari_cari")).to_have_value("")
    assert not [url for url in asked if NIK[:10] in url]
    expect(page.locator("[data-wrong-length]")).to_be_hidden()


def test_a_nik_with_a_digit_missing_goes_into_no_address_either(
    open_window: OpenWindow, officer: User, known: dict[str, Custody]
) -> None:
    page = open_window(user=officer)
    page.goto(ADDRESS)
    field = page.locator("#cari_cari")
    field.fill("karno")
    expect(rows(page)).to_have_count(1)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    field.fill(NIK[:-1])
    field.press("Enter")
    expect(page.locator("#find_nik")).to_have_value(NIK[:-1])
    expect(page.locator("[data-wrong-length]")).to_have_text(re.compile("16 angka.*15"))
    # Nothing is looked for any more, and the list says so.
    expect(rows(page)).to_have_count(22)
    expect(page.locator("[data-found]")).not_to_contain_text("karno")
    expect(page).to_have_url(re.compile(f"{ADDRESS}$"))
    assert not [url for url in asked if NIK[:9] in url]


def test_without_script_the_button_finds(
    open_window: OpenWindow, officer: User, known: dict[str, Custody]
) -> None:
    page = open_window(user=officer, java_script_enabled=False)
    page.goto(ADDRESS)
    page.locator("#cari_cari").fill("zaka")
    page.locator(".filters summary").click()
    page.locator("#cari_jenis").select_option("NARAPIDANA")
    with page.expect_navigation():
        page.locator("#cari_cari").press("Enter")
    expect(rows(page)).to_have_count(1)
    expect(page.locator("#cari_jenis")).to_have_value("NARAPIDANA")


@every_width
def test_long_names_and_numbers_make_no_page_wider(
    open_window: OpenWindow, officer: User, width: Width
) -> None:
    stay = CustodyFactory(
        participant__full_name="Kusumawardhani" * 10,
        participant__aliases=["Sastroprawirodirdjo" * 5],
        facility=officer.facility,
        registration_no="B.I" + "1" * 30 + "/2026",
        block="M" * 20,
        cell="K" * 20,
    )
    page = open_window(width, user=officer)
    person = reverse("person", args=[stay.participant_id])
    nik = reverse("nik", args=[stay.participant_id])
    for address in (ADDRESS, person, reverse("event", args=[stay.pk]), nik):
        page.goto(address)
        expect(page.locator("main")).to_contain_text("Kusumawardhani")
        assert page.evaluate("document.documentElement.scrollWidth") == width.width, address
