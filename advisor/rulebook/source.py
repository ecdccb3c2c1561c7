"""Sources and the lessons they teach, each lesson at its place in its source."""

from functools import cached_property

from pydantic import Field

from advisor.files.validation import FileModel, Id, OneLine
from advisor.rulebook.vocabulary import KINDS, Kind


class Source(FileModel):
    """A document, with how good it is as evidence.

    Attributes:
        short: The form of the title that a head recognises in one line.
        year: The year it was published, where the document gives one.
        quality: How good it is as evidence, in plain words.
        locators: The places in it that a lesson may name.
    """

    id: Id
    short: OneLine
    authors: OneLine
    year: int | None = None
    title: OneLine
    publisher: OneLine
    quality: OneLine
    locators: tuple[OneLine, ...] = Field(min_length=1)


class Passage(FileModel):
    """A place in a source."""

    source: Id
    locator: OneLine


class Lesson(FileModel):
    """One thing that a source teaches, in our own words.

    Attributes:
        also: Further places that teach the same.
        kinds: The kinds of partnership it is for.
        background: Why no part of the rulebook uses it, if none does.
    """

    id: Id
    source: Id
    locator: OneLine
    says: OneLine
    also: tuple[Passage, ...] = ()
    kinds: tuple[Kind, ...] = KINDS
    background: OneLine | None = None

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """Every place that teaches it, its own first."""
        # Made once: each finding of each assessment cites its lessons, and a model is validated
        # each time that it is made (6 µs).
        return (Passage(source=self.source, locator=self.locator), *self.also)
