"""Somebody is sent to another prison and comes back, through the pages of both."""

from datetime import timedelta

from playwright.sync_api import Page, expect

from jombang_umkm.models import User
from participants.models import Custody, Participant
from programs.models import Session
from tests.browser.conftest import OpenWindow
from tests.browser.sheet import url_of
from tests.factories.jombang_umkm import OfficerFactory
from tests.factories.programs import SessionFactory

A_DAY = timedelta(days=1)


def _submit(page: Page, button: str = "main form .btn-primary") -> None:
    with page.expect_navigation():
        page.locator(button).first.click()


def _send(page: Page, stay: Custody, to: User, *, document_no: str) -> None:
    """Record the transfer on the page of events, today."""
    page.goto(f"/masa/{stay.pk}/peristiwa/")
    page.locator("[name=to][value=TRANSFERRED_OUT]").check()
    page.locator("#id_on").fill("2026-11-24")
    page.locator("#id_document_no").fill(document_no)
    assert to.facility is not None
    page.locator("#id_facility").select_option(str(to.facility.pk))
    _submit(page)


def _accept(page: Page, *, number: str, block: str) -> Custody:
    """Follow the notice on today's page, accept, and return the new stay."""
    page.goto("/hari-ini/")
    page.locator('main a[href="/mutasi/"]').click()
    with page.expect_navigation():
        page.locator("table .btn-primary").click()
    page.locator("#id_registration_no").fill(number)
    page.locator("#id_block").fill(block)
    _submit(page)
    return Custody.objects.get(registration_no=number)


def _values(stay: Custody) -> dict[str, object]:
    return Custody.objects.values().get(pk=stay.pk)


def test_there_and_back(
    open_window: OpenWindow, session: Session, officer: User, stays: list[Custody]
) -> None:
    yesterday = SessionFactory(courses=session.courses.all(), day=session.day - A_DAY)
    first, name = stays[0], stays[0].participant.full_name
    Participant.objects.filter(pk=first.participant_id).update(birth_place="Ngoro Lor")
    Custody.objects.filter(pk=first.pk).update(block="MELATI")
    there = OfficerFactory(full_name="Wulan Sari")
    sender, receiver = open_window(user=officer), open_window(user=there)
    person = f"/warga-binaan/{first.participant_id}/"

    # The receiver sees a stub, and nothing else.
    _send(sender, first, there, document_no="W15.PAS/77/2026")
    receiver.goto("/mutasi/")
    row = receiver.locator("table tbody tr")
    for known in (name, first.registration_no, officer.facility.short_name, "W15.PAS/77/2026"):
        expect(row).to_contain_text(known)
    for hidden in ("MELATI", "Ngoro Lor", person):
        assert hidden not in receiver.content()
    assert receiver.request.get(person).status == 404

    # It accepts: a new stay, on the person's page.
    second = _accept(receiver, number="B.I 9071/2026", block="KENANGA")
    assert receiver.url.endswith(person)
    expect(receiver.locator("main")).to_contain_text("B.I 9071/2026")
    assert (second.facility, second.status) == (there.facility, "CONVICT")

    # What is newer is the receiver's.
    receiver.goto(f"{person}keluarga/tambah/")
    receiver.locator("#id_name").fill("Sumiati")
    receiver.locator("#id_relation").select_option("ORANG_TUA")
    receiver.locator("#id_phone").fill("0812 3456 7890")
    _submit(receiver)
    expect(receiver.locator("main")).to_contain_text("0812-3456-7890")

    # The sender keeps its past roster, and learns nothing newer.
    sender.goto(url_of(yesterday))
    expect(sender.locator(f'[data-row="{first.pk}"]')).to_contain_text(name)
    sender.goto(url_of(session))
    expect(sender.locator(f'[data-row="{first.pk}"]')).to_have_count(0)
    for path in (person, "/mutasi/", url_of(yesterday)):
        assert sender.goto(path).status == 200
        for newer in ("B.I 9071/2026", "KENANGA", "Sumiati", "0812"):
            assert newer not in sender.content(), path
    assert sender.request.get(f"{person}keluarga/").status == 404

    # They come back: a new stay, and the old one untouched.
    before = _values(first)
    _send(receiver, second, officer, document_no="W15.PAS/91/2026")
    third = _accept(sender, number="B.I 9093/2026", block="MAWAR")
    assert _values(first) == before
    assert third.facility == officer.facility
    assert list(Custody.objects.filter(participant=first.participant).order_by("pk")) == [
        first,
        second,
        third,
    ]
    sender.goto(f"{person}keluarga/")
    expect(sender.locator("main")).to_contain_text("Sumiati")
    assert receiver.request.get(f"{person}keluarga/").status == 404
