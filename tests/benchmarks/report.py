"""The table: each figure with its budget of design.md §5."""

import sys
from dataclasses import dataclass
from statistics import median

from tests.benchmarks.measure import Figures

WIDTHS = (38, 8, 8, 8, 8, 12, 10, 10)
HEADINGS = ("", "best", "median", "p95", "client", "statements", "plain", "sent")


@dataclass(frozen=True)
class Budget:
    """The most a figure may be; None where nothing was agreed."""

    milliseconds: float | None = None
    statements: int | None = None
    kilobytes: float | None = None


def say(text: str = "") -> None:
    """Write a line at once, so that one sees how far it is."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def say_headings(title: str) -> None:
    say(f"\n{title}")
    say(_line(HEADINGS) + "  budget")


def say_figures(name: str, figures: Figures, budget: Budget | None = None) -> None:
    """Write one line of the table."""
    cells = (
        f"  {name}",
        _milliseconds(figures.best),
        _milliseconds(figures.median),
        _milliseconds(figures.p95),
        _milliseconds(median(figures.client)) if figures.client else "",
        _range(figures.statements),
        kilobytes(figures.plain) if figures.plain else "",
        kilobytes(figures.sent) if figures.sent else "",
    )
    say(_line(cells) + "  " + ", ".join(_verdicts(figures, budget or Budget())))


def say_cost(name: str, without: Figures, with_it: Figures, most: float) -> None:
    """Write what something adds to a page, in percent of the mean of the quicker half."""
    added = 100 * (with_it.quicker / without.quicker - 1)
    figures = " ".join(f"{each.best:8.1f} ·{each.median:6.1f} ms" for each in (without, with_it))
    say(f"{f'  {name}':<{WIDTHS[0]}}{figures} {added:+6.1f} %  {verdict(round(added), most, '%')}")


def kilobytes(number: int) -> str:
    return f"{number / 1000:.1f} KB"


def verdict(value: float, most: float, unit: str) -> str:
    """Return the budget in words, and whether it is kept."""
    return f"≤ {most:g} {unit} {'ok' if value <= most else 'OVER'}"


def _verdicts(figures: Figures, budget: Budget) -> list[str]:
    found = []
    if budget.milliseconds is not None:
        found.append(verdict(figures.median, budget.milliseconds, "ms"))
    if budget.statements is not None:
        found.append(verdict(max(figures.statements), budget.statements, "statements"))
    if budget.kilobytes is not None:
        found.append(verdict(figures.plain / 1000, budget.kilobytes, "KB"))
    return found


def _milliseconds(value: float) -> str:
    return f"{value:.1f}"


def _range(numbers: list[int]) -> str:
    """Return the one number, or the smallest and the largest; nothing of none."""
    ends = {min(numbers), max(numbers)} if numbers else set()
    return "–".join(str(number) for number in sorted(ends))


def _line(cells: tuple[str, ...]) -> str:
    first, *others = cells
    return first.ljust(WIDTHS[0]) + "".join(
        cell.rjust(width) for cell, width in zip(others, WIDTHS[1:], strict=True)
    )
