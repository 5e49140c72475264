"""Every screen, by who sees it, and what leads to it; the names are those of the pictures."""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page

from programs.models import Session
from tests.browser.sheet import Sheet, url_of
from tests.browser.urls_with_fault import FAULT
from tests.browser.world import World
from tests.factories.jombang_umkm import PASSWORD
from tests.factories.programs import record

Show = Callable[[Page, World], object]


@dataclass(frozen=True)
class Screen:
    """A page in one of its states; `url_name` is the address it must be at."""

    name: str
    url_name: str
    show: Show
    status: int = 200


def at(path: str | Callable[[World], str]) -> Show:
    """Return what opens that address."""
    return lambda page, world: page.goto(path if isinstance(path, str) else path(world))


def sheet_of(name: str) -> Show:
    """Return what opens the sheet of the session that the world has under that name."""
    return at(lambda world: url_of(getattr(world, name)))


# Signing in, and what goes wrong before it.


def sign_in(page: Page, username: str, password: str = PASSWORD) -> None:
    page.locator("#id_username").fill(username)
    page.locator("#id_password").fill(password)
    with page.expect_navigation():
        page.locator("#id_password").press("Enter")


def _wrong_password(page: Page, world: World, times: int = 1) -> None:
    page.goto("/masuk/")
    for _try in range(times):
        sign_in(page, "petugas", "salah-sandi-ini")


def _locked(page: Page, world: World) -> None:
    _wrong_password(page, world, times=5)


def _idle(page: Page, world: World) -> None:
    page.goto("/masuk/")
    page.context.add_cookies([{"name": "signed_in", "value": "1", "url": page.url}])
    page.goto("/hari-ini/")


def _out_of_date(page: Page, world: World) -> None:
    page.goto("/masuk/")
    page.context.clear_cookies()
    sign_in(page, "petugas")


# The sheet in its states.


def _half_marked(page: Page, session: Session) -> Sheet:
    """Mark every third person of a sheet, each in another way."""
    sheet = Sheet.open(page, session)
    rows = page.locator("[data-row]")
    marks = ("HADIR", "TERLAMBAT", "IZIN", "SAKIT", "ALPA", "TIDAK_DIKELUARKAN")
    for number, mark in enumerate(marks):
        rows.nth(number * 3).locator(f"[value={mark}]").check()
    page.locator("[name^=t-]:visible").first.fill("15")
    return sheet


def _marked(page: Page, world: World) -> None:
    _half_marked(page, world.sheet)


def _saved(page: Page, world: World) -> None:
    _half_marked(page, world.sheet).save()


def _with_error(page: Page, world: World) -> None:
    sheet = Sheet.open(page, world.sheet)
    late, other = world.people[7:9]
    sheet.set(other, "HADIR")
    sheet.set(late, "TERLAMBAT")
    sheet.minutes(late).fill("abc")
    sheet.save()


def _conflict(page: Page, world: World) -> None:
    sheet = Sheet.open(page, world.sheet)
    disputed = world.people[2]
    for stay in world.people[1:5]:
        sheet.set(stay, "HADIR")
    record(world.sheet, {disputed: "SAKIT"}, by=world.users["colleague"])
    sheet.save()


def _reason_needed(page: Page, world: World) -> None:
    sheet = Sheet.open(page, world.recorded)
    sheet.set(world.mark.custody, "IZIN")
    sheet.save()


def _draft(page: Page, world: World) -> None:
    _marked(page, world)
    Sheet.open(page, world.sheet)


def _signed_out(page: Page, world: World) -> None:
    sheet = _half_marked(page, world.sheet)
    page.context.clear_cookies(name="sessionid")
    sheet.save()


def _carried(page: Page, world: World) -> None:
    _signed_out(page, world)
    sign_in(page, "petugas")


def _to_confirm(page: Page, world: World) -> None:
    _signed_out(page, world)
    sign_in(page, world.users["colleague"].username)


