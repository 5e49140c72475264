"""What stands around every page: who is signed in, the menu, the language."""

import re

import pytest
from playwright.sync_api import Page, expect

from jombang_umkm.models import User
from programs.models import Session
from tests.browser.conftest import OpenWindow
from tests.browser.keyboard import Keyboard
from tests.browser.sheet import Sheet, url_of
from tests.browser.window import PHONE, WIDE, WIDTHS, Width

every_width = pytest.mark.parametrize("width", WIDTHS, ids=lambda width: width.name)


def _switch_language(page: Page) -> None:
    """Press the switch, which on a phone is in the menu."""
    button = page.locator('form[action="/bahasa/"] button')
    if not button.filter(visible=True).count():
        page.locator("[popovertarget=menu]").click()
    with page.expect_navigation():
        button.filter(visible=True).click()


@every_width
def test_who_is_signed_in_and_for_which_place_is_always_in_sight(
    open_window: OpenWindow, session: Session, officer: User, width: Width
) -> None:
    page = open_window(width, user=officer)
    for path in ("/hari-ini/", url_of(session), "/pelatihan/", "/tidak/ada/"):
        page.goto(path)
        account = page.locator(".account")
        expect(account).to_be_in_viewport(ratio=1)
        expect(account).to_contain_text(officer.full_name)
        expect(account).to_contain_text(session.program.facility.short_name)
        expect(account.locator("[data-sign-out] button")).to_be_in_viewport(ratio=1)


@every_width
def test_the_language_is_switched_in_place_and_back(
    open_window: OpenWindow, session: Session, officer: User, width: Width
) -> None:
    page = open_window(width, user=officer)
    Sheet.open(page, session)
    html = page.locator("html")
    expect(html).to_have_attribute("lang", "id")
    indonesian = page.locator("[data-save]").inner_text()
    _switch_language(page)
    expect(html).to_have_attribute("lang", "en")
    expect(page).to_have_url(re.compile(re.escape(url_of(session)) + "$"))
    assert page.locator("[data-save]").inner_text() != indonesian
    _switch_language(page)
    expect(html).to_have_attribute("lang", "id")
    assert page.locator("[data-save]").inner_text() == indonesian


def test_the_language_is_chosen_before_signing_in_and_stays(open_window: OpenWindow) -> None:
    page = open_window()
    page.goto("/masuk/")
    _switch_language(page)
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.goto("/hari-ini/")
    expect(page.locator("html")).to_have_attribute("lang", "en")


@every_width
def test_change_officer_signs_out(open_window: OpenWindow, officer: User, width: Width) -> None:
    page = open_window(width, user=officer)
    page.goto("/hari-ini/")
    with page.expect_navigation():
        page.locator("[data-sign-out] button").click()
    expect(page.locator("#id_username")).to_be_visible()
    expect(page.locator(".account")).to_have_count(0)
    page.goto("/hari-ini/")
    expect(page.locator("#id_username")).to_be_visible()


def test_the_menu_of_a_phone_opens_and_leads(open_window: OpenWindow, officer: User) -> None:
    page = open_window(PHONE, user=officer)
    page.goto("/hari-ini/")
    entry = page.locator('#menu a[href="/pelatihan/"]')
    expect(entry).to_be_hidden()
    page.locator("[popovertarget=menu]").tap()
    expect(entry).to_be_in_viewport(ratio=1)
    entry.tap()
    page.wait_for_url("**/pelatihan/")


def test_the_keyboard_skips_to_the_content(open_window: OpenWindow, officer: User) -> None:
    page = open_window(WIDE, user=officer)
    page.goto("/hari-ini/")
    keys = Keyboard(page)
    keys.tab_to(".skip-link", within=1)
    keys.press("Enter", "Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")
