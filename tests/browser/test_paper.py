"""The round trip of a list: printed, signed, typed back, its scan attached and seen outside."""

import re
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from jombang_umkm.models import IssuedDocument, User
from participants.models import Custody
from programs.models import PrintedSheet, Session, SheetSave
from programs.rules.attendance import Entry
from tests.browser.conftest import OpenWindow
from tests.browser.sheet import Sheet, recorded, url_of
from tests.browser.window import PHONE, WIDE
from tests.factories.files import pdf
from tests.factories.jombang_umkm import StaffFactory


def _print(page: Page, session: Session) -> str:
    """Print the list from its sheet, and return what poppler reads in the PDF."""
    page.goto(url_of(session))
    page.get_by_role("link", name="Cetak daftar hadir").click()
    with page.context.expect_page(), page.expect_request_finished():
        page.get_by_role("button", name="Cetak").click()
    document = IssuedDocument.objects.get()
    answer = page.request.get(f"/dokumen/{document.pk}/pdf/")
    assert answer.headers["content-type"] == "application/pdf"
    reading = ["pdftotext", "-raw", "-", "-"]
    done = subprocess.run(reading, input=answer.body(), capture_output=True, check=True)
    return done.stdout.decode()


@pytest.mark.parametrize("width", [WIDE, PHONE], ids=lambda width: width.name)
def test_a_list_goes_out_and_comes_back(
    width,
    open_window: OpenWindow,
    session: Session,
    officer: User,
    stays: list[Custody],
    tmp_path: Path,
) -> None:
    page = open_window(width, user=officer)
    text = _print(page, session)
    number = re.search(r"Nomor: (\S+)", text)[1]  # type: ignore[index]
    squeezed = "".join(text.split())
    places = [squeezed.index("".join(stay.participant.formal_name.split())) for stay in stays]
    assert places == sorted(places)

    # A scanner types the number and Enter.
    page.goto("/hari-ini/")
    page.get_by_role("link", name="Ketik dari kertas").click()
    expect(page.locator("#id_number")).to_be_focused()
    page.keyboard.type(number)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    sheet = Sheet(page)
    expect(page.get_by_role("heading", name=f"lembar {number}")).to_be_visible()

    # Two exceptions, then the rest.
    sheet.set(stays[3], "SAKIT")
    sheet.set(stays[11], "TIDAK_DIKELUARKAN")
    sheet.mark_rest_button.click()
    sheet.expect_counts(18, 2, 0)
    page.locator("#id_signed_by").fill("Endang Lestari; Bagus Wicaksono")
    sheet.save()
    assert recorded(session) == {
        stay.pk: Entry({3: "SAKIT", 11: "TIDAK_DIKELUARKAN"}.get(place, "HADIR"))
        for place, stay in enumerate(stays)
    }
    save = SheetSave.objects.get()
    assert save.paper == PrintedSheet.objects.get()
    assert (save.saved_by, save.signed_by) == (officer, "Endang Lestari; Bagus Wicaksono")

    # The signed paper, as the office's scanner writes it.
    signed = {"name": "daftar.pdf", "mimeType": "application/pdf", "buffer": pdf(1)}
    page.locator("[data-scan-file]").set_input_files(signed)
    with page.expect_navigation():
        page.locator("[name=lampirkan]").click()
    expect(page.locator(".scans img")).to_have_count(1)

    office = open_window(user=StaffFactory(office=session.program.office))
    office.goto(url_of(session))
    expect(office.get_by_text("18").first).to_be_visible()
    expect(office.locator(".scans img")).to_have_count(1)
    scan = office.locator(".scans a").first.get_attribute("href")
    assert scan
    assert office.request.get(scan).headers["content-type"] == "image/jpeg"


def test_an_officer_of_another_prison_finds_none_of_it(
    open_window: OpenWindow, session: Session, officer: User
) -> None:
    page = open_window(user=officer)
    _print(page, session)
    document = IssuedDocument.objects.get()
    stranger = open_window(user=StaffFactory())
    for path in (f"/dokumen/{document.pk}/", f"/dokumen/{document.pk}/pdf/"):
        assert stranger.request.get(path).status == 404
