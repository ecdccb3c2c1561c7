"""The lessons of each document, and how each reaches a partnership that lacks it."""

from collections.abc import Iterable, Iterator

from advisor.authoring.lesson_usage import ReachedBy, reached_by
from advisor.report.blocks import Block, Paragraph, Small, Strong
from advisor.report.listings.listing import Listing, lines, some_kinds
from advisor.report.phrases import plural, year
from advisor.rulebook.rulebook import Rulebook
from advisor.rulebook.source import Lesson

_SHOWN = {"id", "source", "locator", "says", "kinds", "background"}


def listing(rulebook: Rulebook, documents: Iterable[str]) -> Listing:
    """Return each lesson of the documents, with the parts by which it reaches a partnership."""
    reached = reached_by(rulebook)
    lessons = {
        document: [lesson for lesson in rulebook.lessons.values() if lesson.source == document]
        for document in documents
    }
    data = [
        {**lesson.model_dump(mode="json", include=_SHOWN), "reached_by": reached[lesson.id]}
        for listed in lessons.values()
        for lesson in listed
    ]
    return Listing(data, tuple(_blocks(rulebook, lessons, reached)))


def _blocks(
    rulebook: Rulebook, lessons: dict[str, list[Lesson]], reached: dict[str, ReachedBy]
) -> Iterator[Block]:
    for place, (document, listed) in enumerate(lessons.items()):
        source = rulebook.sources[document]
        background = sum(lesson.background is not None for lesson in listed)
        count = f"{plural(len(listed), 'lesson')}, {background} of them background"
        yield from lines([""] if place else [])
        yield Paragraph(Strong(f"{source.short} ({year(source)})"))
        yield Paragraph(Small(f"{document}; {count}"))
        for lesson in listed:
            name = Strong(f"{lesson.locator}: {lesson.id}{some_kinds(lesson.kinds)}")
            yield from lines(("", name, lesson.says))
            yield from lines(_reaching(lesson, reached[lesson.id]), indent=2)


def _reaching(lesson: Lesson, reached: ReachedBy) -> list[str]:
    found = [
        f"{plural(len(ids), sort).partition(' ')[2]}: {', '.join(ids)}"
        for sort, ids in reached.items()
    ]
    if lesson.background is not None:
        found.append(f"background: {lesson.background}")
    return found or ["reaches nobody"]
