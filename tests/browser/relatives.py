"""Families in the states that their screens show."""

from datetime import timedelta
from typing import Any

from django.utils import timezone
from playwright.sync_api import Page

from participants.actions import family
from participants.models import FamilyContact, FamilyNote, Participant
from tests.browser.world import World
from tests.factories.participants import CustodyFactory


def _person(world: World) -> Participant:
    """Return somebody new of whom no family is known."""
    return CustodyFactory(
        facility=world.program.facility, participant__full_name="Sutrisno Hadi"
    ).participant


def _relative(world: World, of: Participant, name: str, **facts: Any) -> FamilyContact:
    known = {
        "relation": "ORANG_TUA",
        "phone": "+6281234567890",
        "address": "Dusun Mojo RT 2/RW 1, Desa Losari, Ploso",
        "willingness": "YA",
        "consent_on": world.today - timedelta(days=40),
    }
    contact = FamilyContact(participant=of, name=name, **{**known, **facts})
    return family.add(contact=contact, by=world.users["officer"], at=timezone.now())


def _withdrawn(world: World, of: Participant) -> FamilyContact:
    return family.withdraw(
        contact=_relative(world, of, "Wiwik Lestari", relation="SAUDARA"),
        by=world.users["officer"],
        on=world.today - timedelta(days=5),
        at=timezone.now(),
    )


def _note(world: World, contact: FamilyContact, kind: str, days: int, text: str) -> None:
    day = world.today - timedelta(days=days)
    note = FamilyNote(contact=contact, kind=kind, happened_on=day, note=text)
    family.note(note=note, by=world.users["officer"], at=timezone.now())


def relatives(page: Page, world: World) -> None:
    """Four contacts: the guarantor, one without a phone, one undecided, one who withdrew."""
    person = _person(world)
    mother = _relative(world, person, "Sumiati", is_guarantor=True)
    _relative(world, person, "Kasman", phone="", address="", consent_on=None, willingness="BELUM")
    _relative(world, person, "Bambang Irawan", relation="TEMAN", phone="+62321861234")
    _withdrawn(world, person)
    _note(world, mother, "TELEPON", 30, "Bersedia menjemput; minta dikabari seminggu sebelumnya")
    _note(world, mother, "DUKUNGAN", 12, "Menyediakan kios kecil di depan rumah untuk usaha rajut")
    page.goto(f"/warga-binaan/{person.pk}/keluarga/")


def none(page: Page, world: World) -> None:
    page.goto(f"/warga-binaan/{_person(world).pk}/keluarga/")


def add(page: Page, world: World) -> None:
    page.goto(f"/warga-binaan/{_person(world).pk}/keluarga/tambah/")


def add_wrong(page: Page, world: World) -> None:
    add(page, world)
    page.locator("#id_phone").fill("12")
    with page.expect_navigation():
        page.locator("main form .btn-primary").click()


def _at(page: Page, contact: FamilyContact, act: str) -> None:
    page.goto(f"/keluarga/{contact.pk}/{act}/")


def change(page: Page, world: World) -> None:
    _at(page, _relative(world, _person(world), "Sumiati"), "ubah")


def change_clash(page: Page, world: World) -> None:
    """Save a phone while a colleague has saved another, and an address."""
    contact = _relative(world, _person(world), "Sumiati")
    _at(page, contact, "ubah")
    theirs = {"phone": "+6281299990000", "address": "Pindah ke Kediri"}
    FamilyContact.objects.filter(pk=contact.pk).update(**theirs)
    page.locator("#id_phone").fill("0812 1111 2222")
    with page.expect_navigation():
        page.locator("main form .btn-primary").click()


def change_withdrawn(page: Page, world: World) -> None:
    _at(page, _withdrawn(world, _person(world)), "ubah")


def withdraw(page: Page, world: World) -> None:
    _at(page, _relative(world, _person(world), "Sumiati"), "persetujuan")


def agree_again(page: Page, world: World) -> None:
    _at(page, _withdrawn(world, _person(world)), "persetujuan")


def note(page: Page, world: World) -> None:
    _at(page, _relative(world, _person(world), "Sumiati"), "catat")


def note_wrong(page: Page, world: World) -> None:
    note(page, world)
    with page.expect_navigation():
        page.locator("main form .btn-primary").click()
