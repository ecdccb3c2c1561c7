"""What a page is made of: plain frozen values that every writer lays out in its own way."""

from dataclasses import dataclass
from typing import Literal

FIRST = 3
"""How many of a kind the first screen shows."""

NOT_COVERED = "NOT COVERED by these documents"

Tone = Literal["stop", "caution", "small", "good", "plain"]
"""How grave a rating is, for its colour; its word and symbol always stand beside it."""


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
    """A line, and the lines that stand under it."""

    head: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One labelled part of an item; without a label it stands at the item's edge."""

    label: str
    lines: tuple[str | Group, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """A titled part of a section.

    Attributes:
        number: What other parts of the page call it.
        aside: A few words about its standing, beside the title.
    """

    title: str
    number: str = ""
    mark: Mark | None = None
    aside: str = ""
    rows: tuple[Row, ...] = ()


class Strong(str):
    """A text that stands out: a heading within a block."""

    __slots__ = ()


class Small(str):
    """A text that stands back, such as ids."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of one's own; ``indent`` is in terminal cells, for what belongs to the last."""

    text: str
    indent: int = 0


@dataclass(frozen=True, slots=True)
class Table:
    """Short facts in columns.

    Attributes:
        wraps: The columns whose texts may take several lines; without one, a table that is too
            wide for the page is written row by row.
        right: The columns that stand at the right edge, as numbers do.
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


Block = Item | Paragraph | Table | Ledger


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
        findings: The worst risks, or strengths where there are none; ``findings_title`` says which.
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
    """Everything a report says, in order."""

    first: FirstScreen
    sections: tuple[Section, ...]

    @property
    def title(self) -> str:
        """What the page is."""
        return self.first.title

    @property
    def partnership(self) -> str:
        """Whom it is about."""
        return self.first.partnership


@dataclass(frozen=True, slots=True)
class Extract:
    """Some sections alone, under a heading.

    Attributes:
        about: Who the partners are, of which kind, and of when the answers are.
    """

    title: str
    partnership: str
    about: tuple[str, ...]
    sections: tuple[Section, ...]
