"""Two records are merged by an officer, and made two again by an administrator."""

import re

import pytest
from playwright.sync_api import Page, expect

from jombang_umkm.models import User
from participants.models import Custody, Merge, Participant
from tests.browser.axe import violations
from tests.browser.conftest import OpenWindow
from tests.browser.window import WIDE, WIDTHS, Width
from tests.factories.jombang_umkm import AdministratorFactory
from tests.factories.participants import CustodyFactory

every_width = pytest.mark.parametrize("width", WIDTHS, ids=lambda width: width.name)


@pytest.fixture
def twice(officer: User) -> list[Custody]:
    """One stay that was entered twice."""
    return [
        CustodyFactory(
            participant__full_name=name,
            participant__parent_name="WAGIMAN",
            participant__birth_place=place,
            facility=officer.facility,
            registration_no=number,
        )
        for name, place, number in (
            ("Moh. Zakaria", "Jombang", "B.I 701/2026"),
            ("Mohamad Zakariya", "Kediri", "B.I 702/2026"),
        )
    ]


def submit(page: Page, name: str) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name=name, exact=True).click()


def choose(page: Page, legend: str, value: str) -> None:
    page.get_by_role("group", name=legend, exact=True).get_by_text(value, exact=False).check()


def compare(page: Page) -> None:
    page.goto("/warga-binaan/")
    page.get_by_role("link", name="Mungkin orang yang sama").click()
    pair = page.locator(".pairs > li").filter(has_text="Zakaria")
    expect(pair).to_contain_text("hampir sama")
    with page.expect_navigation():
        pair.get_by_role("link", name="Bandingkan").click()


@every_width
def test_merged_by_an_officer_and_undone_by_an_administrator(
    open_window: OpenWindow, officer: User, twice: list[Custody], width: Width
) -> None:
    page = open_window(width, user=officer)
    compare(page)
    assert page.locator(".is-different").count() == 2

    # Nothing is chosen by itself: what is missing is named, and has the focus.
    submit(page, "Gabungkan kedua catatan")
    expect(page.locator("[role=alert]")).to_be_focused()
    expect(page.locator("[role=alert]")).to_contain_text("Tempat lahir")
    assert not list(violations(page))

    choose(page, "Catatan mana yang tetap dipakai?", "Moh. Zakaria")
    for question in page.locator(".merge-form .choose").all()[1:]:
        question.locator("input").first.check()
    choose(page, "Nama lengkap", "Moh. Zakaria")
    choose(page, "Tempat lahir", "Kediri")
    submit(page, "Gabungkan kedua catatan")
    expect(page.locator("h1")).to_have_text("Moh. Zakaria")
    expect(page.locator("main")).to_contain_text("alias Mohamad Zakariya")
    expect(page.locator("main")).to_contain_text("Kediri")
    expect(page.locator("main")).to_contain_text("Digabung dengan catatan Mohamad Zakariya")
    assert not list(violations(page))

    # Its old address leads on, and it is in no list.
    absorbed = Merge.objects.get().absorbed_id
    page.goto(f"/warga-binaan/{absorbed}/")
    expect(page.locator("h1")).to_have_text("Moh. Zakaria")
    page.goto("/warga-binaan/?cari=zakari")
    expect(page.locator("[data-list] tbody tr")).to_have_count(1)

    keeper = open_window(width, user=AdministratorFactory())
    keeper.goto(f"/warga-binaan/{Merge.objects.get().kept_id}/")
    keeper.get_by_role("link", name="Apa yang digabung").first.click()
    keeper.get_by_label("Alasan pembatalan").fill("Kakak beradik")
    submit(keeper, "Jadikan dua catatan lagi")
    expect(keeper.locator("h1")).to_have_text("Mohamad Zakariya")
    assert not list(violations(keeper))

    page.reload()
    expect(page.locator("[data-list] tbody tr")).to_have_count(2)
    assert (
        Participant.objects.filter(full_name__in=["Moh. Zakaria", "Mohamad Zakariya"]).count() == 2
    )


def test_told_apart_and_that_taken_back(
    open_window: OpenWindow, officer: User, twice: list[Custody]
) -> None:
    page = open_window(WIDE, user=officer)
    page.goto("/warga-binaan/ganda/")
    pair = page.locator(".pairs > li").filter(has_text="Zakaria")
    with page.expect_navigation():
        pair.get_by_role("button", name="Bukan orang yang sama").click()
    expect(page.get_by_role("link", name="Moh. Zakaria")).to_have_count(0)
    page.locator("summary").click()
    with page.expect_navigation():
        pair.get_by_role("button", name="Tarik kembali").click()
    expect(pair.get_by_role("link", name="Bandingkan")).to_be_visible()

    # Once more, and taken back where it was found to be wrong.
    compare(page)
    address = page.url
    submit(page, "Bukan orang yang sama")
    page.goto(address)
    expect(page.get_by_role("heading", name="Belum dapat digabung")).to_be_visible()
    with page.expect_navigation():
        page.get_by_role("button", name="Tarik kembali").click()
    expect(page.get_by_role("button", name="Gabungkan kedua catatan")).to_be_visible()
    assert not list(violations(page))


def test_without_script_a_double_click_merges_once(
    open_window: OpenWindow, officer: User, twice: list[Custody]
) -> None:
    page = open_window(WIDE, user=officer, java_script_enabled=False)
    compare(page)
    for question in page.locator(".merge-form .choose").all():
        question.locator("input").first.check()
    # The second click may break off the answer to the first: only where it ends is certain.
    page.get_by_role("button", name="Gabungkan kedua catatan").dblclick()
    expect(page).to_have_url(re.compile(r"/warga-binaan/\d+/$"))
    expect(page.locator("h1")).to_contain_text("Zakari")
    assert Merge.objects.count() == 1


def test_whom_no_suggestion_finds_is_found_by_name(
    open_window: OpenWindow, officer: User, twice: list[Custody]
) -> None:
    other = CustodyFactory(
        participant__full_name="Sutopo", participant__birth_date=None, facility=officer.facility
    )
    page = open_window(WIDE, user=officer)
    page.goto(f"/warga-binaan/{other.participant_id}/")
    with page.expect_navigation():
        page.get_by_role("link", name="Bandingkan dengan catatan lain").click()
    page.get_by_label("Nama, alias, atau nomor registrasi").fill("702")
    with page.expect_navigation():
        page.get_by_role("button", name="Cari").click()
    with page.expect_navigation():
        found = page.locator(".pairs > li").filter(has_text="Mohamad Zakariya")
        found.get_by_role("link", name="Bandingkan").click()
    expect(page.locator(".compared")).to_contain_text("Sutopo")
