"""Every screen of every role on a phone: a file of its own, for a worker of its own."""

from pathlib import Path
from typing import Any

import pytest

from tests.architecture.source import lines
from tests.browser.conftest import OpenWindow
from tests.browser.screens import SCREENS
from tests.browser.test_screens import faults
from tests.browser.window import PHONE


@pytest.mark.parametrize("role", SCREENS)
def test_screens(role: str, open_window: OpenWindow, pictures: Path | None, settings: Any) -> None:
    found = faults(role, PHONE, open_window, pictures, settings)
    assert not found, lines(found)
