"""The page language: frozen values that every writer lays out in its own way."""

from dataclasses import dataclass
from typing import Literal

from advisor.report.form_blocks import Blanks, TickBoxes

Tone = Literal["stop", "caution", "small", "good", "plain"]
"""How serious a rating is, for its colour; the word and symbol are always shown too."""


def sentence(text: str) -> str:
    """Return a text that follows a title as a sentence of its own."""
    return text[:1].upper() + text[1:]


@dataclass(frozen=True, slots=True)
class Mark:
    """A rating: a word, a symbol of plain characters, and how serious it is."""

    word: str
    symbol: str
    tone: Tone

    @property
    def text(self) -> str:
        """The word with its symbol: bracketed symbols before it, exclamation marks after."""
        if self.symbol.startswith("["):
            return f"{self.symbol} {self.word}"
        return f"{self.word} {self.symbol}"


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

    @property
    def label(self) -> str:
        """The number as printed before the title, such as "1." or "[1]"."""
        return f"{self.number}." if self.number.isdecimal() else self.number


# A text that is built from one of these two is plain again, so they are made last.
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
        narrow: The columns of short texts, which take few cells so that others have more.
        keys: A name for each row, which nobody sees, by which a document can be read back.
        choices: For some columns, the texts to choose from, in formats in which one can.
    """

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    wraps: frozenset[int] = frozenset()
    right: frozenset[int] = frozenset()
    narrow: frozenset[int] = frozenset()
    keys: tuple[str, ...] = ()
    choices: tuple[tuple[int, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """One subject in a ledger, and what each said about it."""

    head: str
    said: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Ledger:
    """Statements by subject; the headings are for the subject, who, and what."""

    headings: tuple[str, str, str]
    entries: tuple[Entry, ...]


Fill = Literal["solid", "outline"]
"""How a part of a bar is drawn, so that it can be read without colour."""


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


@dataclass(frozen=True, slots=True)
class Point:
    """One line of a list, and the text under it.

    Attributes:
        marker: A number, or a sign such as "+".
    """

    marker: str
    text: str
    under: str = ""

    @property
    def label(self) -> str:
        """The marker as printed before the text, such as "1." or "+"."""
        return f"{self.marker}." if self.marker.isdecimal() else self.marker


@dataclass(frozen=True, slots=True)
class Points:
    """A list without blank lines."""

    points: tuple[Point, ...]


Block = Points | Item | Paragraph | Table | Ledger | Chart | Note | Blanks | TickBoxes


@dataclass(frozen=True, slots=True)
class Section:
    """A titled part of the page; ``id`` is its anchor.

    Attributes:
        lead: What follows the title in the same line.
        joins: Whether it belongs to the section before it, with no blank line between them.
        heads_table: In lines, the title stands over so many first columns of the table that
            follows, in place of their headings. A document has both.
    """

    id: str
    title: str
    blocks: tuple[Block, ...] = ()
    lead: str = ""
    tone: Tone = "plain"
    joins: bool = False
    heads_table: int = 0

    @property
    def lead_in_heading(self) -> str:
        """The lead, where it is short enough to be part of a heading in a document."""
        # 60 letters are about half a line of a printed sheet.
        return self.lead if len(self.lead) <= 60 else ""

    @property
    def lead_below(self) -> str:
        """The lead as a paragraph under the heading of a document, where it is longer."""
        return "" if self.lead_in_heading else sentence(self.lead)


@dataclass(frozen=True, slots=True)
class Page:
    """A page of advice, a question sheet, or the portfolio of many partnerships.

    Attributes:
        aside: The text at the right of the title.
        heading: The partnership, or how many there are; empty on a sheet.
        asks: The decision in front of the room, after the heading.
        about: The lines under the heading.
        opening: Blocks before the sections; ``closing`` is the last paragraph.
        is_form: Whether people write on it; it has no contents, and no rules between sections.
        is_extract: Whether it is part of the advice; a terminal prints title and heading as one.
        is_brief: Whether it is short enough to have no contents and few blank lines.
        is_wide: Whether its sheets lie on their side, in formats that have sheets.
        footer: The text at the foot of each sheet, in formats that have sheets.
    """

    title: str
    sections: tuple[Section, ...]
    aside: str = ""
    heading: str = ""
    asks: str = ""
    about: tuple[str, ...] = ()
    opening: tuple[Block, ...] = ()
    closing: str = ""
    is_form: bool = False
    is_extract: bool = False
    is_brief: bool = False
    is_wide: bool = False
    footer: str = ""

    @property
    def heading_line(self) -> str:
        """The heading, and the decision after it."""
        return ": ".join(filter(None, (self.heading, self.asks)))

    @property
    def decision(self) -> str:
        """The decision, on a line of its own."""
        return sentence(self.asks)

    @property
    def kind(self) -> Literal["form", "brief", "report"]:
        """Which of the three looks it has in a document."""
        return "form" if self.is_form else "brief" if self.is_brief else "report"
