"""The frameworks on a page: in short with the advice, or one alone with its answers."""

from collections.abc import Collection, Iterator

from advisor.reasoning.framework_result import ConclusionOfTest, ElementResult, FrameworkResult
from advisor.report.blocks import Block, Item, Paragraph, Row, Section, Table
from advisor.report.phrases import BESIDES, Phrases, year
from advisor.report.sections.framework_phrases import (
    OUTCOMES,
    conclusion_text,
    marks_of,
    part_title,
)
from advisor.rulebook.framework import Element, Framework
from advisor.rulebook.vocabulary import UNKNOWN


def frameworks_section(phrases: Phrases) -> Section | None:
    """Return each framework in short: what follows, and its elements by status."""
    items = tuple(_in_short(result, phrases) for result in phrases.assessment.frameworks)
    return Section("frameworks", "Models from the documents", items) if items else None


def _in_short(result: FrameworkResult, phrases: Phrases) -> Item:
    framework = phrases.rulebook.frameworks[result.id]
    rows = [
        Row("Asks", (framework.asks,)),
        Row("Outcome", tuple(conclusion_text(result, phrases.rulebook))),
    ]
    says = {element.id: element.says for element in framework.elements}
    for status, mark in marks_of(framework).items():
        of_status = tuple(
            says[element.id] + _unasked_aside(element, phrases)
            for element in result.elements
            if element.status == status
        )
        if of_status:
            rows.append(Row(f"{mark.word[0].upper()}{mark.word[1:]}", of_status))
    return Item(
        title=framework.title,
        aside=f"{phrases.source(framework.source)}; {framework.id}",
        rows=tuple(rows),
    )


def _unasked_aside(element: ElementResult, phrases: Phrases) -> str:
    """Return why an element is open, where only questions not asked here leave it so."""
    is_open = any(r.question and r.answer in {None, UNKNOWN} for r in element.because)
    if is_open or not element.not_asked:
        return ""
    return f" ({'; '.join(dict.fromkeys(_not_asked(q, phrases) for q in element.not_asked))})"


def _not_asked(question: str, phrases: Phrases) -> str:
    """Return why a question is not asked here."""
    asked = phrases.rulebook.questions[question]
    if phrases.assessment.stage not in asked.stages:
        return "not asked at this stage"
    kinds = {phrases.assessment.kind, *phrases.assessment.also}
    return "not asked here" if kinds & {*asked.kinds} else "not asked of this kind"


def framework_sections(phrases: Phrases, frameworks: Collection[str]) -> Iterator[Section]:
    """Yield each of these frameworks with its source, what follows, and each element."""
    rulebook = phrases.assessment.rulebook
    for result in phrases.assessment.frameworks:
        if result.id in frameworks:
            framework = phrases.rulebook.frameworks[result.id]
            follows = Row("", tuple(conclusion_text(result, phrases.rulebook)))
            blocks = (
                _about(framework, phrases),
                Item(title="What follows", rows=(follows,)),
                *_elements(result, framework, phrases),
                Paragraph(f"Rulebook {rulebook.version}, {rulebook.hash[:12]}."),
            )
            yield Section(f"framework-{framework.id}", framework.title, blocks)


def _about(framework: Framework, phrases: Phrases) -> Item:
    source = phrases.rulebook.sources[framework.source]
    known = f"{source.short} ({year(source)})"
    return Item(
        title=framework.asks,
        rows=(
            Row("From", (known, f"{source.authors}: {source.title}")),
            Row("How good", (source.quality,)),
        ),
    )


def _elements(result: FrameworkResult, framework: Framework, phrases: Phrases) -> Iterator[Block]:
    """Yield the elements in tables, each part's after its title."""
    found = result.conclusion
    outcomes = {}
    if isinstance(found, ConclusionOfTest):
        outcomes = {part.id: f": {OUTCOMES[part.outcome]}" for part in found.parts}
    results = {element.id: element for element in result.elements}
    for part in framework.parts or (None,):
        elements = framework.of_part(part.id if part else None)
        if part is not None and elements:
            yield Paragraph(f"{part_title(part)}{outcomes.get(part.id, '')}")
        if elements:
            yield _table(elements, results, framework, phrases)


def _table(
    elements: tuple[Element, ...],
    results: dict[str, ElementResult],
    framework: Framework,
    phrases: Phrases,
) -> Table:
    marks = marks_of(framework)
    rows = [
        (
            marks[results[element.id].status].text,
            element.says,
            _answers_behind(element, results[element.id], framework, phrases),
            "; ".join(_places(element, framework, phrases)),
            " ".join(_steps(results[element.id], framework, phrases)),
        )
        for element in elements
    ]
    headings = ("Status", "Element", "Your answers", "Source", "To do")
    shown = len(headings) if any(row[-1] for row in rows) else len(headings) - 1
    return Table(headings[:shown], tuple(row[:shown] for row in rows))


def _answers_behind(
    element: Element, result: ElementResult, framework: Framework, phrases: Phrases
) -> str:
    """Return the answers that decide an element or would decide it, in a line."""
    if result.status == "background":
        return element.background or framework.background or ""
    told: dict[str, list[str]] = {}
    for reason in result.because:
        if reason.question:
            answer = phrases.answer(reason.question, reason.answer).removesuffix(".")
            line = f"{phrases.who(reason.partner, reason.said_by)}: {answer}."
            told.setdefault(phrases.question(reason.question), []).append(line)
    lines = [" ".join((question, *answers)) for question, answers in told.items()]
    lines += [f"{BESIDES}: {phrases.fact(r)}." for r in result.because if r.fact]
    lines += [f"{phrases.question(q)} ({_not_asked(q, phrases)})" for q in result.not_asked]
    if not lines and result.status == "unknown":
        return "a finding that is made only of other kinds or at other stages"
    return " ".join(lines) or "nothing that is asked applies"


def _places(element: Element, framework: Framework, phrases: Phrases) -> dict[str, None]:
    """Return the places of its lessons in the framework's source, each once."""
    lessons = (phrases.rulebook.lessons[name] for name in element.lessons)
    passages = (passage for lesson in lessons for passage in lesson.passages)
    return {p.locator: None for p in passages if p.source == framework.source}


def _steps(result: ElementResult, framework: Framework, phrases: Phrases) -> Iterator[str]:
    """Yield what to do about an element; of a range, what follows says it of the next form."""
    if framework.reads != "range":
        for step in result.steps:
            yield phrases.rulebook.steps[step].do.removesuffix(".") + "."
