"""The lessons of each document, and what serves them: tables for authors."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from rich.console import Group, RenderableType
from rich.text import Text

from advisor.report.tables import frame
from advisor.report.words import plural, year
from advisor.rulebook.rulebook import Rulebook
from advisor.rulebook.serving import SERVING, ServedBy, served_by
from advisor.rulebook.source import Lesson
from advisor.rulebook.vocabulary import KINDS

MOST_BACKGROUND = Fraction(1, 8)
"""The largest share of all lessons on which nothing needs to rest."""


@dataclass(frozen=True)
class Coverage:
    """What serves the lessons of a rulebook."""

    rulebook: Rulebook

    @cached_property
    def served(self) -> dict[str, ServedBy]:
        """What serves each lesson."""
        return dict(served_by(self.rulebook))

    def of_document(self, document: str) -> tuple[Lesson, ...]:
        """Return the lessons whose own place is in the document."""
        return tuple(x for x in self.rulebook.lessons.values() if x.source == document)

    def gaps(self, lessons: Iterable[Lesson]) -> tuple[Lesson, ...]:
        """Return those that nothing serves, though they are not background."""
        return tuple(x for x in lessons if not self.served[x.id] and x.background is None)

    @property
    def all_lessons(self) -> tuple[Lesson, ...]:
        """Every lesson."""
        return tuple(self.rulebook.lessons.values())

    @property
    def too_much_background(self) -> bool:
        """Whether more than an eighth of all lessons is background."""
        return share(self.all_lessons) > MOST_BACKGROUND

    @property
    def has_gap(self) -> bool:
        """Whether anything is left to serve."""
        return bool(self.gaps(self.all_lessons))


def share(lessons: tuple[Lesson, ...]) -> Fraction:
    """Return which share of the lessons is background."""
    return Fraction(_background(lessons), len(lessons) or 1)


def _background(lessons: Iterable[Lesson]) -> int:
    return sum(lesson.background is not None for lesson in lessons)


def as_json(coverage: Coverage) -> str:
    """Return the table as JSON, with the gaps."""
    data = {
        "documents": [
            {"id": source, **_counts(coverage, coverage.of_document(source))}
            for source in coverage.rulebook.sources
        ],
        "all": _counts(coverage, coverage.all_lessons),
        "most_background": float(MOST_BACKGROUND),
        "gaps": [lesson.id for lesson in coverage.gaps(coverage.all_lessons)],
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _counts(coverage: Coverage, lessons: tuple[Lesson, ...]) -> dict[str, object]:
    served = [coverage.served[lesson.id] for lesson in lessons]
    return {
        "lessons": len(lessons),
        "background": _background(lessons),
        "background_share": round(float(share(lessons)), 3),
        "served": sum(map(bool, served)),
        "by": {sort: sum(sort in by for by in served) for sort in SERVING},
    }


def page(coverage: Coverage) -> RenderableType:
    """Return a line a document: its lessons, and how many are background or served by what."""
    by = [f"{sort}s" for sort in SERVING]
    table = frame("document", "lessons", "back-\nground", "served", *by, wraps=())
    table.padding = (0, 1, 0, 0)
    for column in table.columns[1:]:
        column.justify = "right"
    documents = {name: coverage.of_document(name) for name in coverage.rulebook.sources}
    for name, lessons in (*documents.items(), ("all", coverage.all_lessons)):
        counts = [sum(sort in coverage.served[x.id] for x in lessons) for sort in SERVING]
        background = f"{_background(lessons)} ({_percent(share(lessons))})"
        served = sum(bool(coverage.served[x.id]) for x in lessons)
        table.add_row(name, str(len(lessons)), background, str(served), *map(str, counts))
    legend = (
        "Numbers of lessons: served by anything, then by each sort (one lesson may be served by "
        "several). At most an eighth of all may be background."
    )
    return Group(table, Text(), Text(legend), *map(Text, _gap_lines(coverage)))


def _percent(part: Fraction) -> str:
    return f"{round(100 * part)} %"


def _gap_lines(coverage: Coverage) -> list[str]:
    gaps = coverage.gaps(coverage.all_lessons)
    lines = ["No gap: every lesson is served, or says why it is background."]
    if gaps:
        is_are = "lesson is" if len(gaps) == 1 else "lessons are"
        told = (f"  {x.source}, {x.locator}: {x.id}: {x.says}" for x in gaps)
        lines = ["", f"{len(gaps)} {is_are} served by nothing and not background:", *told]
    if coverage.too_much_background:
        lines += ["", "More than an eighth of all lessons is background: serve some of them."]
    return lines


def document_json(coverage: Coverage, document: str) -> str:
    """Return each lesson of a document with what serves it, as JSON."""
    data = [
        {
            "id": lesson.id,
            "locator": lesson.locator,
            "says": lesson.says,
            "kinds": list(lesson.kinds),
            "background": lesson.background,
            "served_by": {sort: list(ids) for sort, ids in coverage.served[lesson.id].items()},
        }
        for lesson in coverage.of_document(document)
    ]
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def document_page(coverage: Coverage, document: str) -> RenderableType:
    """Return each lesson of a document with what serves it."""
    source = coverage.rulebook.sources[document]
    lessons = coverage.of_document(document)
    lines = [Text(f"{source.short} ({year(source)})", style="bold")]
    lines.append(Text(f"{document}; {plural(len(lessons), 'lesson')}", style="dim"))
    for lesson in lessons:
        kinds = "" if set(lesson.kinds) == set(KINDS) else f" ({', '.join(lesson.kinds)})"
        lines += [Text(), Text(f"{lesson.locator}: {lesson.id}{kinds}", style="bold")]
        lines.append(Text(lesson.says))
        lines += [Text(f"  {says}") for says in _serving(coverage, lesson)]
    return Group(*lines)


def _serving(coverage: Coverage, lesson: Lesson) -> list[str]:
    served = coverage.served[lesson.id]
    lines = [
        f"{plural(len(ids), sort).partition(' ')[2]}: {', '.join(ids)}"
        for sort, ids in served.items()
    ]
    if lesson.background is not None:
        lines.append(f"background: {lesson.background}")
    return lines or ["served by nothing"]
