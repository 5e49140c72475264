"""Every screen of every role at both widths: axe, the CSP, and nothing scrolls sideways."""

from pathlib import Path
from typing import Any

import pytest

from tests.architecture.source import lines
from tests.architecture.test_addresses import OURS
from tests.browser.conftest import OpenWindow
from tests.browser.screens import NO_SCREEN, SCREENS
from tests.browser.walk import Walk
from tests.browser.window import WIDTHS, Width
from tests.browser.world import World


def test_every_address_has_a_screen_or_a_reason() -> None:
    named = {screen.url_name for screens in SCREENS.values() for screen in screens} - {""}
    shown = {name for name in named if not name.startswith("admin:")}
    assert shown | NO_SCREEN.keys() == {address.key for address in OURS}
    assert not shown & NO_SCREEN.keys()


@pytest.mark.parametrize("width", WIDTHS, ids=lambda width: width.name)
@pytest.mark.parametrize("role", SCREENS)
def test_screens(
    open_window: OpenWindow, pictures: Path | None, settings: Any, role: str, width: Width
) -> None:
    settings.ROOT_URLCONF = "tests.browser.urls_with_fault"
    world = World.planted()
    page = open_window(width, user=world.users.get(role))
    faults = Walk(page, world, role, width, pictures).past(SCREENS[role])
    assert not faults, lines(faults)
