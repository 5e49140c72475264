"""Accessibility of the page in a window, by axe-core."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

# WCAG 2.2 AA, which holds 2.1 AA, and what axe's makers advise beyond it.
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
OPTIONS = {
    "runOnly": {"type": "tag", "values": RULES},
    "resultTypes": ["violations"],
    "preload": False,  # only rules about sound and turned screens read the stylesheets again
    "iframes": False,  # our pages have none, and the CSP allows none
    "selectors": False,  # what is told of an element is its HTML
}
SCRIPT = Axe().axe_script


def violations(page: Page) -> list[str]:
    """Return one line for each element that breaks a rule."""
    page.evaluate(SCRIPT)
    # What passed stays in the browser: it is many times as much.
    broken = page.evaluate("async (options) => (await axe.run(options)).violations", OPTIONS)
    return [
        f"{rule['id']}: {node['html'][:160]} ({' '.join(node['failureSummary'].split())[:200]})"
        for rule in broken
        for node in rule["nodes"]
    ]
