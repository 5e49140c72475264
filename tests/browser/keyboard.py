"""Whoever has only a keyboard: keys, and where the focus stands."""

from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Page, expect

# What has the focus, whether it is in sight and not behind something else, and has a ring.
FOCUSED = """
() => {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const shape = element.closest("label") ?? element;
  const box = (element.type === "radio" ? shape : element).getBoundingClientRect();
  const over = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  const rings = [element, element.nextElementSibling, shape].filter(Boolean);
  return {
    what: element.id || element.name || element.getAttribute("href") || element.outerHTML,
    value: element.value ?? "",
    inSight: over !== null && shape.contains(over) && box.bottom <= innerHeight && box.top >= 0,
    // The parts of a date have no ring of ours: the browser shows which one is on.
    hasRing: element.type === "date"
      || rings.some((each) => getComputedStyle(each).outlineStyle !== "none"),
  };
}
"""


@dataclass(frozen=True)
class Keyboard:
    """The keyboard of one window."""

    page: Page

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)

    def press_and_go(self, key: str) -> None:
        """Press a key that leads to another page, and wait for it."""
        with self.page.expect_navigation():
            self.press(key)

    def focused(self) -> dict[str, Any]:
        """Return what has the focus, after making sure that one sees it."""
        found = self.page.evaluate(FOCUSED)
        assert found is not None, "nothing has the focus"
        assert found["inSight"], f"the focus is out of sight: {found}"
        assert found["hasRing"], f"the focus has no ring: {found}"
        return found

    def tab_to(self, selector: str, *, within: int = 13) -> list[str]:
        """Press Tab until that element has the focus, and return what had it on the way."""
        target = self.page.locator(selector)
        passed = []
        for _step in range(within):
            self.press("Tab")
            if target.evaluate("element => element === document.activeElement"):
                self.focused()
                return passed
            passed.append(self.focused()["what"])
        raise AssertionError(f"{selector} not reached by Tab; passed {passed}")

    def expect_on(self, selector: str) -> None:
        """That element has the focus, in sight."""
        expect(self.page.locator(selector)).to_be_focused()
        self.focused()
