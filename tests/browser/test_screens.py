"""Every screen of every role in a wide window: axe, the CSP, and nothing scrolls sideways."""

from pathlib import Path
from typing import Any

import pytest

from tests.architecture.source import lines
from tests.architecture.test_addresses import OURS
from tests.browser.conftest import OpenWindow
from tests.browser.screens import NO_SCREEN, SCREENS
from tests.browser.walk import Walk
from tests.browser.window import WIDE, Width
from tests.browser.world import World


def test_every_address_has_a_screen_or_a_reason() -> None:
    named = {screen.url_name for screens in SCREENS.values() for screen in screens} - {""}
    shown = {name for name in named if not name.startswith("admin:")}
    assert shown | NO_SCREEN.keys() == {address.key for address in OURS}
    assert not shown & NO_SCREEN.keys()


def faults(
    role: str, width: Width, open_window: OpenWindow, pictures: Path | None, settings: Any
) -> list[str]:
    """Return what is wrong with the screens of a role."""
    settings.ROOT_URLCONF = "tests.browser.urls_with_fault"
    world = World.planted()
    page = open_window(width, user=world.users.get(role))
    return Walk(page, world, role, width, pictures).past(SCREENS[role])


@pytest.mark.parametrize("role", SCREENS)
def test_screens(role: str, open_window: OpenWindow, pictures: Path | None, settings: Any) -> None:
    found = faults(role, WIDE, open_window, pictures, settings)
    assert not found, lines(found)
