"""Frameworks: models that the documents name, each another view of the same answers."""

from collections.abc import Iterator
from typing import Literal, Self

from pydantic import Field, model_validator

from advisor.files.clean_text import quoted
from advisor.files.faults import Place
from advisor.files.validation import FileModel, Id, OneLine, all_located
from advisor.rulebook.condition import Condition
from advisor.rulebook.vocabulary import STAGES, Kind, Stage

Reads = Literal["profile", "test", "range", "phases"]
"""What a framework concludes from its elements.

``profile`` counts them; ``test`` answers yes, no or not known; ``range`` says which form fits,
beside today's; ``phases`` says which phase is at hand.
"""


class Part(FileModel):
    """A group of elements; in ``phases`` a phase.

    Attributes:
        takes: In a test, whether the part is met by any of its elements or by all together.
    """

    id: Id
    title: OneLine
    takes: Literal["all", "any"] | None = None


class WhereShown(FileModel):
    """The kinds and stages at which a full report shows a framework by default."""

    kinds: tuple[Kind, ...]
    stages: tuple[Stage, ...] = STAGES


class Sentences(FileModel):
    """The sentence for each outcome of a test."""

    yes: OneLine
    no: OneLine
    unknown: OneLine


class Element(FileModel):
    """One element of a framework.

    It is in place if ``in_place`` is true; partly if that is false and ``partly`` is true; missing
    if both are false (or the first is, where there is no second); not known wherever an unknown
    answer leaves that open, or what is read is not asked at the kind and stage at hand. Conditions
    may read findings of rules.

    Attributes:
        says: The element in our words, in 110 characters or fewer.
        part: The part it belongs to, if the framework has parts.
        lessons: The lessons behind it; each has a passage in the framework's source.
        in_place: When it is in place; in a range, when the answers call for this form.
        steps: What to do about it; in a range, what it takes to move to this form.
        level: In a range, the level of the question ``present`` that is this form.
        background: Why no answer can tell whether it is there; it has no conditions then.
    """

    id: Id
    says: OneLine
    part: Id | None = None
    lessons: tuple[Id, ...] = Field(min_length=1)
    in_place: Condition | None = None
    partly: Condition | None = None
    steps: tuple[Id, ...] = ()
    level: Id | None = None
    background: OneLine | None = None

    @property
    def conditions(self) -> tuple[tuple[str, Condition], ...]:
        """The conditions that it has, each with its key."""
        both = (("in_place", self.in_place), ("partly", self.partly))
        return tuple((key, condition) for key, condition in both if condition is not None)


class Framework(FileModel):
    """A model named in a document.

    Attributes:
        source: The document that names it.
        asks: The question of a leader that it answers.
        reads: What it concludes.
        parts: Groups of elements, in order; a test and phases need them.
        present: In a range, the question whose answer is the current form; its levels, in their
            order, are the range, loosest first.
        shown: Where a report shows it by default; without it, only if requested.
        background: Why the whole framework is reading matter; no element has conditions then.
        answers: In a test, the sentence for each outcome.
        elements: In order; in a range loosest first.
    """

    id: Id
    source: Id
    title: OneLine
    asks: OneLine
    reads: Reads = "profile"
    parts: tuple[Part, ...] = ()
    present: Id | None = None
    shown: WhereShown | None = None
    background: OneLine | None = None
    answers: Sentences | None = None
    elements: tuple[Element, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _fits_what_it_reads(self) -> Self:
        faults = [*_sort_faults(self), *_name_faults(self), *_element_faults(self)]
        if faults:
            raise all_located(faults)
        return self

    def is_shown_at(self, kinds: frozenset[Kind], stage: Stage) -> bool:
        """Return whether a full report shows it by default."""
        where = self.shown
        return where is not None and stage in where.stages and not kinds.isdisjoint(where.kinds)

    @property
    def is_reading_matter(self) -> bool:
        """Whether none of its elements has conditions."""
        return self.background is not None and self.reads == "profile"

    def of_part(self, part: str | None) -> tuple[Element, ...]:
        """Return the elements of a part; of None those of no part."""
        return tuple(element for element in self.elements if element.part == part)


_Faults = Iterator[tuple[Place, str]]


def _sort_faults(framework: Framework) -> _Faults:
    """Yield what does not fit what the framework reads."""
    reads = framework.reads
    if (reads == "test") != (framework.answers is not None):
        yield ("answers",), "answers (yes, no, unknown) belong to reads: test, and a test has them"
    if (reads == "range") != (framework.present is not None):
        yield ("present",), "present belongs to reads: range, and a range has it"
    if reads in {"test", "phases"} and not framework.parts:
        yield ("reads",), f"reads: {reads} needs parts; they are what it concludes from"
    if reads in {"range", "phases"} and not any(map(_is_judged, framework.elements)):
        yield ("elements",), f"no element has conditions; nothing follows in reads: {reads}"
    if framework.background is not None and reads != "profile":
        yield ("background",), f"a framework that is reading matter cannot read as a {reads}"
    for number, part in enumerate(framework.parts):
        if (reads == "test") != (part.takes is not None):
            message = "takes belongs to the parts of reads: test, and each of them has it"
            yield ("parts", number, "takes"), message
        of_part = framework.of_part(part.id)
        if reads == "test" and of_part and not any(map(_is_judged, of_part)):
            yield ("parts", number), "no element of this part has conditions; nothing can meet it"


def _is_judged(element: Element) -> bool:
    return element.in_place is not None


def _name_faults(framework: Framework) -> _Faults:
    """Yield each id and each level that appears twice."""
    named: tuple[tuple[str, str, list[str | None]], ...] = (
        ("parts", "id", [part.id for part in framework.parts]),
        ("elements", "id", [element.id for element in framework.elements]),
        ("elements", "level", [element.level for element in framework.elements]),
    )
    for key, name, ids in named:
        for number, found in enumerate(ids):
            if found is not None and found in ids[:number]:
                yield (key, number, name), f"{quoted(found)} is a duplicate in {key}"


def _element_faults(framework: Framework) -> _Faults:
    for number, element in enumerate(framework.elements):
        place: Place = ("elements", number)
        yield from (((*place, *at), message) for at, message in _of_element(element, framework))


def _of_element(element: Element, framework: Framework) -> _Faults:
    if element.partly is not None and element.in_place is None:
        yield ("partly",), "partly needs in_place too"
    elif element.in_place is not None and framework.is_reading_matter:
        yield ("in_place",), "the framework is reading matter; its elements have no conditions"
    elif element.in_place is not None and element.background is not None:
        yield ("background",), "an element has in_place or background, not both"
    elif element.in_place is None and not (element.background or framework.background):
        yield (), "an element has in_place, or background with the reason why it has none"
    if element.steps and not element.conditions and framework.reads != "range":
        yield ("steps",), "steps are shown where an element is missing; this one has no conditions"
    if (framework.reads == "range") != (element.level is not None):
        yield ("level",), "level belongs to the elements of reads: range, and each of them has it"
    if bool(framework.parts) != (element.part is not None):
        yield ("part",), "part belongs to the elements of a framework with parts, and each has it"
