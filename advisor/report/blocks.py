"""The page language: frozen values that every writer lays out in its own way."""

from dataclasses import dataclass
from typing import Literal

from advisor.report.form_blocks import Blanks, TickBoxes

FIRST = 3
"""How many of a kind the first screen shows."""

NOT_COVERED = "NOT COVERED by these documents"

Tone = Literal["stop", "caution", "small", "good", "plain"]
"""How grave a rating is, for its colour; the word and symbol are always shown too."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A rating: a word, a symbol of plain characters, and how grave it is."""

    word: str
    symbol: str
    tone: Tone

    @property
    def text(self) -> str:
        """The word with its symbol: bracketed symbols before it, exclamation marks after."""
        parts = (
            (self.symbol, self.word) if self.symbol.startswith("[") else (self.word, self.symbol)
        )
        return " ".join(parts)


@dataclass(frozen=True, slots=True)
class Group:
    """A line, and the lines under it."""

    head: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One labelled part of an item; without a label it is not indented."""

    label: str
    lines: tuple[str | Group, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """A titled part of a section.

    Attributes:
        number: What other parts of the page call it.
        aside: A few words on its state, printed after the title.
    """

    title: str
    number: str = ""
    mark: Mark | None = None
    aside: str = ""
    rows: tuple[Row, ...] = ()


class Strong(str):
    """A text in bold, such as a heading within a block."""

    __slots__ = ()


class Small(str):
    """A text in small print, such as ids."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; one with an indent, in terminal cells, belongs to the one before it."""

    text: str
    indent: int = 0


@dataclass(frozen=True, slots=True)
class Table:
    """Short facts in columns.

    Attributes:
        wraps: The columns whose texts may take several lines; without one, a table that is too
            wide for the page is written row by row.
        right: The columns that are right-aligned, as numbers are.
    """

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    wraps: frozenset[int] = frozenset()
    right: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Entry:
    """One matter in a ledger, and what each said about it."""

    head: str
    said: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Ledger:
    """What was said, matter by matter; the headings are of the matter, who, and what."""

    headings: tuple[str, str, str]
    entries: tuple[Entry, ...]


Fill = Literal["solid", "outline"]
"""How a part of a bar is drawn, so that no meaning hangs on its colour."""


@dataclass(frozen=True, slots=True)
class Series:
    """One kind of count in a chart.

    Attributes:
        word: What is true of the partnerships that are counted.
        symbol: Plain characters before the word, where it is a rating.
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
        about: Further facts, each with its label.
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
        more: Sentences about the rows that are left out.
    """

    heading: str
    series: tuple[Series, ...]
    bars: tuple[Bar, ...]
    whole: str = ""
    side_by_side: bool = False
    title: str = ""
    more: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    """A box with instructions for what follows."""

    texts: tuple[str, ...]


Block = Item | Paragraph | Table | Ledger | Chart | Note | Blanks | TickBoxes


@dataclass(frozen=True, slots=True)
class Section:
    """A titled part of the page; ``id`` is its anchor."""

    id: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class HeldLine:
    """What holds the verdict: the verb, and what has to be put in place or found out."""

    verb: str
    text: str


@dataclass(frozen=True, slots=True)
class FindingLine:
    """A finding in one line, and who said what it rests on.

    Attributes:
        disputed: Whether the room disagrees with it.
    """

    mark: Mark
    title: str
    said_by: tuple[str, ...]
    disputed: bool = False

    @property
    def text(self) -> str:
        """The title, after a word where it is disputed, so that no shortening takes that off."""
        return f"Disputed: {self.title}" if self.disputed else self.title


@dataclass(frozen=True, slots=True)
class StepLine:
    """A step in one line."""

    do: str
    who: str
    by: str


@dataclass(frozen=True, slots=True)
class FirstScreen:
    """The page before the page: decision, verdict, what holds it, what to do.

    Attributes:
        partners: Each entry's name, and how many alike it stands for.
        scale: The four bands, worst first, and whether it is this one.
        outlook: Whether what is not known could move the verdict.
        held: Everything that has to be put in place or found out; a screen shows the first ones.
        settled: What the verdict becomes then.
        findings: The first concerns, or strengths where there is none; ``findings_title`` says so.
        steps: The first steps, or the first things to find out; ``steps_title`` says which.
        uncovered: What the documents do not cover, in a word or two each.
    """

    title: str
    dated: str
    partners: tuple[tuple[str, int], ...]
    partnership: str
    kinds: str
    decision: str
    verdict: Mark
    sentence: str
    scale: tuple[tuple[str, bool], ...]
    outlook: str
    held: tuple[HeldLine, ...]
    settled: str
    findings_title: str
    findings: tuple[FindingLine, ...]
    steps_title: str
    steps: tuple[StepLine, ...]
    uncovered: tuple[str, ...]

    @property
    def held_first(self) -> tuple[HeldLine, ...]:
        """The first things that hold the verdict."""
        return self.held[:FIRST]

    @property
    def days(self) -> frozenset[str]:
        """By when the steps are due."""
        return frozenset(step.by for step in self.steps if step.by)

    @property
    def held_besides(self) -> str:
        """How many more there are, in words; nothing if none."""
        more = len(self.held) - FIRST
        return f"and {more} more, below" if more > 0 else ""


@dataclass(frozen=True, slots=True)
class Page:
    """A page of advice, a question sheet, or the picture over many partnerships.

    Attributes:
        heading: The partnership, or how many there are; empty on a sheet.
        about: The lines under the heading.
        first: The top of a page of advice, printed in place of heading and lines.
        opening: Blocks before the sections.
        closing: The last paragraph.
        is_form: Whether people write on it; it has no contents, and no rules between sections.
        is_extract: Whether it is part of the advice; a terminal prints title and heading as one.
    """

    title: str
    sections: tuple[Section, ...]
    heading: str = ""
    about: tuple[str, ...] = ()
    first: FirstScreen | None = None
    opening: tuple[Block, ...] = ()
    closing: str = ""
    is_form: bool = False
    is_extract: bool = False
