"""What the picture over many partnerships is made of: plain values that each page lays out."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from advisor.report.blocks import Mark, Paragraph, Section, Tone

Fill = Literal["solid", "outline"]
"""How a part of a bar is drawn, so that no meaning hangs on its colour."""


@dataclass(frozen=True, slots=True)
class Series:
    """One sort of count in a chart.

    Attributes:
        word: What is true of the partnerships that are counted.
        symbol: Plain characters that stand before the word, where it is a rating.
    """

    word: str
    tone: Tone
    fill: Fill = "solid"
    symbol: str = ""

    @property
    def text(self) -> str:
        """The word after its symbol."""
        return f"{self.symbol} {self.word}".strip()


@dataclass(frozen=True, slots=True)
class Bar:
    """One row of a chart.

    Attributes:
        counts: One for each of the chart's series.
        of: How many there could be.
        about: What else is said of it, labelled.
    """

    title: str
    counts: tuple[int, ...]
    of: int
    mark: Mark | None = None
    about: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Chart:
    """Counts as bars, each with its numbers.

    Attributes:
        heading: What the rows are.
        whole: What ``of`` counts; empty where the title says it.
        side_by_side: Whether each series has bars of its own, rather than a part of one bar.
        more: What is said of rows that are not shown.
    """

    heading: str
    series: tuple[Series, ...]
    bars: tuple[Bar, ...]
    whole: str = ""
    side_by_side: bool = False
    title: str = ""
    more: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """A titled part of the page; ``id`` is unique on it."""

    id: str
    title: str
    blocks: tuple[Paragraph | Chart, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """Everything that is said of many partnerships, in order."""

    title: str
    heading: str
    about: tuple[str, ...]
    parts: tuple[Part | Section, ...]


def cells(counts: Sequence[int], of: int, room: int) -> list[int]:
    """Return how many cells of a bar each count takes; what is met at all takes one at least.

    Args:
        counts: Parts of the whole; what is left of it takes the cells that they do not.
        of: The whole.
        room: How many cells the bar has, more than there are counts.
    """
    whole = max(of, sum(counts))
    if not whole:
        return [0 for _ in counts]
    parts = [*counts, whole - sum(counts)]
    found = [max(part * room // whole, 1) if part else 0 for part in parts]
    while (spare := room - sum(found)) != 0:
        change = 1 if spare > 0 else -1
        due = [part * room - taken * whole for part, taken in zip(parts, found, strict=True)]
        free = [n for n, part in enumerate(parts) if part and (change > 0 or found[n] > 1)]
        found[max(free, key=lambda n: due[n] * change)] += change
    return found[:-1]
