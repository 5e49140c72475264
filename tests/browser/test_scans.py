"""The signed paper, photographed and attached to its sheet; the office opens it."""

import pytest
from playwright.sync_api import Page, expect

from jombang_umkm.models import User
from participants.models import Custody
from programs.models import Session, SheetScan
from programs.rules.attendance import Entry
from tests.browser.conftest import OpenWindow
from tests.browser.sheet import Sheet, recorded
from tests.browser.window import PHONE, WIDE, Width
from tests.factories.files import drawn, file_of, pdf
from tests.factories.jombang_umkm import StaffFactory


def _photo() -> bytes:
    """Return a photo as a phone takes it: large, and lying on its side."""
    exif = drawn().getexif()
    exif[0x0112] = 6
    return file_of(drawn((3000, 4000)).transpose(2), exif=exif)


def _choose(page: Page, content: bytes, name: str = "IMG_2041.jpg") -> None:
    page.locator("#id_pindaian").set_input_files(
        {"name": name, "mimeType": "image/jpeg", "buffer": content}
    )


def _attach(page: Page, content: bytes) -> None:
    _choose(page, content)
    with page.expect_navigation():
        page.locator("[name=lampirkan]").click()


def _leaves_a_question(page: Page) -> list[str]:
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    return asked


@pytest.mark.parametrize("width", [WIDE, PHONE], ids=lambda width: width.name)
def test_the_officer_attaches_a_photo_and_the_office_opens_it(
    open_window: OpenWindow, session: Session, officer: User, width: Width
) -> None:
    page = open_window(width, user=officer)
    Sheet.open(page, session)
    _attach(page, _photo())
    expect(page.locator(".scans .notice--success")).to_be_focused()
    expect(page.locator(".scans .notice--success")).to_be_in_viewport()

    office = open_window(width, user=StaffFactory(office=session.program.office))
    Sheet.open(office, session)
    expect(office.locator(".scans")).to_contain_text(officer.full_name)
    expect(
        office.locator("[data-scan-file], .scans form, .scans a[href$='/lepas/']")
    ).to_have_count(0)
    office.locator(".scans img").scroll_into_view_if_needed()
    with office.expect_popup() as opened:
        office.locator(".scan__page").click()
    picture = opened.value.locator("img")
    size = picture.evaluate("(image) => [image.naturalWidth, image.naturalHeight]")
    assert size == [1650, 2200]


def test_marks_and_notes_that_are_not_saved_survive(
    open_window: OpenWindow, session: Session, officer: User, stays: list[Custody]
) -> None:
    sheet = Sheet.open(open_window(user=officer), session)
    asked = _leaves_a_question(sheet.page)
    sheet.set(stays[0], "HADIR")
    sheet.set(stays[1], "TERLAMBAT")
    sheet.minutes(stays[1]).fill("15")
    sheet.note(stays[1]).fill("dari klinik")
    _attach(sheet.page, pdf(2))
    assert asked == []
    expect(sheet.page.locator(".scan")).to_have_count(2)
    expect(sheet.page.locator(".scans .notice--success")).to_be_focused()
    sheet.expect_marked(stays[0], "HADIR")
    sheet.expect_marked(stays[1], "TERLAMBAT")
    expect(sheet.minutes(stays[1])).to_have_value("15")
    expect(sheet.note(stays[1])).to_have_value("dari klinik")
    expect(sheet.unsaved).to_have_count(2)
    expect(sheet.draft).to_be_hidden()
    assert recorded(session) == {}
    sheet.save()
    expected = {stays[0].pk: Entry("HADIR"), stays[1].pk: Entry("TERLAMBAT", 15, "dari klinik")}
    assert recorded(session) == expected


def test_a_draft_still_on_offer_survives_too(
    open_window: OpenWindow, session: Session, officer: User, stays: list[Custody]
) -> None:
    sheet = Sheet.open(open_window(user=officer), session)
    sheet.set(stays[0], "HADIR")
    context = sheet.page.context
    sheet.page.close(run_before_unload=False)
    sheet = Sheet.open(context.new_page(), session)
    expect(sheet.draft).to_be_visible()
    _attach(sheet.page, _photo())
    expect(sheet.page.locator(".scan")).to_have_count(1)
    expect(sheet.draft).to_be_visible()


