"""Registering somebody by keyboard, and finding out that they were here before."""

import re

import pytest
from playwright.sync_api import Page, expect

from jombang_umkm.models import User
from participants.models import Custody, Participant
from tests.browser.conftest import OpenWindow
from tests.browser.keyboard import Keyboard
from tests.browser.window import WIDTHS, Width
from tests.factories.participants import ReleasedCustodyFactory

every_width = pytest.mark.parametrize("width", WIDTHS, ids=lambda width: width.name)


def _type(keys: Keyboard, field: str, text: str) -> None:
    keys.tab_to(f"#id_{field}")
    keys.type(text)


def _choose(keys: Keyboard, name: str, value: str) -> None:
    """Choose one of the radios: Tab leads to the first, the space bar and the arrows choose."""
    first = keys.page.locator(f"[name={name}]").first
    keys.tab_to(f"[name={name}] >> nth=0")
    keys.press("Space")
    while first.page.locator(f"[name={name}]:checked").get_attribute("value") != value:
        keys.press("ArrowDown")


def _fill_in(page: Page, name: str) -> Keyboard:
    """Fill in the page by keyboard alone, from its first field to the home region."""
    keys = Keyboard(page)
    page.locator("#id_full_name").focus()
    keys.type(name)
    _type(keys, "parent_name", "Kasman")
    _type(keys, "aliases", "Pendek, Cak Pri")
    _choose(keys, "sex", "L")
    _type(keys, "birth_date", "25-12-1990")
    _type(keys, "nik", "351709 251290 0001")
    _choose(keys, "status", "CONVICT")
    _type(keys, "registration_no", "B.I 12/2026")
    _type(keys, "entry_date", "14/02/2026")
    _type(keys, "block", "B")
    keys.tab_to("#id_home_region")
    keys.type("losari ploso")
    expect(page.locator("[role=option]").first).to_be_visible()
    keys.press("ArrowDown", "Enter")
    return keys


@every_width
def test_somebody_is_registered_by_keyboard(
    open_window: OpenWindow, officer: User, width: Width
) -> None:
    page = open_window(width, user=officer)
    page.goto("/warga-binaan/daftar/")
    keys = _fill_in(page, "Kuncoro")
    keys.tab_to("main form .actions .btn-primary")
    keys.press_and_go("Enter")
    expect(page).to_have_url(re.compile(r"/warga-binaan/\d+/$"))
    expect(page.locator(".notice--success")).to_contain_text("Kuncoro bin Kasman")
    person = Participant.objects.get(full_name="Kuncoro")
    assert (person.aliases, person.has_nik) == (["Pendek", "Cak Pri"], True)
    assert person.home_region.startswith("35.17.")
    stay = person.custodies.get()
    assert (stay.facility, stay.registration_no, stay.block) == (
        officer.facility,
        "B.I 12/2026",
        "B",
    )


@every_width
def test_whoever_was_here_before_is_shown_and_gets_a_new_stay(
    open_window: OpenWindow, officer: User, width: Width
) -> None:
    known = ReleasedCustodyFactory(
        participant__full_name="SUPRI", participant__birth_date=None, facility=officer.facility
    )
    page = open_window(width, user=officer)
    page.goto("/warga-binaan/daftar/")
    keys = _fill_in(page, "Supri")
    # Enter in a field registers: it presses none of the buttons of those shown.
    page.locator("#id_block").focus()
    keys.press_and_go("Enter")
    shown = page.locator("main form .notice")
    expect(shown).to_be_focused()
    expect(shown).to_contain_text(known.registration_no)
    assert not Participant.objects.filter(full_name="Supri").exists()
    expect(page.locator("#id_nik")).to_have_value("351709 251290 0001")
    page.locator("#id_block").focus()
    keys.press_and_go("Enter")
    expect(page).to_have_url(re.compile("/daftar/$"))
    keys.tab_to("[name=bawa]")
    keys.press_and_go("Enter")
    expect(page).to_have_url(re.compile(rf"/warga-binaan/{known.participant_id}/masa-baru/$"))
    expect(page.locator("#id_registration_no")).to_have_value("B.I 12/2026")
    expect(page.locator("#id_entry_date")).to_have_value("14/02/2026")
    page.locator("#id_entry_date").fill("24-11-2026")
    keys.press_and_go("Enter")
    expect(page).to_have_url(re.compile(rf"/warga-binaan/{known.participant_id}/$"))
    assert Custody.objects.filter(participant=known.participant).count() == 2


def test_somebody_else_of_that_name_is_registered_with_the_tick(
    open_window: OpenWindow, officer: User
) -> None:
    ReleasedCustodyFactory(
        participant__full_name="SUPRI", participant__birth_date=None, facility=officer.facility
    )
    page = open_window(user=officer)
    page.goto("/warga-binaan/daftar/")
    keys = _fill_in(page, "Supri")
    page.locator("#id_block").focus()
    keys.press_and_go("Enter")
    keys.tab_to("#id_agreed")
    keys.press("Space")
    keys.tab_to("main form .notice .btn-primary")
    keys.press_and_go("Enter")
    expect(page.locator(".notice--success")).to_contain_text("Supri bin Kasman")
    assert Participant.objects.filter(name_key="supri").count() == 2
