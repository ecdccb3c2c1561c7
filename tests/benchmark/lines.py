"""The lines of the benchmark's one table."""

from collections.abc import Iterable
from typing import NamedTuple

HEADINGS = ("what", "partnerships", "seconds", "a second", "peak MB", "compared", "goal")


class Line(NamedTuple):
    """One thing measured.

    Attributes:
        number: How many partnerships.
        seconds: The median of the runs; None where it could not be measured.
        peak: The most memory, in bytes.
        compared: What it is, said of another line.
        goal: What was aimed for, and whether it is met.
    """

    what: str
    number: int = 0
    seconds: float | None = None
    peak: int | None = None
    compared: str = ""
    goal: str = ""


def missing(what: str, why: str) -> Line:
    """Return the line of what could not be measured."""
    return Line(what, compared=f"not measured: {why}")


def at_least(value: float, goal: float, unit: str = "") -> str:
    """Say whether a value reaches a goal."""
    return f"at least {goal:,g}{unit}: {'met' if value >= goal else 'missed'}"


def at_most(value: float, goal: float, unit: str = "") -> str:
    """Say whether a value stays within a goal."""
    return f"at most {goal:,g}{unit}: {'met' if value <= goal else 'missed'}"


def written(line: Line) -> str:
    """Return the line as a row of Markdown."""
    seconds = "" if line.seconds is None else f"{line.seconds:.3g}"
    rate = "" if line.seconds is None else f"{line.number / line.seconds:,.0f}"
    peak = "" if line.peak is None else f"{line.peak / 1_000_000:,.0f}"
    number = f"{line.number:,}" if line.number else ""
    return _row((line.what, number, seconds, rate, peak, line.compared, line.goal))


def heading() -> str:
    """Return the first two lines of the table."""
    return f"{_row(HEADINGS)}\n{_row(('---',) * len(HEADINGS))}"


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
