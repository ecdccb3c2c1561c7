"""The lessons of each document, and how each reaches a partnership that lacks it."""

from collections.abc import Iterator, Sequence

from advisor.authoring.lesson_usage import ReachedBy, reached_by
from advisor.report.blocks import Block, Paragraph, Small, Strong
from advisor.report.listings.listing import lines, some_kinds
from advisor.report.phrases import plural, year
from advisor.rulebook.rulebook import Rulebook
from advisor.rulebook.source import Lesson


def lesson_table(rulebook: Rulebook, documents: Sequence[str]) -> Iterator[Block]:
    """Yield each lesson of the documents, with the parts by which it reaches a partnership."""
    reached = reached_by(rulebook)
    for document in documents:
        source = rulebook.sources[document]
        lessons = [lesson for lesson in rulebook.lessons.values() if lesson.source == document]
        background = sum(lesson.background is not None for lesson in lessons)
        count = f"{plural(len(lessons), 'lesson')}, {background} of them background"
        yield from lines([""] if document != documents[0] else [])
        yield Paragraph(Strong(f"{source.short} ({year(source)})"))
        yield Paragraph(Small(f"{document}; {count}"))
        for lesson in lessons:
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