def test_a_file_that_is_refused_says_why_beside_the_field(
    open_window: OpenWindow, session: Session, officer: User, stays: list[Custody]
) -> None:
    sheet = Sheet.open(open_window(user=officer), session)
    sheet.set(stays[0], "SAKIT")
    _attach(sheet.page, b"<!doctype html><script>alert(1)</script>")
    expect(sheet.page.locator(".scans").get_by_role("alert")).to_be_focused()
    sheet.expect_marked(stays[0], "SAKIT")
    assert not SheetScan.objects.exists()


def test_save_takes_a_chosen_file_along(
    open_window: OpenWindow, session: Session, officer: User, stays: list[Custody]
) -> None:
    sheet = Sheet.open(open_window(user=officer), session)
    sheet.set(stays[0], "HADIR")
    _choose(sheet.page, _photo())
    sheet.save()
    assert recorded(session) == {stays[0].pk: Entry("HADIR")}
    expect(sheet.page.locator(".scan")).to_have_count(1)


def test_enter_saves_and_attaches_nothing(
    open_window: OpenWindow, session: Session, officer: User, stays: list[Custody]
) -> None:
    """Enter presses the first button of a form: that must not be the one beside the file."""
    sheet = Sheet.open(open_window(user=officer), session)
    sheet.set(stays[0], "IZIN")
    sheet.note(stays[0]).fill("sidang")
    with sheet.page.expect_navigation():
        sheet.note(stays[0]).press("Enter")
    assert recorded(session) == {stays[0].pk: Entry("IZIN", None, "sidang")}
    expect(sheet.page.locator(".scans .notice")).to_have_count(0)


def test_a_page_is_taken_off_with_a_reason(
    open_window: OpenWindow, session: Session, officer: User
) -> None:
    page = open_window(user=officer)
    Sheet.open(page, session)
    _attach(page, _photo())
    with page.expect_navigation():
        page.locator(".scan a[href$='/lepas/']").click()
    with page.expect_navigation():
        page.locator("main .btn-primary").click()
    expect(page.get_by_role("alert")).to_be_focused()
    assert SheetScan.objects.attached().exists()
    page.locator("#id_reason").fill("Foto daftar lain")
    with page.expect_navigation():
        page.locator("main .btn-primary").click()
    expect(page.locator(".scans .notice--success")).to_be_focused()
    expect(page.locator(".scan")).to_have_count(0)
    assert SheetScan.objects.get().removal_reason == "Foto daftar lain"


@pytest.mark.parametrize("width", [WIDE, PHONE], ids=lambda width: width.name)
def test_without_script_it_is_attached_and_marks_stay(
    open_window: OpenWindow, session: Session, officer: User, stays: list[Custody], width: Width
) -> None:
    page = open_window(width, user=officer, java_script_enabled=False)
    sheet = Sheet.open(page, session)
    sheet.set(stays[0], "ALPA")
    sheet.set(stays[1], "IZIN")
    sheet.note(stays[1]).fill("sidang")
    _attach(page, _photo())
    expect(page.locator(".scan")).to_have_count(1)
    expect(page.locator(".scans .notice--success")).to_be_focused()
    sheet.expect_marked(stays[0], "ALPA")
    expect(sheet.note(stays[1])).to_have_value("sidang")
    sheet.save()
    assert recorded(session) == {
        stays[0].pk: Entry("ALPA"),
        stays[1].pk: Entry("IZIN", None, "sidang"),
    }


def test_without_script_save_says_that_the_chosen_file_stays_behind(
    open_window: OpenWindow, session: Session, officer: User, stays: list[Custody]
) -> None:
    page = open_window(user=officer, java_script_enabled=False)
    sheet = Sheet.open(page, session)
    sheet.set(stays[0], "HADIR")
    _choose(page, _photo())
    sheet.save()
    assert recorded(session) == {stays[0].pk: Entry("HADIR")}
    expect(page.locator("main .notice--error")).to_be_visible()
    assert not SheetScan.objects.exists()
