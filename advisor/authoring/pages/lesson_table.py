"""The lessons of each document, and which reach a partnership that lacks them."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

from advisor.authoring.lesson_usage import REACHING, ReachedBy, reached_by
from advisor.report.blocks import Block, Paragraph, Small, Strong, Table
from advisor.report.listings.listing import Listing, lines, some_kinds, titled
from advisor.report.phrases import plural, year
from advisor.rulebook.rulebook import Rulebook
from advisor.rulebook.source import Lesson

MAX_BACKGROUND = Fraction(1, 8)
"""The largest share of all lessons on which nothing needs to rest."""


@dataclass(frozen=True)
class Coverage:
    """Which lessons of a rulebook reach a partnership that lacks them."""

    rulebook: Rulebook

    @cached_property
    def reached(self) -> Mapping[str, ReachedBy]:
        """The parts by which each lesson reaches a partnership that lacks it."""
        return reached_by(self.rulebook)

    def of_document(self, document: str) -> tuple[Lesson, ...]:
        """Return the lessons whose own place is in the document."""
        return tuple(x for x in self.rulebook.lessons.values() if x.source == document)

    @cached_property
    def gaps(self) -> tuple[Lesson, ...]:
        """The lessons that a partnership can act on and that do not reach one that lacks them."""
        lessons = self.rulebook.lessons.values()
        return tuple(x for x in lessons if not self.reached[x.id] and x.background is None)


def listing(coverage: Coverage) -> Listing:
    """Return a line a document: its lessons, those to act on, and how many are reached by what."""
    rulebook = coverage.rulebook
    counts = {name: _counts(coverage, coverage.of_document(name)) for name in rulebook.sources}
    in_all = _counts(coverage, rulebook.lessons.values())
    data = {
        "documents": [{"id": name, **counted._asdict()} for name, counted in counts.items()],
        "all": in_all._asdict(),
        "most_background": float(MAX_BACKGROUND),
        "gaps": [lesson.id for lesson in coverage.gaps],
    }
    headings = ("document", "backgr.", "to act on", "reached", *(f"{sort}s" for sort in REACHING))
    rows = tuple((name, *counted.cells()) for name, counted in {**counts, "all": in_all}.items())
    table = Table(headings, rows, right=frozenset(range(1, len(headings))))
    too_much = in_all.background > MAX_BACKGROUND * in_all.lessons
    return Listing(
        data,
        (
            table,
            *lines(("", _LEGEND)),
            *_gaps(coverage.gaps),
            *lines(("", _TOO_MUCH_BACKGROUND) if too_much else ()),
        ),
    )


_LEGEND = (
    "Numbers of lessons: background, those to act on, and those of them that reach a partnership "
    "that lacks them: under a risk, by a step that is raised, by a question, or by an element "
    "shown unasked (one lesson by several). At most an eighth of all may be background."
)
_TOO_MUCH_BACKGROUND = "More than an eighth of all lessons is background: use some of them."


class _Counts(NamedTuple):
    lessons: int
    background: int
    background_share: float
    to_act_on: int
    reached: int
    by: dict[str, int]

    def cells(self) -> tuple[str, ...]:
        percent = round(100 * self.background / (self.lessons or 1))
        numbers = (self.to_act_on, self.reached, *self.by.values())
        return (f"{self.background} ({percent} %)", *map(str, numbers))


def _counts(coverage: Coverage, lessons: Collection[Lesson]) -> _Counts:
    to_act_on = [lesson for lesson in lessons if lesson.background is None]
    reached = [coverage.reached[lesson.id] for lesson in to_act_on]
    background = len(lessons) - len(to_act_on)
    return _Counts(
        len(lessons),
        background,
        round(background / (len(lessons) or 1), 3),
        len(to_act_on),
        sum(map(bool, reached)),
        {sort: sum(sort in by for by in reached) for sort in REACHING},
    )


def _gaps(gaps: tuple[Lesson, ...]) -> Iterator[Paragraph]:
    do_not = "lesson does not" if len(gaps) == 1 else "lessons do not"
    yield from titled(
        f"{len(gaps)} {do_not} reach a partnership that lacks it:",
        (f"{x.source}, {x.locator}: {x.id}: {x.says}" for x in gaps),
    )
    if not gaps:
        message = "No gap: every lesson reaches whoever lacks it, or says why it is background."
        yield Paragraph(message)


_SHOWN = {"id", "locator", "says", "kinds", "background"}


def document_listing(coverage: Coverage, document: str) -> Listing:
    """Return each lesson of a document with the parts by which it reaches a partnership."""
    data = [
        {
            **lesson.model_dump(mode="json", include=_SHOWN),
            "reached_by": {sort: list(ids) for sort, ids in coverage.reached[lesson.id].items()},
        }
        for lesson in coverage.of_document(document)
    ]
    return Listing(data, tuple(_document_blocks(coverage, document)))


def _document_blocks(coverage: Coverage, document: str) -> Iterator[Block]:
    source = coverage.rulebook.sources[document]
    lessons = coverage.of_document(document)
    yield Paragraph(Strong(f"{source.short} ({year(source)})"))
    yield Paragraph(Small(f"{document}; {plural(len(lessons), 'lesson')}"))
    for lesson in lessons:
        name = Strong(f"{lesson.locator}: {lesson.id}{some_kinds(lesson.kinds)}")
        yield from lines(("", name, lesson.says))
        yield from lines(_reaching(coverage, lesson), indent=2)


def _reaching(coverage: Coverage, lesson: Lesson) -> list[str]:
    reached = coverage.reached[lesson.id]
    found = [
        f"{plural(len(ids), sort).partition(' ')[2]}: {', '.join(ids)}"
        for sort, ids in reached.items()
    ]
    if lesson.background is not None:
        found.append(f"background: {lesson.background}")
    return found or ["reaches nobody"]
