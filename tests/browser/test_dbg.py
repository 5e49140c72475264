import pytest

from tests.architecture.source import lines
from tests.browser.screens import IMPORTS
from tests.browser.walk import Walk
from tests.browser.window import WIDTHS
from tests.browser.world import World


@pytest.mark.parametrize("width", WIDTHS, ids=lambda width: width.name)
def test_screens(open_window, pictures, width):
    world = World.planted()
    page = open_window(width, user=world.users["officer"])
    faults = Walk(page, world, "officer", width, pictures).past(IMPORTS)
    assert not faults, lines(faults)
