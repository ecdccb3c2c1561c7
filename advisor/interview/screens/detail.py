"""What is behind a line of the advice: what was said, why it matters, what to do, the source."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rich.text import Text
from textual.content import Content

from advisor.files.clean_text import one_line
from advisor.interview.state.agreed_steps import set_or_suggested
from advisor.interview.state.session import Session
from advisor.interview.widgets.content import of_lines, of_mark
from advisor.reasoning.assessment import ConcernShown, Finding, Risk
from advisor.reasoning.assessment_parts import Citation
from advisor.reasoning.evaluator import evaluate
from advisor.report.answer_sentences import quotations, sentences_with_reasons
from advisor.report.blocks import Section
from advisor.report.explain.why import why_lines
from advisor.report.grouping import places_by_source
from advisor.report.marks import STRENGTH
from advisor.report.phrases import (
    SEVERITY_HEADINGS,
    WE_DISAGREE,
    Phrases,
    finding_title,
    without_title,
    year,
)
from advisor.report.sections.finding_rows import excuses
from advisor.report.sections.step_section import where_it_helps
from advisor.report.writers.cells import hanging
from advisor.report.writers.terminal import section_lines
from advisor.report.writers.terminal_items import rows_lines

EMPTY = Content("")
Part = str | tuple[str, str]


@dataclass(frozen=True)
class Said:
    """Answers in one sentence, and where to change the first of them."""

    sentence: str
    question: str
    partner: str | None


@dataclass(frozen=True)
class Detail:
    """What is to be read about one line of a list.

    Attributes:
        above: What comes before the answers.
        said: The answers behind it; a number leads to each.
        below: What comes after them.
        rule: The finding to disagree with, if it is one.
        steps: The steps that put it right.
    """

    above: Content
    said: tuple[Said, ...] = ()
    below: Content = EMPTY
    rule: str | None = None
    steps: tuple[str, ...] = ()


def section_detail(section: Section, cells: int) -> Detail:
    """Return a section of the report as it is printed."""
    return Detail(of_lines(section_lines(section, cells)))


def finding_detail(
    rules: tuple[str, ...], phrases: Phrases, session: Session, cells: int
) -> Detail:
    """Return what is behind a concern or a strength, given the rules that it was opened with."""
    assessment = phrases.assessment
    concern = concern_of(rules, phrases)
    # With what has come since it was opened, and without what has gone.
    named = concern.risks if concern else rules
    found = [one for one in (*assessment.risks, *assessment.strengths) if one.id in named]
    lead = found[0].id if found else rules[0]
    reasons = [reason for one in found for reason in one.because]
    said = []
    for sentence, of in sentences_with_reasons(reasons, phrases):
        notes = " ".join((sentence, *quotations(of, phrases)))
        said.append(Said(notes, of[0].question or "", of[0].partner))
    parts = _title(lead, found, concern, phrases), _disagreements(named, session)
    return Detail(
        above=Content.assemble(*(part for of in parts for part in of)),
        said=tuple(said),
        below=Content("\n").join(_below(lead, found, phrases, session, cells)),
        rule=next((rule for rule in named if rule in session.scenario.disagreements), lead),
        steps=concern.steps if concern else (),
    )


def concern_of(rules: Iterable[str], phrases: Phrases) -> ConcernShown | None:
    """Return the concern that some risks belong to, if it is one of those shown."""
    of = {phrases.rulebook.rules[rule].concern for rule in rules}
    return next((one for one in phrases.assessment.concerns if one.id in of), None)


def _title(
    rule: str, found: list[Finding], concern: ConcernShown | None, phrases: Phrases
) -> Iterator[Part]:
    title = phrases.concern_title(rule)
    if concern is not None:
        yield finding_title(title, presumed=concern.presumed), "bold"
        yield (
            "\n" + SEVERITY_HEADINGS[concern.severity],
            of_mark(phrases.severity(concern.severity))[1],
        )
        if concern.holds_at and concern.until:
            yield ": as it is, the advice can be no better than "
            yield of_mark(phrases.band(concern.holds_at))
            # What ends it need not be the only thing that does: a risk may read several answers.
            yield f". This ends once {concern.until}"
        yield "."
    elif found:
        yield from (of_mark(STRENGTH), (f"  {title}", "bold"))
    else:
        yield title, "bold"
        yield "\nThis is no longer the case, with what you answered since.", "$caution"


def _disagreements(rules: Iterable[str], session: Session) -> Iterator[Part]:
    for rule in rules:
        if because := session.scenario.disagreements.get(rule):
            yield f"\n{WE_DISAGREE}: {one_line(because)}", "bold $caution"


def _below(
    lead: str, found: list[Finding], phrases: Phrases, session: Session, cells: int
) -> Iterator[Content]:
    """Yield what follows the answers, under its headings."""
    facts = dict.fromkeys(
        phrases.fact(reason)
        for one in found
        for reason in one.because
        if reason.fact and reason.fact not in {"kind", "stage"}
    )
    if facts:
        yield of_lines(hanging("   ", f"On file: {'; '.join(facts)}.", cells, 3))
    rule = phrases.rulebook.rules[lead]
    yield from part("Why it matters", _matters(lead, found, phrases, cells))
    steps = [step for one in found if isinstance(one, Risk) for step in one.steps]
    yield from part("What to do", _steps(dict.fromkeys(steps), phrases, cells))
    rows = [row for one in found if isinstance(one, Risk) for row in excuses(one, phrases)]
    yield from part("Still to find out", rows_lines(rows, cells))
    sources = [source for one in found for source in one.sources]
    yield from part("Source", _sources(sources, phrases, cells))
    # Only this rule and those it reads, and by the evaluator: experta keeps no reasons.
    trace = evaluate(phrases.rulebook, session.scenario, [lead]).get(lead)
    why = why_lines(rule, trace, phrases.rulebook, session.scenario, cells, alone=False)
    yield from part("How we come to say this", why)


def part(heading: str, lines: Iterable[Text]) -> Iterator[Content]:
    """Yield lines under a heading; nothing where there is none."""
    if shown := list(lines):
        yield Content.assemble("\n", (heading, "bold"), "\n", of_lines(shown))


def _matters(lead: str, found: list[Finding], phrases: Phrases, cells: int) -> Iterator[Text]:
    because = without_title(phrases.rulebook.rules[lead].because, phrases.concern_title(lead))
    yield from hanging("  ", because, cells, 2)
    for one in found[1:]:
        presumed = isinstance(one, Risk) and one.presumed
        yield from hanging("  - ", finding_title(one.title, presumed=presumed), cells, 4)


def _steps(steps: Iterable[str], phrases: Phrases, cells: int) -> Iterator[Text]:
    taken = {step.id: step for step in phrases.assessment.steps}
    for step in sorted(steps, key=phrases.step_numbers.__getitem__):
        of = where_it_helps(taken[step], phrases), set_or_suggested(taken[step], phrases)
        whom = "; ".join(filter(None, of))
        yield from hanging(
            f"{phrases.step_numbers[step]:3} ", f"{taken[step].do} ({whom})", cells, 4
        )


def _sources(sources: Iterable[Citation], phrases: Phrases, cells: int) -> Iterator[Text]:
    for name, places in places_by_source(sources).items():
        source = phrases.rulebook.sources[name]
        yield from hanging("  ", f"{source.short} ({year(source)}), {places}", cells, 2)
