"""The sections about findings: why the verdict is what it is, and what speaks in favour."""

from collections.abc import Iterable, Iterator

from advisor.reasoning.assessment import Citation, Finding, OpenQuestion, Risk, WaitingOn
from advisor.reasoning.reason import Reason
from advisor.report.blocks import Block, Group, Item, Paragraph, Row, Section, Table
from advisor.report.first_screen import FIND_OUT, PUT_IN_PLACE, held_lines
from advisor.report.words import (
    NOT_CERTAIN,
    NOT_KNOWN,
    ON_FILE,
    STRENGTH,
    WE_DISAGREE,
    Words,
    plural,
)
from advisor.report.writers.cells import on_one_line

MOST_IN_FULL = 12
MOST_STRENGTHS_IN_FULL = 6


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


def favour_section(words: Words) -> Section:
    """Return the strengths, with their answers and sources."""
    strengths = words.assessment.strengths
    blocks: list[Block] = [
        Item(
            title=strength.title,
            mark=STRENGTH,
            rows=(
                Row("You said", said(strength.because, words)),
                Row("Why", (strength.explanation,)),
                Row("From", cited(strength.sources, words)),
                *_disagreement(strength),
            ),
        )
        for strength in strengths[:MOST_STRENGTHS_IN_FULL]
    ]
    if more := strengths[MOST_STRENGTHS_IN_FULL:]:
        headings = ("Strength", "You said", "From", WE_DISAGREE)
        shown = headings if any(one.disagreement is not None for one in more) else headings[:-1]
        rows = tuple(_short_strength(strength, words)[: len(shown)] for strength in more)
        count = plural(len(more), "further strength")
        blocks += [Paragraph(f"{count}, sources by number:"), Table(shown, rows)]
    if not blocks:
        blocks = [Paragraph("Nothing that counts as a strength here is known yet.")]
    return Section("in-your-favour", "In your favour", tuple(blocks))


def _short_strength(strength: Finding, words: Words) -> tuple[str, ...]:
    """Return a strength in short: sources by number, notes left to where they stand."""
    return (
        strength.title,
        _said_in_short(strength, words),
        _places(strength, words),
        on_one_line(strength.disagreement or ""),
    )


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


def excuses(risk: Risk, words: Words) -> Iterator[Row]:
    """Yield what is not known and could excuse a risk that is presumed."""
    if risk.open:
        asked = _by_question(risk.open)
        groups = tuple(_ask(question, of, words) for question, of in asked.items())
        yield Row("Not known", groups)


def _not_known(risk: Risk, words: Words) -> list[str]:
    """Return in one line what could excuse a risk that is presumed."""
    asks = [words.question(question) for question in _by_question(risk.open)]
    return [f"Not known: {' '.join(asks)}"] if asks else []


def _by_question(answers: Iterable[OpenQuestion]) -> dict[str, list[str]]:
    """Return open answers by their question, each with the partners of whom it is."""
    asked: dict[str, list[str]] = {}
    for one in answers:
        asked.setdefault(one.question, []).extend([one.partner] if one.partner else [])
    return asked


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


def _ask(question: str, partners: list[str], words: Words) -> Group:
    """Return a question with who could tell; how stands with everything that is not known."""
    told: dict[str, list[str]] = {}
    for name in partners:
        told.setdefault(words.who_could_tell(question, name), []).append(words.partner(name))
    lines = tuple(f"{tells}: {', '.join(of)}" for tells, of in told.items())
    return Group(words.question(question), lines or (words.who_could_tell(question, None),))


def said(because: Iterable[Reason], words: Words) -> tuple[Group | str, ...]:
    """Return the answers and facts behind a finding, each question once with its answers."""
    found: dict[str, list[str]] = {}
    facts: list[str] = []
    for reason in because:
        if reason.question is None:
            facts.append(f"{ON_FILE}: {fact_words(reason, words)}")
            continue
        line = f"{words.who(reason.partner, reason.said_by)}: "
        line += words.answer(reason.question, reason.answer)
        if note := on_one_line(reason.note or ""):
            line = f'{line.removesuffix(".")}. Note: "{note}"'
        found.setdefault(words.question(reason.question), []).append(line)
    return (*(Group(question, tuple(lines)) for question, lines in found.items()), *facts)


def fact_words(reason: Reason, words: Words) -> str:
    """Return a fact of the file in words."""
    match reason.fact, reason.value:
        case "kind", _:
            return f"the kind is {words.kinds}"
        case "stage", _:
            return f"the decision is: {words.stage}"
        case "partners", int() as number:
            return plural(number, "partner")
        case "both_sectors", both:
            state_and = "state and independent schools are both in it"
            return state_and if both else "not both state and independent schools are in it"
        case "answered_by_others", tuple() as names:
            of = ", ".join(names)
            return f"others answered for {of}"
        case _:
            return "every partner it rests on answered for itself"


def cited(sources: Iterable[Citation], words: Words) -> tuple[Group, ...]:
    """Return each source cited here, with its places and what each of them teaches."""
    found: dict[str, dict[str, dict[str, None]]] = {}
    for citation in sources:
        lessons = found.setdefault(citation.source, {})
        lessons.setdefault(citation.supports, {})[citation.locator] = None
    return tuple(
        Group(
            words.source(source),
            tuple(f"{'; '.join(places)}: {supports}" for supports, places in lessons.items()),
        )
        for source, lessons in found.items()
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
