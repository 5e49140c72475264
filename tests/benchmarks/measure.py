"""Repeats a request, or a statement, and keeps its figures."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import count, islice
from statistics import fmean, median, quantiles

from tests.benchmarks.browser import Answer, Browser
from tests.benchmarks.counting import STATEMENTS, TIME


class WrongAnswer(Exception):  # noqa: N818 - an answer, not a fault of ours
    """Something did not work, so its figures would mean nothing."""


@dataclass(frozen=True)
class Times:
    """How often something is measured, after how many times that are not."""

    unmeasured: int
    measured: int

    @property
    def all(self) -> int:
        return self.unmeasured + self.measured


def times(people: int) -> Times:
    """Return how often a page of that many rows is measured."""
    return Times(10, 60) if people < 1000 else Times(5, 20)


def baseline_times(people: int) -> Times:
    """Return how often the slow plain admin is measured."""
    return Times(5, 30) if people < 1000 else Times(2, 8)


@dataclass
class Figures:
    """What equal requests took, in milliseconds, and how large their answer was, in bytes."""

    server: list[float]
    client: list[float] = field(default_factory=list)
    statements: list[int] = field(default_factory=list)
    plain: int = 0
    sent: int = 0

    @property
    def best(self) -> float:
        """The quickest: what it takes when nothing else runs."""
        return min(self.server)

    @property
    def median(self) -> float:
        return median(self.server)

    @property
    def quicker(self) -> float:
        """The mean of the quicker half: steadier than the quickest, and less of other work."""
        return fmean(sorted(self.server)[: (len(self.server) + 1) // 2])

    @property
    def p95(self) -> float:
        return quantiles(self.server, n=20, method="inclusive")[-1]


def requests(often: Times, answers: Iterable[Answer], *, status: int) -> Figures:
    """Return the figures of these answers. Raises WrongAnswer for one of another status."""
    kept = []
    for answer in islice(answers, often.all):
        if answer.status != status:
            raise WrongAnswer(f"answered {answer.status} instead of {status}")
        kept.append(answer)
    if len(kept) < often.all:
        raise WrongAnswer(f"only {len(kept)} of {often.all} requests could be made")
    kept = kept[often.unmeasured :]
    return Figures(
        server=[float(answer.headers[TIME]) for answer in kept],
        client=[answer.milliseconds for answer in kept],
        statements=[int(answer.headers[STATEMENTS]) for answer in kept],
    )


def pages(often: Times, browser: Browser, path: str) -> Figures:
    """Return the figures of opening that page."""
    figures = requests(often, (browser.get(path) for _turn in count()), status=200)
    figures.plain = len(browser.get(path).body)
    figures.sent = len(browser.get(path, encodings="br, gzip").body)
    return figures


def calls(often: Times, call: Callable[[int], float]) -> Figures:
    """Return the figures of a function that is given its turn and returns milliseconds."""
    taken = [call(turn) for turn in range(often.all)]
    return Figures(server=taken[often.unmeasured :])
