"""Transfers and releases in the states that their screens show."""

from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import Page

from participants.actions import custody as custodies
from participants.actions.transfer import Arrival, accept, decline
from participants.models import Custody, Transfer
from tests.browser.world import World
from tests.factories.jombang_umkm import AdministratorFactory, FacilityFactory
from tests.factories.participants import CustodyFactory, happen, send


def _coming(world: World, name: str = "Karsono Adi") -> Transfer:
    """Somebody whom another prison sent here yesterday."""
    sender = FacilityFactory(short_name="Lapas Kelas IIA Kota Seberang")
    stay = CustodyFactory(
        facility=sender, participant__full_name=name, registration_no="BI. 114/2026"
    )
    return send(stay, world.program.facility, on=world.today - timedelta(days=1))


def _sent(world: World, name: str) -> Transfer:
    stay = CustodyFactory(facility=world.program.facility, participant__full_name=name)
    to = FacilityFactory(short_name="Lapas Kelas I Kota Jauh")
    return send(stay, to, on=world.today - timedelta(days=3))


def _declined(world: World) -> Transfer:
    return decline(
        transfer=_sent(world, "Mujiono"),
        reason="Tidak datang bersama rombongan tanggal 22 November",
        by=AdministratorFactory(),
        at=timezone.now(),
    )


def transfers(page: Page, world: World) -> None:
    """Two on the way here, and four sent from here, each answered in another way."""
    for name in ("Karsono Adi", "Moh. Imam Baidowi"):
        _coming(world, name)
    _declined(world)
    _sent(world, "Rusdi Hartono")
    accept(
        transfer=_sent(world, "Sutikno"),
        arrival=Arrival(entry_date=world.today, registration_no="B.I 900/2026"),
        by=AdministratorFactory(),
        at=timezone.now(),
    )
    back = _sent(world, "Pairin")
    custodies.reverse(
        event=back.event, by=world.users["officer"], at=timezone.now(), reason="Batal berangkat"
    )
    page.goto("/mutasi/")


def transfer(page: Page, world: World) -> None:
    page.goto(f"/mutasi/{_coming(world).pk}/")


def transfer_wrong(page: Page, world: World) -> None:
    transfer(page, world)
    with page.expect_navigation():
        page.locator("main form .btn-primary").first.click()


def transfer_taken_back(page: Page, world: World) -> None:
    """Accept what the sender takes back in the same moment."""
    found = _coming(world)
    page.goto(f"/mutasi/{found.pk}/")
    by, at = AdministratorFactory(), timezone.now()
    custodies.reverse(event=found.event, by=by, at=at, reason="Batal berangkat")
    page.locator("#id_registration_no").fill("B.I 901/2026")
    with page.expect_navigation():
        page.locator("main form .btn-primary").first.click()


def transfer_declined(page: Page, world: World) -> None:
    page.goto(f"/mutasi/{_declined(world).pk}/")


def transfer_sent(page: Page, world: World) -> None:
    page.goto(f"/mutasi/{_sent(world, 'Rusdi Hartono').pk}/")


def releases(page: Page, world: World) -> None:
    """Of the class two are overdue, two leave soon, and one left; somebody is on the way here."""
    for stay, days in zip(world.people, (-12, -1, 2, 6), strict=False):
        Custody.objects.filter(pk=stay.pk).update(expiry_date=world.today + timedelta(days=days))
    happen(world.people[4], "PAROLE", on=world.today - timedelta(days=1))
    _coming(world)
    page.goto("/hari-ini/")
