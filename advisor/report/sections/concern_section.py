"""Why the verdict is what it is."""

from collections.abc import Iterator

from advisor.reasoning.assessment import Finding, Risk, WaitingOn
from advisor.report.blocks import Block, Item, Paragraph, Row, Section, Table
from advisor.report.first_screen import FIND_OUT, PUT_IN_PLACE, held_lines
from advisor.report.sections.finding_rows import _ask, _by_question, cited, excuses, said
from advisor.report.words import (
    NOT_CERTAIN,
    NOT_KNOWN,
    WE_DISAGREE,
    Words,
    plural,
)
from advisor.report.writers.cells import on_one_line

MOST_IN_FULL = 12


def why_section(words: Words) -> Section:
    """Return what holds the verdict and what it waits on, then every risk, worst first.

    At the end stand the disagreements with findings that do not stand now.
    """
    assessment = words.assessment
    numbers = {line: str(place) for place, line in enumerate(held_lines(words), start=1)}
    by_until = {line.text: number for line, number in numbers.items()}
    held = {h.id: by_until.get(h.until, "") for h in assessment.verdict.held_by}
    held |= {
        item.id: by_until.get(f"whether {item.until}", "")
        for item in assessment.verdict.waiting_on
        if item.presumed
    }
    full = [_risk(risk, words, held.get(risk.id)) for risk in assessment.risks[:MOST_IN_FULL]]
    waiting = [
        _waiting(item, words, by_until.get(f"whether {item.until}", ""))
        for item in assessment.verdict.waiting_on
        if not item.presumed
    ]
    numbered = sorted((i for i in (*full, *waiting) if i.number), key=lambda i: int(i.number))
    blocks: list[Block] = [*numbered, *(item for item in full if not item.number)]
    blocks += _in_short(assessment.risks[MOST_IN_FULL:], words)
    if not blocks:
        left = any(words.rulebook.rules[one.id].kind == "risk" for one in assessment.undecided)
        besides = "what is not known could still raise some" if left else "none is left open"
        blocks = [Paragraph(f"No risk stands, and {besides}.")]
    blocks += _disagreements_besides(words)
    return Section("why", "Why, in your words", tuple(blocks))


def _risk(risk: Risk, words: Words, number: str | None) -> Item:
    """Return a risk in full; ``number`` is given if it holds the verdict today."""
    rows = [
        Row("You said", said(risk.because, words)),
        *excuses(risk, words),
        Row("Why", (risk.explanation,)),
        Row("From", cited(risk.sources, words)),
        *_disagreement(risk),
    ]
    if until := words.until(risk.id):
        rows.append(Row("Until", (until,)))
    rows.append(Row("Steps", tuple(words.step(step) for step in risk.steps)))
    return Item(
        title=risk.title,
        number=number or "",
        mark=words.severity(risk.severity),
        aside="; ".join([*_hold(risk, words, number), risk.id]),
        rows=tuple(rows),
    )


def _disagreement(finding: Finding) -> list[Row]:
    """Return why the room disagrees with a finding, if it does."""
    because = finding.disagreement
    return [] if because is None else [Row(WE_DISAGREE, (on_one_line(because),))]


def _disagreements_besides(words: Words) -> Iterator[Block]:
    """Yield the disagreements with findings that do not stand now."""
    besides = words.assessment.disagreements_besides
    if besides:
        yield Paragraph("You disagreed with findings that do not stand now:")
    for one in besides:
        row = Row(WE_DISAGREE, (on_one_line(one.because),))
        yield Item(title=words.title(one.id), aside=one.id, rows=(row,))


def _hold(risk: Risk, words: Words, number: str | None) -> Iterator[str]:
    """Yield how certain a risk is, and at which band it holds the verdict, if it does."""
    if risk.presumed:
        yield NOT_CERTAIN
    elif number is not None:
        yield PUT_IN_PLACE
    if risk.holds_at:
        verb = "could hold" if risk.presumed else "holds"
        yield f"{verb} at {words.band(risk.holds_at).text}"


def _not_known(risk: Risk, words: Words) -> list[str]:
    """Return in one line what could excuse a risk that is presumed."""
    asks = [words.question(question) for question in _by_question(risk.open)]
    return [f"Not known: {' '.join(asks)}"] if asks else []


def _waiting(item: WaitingOn, words: Words, number: str) -> Item:
    """Return a rule that is undecided: what to find out, and what it would mean otherwise."""
    asked = _by_question(item.open)
    rule = words.rulebook.rules[item.id]
    band = rule.band_at(words.assessment.stage)
    return Item(
        title=f"Whether {item.until}",
        number=number,
        mark=NOT_KNOWN,
        aside=f"{FIND_OUT}; could hold at {words.band(band).text}" if band else FIND_OUT,
        rows=(
            Row("If not", (rule.title,)),
            Row("Ask", tuple(_ask(question, of, words) for question, of in asked.items())),
        ),
    )


def _in_short(risks: tuple[Risk, ...], words: Words) -> Iterator[Block]:
    """Yield the risks beyond those in full, with the same facts in short."""
    if not risks:
        return
    yield Paragraph(f"{plural(len(risks), 'further risk')}, sources and steps by number:")
    disputed = any(risk.disagreement is not None for risk in risks)
    headings = ("Risk", "You said", "From", "Until", "Steps", WE_DISAGREE)
    shown = len(headings) if disputed else len(headings) - 1
    yield Table(headings[:shown], tuple(_short_row(risk, words)[:shown] for risk in risks))


def _short_row(risk: Risk, words: Words) -> tuple[str, ...]:
    """Return a risk in short: sources and steps by number, notes left to where they stand."""
    title = f"{words.severity(risk.severity).text} {risk.title}"
    return (
        f"{title} ({'; '.join([*_hold(risk, words, None), risk.id])})",
        " ".join([_said_in_short(risk, words), *_not_known(risk, words)]),
        _places(risk, words),
        words.until(risk.id),
        ", ".join(str(words.step_numbers[step]) for step in risk.steps),
        on_one_line(risk.disagreement or ""),
    )


def _said_in_short(finding: Finding, words: Words) -> str:
    """Return the answers behind a finding in one line, without their notes."""
    because = [reason.model_copy(update={"note": None}) for reason in finding.because]
    return " ".join(
        line if isinstance(line, str) else f"{line.head} {' '.join(line.lines)}"
        for line in said(because, words)
    )


def _places(finding: Finding, words: Words) -> str:
    """Return the sources of a finding by number, each with its places."""
    places: dict[str, dict[str, None]] = {}
    for citation in finding.sources:
        places.setdefault(citation.source, {})[citation.locator] = None
    return "; ".join(f"[{words.cited[source]}] {', '.join(of)}" for source, of in places.items())
