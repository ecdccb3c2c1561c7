"""The frameworks of a rulebook, listed and one by one."""

from collections.abc import Iterable, Iterator

from advisor.reasoning.assessment_parts import Citation, citations
from advisor.report.blocks import Block, Paragraph, Small, Strong, Table
from advisor.report.explain.condition_text import lines_of
from advisor.report.listings.listing import Listing, kinds_in_words, lines, stages_in_words
from advisor.report.phrases import plural, year
from advisor.report.sections.framework_phrases import part_title
from advisor.rulebook.framework import Element, Framework
from advisor.rulebook.rulebook import Rulebook

_KEYS = {"in_place": "In place when", "partly": "Partly when"}
_FORM_KEYS = {"in_place": "Called for when", "partly": "Partly when"}
_READS = {
    "profile": "a profile: which elements are in place",
    "test": "a test: yes, no, or not known",
    "range": "a range, loosest form first: which form fits, beside today's",
    "phases": "phases in order: which of them is at hand",
}


def _data(frameworks: Iterable[Framework], rulebook: Rulebook) -> list[dict[str, object]]:
    return [
        {
            **framework.model_dump(mode="json", exclude={"elements"}),
            "elements": [_element_data(e, framework, rulebook) for e in framework.elements],
        }
        for framework in frameworks
    ]


def _element_data(element: Element, framework: Framework, rulebook: Rulebook) -> dict[str, object]:
    # Sorted below: the order of a set differs from run to run.
    read = {q for _, condition in element.conditions for q in rulebook.questions_behind(condition)}
    return {
        **element.model_dump(mode="json", exclude={"in_place", "partly"}),
        "has_conditions": element.in_place is not None,
        "questions": sorted(read),
        "cites": [place.model_dump() for place in _cites(element, framework, rulebook)],
    }


def _cites(element: Element, framework: Framework, rulebook: Rulebook) -> list[Citation]:
    """Return each place in the framework's source that an element cites, and what it says."""
    return [p for p in citations(element, rulebook) if p.source == framework.source]


def listed(rulebook: Rulebook) -> Listing:
    """Return every framework under its source: id, number of elements, title; totals at the end."""
    frameworks = rulebook.frameworks.values()
    rows: list[tuple[str, ...]] = []
    for source in rulebook.sources.values():
        of_source = [framework for framework in frameworks if framework.source == source.id]
        if of_source:
            rows.append((Strong(source.id), "", Strong(source.short)))
        rows += ((f"  {x.id}", str(len(x.elements)), x.title) for x in of_source)
    elements = sum(len(framework.elements) for framework in frameworks)
    totals = f"{plural(len(frameworks), 'framework')}, {plural(elements, 'element')}"
    headings = ("id", "elements", "title")
    table = Table(headings, tuple(rows), wraps=frozenset({2}), right=frozenset({1}))
    return Listing(_data(frameworks, rulebook), (table, *lines(("", totals))))


def shown(rulebook: Rulebook, framework_id: str) -> Listing:
    """Return one framework with its source, its elements, their conditions in words and lessons."""
    framework = rulebook.frameworks[framework_id]
    blocks = (*_head(framework, rulebook), *_body(framework, rulebook))
    return Listing(_data([framework], rulebook), blocks)


def _head(framework: Framework, rulebook: Rulebook) -> Iterator[Block]:
    source = rulebook.sources[framework.source]
    yield Paragraph(Strong(framework.title))
    yield Paragraph(Small(f"{framework.id}; {_READS[framework.reads]}; {_where(framework)}"))
    yield from lines(("", f"Asks: {framework.asks}"))
    yield Paragraph(f"From: {source.short} ({year(source)}), {source.authors}: {source.title}")
    yield Paragraph(f"How good: {source.quality}")


def _where(framework: Framework) -> str:
    where = framework.shown
    if where is None:
        return "shown only when asked for"
    return f"shown for {kinds_in_words(where.kinds)} at {stages_in_words(where.stages)}"


def _body(framework: Framework, rulebook: Rulebook) -> Iterator[Block]:
    if framework.background is not None:
        yield Paragraph(f"Reading matter: {framework.background}")
    if framework.present is not None:
        yield Paragraph(f"Today's form: {rulebook.questions[framework.present].asks}")
    if framework.answers is not None:
        for outcome in ("yes", "no", "unknown"):
            yield Paragraph(f"If {outcome}: {getattr(framework.answers, outcome)}")
    for part in framework.parts or (None,):
        if part is not None:
            yield Paragraph("")
            yield Paragraph(part_title(part))
        for element in framework.of_part(part.id if part else None):
            yield from _element(element, framework, rulebook)


def _element(element: Element, framework: Framework, rulebook: Rulebook) -> Iterator[Block]:
    keys = _FORM_KEYS if framework.reads == "range" else _KEYS
    yield Paragraph("")
    yield Paragraph(f"{element.id}: {element.says}", 2)
    for key, condition in element.conditions:
        yield Paragraph(keys[key], 4)
        for depth, words in lines_of(condition, rulebook):
            yield Paragraph(words, 2 * depth + 6)
    if element.background is not None:
        yield Paragraph(f"Not judged: {element.background}", 4)
    for step in element.steps:
        yield Paragraph(f"Step: {rulebook.steps[step].do}", 4)
    for place in _cites(element, framework, rulebook):
        yield Paragraph(f"{place.locator}: {place.supports}", 4)
