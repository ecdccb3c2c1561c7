"""The tables that `advisor rules` and `advisor questions` print for authors."""

from collections.abc import Collection, Iterable, Iterator, Sequence

from advisor.authoring.lesson_usage import ReachedBy, reached_by
from advisor.authoring.most_asked import MAX_ASKED, MAX_ESSENTIAL, most_asked
from advisor.authoring.rule_mutations import Mutation
from advisor.report.blocks import Block, Paragraph, Small, Strong, Table
from advisor.report.explain.condition_text import in_words
from advisor.report.listings.listing import (
    BAND_LEGEND,
    STAGE_LEGEND,
    lines,
    some_kinds,
    stage_marks,
)
from advisor.report.phrases import plural, year
from advisor.rulebook.preconditions import Break
from advisor.rulebook.rulebook import Rulebook
from advisor.rulebook.source import Lesson
from advisor.rulebook.vocabulary import KINDS, STAGES, Kind, Stage


def concern_table(rulebook: Rulebook) -> Iterator[Block]:
    """Yield each concern, and its risks with their band at each stage."""
    yield Table(("1234", "risk", "title"), tuple(_concern_rows(rulebook)), wraps=frozenset({2}))
    note = f"{STAGE_LEGEND}. {BAND_LEGEND}; · limits nothing at that stage; blank does not exist."
    yield from lines(("", note))


def _concern_rows(rulebook: Rulebook) -> Iterator[tuple[str, ...]]:
    for concern in rulebook.concerns.values():
        yield "", Strong(concern.id), Strong(concern.title)
        if concern.until:
            yield "", "", f"Until {concern.until}."
        for risk in rulebook.risks_of[concern.id]:
            yield stage_marks(risk.bands), risk.id, risk.title


def precondition_table(rulebook: Rulebook) -> Iterator[Block]:
    """Yield each precondition with the answers that break it, then the combinations."""
    headings = ("1234", "broken by", "rests on")
    yield Table(headings, tuple(_precondition_rows(rulebook)), wraps=frozenset({1, 2}))
    combinations = rulebook.preconditions.combinations
    yield from lines(("", "Gates that rest on several answers together"))
    yield from lines((f"{entry.rule}: {entry.reason}" for entry in combinations), indent=2)
    marks = (
        f"{STAGE_LEGEND}. In an otherwise perfect file the answer leads to {BAND_LEGEND}; a blank "
        "stage is not named. What is asked of partners is answered so by one core partner."
    )
    sources = (f"{one.id}: {one.short} ({year(one)})" for one in rulebook.sources.values())
    judgement = "Thresholds on numbers (minutes, months, hours, partners) are judgement."
    yield from lines(("", marks, *sources, judgement))


def _precondition_rows(rulebook: Rulebook) -> Iterator[tuple[str, ...]]:
    for precondition in rulebook.preconditions.preconditions:
        title = Strong(precondition.says + some_kinds(precondition.kinds))
        yield "", title, _cited_places(precondition.lessons, rulebook)
        for broken in precondition.breaks:
            yield stage_marks({**broken.bands}), _in_words(broken, rulebook), ""


def _in_words(broken: Break, rulebook: Rulebook) -> str:
    said = [
        f"{name}: {rulebook.questions[name].level(level).label}"
        for name, level in broken.given.items()
    ]
    limits = [
        "every partner" if broken.every else "",
        f"the {broken.role} partner" if broken.role else "",
        "answered by others" if broken.answers_from == "others" else "",
        f"of {broken.count} alike" if broken.count > 1 else "",
    ]
    who = ", ".join(limit for limit in limits if limit)
    kinds = some_kinds(broken.kinds) if broken.kinds else ""
    answers = "; ".join(said)
    return (f"{answers} ({who})" if answers and who else answers or who) + kinds


def _cited_places(lessons: Iterable[str], rulebook: Rulebook) -> str:
    """Return the places that the lessons cite, each source named once, by its id."""
    passages = (passage for name in lessons for passage in rulebook.lessons[name].passages)
    places: dict[str, list[str]] = {}
    for passage in dict.fromkeys(passages):
        places.setdefault(passage.source, []).append(passage.locator)
    return "; ".join(f"{source} {', '.join(found)}" for source, found in places.items())


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


def mutation_table(
    rulebook: Rulebook, tried: int, undetected: Collection[Mutation]
) -> Iterator[Block]:
    """Yield each mutation that no example detects, then how many were tried."""
    for mutation in undetected:
        yield Paragraph(Strong(f"{mutation.rule.id}: {mutation.says}"))
        yield Paragraph(in_words(mutation.leaf, rulebook), indent=2)
    found = f"{len(undetected)} that no example notices" if undetected else "each is noticed"
    yield Paragraph(f"{plural(tried, 'small change')} of the rules tried: {found}")


_ABOUT_COUNTS = (
    "The most questions that one set of answers can call up, each counted once however many "
    "partners answer it; in brackets the essential ones."
)


def question_counts(rulebook: Rulebook) -> Iterator[Block]:
    """Yield the counts of each kind and stage, then the limits.

    Raises:
        ValueError: The questions read too much to try every case.
    """

    def count(kind: Kind, stage: Stage) -> str:
        essential = len(rulebook.essential_at(frozenset([kind]), stage))
        return f"{most_asked(rulebook, kind, stage)} ({essential})"

    rows = [(kind, *(count(kind, stage) for stage in STAGES)) for kind in KINDS]
    limits = ("at most", *(f"{MAX_ASKED[stage]} ({MAX_ESSENTIAL})" for stage in STAGES))
    columns = frozenset(range(1, 1 + len(STAGES)))
    yield Table(("kind", *STAGES), (*rows, limits), right=columns)
    yield from lines(("", _ABOUT_COUNTS))
