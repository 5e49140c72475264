"""Windows of the two sizes everything must work at, and a watch over what goes wrong in them."""

from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Response, WebError

REPORT_VIOLATIONS = """
addEventListener("securitypolicyviolation", (event) => console.error(
  `Content-Security-Policy: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`
));
"""


@dataclass(frozen=True)
class Width:
    """A size of window, and how it is operated."""

    name: str
    width: int
    height: int
    is_phone: bool = False

    @property
    def context(self) -> dict[str, Any]:
        """The options of a Playwright context."""
        return {
            "viewport": {"width": self.width, "height": self.height},
            "is_mobile": self.is_phone,
            "has_touch": self.is_phone,
        }


WIDE = Width("1280", 1280, 900)
PHONE = Width("390", 390, 844, is_phone=True)
WIDTHS = (WIDE, PHONE)
NARROWEST = 320


@dataclass
class Watch:
    """Notes errors in scripts and on the console, forbidden by the CSP, and missing files."""

    faults: list[str] = field(default_factory=list)

    def over(self, context: BrowserContext) -> None:
        context.add_init_script(REPORT_VIOLATIONS)
        context.on("console", self._console)
        context.on("weberror", self._error)
        context.on("response", self._response)

    def _console(self, message: ConsoleMessage) -> None:
        # That a page was answered with 404 or 409 is told here too; _response() knows which may.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            self.faults.append(f"{message.text} at {message.location['url']}")

    def _error(self, error: WebError) -> None:
        self.faults.append(f"{error.error} at {error.page.url if error.page else '?'}")

    def _response(self, response: Response) -> None:
        if response.status >= 400 and not response.request.is_navigation_request():
            self.faults.append(f"{response.status} for {response.url}")


def overflow(page: Page) -> int:
    """Return by how many pixels the page is wider than its window; a phone would zoom out."""
    window = page.viewport_size
    assert window is not None
    return page.evaluate("document.documentElement.scrollWidth") - window["width"]


def inside(page: Page, selector: str) -> bool:
    """Return whether the whole element lies in the part of the page that is in sight."""
    return page.locator(selector).evaluate(
        """element => {
          const box = element.getBoundingClientRect();
          return box.top >= 0 && box.left >= 0 && box.bottom <= visualViewport.height + 0.5
            && box.right <= visualViewport.width + 0.5;
        }"""
    )
