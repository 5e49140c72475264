"""What an officer's browser fetches on the first day: sign-in, Hari ini, a sheet, all they name."""

import re
from urllib.parse import urljoin

from tests.benchmarks.browser import Browser
from tests.benchmarks.measure import WrongAnswer

ENCODINGS = "br, gzip"
NAMED = {
    "html": re.compile(r"""(?:href|src)=["'](/static/[^"']+)["']"""),
    "css": re.compile(r"""url\(["']?(?!data:)([^"')#]+)"""),
    "javascript": re.compile(r"""(?:from|import)\s+["'](\.[^"']+)["']"""),
}


def first_visit(*, stranger: Browser, officer: Browser, sheet: str) -> tuple[int, int, int]:
    """Return the bytes sent for the pages, those for all assets, and how many assets."""
    pages, seen, assets = 0, set(), 0
    waiting: list[str] = []
    for who, path in ((stranger, "/masuk/"), (officer, "/hari-ini/"), (officer, sheet)):
        pages += len(_sent(path, who))
        waiting += _named(path, who)
    while waiting:
        path = waiting.pop()
        if path not in seen:
            seen.add(path)
            assets += len(_sent(path, stranger))
            waiting += _named(path, stranger)
    return pages, assets, len(seen)


def _sent(path: str, browser: Browser) -> bytes:
    answer = browser.get(path, encodings=ENCODINGS)
    if answer.status != 200:
        raise WrongAnswer(f"{path} answered {answer.status}")
    return answer.body


def _named(path: str, browser: Browser) -> list[str]:
    """Return the addresses that a page or an asset names."""
    answer = browser.get(path)
    kind = answer.headers.get("Content-Type", "")
    for word, pattern in NAMED.items():
        if word in kind:
            return [urljoin(path, name) for name in pattern.findall(answer.body.decode())]
    return []
