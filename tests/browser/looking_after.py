"""Consents to aftercare in the states that their screens show."""

from datetime import timedelta

from playwright.sync_api import Page

from participants.models import AftercareConsent, Custody
from tests.browser.world import World
from tests.factories.participants import CustodyFactory, agree, take_back

# Who is free by now and agreed, and whom the office trains and nobody asked yet.
FREE, TRAINED = "Sunaryo", "Supri"


def _stay(world: World) -> Custody:
    """Somebody new whom nobody asked yet."""
    return CustodyFactory(facility=world.program.facility, participant__full_name="Sutrisno Hadi")


def _agreed(world: World, stay: Custody) -> AftercareConsent:
    return agree(stay, world.program.office, by=world.users["officer"])


def person(page: Page, world: World) -> None:
    """Somebody who agreed, took it back, and agreed again."""
    stay = _stay(world)
    take_back(_agreed(world, stay), on=world.today - timedelta(days=9))
    agree(stay, world.program.office, on=world.today - timedelta(days=2))
    page.goto(f"/warga-binaan/{stay.participant_id}/")


def give(page: Page, world: World) -> None:
    page.goto(f"/warga-binaan/{_stay(world).participant_id}/pendampingan/")


def give_wrong(page: Page, world: World) -> None:
    """Record it though it holds already."""
    stay = _stay(world)
    _agreed(world, stay)
    page.goto(f"/warga-binaan/{stay.participant_id}/pendampingan/")
    with page.expect_navigation():
        page.locator("main form .btn-primary").click()


def withdraw(page: Page, world: World) -> None:
    page.goto(f"/pendampingan/{_agreed(world, _stay(world)).pk}/cabut/")


def withdraw_wrong(page: Page, world: World) -> None:
    withdraw(page, world)
    page.locator("#id_on").fill("1-1-2099")
    with page.expect_navigation():
        page.locator("main form .btn-primary").click()


def list_of_office(page: Page, world: World) -> None:
    page.goto("/warga-binaan/?siapa=pernah&setuju=on")


def person_for_office(page: Page, world: World) -> None:
    """Somebody free, whom the office knows by consent alone."""
    page.goto(f"/warga-binaan/{world.stay_of(FREE).participant_id}/")


def person_trained(page: Page, world: World) -> None:
    page.goto(f"/warga-binaan/{world.stay_of(TRAINED).participant_id}/")


def give_by_office(page: Page, world: World) -> None:
    page.goto(f"/warga-binaan/{world.stay_of(TRAINED).participant_id}/pendampingan/")


def withdraw_by_office(page: Page, world: World) -> None:
    person_for_office(page, world)
    with page.expect_navigation():
        page.locator('main a[href*="/cabut/"]').click()