PROGRAM = Screen("program", "program", at(lambda world: f"/pelatihan/{world.program.pk}/"))
COURSE = Screen("course", "course", at(lambda world: f"/kelas/{world.course.pk}/"))
PROGRAMS = Screen("programs", "programs", at("/pelatihan/"))
TODAY = Screen("today", "today", at("/hari-ini/"))
HISTORY = Screen(
    "mark-history",
    "mark_history",
    at(lambda world: f"{url_of(world.recorded)}{world.mark.custody_id}/"),
)
NOT_FOUND = Screen("404", "", at("/tidak/ada/"), status=404)

SCREENS: dict[str, tuple[Screen, ...]] = {
    "visitor": (
        Screen("sign-in", "sign_in", at("/masuk/")),
        Screen("sign-in-wrong", "sign_in", _wrong_password),
        Screen("sign-in-locked", "sign_in", _locked, status=429),
        Screen("sign-in-idle", "sign_in", _idle),
        Screen("403-csrf", "sign_in", _out_of_date, status=403),
        NOT_FOUND,
        Screen("500", "", at(FAULT), status=500),
    ),
    "officer": (
        TODAY,
        Screen("today-other-day", "today", at(lambda w: f"/hari-ini/?tanggal={w.tomorrow}")),
        Screen("today-no-session", "today", at("/hari-ini/?tanggal=2026-11-22")),
        Screen("today-no-date", "today", at("/hari-ini/?tanggal=kemarin")),
        PROGRAMS,
        PROGRAM,
        COURSE,
        HISTORY,
        Screen("sheet", "sheet", sheet_of("sheet")),
        Screen("sheet-by-block", "sheet", at(lambda w: f"{url_of(w.sheet)}?urut=blok")),
        Screen("sheet-marked", "sheet", _marked),
        Screen("sheet-draft", "sheet", _draft),
        Screen("sheet-error", "sheet", _with_error, status=409),
        Screen("sheet-signed-out", "sheet", _signed_out),
        Screen("sheet-carried", "sheet", _carried),
        Screen("sheet-to-confirm", "sheet", _to_confirm),
        Screen("sheet-conflict", "sheet", _conflict, status=409),
        Screen("sheet-saved", "sheet", _saved),
        Screen("sheet-half-recorded", "sheet", sheet_of("half_recorded")),
        Screen("sheet-recorded", "sheet", sheet_of("recorded")),
        Screen("sheet-reason-needed", "sheet", _reason_needed, status=409),
        Screen("sheet-early", "sheet", sheet_of("early")),
        Screen("sheet-cancelled", "sheet", sheet_of("cancelled")),
        Screen("sheet-future", "sheet", sheet_of("future")),
        Screen("sheet-locked", "sheet", sheet_of("locked")),
        Screen("403", "", at("/admin/"), status=403),
        NOT_FOUND,
    ),
    "staff": (
        Screen("home", "home", at("/")),
        TODAY,
        PROGRAMS,
        PROGRAM,
        COURSE,
        HISTORY,
        Screen("sheet-to-read", "sheet", sheet_of("recorded")),
        Screen("sheet-to-read-empty", "sheet", sheet_of("sheet")),
        Screen("sheet-to-read-future", "sheet", sheet_of("future")),
    ),
    # Of an office that has nothing yet.
    "stranger": (
        Screen("home-empty", "home", at("/")),
        Screen("today-empty", "today", at("/hari-ini/")),
        Screen("programs-empty", "programs", at("/pelatihan/")),
    ),
    "administrator": (
        Screen("home", "home", at("/")),
        TODAY,
        PROGRAMS,
        COURSE,
        Screen("sheet-to-read", "sheet", sheet_of("recorded")),
    ),
}

# Addresses without a screen of their own, and why.
NO_SCREEN = {
    "sign_out": "takes posts only, and leads to the sign-in",
    "set_language": "takes posts only, and leads back",
    "sheet_undo": "takes posts only, and leads back to the sheet",
    "health": "answers a machine",
    "favicon.ico": "a picture",
    "admin/login/": "leads to the sign-in",
    "admin/logout/": "the same as sign_out",
}
