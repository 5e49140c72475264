"""Finding a region by part of its name: by keyboard, mouse and finger, and without scripts."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from jombang_umkm.models import User
from tests.browser.axe import violations
from tests.browser.conftest import OpenWindow
from tests.browser.keyboard import Keyboard
from tests.browser.urls_with_region import FORM
from tests.browser.window import NARROWEST, PHONE, WIDE, WIDTHS, Width, overflow
from tests.factories.jombang_umkm import OfficerFactory

LOSARI, LOSARI_PATH = "35.17.14.2003", "Desa Losari, Kec. Ploso, Kab. Jombang, Jawa Timur"
MOJOAGUNG = "35.17.06"
FIELD, CODE, LIST = "#id_home_region", "[name=home_region]", "[role=listbox]"
TARGET = 44


@pytest.fixture(autouse=True)
def _with_form(settings: Any) -> None:
    settings.ROOT_URLCONF = "tests.browser.urls_with_region"


@pytest.fixture
def user(transactional_db: None) -> User:
    return OfficerFactory()


@pytest.fixture
def page(open_window: OpenWindow, user: User) -> Page:
    page = open_window(WIDE, user=user)
    page.goto(FORM)
    return page


def look_for(page: Page, text: str) -> None:
    """Type the text and wait for what fits it."""
    page.locator(FIELD).press_sequentially(text)
    page.get_by_role("option").first.wait_for()


def send(page: Page) -> None:
    with page.expect_navigation():
        page.locator("main button[type=submit]").click()


def expect_chosen(page: Page, code: str, path: str) -> None:
    expect(page.locator(CODE)).to_have_value(code)
    expect(page.locator(FIELD)).to_have_value(path)
    expect(page.locator(".region [role=status]")).to_contain_text(path)
    expect(page.locator(LIST)).to_be_hidden()


def expect_saved(page: Page, code: str) -> None:
    page.locator("#id_full_name").fill("Supri")
    send(page)
    expect(page.locator("#saved")).to_have_text(code)


def test_chosen_by_keyboard_alone(page: Page) -> None:
    keyboard, field = Keyboard(page), page.locator(FIELD)
    page.locator("#id_full_name").focus()
    keyboard.tab_to(FIELD, within=1)
    expect(field).to_have_attribute("role", "combobox")
    expect(field).to_have_attribute("aria-expanded", "false")
    keyboard.type("losari")
    expect(field).to_have_attribute("aria-expanded", "true")
    options = page.get_by_role("option")
    expect(options).to_have_count(20)
    keyboard.press("ArrowDown", "ArrowDown", "ArrowUp")
    expect(options.first).to_have_attribute("aria-selected", "true")
    expect(field).to_have_attribute(
        "aria-activedescendant", options.first.get_attribute("id") or "?"
    )
    keyboard.press("Enter")
    expect_chosen(page, LOSARI, LOSARI_PATH)
    keyboard.expect_on(FIELD)
    expect_saved(page, LOSARI)


def test_the_arrows_go_round_and_stay_in_sight(page: Page) -> None:
    look_for(page, "losari")
    Keyboard(page).press("ArrowUp")
    last = page.get_by_role("option").last
    expect(last).to_have_attribute("aria-selected", "true")
    expect(last).to_be_in_viewport(ratio=1)
    Keyboard(page).press("ArrowDown")
    expect(page.get_by_role("option").first).to_have_attribute("aria-selected", "true")


def test_escape_closes_the_list_and_loses_nothing(page: Page) -> None:
    look_for(page, "losari")
    Keyboard(page).press("Escape")
    expect(page.locator(LIST)).to_be_hidden()
    expect(page.locator(FIELD)).to_have_value("losari")
    Keyboard(page).press("ArrowDown", "Enter")
    expect_chosen(page, LOSARI, LOSARI_PATH)


def test_enter_takes_the_only_one(page: Page) -> None:
    look_for(page, "losari ploso")
    Keyboard(page).press("Enter")
    expect_chosen(page, LOSARI, LOSARI_PATH)


def test_enter_sends_nothing_while_it_is_not_clear(page: Page) -> None:
    keyboard = Keyboard(page)
    page.locator(FIELD).focus()
    keyboard.type("losari")
    keyboard.press("Enter")  # before the answer
    look_for(page, "")
    keyboard.press("Enter")
    expect(page.get_by_role("option").first).to_have_attribute("aria-selected", "true")
    keyboard.press("Enter")
    expect_chosen(page, LOSARI, LOSARI_PATH)
    keyboard.press_and_go("Enter")
    expect(page.locator(CODE)).to_have_value(LOSARI)


def test_an_answer_that_comes_late_opens_nothing(page: Page) -> None:
    page.locator(FIELD).press_sequentially("losari")
    Keyboard(page).press("Tab")
    expect(page.locator(".region [role=status]")).not_to_be_empty()
    expect(page.locator(LIST)).to_be_hidden()


def test_what_is_still_listed_can_be_chosen_while_one_types(page: Page) -> None:
    look_for(page, "losari")
    page.route("**/wilayah/?*", lambda route: None)  # never answered
    page.locator(FIELD).press("j")
    Keyboard(page).press("Enter")  # nothing is marked
    expect(page.locator(CODE)).to_have_value("")
    page.get_by_role("option").first.click()
    expect_chosen(page, LOSARI, LOSARI_PATH)


def test_chosen_by_mouse(page: Page) -> None:
    look_for(page, "losari")
    page.get_by_role("option").first.click()
    expect_chosen(page, LOSARI, LOSARI_PATH)
    expect(page.locator(FIELD)).to_be_focused()
    expect_saved(page, LOSARI)


def test_another_text_forgets_what_was_chosen(page: Page) -> None:
    page.goto(f"{FORM}?wilayah={LOSARI}")
    expect_chosen(page, LOSARI, LOSARI_PATH)
    page.locator(FIELD).press("End")
    page.locator(FIELD).press("Backspace")
    expect(page.locator(CODE)).to_have_value("")
    expect(page.locator(".region [role=status]")).not_to_contain_text(LOSARI_PATH)


def test_says_where_nothing_fits(page: Page) -> None:
    page.locator(FIELD).fill("qwertz")
    expect(page.locator(".region [role=status]")).not_to_be_empty()
    expect(page.locator(LIST)).to_be_hidden()


def test_what_was_not_chosen_is_asked_about(page: Page) -> None:
    page.locator(FIELD).fill("mojoagung")
    page.locator("#id_phone").fill("0812-3456-7890")
    send(page)
    choices = page.locator("[name=home_region_choice]")
    expect(choices).to_have_count(8)
    expect(page.locator("#id_phone")).to_have_value("0812-3456-7890")
    page.locator(FIELD).press("End")
    look_for(page, " jombang")
    expect(choices).to_have_count(0)
    page.get_by_role("option").first.click()
    expect(page.locator(CODE)).to_have_value(MOJOAGUNG)


def test_goes_on_without_suggestions_after_a_sign_out(page: Page) -> None:
    page.context.clear_cookies(name="sessionid")
    page.locator(FIELD).fill("losari ploso")
    expect(page.locator(".region [role=status]")).not_to_be_empty()
    expect(page.locator(LIST)).to_be_hidden()
    expect(page.locator(FIELD)).to_have_value("losari ploso")


def test_chosen_by_finger(open_window: OpenWindow, user: User) -> None:
    page = open_window(PHONE, user=user)
    page.goto(FORM)
    page.locator(FIELD).tap()
    look_for(page, "losari")
    for width in (PHONE.width, NARROWEST):
        page.set_viewport_size({"width": width, "height": PHONE.height})
        boxes = [option.bounding_box() for option in page.get_by_role("option").all()]
        assert min(box["height"] for box in boxes if box) >= TARGET
        assert overflow(page) <= 0
    page.get_by_role("option").first.tap()
    expect_chosen(page, LOSARI, LOSARI_PATH)


@pytest.mark.parametrize("width", WIDTHS, ids=lambda width: width.name)
def test_nothing_keeps_anybody_out(open_window: OpenWindow, user: User, width: Width) -> None:
    page = open_window(width, user=user)
    page.goto(FORM)
    assert violations(page) == []
    look_for(page, "losari")
    Keyboard(page).press("ArrowDown")
    assert violations(page) == []
    Keyboard(page).press("Enter")
    assert violations(page) == []
    page.locator(FIELD).fill("mojoagung")
    send(page)
    assert violations(page) == []
    assert overflow(page) <= 0


@pytest.mark.parametrize("width", WIDTHS, ids=lambda width: width.name)
def test_without_scripts(open_window: OpenWindow, user: User, width: Width) -> None:
    page = open_window(width, user=user, java_script_enabled=False)
    page.goto(FORM)
    page.locator("#id_full_name").fill("Supri")
    page.locator(FIELD).fill("mojoagung")
    send(page)
    expect(page.locator(FIELD)).to_have_value("mojoagung")
    expect(page.locator("#id_full_name")).to_have_value("Supri")
    page.locator(f"[name=home_region_choice][value='{MOJOAGUNG}']").check()
    send(page)
    expect(page.locator("#saved")).to_have_text(MOJOAGUNG)
    page.locator(FIELD).fill("losari ploso")
    send(page)
    expect(page.locator("#saved")).to_have_text(LOSARI)
    expect(page.locator(".region [role=status]")).to_contain_text(LOSARI_PATH)
    page.locator(FIELD).fill("")
    send(page)
    expect(page.locator("#saved")).to_have_text("")
