"""The lessons of each document, and which reach a partnership that lacks them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

from advisor.authoring.lesson_usage import REACHING, ReachedBy, reached_by
from advisor.report.blocks import Block, Paragraph, Small, Strong, Table
from advisor.report.listings.listing import Listing, lines, some_kinds
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

    def gaps(self, lessons: Iterable[Lesson]) -> tuple[Lesson, ...]:
        """Return the lessons that a partnership can act on and that do not reach it."""
        return tuple(x for x in lessons if not self.reached[x.id] and x.background is None)

    @property
    def all_lessons(self) -> tuple[Lesson, ...]:
        return tuple(self.rulebook.lessons.values())

    @property
    def too_much_background(self) -> bool:
        """Whether more than an eighth of all lessons is background."""
        return share(self.all_lessons) > MAX_BACKGROUND

    @property
    def has_gap(self) -> bool:
        """Whether a lesson to act on does not reach a partnership that lacks it."""
        return bool(self.gaps(self.all_lessons))


def share(lessons: tuple[Lesson, ...]) -> Fraction:
    background = sum(lesson.background is not None for lesson in lessons)
    return Fraction(background, len(lessons) or 1)


def listing(coverage: Coverage) -> Listing:
    """Return a line a document: its lessons, those to act on, and how many are reached by what."""
    documents = {name: coverage.of_document(name) for name in coverage.rulebook.sources}
    counts = {name: _counts(coverage, of) for name, of in documents.items()}
    in_all = _counts(coverage, coverage.all_lessons)
    data = {
        "documents": [{"id": name, **counted._asdict()} for name, counted in counts.items()],
        "all": in_all._asdict(),
        "most_background": float(MAX_BACKGROUND),
        "gaps": [lesson.id for lesson in coverage.gaps(coverage.all_lessons)],
    }
    headings = ("document", "backgr.", "to act on", "reached", *(f"{sort}s" for sort in REACHING))
    rows = tuple((name, *counted.cells()) for name, counted in {**counts, "all": in_all}.items())
    numbers = frozenset(range(1, len(headings)))
    table = Table(headings, rows, right=numbers)
    return Listing(data, (table, *lines(("", _LEGEND)), *_gaps(coverage)))


_LEGEND = (
    "Numbers of lessons: background, those to act on, and those of them that reach a partnership "
    "that lacks them: under a risk, by a step that is raised, by a question, or by an element "
    "shown unasked (one lesson by several). At most an eighth of all may be background."
)


class _Counts(NamedTuple):
    lessons: int
    background: int
    background_share: float
    to_act_on: int
    reached: int
    by: dict[str, int]

    def cells(self) -> tuple[str, ...]:
        share = round(100 * Fraction(self.background, self.lessons or 1))
        numbers = (self.to_act_on, self.reached, *self.by.values())
        return (f"{self.background} ({share} %)", *map(str, numbers))


def _counts(coverage: Coverage, lessons: tuple[Lesson, ...]) -> _Counts:
    to_act_on = [lesson for lesson in lessons if lesson.background is None]
    reached = [coverage.reached[lesson.id] for lesson in to_act_on]
    return _Counts(
        len(lessons),
        len(lessons) - len(to_act_on),
        round(float(share(lessons)), 3),
        len(to_act_on),
        sum(map(bool, reached)),
        {sort: sum(sort in by for by in reached) for sort in REACHING},
    )


def _gaps(coverage: Coverage) -> Iterator[Paragraph]:
    gaps = coverage.gaps(coverage.all_lessons)
    if gaps:
        do_not = "lesson does not" if len(gaps) == 1 else "lessons do not"
        yield from lines(("", f"{len(gaps)} {do_not} reach a partnership that lacks it:"))
        yield from lines((f"{x.source}, {x.locator}: {x.id}: {x.says}" for x in gaps), indent=2)
    else:
        yield Paragraph(
            "No gap: every lesson reaches whoever lacks it, or says why it is background."
        )
    if coverage.too_much_background:
        message = "More than an eighth of all lessons is background: use some of them."
        yield from lines(("", message))


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
