"""Why the verdict is what it is: each concern with its answers, and what is in favour."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter

from advisor.reasoning.assessment import ConcernShown, Finding, Risk
from advisor.reasoning.assessment_parts import Citation
from advisor.report.blocks import Block, Item, Paragraph, Point, Points, Row, Section, Strong
from advisor.report.grouping import grouped, places_by_source
from advisor.report.phrases import (
    BESIDES,
    SEVERITY_HEADINGS,
    WE_DISAGREE,
    Phrases,
    finding_title,
    without_title,
)
from advisor.report.sections.answer_quotes import AnswerQuotes
from advisor.report.writers.cells import on_one_line

LEGEND = "Q1 is an answer, quoted once. [1, p. 2] is a place in a source, listed at the end."


def concern_section(phrases: Phrases) -> Section:
    """Return every concern in order of weight, then the disagreements about anything else."""
    quotes = AnswerQuotes(phrases)
    items = [
        (concern.severity, _concern(number, concern, quotes))
        for number, concern in enumerate(phrases.assessment.concerns, start=1)
    ]
    blocks: list[Block] = [Paragraph(LEGEND)]
    # groupby needs them in order of severity, which concerns are.
    for severity, group in groupby(items, key=itemgetter(0)):
        blocks.append(Paragraph(Strong(SEVERITY_HEADINGS[severity])))
        concerns = [item for _, item in group]
        blocks += [Points(tuple(map(_in_few_lines, concerns)))] if severity == "low" else concerns
    if not phrases.assessment.concerns:
        blocks = [Paragraph(_nothing(phrases))]
    return Section("why", "Why we say this", (*blocks, *_disagreements_besides(phrases)))


def _nothing(phrases: Phrases) -> str:
    rules = phrases.rulebook.rules
    if any(rules[one.id].kind == "risk" for one in phrases.assessment.undecided):
        return "We found no concern. What you still have to find out could raise one."
    return "We found no concern, and nothing is left to find out that could raise one."


def concern_item(phrases: Phrases, number: int) -> Item:
    """Return all about one concern, by its number from 1."""
    return _concern(number, phrases.assessment.concerns[number - 1], AnswerQuotes(phrases))


def _concern(number: int, concern: ConcernShown, quotes: AnswerQuotes) -> Item:
    phrases, risks = quotes.phrases, quotes.risks_of(concern)
    behind = quotes.questions_behind(risks)
    own = [question for question in behind if quotes.concern_of.get(question) == number]
    rows = [Row("You said", (*map(quotes.quote, own), *_facts(risks, phrases)))]
    if seen := _see_also(number, behind, quotes):
        rows.append(Row("See also", (seen,)))
    for place, risk in enumerate(risks):
        rows += _risk_rows(risk, quotes, leads=place == 0)
    book = phrases.rulebook
    until = dict.fromkeys(filter(None, (book.until_of(book.rules[risk.id]) for risk in risks)))
    rows += [Row("Resolved when", ("; ".join(until),))] if until else []
    steps = ", ".join(str(phrases.step_numbers[step]) for step in concern.steps)
    rows += [Row("Steps", (steps,))] if steps else []
    title = finding_title(concern.title, presumed=concern.presumed)
    return Item(title, number=str(number), rows=tuple(row for row in rows if row.lines))


def _in_few_lines(concern: Item) -> Point:
    """Return a concern that is only worth watching, in a compact form."""
    texts = []
    # Each step names its own concern.
    for row in (row for row in concern.rows if row.label != "Steps"):
        texts.append(f"{row.label}:")
        for line in row.lines:
            texts += [line] if isinstance(line, str) else [line.head, *line.lines]
    return Point(concern.number, concern.title, " ".join(texts))


def _see_also(number: int, behind: list[str], quotes: AnswerQuotes) -> str:
    """Return the answers that an earlier concern quotes, with that concern's number."""
    found = grouped((quotes.concern_of.get(question, number), question) for question in behind)
    return "; ".join(
        f"{quotes.labels(found[concern])} in concern {concern}"
        for concern in sorted(found)
        if concern != number
    )


def _risk_rows(risk: Risk, quotes: AnswerQuotes, *, leads: bool) -> Iterator[Row]:
    """Yield a risk, with its reason if it leads, and why the room disagrees, if it does.

    With reasons for every risk, reports were a quarter longer; ``why`` prints any of them.
    """
    phrases = quotes.phrases
    title = finding_title(risk.title, presumed=risk.presumed)
    if risk.presumed and (excuse := phrases.excuse(risk.id)):
        title += f", unless {excuse}"
    because = without_title(risk.explanation, risk.title) if leads else ""
    asked = quotes.labels(dict.fromkeys(one.question for one in risk.open))
    still_open = f"Still to find out: {asked}." if asked else ""
    parts = (f"{title}.", because, still_open, places(risk.sources, phrases))
    yield Row("So" if leads else "And", (" ".join(filter(None, parts)),))
    if risk.disagreement is not None:
        yield Row(WE_DISAGREE, (on_one_line(risk.disagreement),))


def places(sources: Iterable[Citation], phrases: Phrases) -> str:
    """Return the places cited, with each source by its number: "[1, p. 43]"."""
    found = places_by_source(sources)
    return " ".join(f"[{phrases.cited[source]}, {places}]" for source, places in found.items())


def _facts(risks: tuple[Risk, ...], phrases: Phrases) -> Iterator[str]:
    """Yield the facts behind risks, except kind and stage: they are at the top of the page."""
    reasons = (reason for risk in risks for reason in risk.because)
    shown = (r for r in reasons if r.fact and r.fact not in {"kind", "stage"})
    if facts := dict.fromkeys(map(phrases.fact, shown)):
        yield f"{BESIDES}: {'; '.join(facts)}."


def _disagreements_besides(phrases: Phrases) -> Iterator[Block]:
    """Yield the disagreements with findings that are not true now."""
    if besides := phrases.assessment.disagreements_besides:
        yield Paragraph("You also disagreed with these, which do not apply now:")
    for one in besides:
        row = Row(WE_DISAGREE, (on_one_line(one.because),))
        yield Item(phrases.title(one.id), rows=(row,))


def strength_section(phrases: Phrases) -> Section:
    """Return the strengths, with their answers and sources by number."""
    quotes, strengths = AnswerQuotes(phrases), phrases.assessment.strengths
    points = Points(tuple(Point("+", _strength(strength, quotes)) for strength in strengths))
    nothing = Paragraph("We found nothing in your favour yet.")
    return Section("in-your-favour", "In your favour", (points if strengths else nothing,))


def _strength(strength: Finding, quotes: AnswerQuotes) -> str:
    questions = quotes.labels(quotes.questions_behind([strength]))
    answers = f"({questions})" if questions else ""
    sources = dict.fromkeys(quotes.phrases.cited[citation.source] for citation in strength.sources)
    parts = [strength.title, answers, *(f"[{number}]" for number in sources)]
    if strength.disagreement is not None:
        parts.append(f"{WE_DISAGREE}: {on_one_line(strength.disagreement)}")
    return " ".join(filter(None, parts))
