"""Going through screens: each is looked at by axe, measured, and pictured if asked for."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from django.urls import resolve
from playwright.sync_api import Page, Response

from tests.browser.axe import violations
from tests.browser.screen import Screen
from tests.browser.window import NARROWEST, Width, overflow
from tests.browser.world import World


@dataclass
class Walk:
    """A walk of one person, in one window."""

    page: Page
    world: World
    role: str
    width: Width
    folder: Path | None
    faults: list[str] = field(default_factory=list)
    _status: int = 0

    def past(self, screens: Iterable[Screen]) -> list[str]:
        """Return what is wrong with these screens, each shown from the same start."""
        self.page.on("response", self._note)
        cookies = self.page.context.cookies()
        for screen in screens:
            self.page.context.clear_cookies()
            self.page.context.add_cookies(cookies)  # type: ignore[arg-type]
            screen.show(self.page, self.world)
            self.faults += [f"{screen.name}: {fault}" for fault in self._look_at(screen)]
            self.page.evaluate("localStorage.clear()")
        return self.faults

    def _note(self, response: Response) -> None:
        if response.request.is_navigation_request():
            self._status = response.status

    def _look_at(self, screen: Screen) -> Iterable[str]:
        if self._status != screen.status:
            yield f"answered {self._status}"
        if screen.url_name and resolve(urlsplit(self.page.url).path).view_name != screen.url_name:
            yield f"is at {self.page.url}"
        if self.folder:
            self._take_picture(self.folder / f"{self.role}-{screen.name}-{self.width.name}.png")
        yield from violations(self.page)
        yield from self._scrolls_sideways()

    def _take_picture(self, path: Path) -> None:
        """Picture the whole page in a window as high, so that the save bar stands at its end."""
        height = self.page.evaluate("document.documentElement.scrollHeight")
        self._resize(self.width.width, max(height, self.width.height))
        self.page.screenshot(path=path, animations="disabled")
        self._resize(self.width.width, self.width.height)

    def _resize(self, width: int, height: int) -> None:
        self.page.set_viewport_size({"width": width, "height": height})
        # What a script places anew after that stands there in the next frame but one.
        self.page.evaluate(
            "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
        )

    def _scrolls_sideways(self) -> Iterable[str]:
        if overflow(self.page) > 0:
            yield f"is {overflow(self.page)} px too wide"
        if self.width.is_phone:
            self._resize(NARROWEST, self.width.height)
            if overflow(self.page) > 0:
                yield f"is {overflow(self.page)} px too wide at {NARROWEST} px"
            self._resize(self.width.width, self.width.height)
