"""What a screen is: a page in one of its states, and what leads there."""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page

from tests.browser.world import World

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
