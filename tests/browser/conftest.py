"""A real Chromium before a real server and a real database; nothing is mocked."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page, expect

from jombang_umkm.models import User
from participants.models import Custody
from programs.models import Session
from programs.rules.attendance import SheetOrder, in_order
from tests.browser.window import WIDE, Watch, Width
from tests.clock import NOW
from tests.factories.jombang_umkm import OfficerFactory
from tests.factories.programs import make_class, stays_on

# Playwright keeps an event loop in this thread from its first use on, also between
# tests; Django would take every statement after it for one from asynchronous code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

# The first is the same browser without its own windows and menus: a window opens in a third
# of the time.
CHROMIUM = (
    "chromium-headless-shell",
    *("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"),
)
PATIENCE = 15_000  # milliseconds; a machine may be shared

expect.set_options(timeout=PATIENCE)

OpenWindow = Callable[..., Page]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--screens", metavar="FOLDER", help="write a picture of every screen there")


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    found = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if found is None:
        missing = "Chromium is missing: apt-get install chromium"
        pytest.fail(missing) if os.environ.get("CI") == "true" else pytest.skip(missing)
    return {"executable_path": found, "args": ["--no-sandbox", "--disable-dev-shm-usage"]}


@pytest.fixture(autouse=True)
def clock(transactional_db: None) -> Iterator[time_machine.Traveller]:
    """The server's clock: it runs, from the same moment in every test, and can be moved on."""
    with time_machine.travel(NOW, tick=True) as traveller:
        yield traveller


@pytest.fixture
def open_window(browser: Browser, live_server: Any) -> Iterator[OpenWindow]:
    """Opens a window in a browser of its own; whatever goes wrong in any of them fails the test.

    Called with a width, with `user=` who is signed in there, and with further options of a
    Playwright context.
    """
    watch, contexts = Watch(), []

    def open_one(width: Width = WIDE, *, user: User | None = None, **options: Any) -> Page:
        context = browser.new_context(
            base_url=live_server.url,
            locale="id-ID",
            timezone_id="Asia/Jakarta",
            **width.context,
            **options,
        )
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        watch.over(context)
        if user is not None:
            context.add_cookies([{**_signed_in(user), "url": live_server.url}])
        return context.new_page()

    yield open_one
    for context in contexts:
        context.close()
    assert watch.faults == []


def _signed_in(user: User) -> dict[str, str]:
    """Return the cookie of a session in which that user is signed in."""
    client = Client()
    client.force_login(user, backend="jombang_umkm.sign_in.WithPlace")
    return {
        "name": settings.SESSION_COOKIE_NAME,
        "value": client.cookies[settings.SESSION_COOKIE_NAME].value,
    }


@pytest.fixture
def pictures(pytestconfig: pytest.Config) -> Path | None:
    """Where a picture of every screen is wanted, if anywhere."""
    folder = pytestconfig.getoption("--screens", default=None)
    return Path(folder) if folder else None


@pytest.fixture
def session(clock: time_machine.Traveller) -> Session:
    """Today's session with twenty people, just over."""
    return make_class(20)


@pytest.fixture
def stays(session: Session) -> list[Custody]:
    """The people of that session, as its sheet lists them."""
    return in_order(stays_on(session), SheetOrder.NAME)


@pytest.fixture
def officer(session: Session) -> User:
    """Who records that session."""
    return OfficerFactory(facility=session.program.facility)
