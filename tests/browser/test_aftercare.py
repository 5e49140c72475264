"""From a signed consent to a page the office may read, and back."""

import re

import pytest
from playwright.sync_api import Page, expect

from jombang_umkm.models import User
from participants.models import AftercareConsent, Custody
from tests.browser.axe import violations
from tests.browser.conftest import OpenWindow
from tests.browser.people import event_of, page_of, submit
from tests.browser.window import WIDTHS, Width
from tests.factories.jombang_umkm import StaffFactory
from tests.factories.participants import CustodyFactory

PEOPLE = "/warga-binaan/"


@pytest.fixture
def stay(officer: User) -> Custody:
    """Somebody whom no office trains."""
    return CustodyFactory(participant__full_name="Sumadi", facility=officer.facility)


def _found(page: Page) -> None:
    page.goto(f"{PEOPLE}?siapa=semua&cari=sumadi")


@pytest.mark.parametrize("width", WIDTHS, ids=lambda width: width.name)
def test_consent_and_release_open_a_person_to_the_office_until_it_is_withdrawn(
    open_window: OpenWindow, officer: User, stay: Custody, width: Width
) -> None:
    assert officer.facility is not None
    office = officer.facility.office
    page = open_window(width, user=officer)
    theirs = open_window(width, user=StaffFactory(office=office))

    page.goto(page_of(stay))
    page.locator('main a[href$="/pendampingan/"]').click()
    assert not violations(page)
    page.locator("#id_document_no").fill("Map pendampingan 3")
    submit(page)
    said = f"Sumadi setuju didampingi {office.short_name}"
    expect(page.locator(".notice--success")).to_contain_text(said)
    expect(page.locator(".agreed")).to_contain_text("pada 24 November 2026, Map pendampingan 3")
    expect(page.locator(".timeline")).to_contain_text("Setuju didampingi")

    _found(theirs)
    expect(theirs.locator("[data-list] tbody tr")).to_have_count(0)

    page.locator(f'main a[href="{event_of(stay)}"]').first.click()
    page.locator("[value=FULL_RELEASE]").check()
    page.locator("#id_document_no").fill("W15.PAS-12/2026")
    submit(page)
    expect(page).to_have_url(re.compile(f"{page_of(stay)}$"))

    _found(theirs)
    expect(theirs.locator("[data-list] tbody tr")).to_contain_text("Setuju didampingi")
    with theirs.expect_navigation():
        theirs.locator("[data-list] tbody a").click()
    expect(theirs.locator("h1")).to_have_text("Sumadi")
    assert not violations(theirs)

    page.locator('main a[href*="/cabut/"]').click()
    expect(page.locator(".effects")).to_contain_text("tidak dapat menemukan orang ini lagi")
    assert not violations(page)
    submit(page)
    expect(page.locator(".agreed")).to_contain_text("Dicabut")
    assert AftercareConsent.objects.get().withdrawn_by == officer

    answer = theirs.goto(page_of(stay))
    assert answer is not None
    assert answer.status == 404
    _found(theirs)
    expect(theirs.locator("[data-list] tbody tr")).to_have_count(0)
