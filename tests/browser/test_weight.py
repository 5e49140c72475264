"""How much a sheet of twenty weighs; `make bench` measures it through gunicorn."""

from pathlib import Path
from urllib.parse import urlsplit

import brotli
from django.contrib.staticfiles import finders
from playwright.sync_api import Response

from jombang_umkm.models import User
from programs.models import Session
from tests.browser.conftest import OpenWindow
from tests.browser.sheet import Sheet, url_of

KB = 1024
PLAIN = 40 * KB
FIRST_VISIT = 200 * KB


def test_a_sheet_of_twenty(open_window: OpenWindow, session: Session, officer: User) -> None:
    page = open_window(user=officer)
    assert len(page.request.get(url_of(session)).body()) <= PLAIN


def test_the_first_visit_with_all_it_loads(
    open_window: OpenWindow, session: Session, officer: User
) -> None:
    page, loaded = open_window(user=officer), set()

    def note(response: Response) -> None:
        loaded.add(urlsplit(response.url).path)

    page.on("response", note)
    Sheet.open(page, session)
    page.wait_for_load_state("networkidle")
    assets = {path.removeprefix("/static/") for path in loaded if path.startswith("/static/")}
    assert "js/sheet.js" in assets
    page_itself = len(page.request.get(url_of(session)).body())
    assert page_itself + sum(map(_compressed, assets)) <= FIRST_VISIT


def _compressed(name: str) -> int:
    """Return the size that whitenoise sends."""
    found = finders.find(name)
    assert found, name
    return len(brotli.compress(Path(found).read_bytes()))
