"""The frameworks of a rulebook, listed and one by one, as pages and as JSON."""

import json
from collections.abc import Iterable, Iterator

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from advisor.report.conditions import lines_of
from advisor.report.framework_words import part_title
from advisor.report.words import plural, year
from advisor.rulebook.framework import Element, Framework
from advisor.rulebook.rulebook import Rulebook
from advisor.rulebook.vocabulary import KINDS, STAGES

_KEYS = {"in_place": "In place when", "partly": "Partly when"}
_FORM_KEYS = {"in_place": "Called for when", "partly": "Partly when"}
_READS = {
    "profile": "a profile: which elements are in place",
    "test": "a test: yes, no, or not known",
    "range": "a range, loosest form first: which form fits, beside today's",
    "phases": "phases in order: which of them is at hand",
}


def as_json(rulebook: Rulebook, ids: Iterable[str]) -> str:
    """Return the frameworks as a JSON array."""
    data = [_plain(rulebook.frameworks[framework], rulebook) for framework in ids]
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _plain(framework: Framework, rulebook: Rulebook) -> dict[str, object]:
    return {
        **framework.model_dump(mode="json", exclude={"elements"}),
        "elements": [_plain_element(e, framework, rulebook) for e in framework.elements],
    }


def _plain_element(element: Element, framework: Framework, rulebook: Rulebook) -> dict[str, object]:
    read = {q for _, condition in element.conditions for q in rulebook.questions_behind(condition)}
    return {
        **element.model_dump(mode="json", exclude={"in_place", "partly"}),
        "has_conditions": element.in_place is not None,
        "questions": sorted(read),
        "cites": [
            {"source": framework.source, "locator": locator, "supports": says}
            for locator, says in _cites(element, framework, rulebook)
        ],
    }


def _cites(element: Element, framework: Framework, rulebook: Rulebook) -> Iterator[tuple[str, str]]:
    """Yield each place in the framework's source that an element rests on, and what it teaches."""
    for lesson in (rulebook.lessons[name] for name in element.lessons):
        for passage in lesson.passages:
            if passage.source == framework.source:
                yield passage.locator, lesson.says


def listed(rulebook: Rulebook) -> RenderableType:
    """Return every framework under its source: id, number of elements, title; totals at the end."""
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    table.add_column("id", no_wrap=True)
    table.add_column("elements", no_wrap=True, justify="right")
    table.add_column("title")
    frameworks = rulebook.frameworks.values()
    for source in rulebook.sources.values():
        of_source = [framework for framework in frameworks if framework.source == source.id]
        if of_source:
            table.add_row(Text(source.id, style="bold"), "", Text(source.short, style="bold"))
        for framework in of_source:
            number = str(len(framework.elements))
            table.add_row(f"  {framework.id}", number, Text(framework.title))
    elements = sum(len(framework.elements) for framework in frameworks)
    totals = f"{plural(len(frameworks), 'framework')}, {plural(elements, 'element')}"
    return Group(table, Text(), Text(totals))


def shown(rulebook: Rulebook, framework_id: str) -> RenderableType:
    """Return one framework with its source, its elements, their conditions in words and lessons."""
    framework = rulebook.frameworks[framework_id]
    source = rulebook.sources[framework.source]
    head = [
        Text(framework.title, style="bold"),
        Text(f"{framework.id}; {_READS[framework.reads]}; {_where(framework)}", style="dim"),
        Text(),
        Text(f"Asks: {framework.asks}"),
        Text(f"From: {source.short} ({year(source)}), {source.authors}: {source.title}"),
        Text(f"How good: {source.quality}"),
    ]
    body = (Padding(Text(line), (0, 0, 0, n)) for n, line in _body(framework, rulebook))
    return Group(*head, *body)


def _where(framework: Framework) -> str:
    where = framework.shown
    if where is None:
        return "shown only when asked for"
    kinds = "every kind" if set(where.kinds) == set(KINDS) else ", ".join(where.kinds)
    stages = "every stage" if set(where.stages) == set(STAGES) else ", ".join(where.stages)
    return f"shown for {kinds} at {stages}"


def _body(framework: Framework, rulebook: Rulebook) -> Iterator[tuple[int, str]]:
    if framework.background is not None:
        yield 0, f"Reading matter: {framework.background}"
    if framework.present is not None:
        yield 0, f"Today's form: {rulebook.questions[framework.present].asks}"
    if framework.answers is not None:
        for outcome in ("yes", "no", "unknown"):
            yield 0, f"If {outcome}: {getattr(framework.answers, outcome)}"
    for part in framework.parts or (None,):
        if part is not None:
            yield 0, ""
            yield 0, part_title(part)
        for element in framework.of_part(part.id if part else None):
            yield from _element(element, framework, rulebook)


def _element(
    element: Element, framework: Framework, rulebook: Rulebook
) -> Iterator[tuple[int, str]]:
    keys = _FORM_KEYS if framework.reads == "range" else _KEYS
    yield 0, ""
    yield 2, f"{element.id}: {element.says}"
    for key, condition in element.conditions:
        yield 4, keys[key]
        yield from ((2 * depth + 6, words) for depth, words in lines_of(condition, rulebook))
    if element.background is not None:
        yield 4, f"Not judged: {element.background}"
    for step in element.steps:
        yield 4, f"Step: {rulebook.steps[step].do}"
    for locator, says in _cites(element, framework, rulebook):
        yield 4, f"{locator}: {says}"
