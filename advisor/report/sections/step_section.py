"""The steps, most important first."""

from collections.abc import Iterable, Iterator

from advisor.reasoning.advised_steps import OtherAgreement, StepToTake
from advisor.report.blocks import Block, Item, Paragraph, Point, Points, Row, Section
from advisor.report.days_in_words import day_in_words
from advisor.report.phrases import Phrases, labels
from advisor.report.sections.concern_section import places
from advisor.report.step_days import papers_day, step_day
from advisor.report.writers.cells import on_one_line

SET_BY_MEETING = " *"
AGREED_FOR = "agreed for {} only"
"""What comes after a step that was agreed for some of the partners that it is for."""


def whose_suggestions(steps: Iterable[StepToTake]) -> str:
    """Return whether owners and days are the meeting's or our suggestions."""
    if any(step.owner or step.by for step in steps):
        return "* You set this. Other owners and days are our suggestions."
    return "Owners and days are our suggestions."


def step_section(phrases: Phrases) -> Section:
    """Return the steps, most important first, then other agreements."""
    assessment = phrases.assessment
    blocks: list[Block] = [Paragraph("No concern calls for a step.")]
    if assessment.steps:
        blocks = [Paragraph(whose_suggestions(assessment.steps))]
        # Without labels and blank lines: with an item for each step, reports were a tenth longer.
        points = tuple(_step(step, phrases) for step in assessment.steps)
        first = _how_many_first(phrases)
        if 0 < first < len(points):
            blocks += (Points(points[:first]), Paragraph("The rest helps too, and can wait:"))
            points = points[first:]
        blocks.append(Points(points))
    if assessment.agreed_besides:
        blocks.append(Paragraph("Also set, and done, dropped or not called for now:"))
        blocks += (_agreed(agreed, phrases) for agreed in assessment.agreed_besides)
    return Section("steps", "What to do, most important first", tuple(blocks))


def _how_many_first(phrases: Phrases) -> int:
    """Return how many steps there are up to the last one for what decides or limits."""
    assessment = phrases.assessment
    limiting = {risk.id for risk in assessment.risks if risk.severity != "low"}
    numbered = enumerate(assessment.steps, start=1)
    return max((n for n, step in numbered if limiting.intersection(step.for_)), default=0)


def _step(step: StepToTake, phrases: Phrases) -> Point:
    so_far = (f"{row.label}: {' / '.join(map(str, row.lines))}" for row in _so_far(step))
    parts = [
        f"Who: {'; '.join(_who_and_when(step, phrases))}.",
        f"Done when: {step.done_when}",
        *so_far,
    ]
    return Point(str(phrases.step_numbers[step.id]), step.do, " ".join(parts))


def _who_and_when(step: StepToTake, phrases: Phrases) -> Iterator[str]:
    """Yield who takes a step, by when, its effort, its partners, what it follows, and why."""
    yield f"{_who(step, phrases)}, {_by(step, phrases)}"
    yield labels(phrases.rulebook.wording.efforts)[step.effort]
    if where := where_it_helps(step, phrases):
        yield f"at {where}"
    if before := [phrases.step_numbers[n] for n in step.needs if n in phrases.step_numbers]:
        yield f"after {_numbered('step', before)}"
    concerns = phrases.assessment.concerns
    served = [n for n, concern in enumerate(concerns, start=1) if step.id in concern.steps]
    if served:
        yield f"for {_numbered('concern', served)}"
    if step.sources:
        yield places(step.sources, phrases)


def _numbered(what: str, numbers: list[int]) -> str:
    return f"{what if len(numbers) == 1 else what + 's'} {', '.join(map(str, numbers))}"


def _who(step: StepToTake, phrases: Phrases) -> str:
    """Return who takes a step: the owner with the usual role, or only the role."""
    usual = f"{SET_BY_MEETING} (usually {step.who})" if step.owner else ""
    return f"{phrases.step_who(step)}{usual}"


def _by(step: StepToTake, phrases: Phrases) -> str:
    """Return when a step is due, whether you set that day, and when its papers are due."""
    text = step_day(step, phrases)
    if step.by or step.suggested_by:
        text = f"by {text}{SET_BY_MEETING if step.by else ''}"
    if papers := papers_day(step, phrases):
        text += f", papers to the clerk {papers}"
    return text


def where_it_helps(step: StepToTake, phrases: Phrases) -> str:
    """Return the partners whose answers the step would improve, unless it is for all of them.

    Where the meeting agreed on it for fewer, that is said too.
    """
    return "; ".join(filter(None, (phrases.names(step.at), agreed_for(step, phrases))))


def agreed_for(step: StepToTake, phrases: Phrases) -> str:
    """Return for which partners alone the meeting agreed on a step; nothing if for all of them."""
    return AGREED_FOR.format(phrases.names(step.agreed_at)) if step.agreed_at else ""


def partners_helped(step: StepToTake, phrases: Phrases) -> tuple[str, ...]:
    """Return the short names of those partners; none if the step is for all of them."""
    return tuple(phrases.short_names[name] for name in step.at)


def _so_far(agreed: StepToTake | OtherAgreement) -> list[Row]:
    """Return the status that the meeting set for a step, and its note."""
    status = agreed.status.replace("-", " ") if agreed.status else ""
    note = filter(None, map(on_one_line, (agreed.note or "").split("\n")))
    rows = Row("Status", (status,) if status else ()), Row("Note", tuple(note))
    return [row for row in rows if row.lines]


def _agreed(agreed: OtherAgreement, phrases: Phrases) -> Item:
    rows = [
        *([Row("Who", (agreed.owner,))] if agreed.owner else []),
        *([Row("By", (day_in_words(agreed.by),))] if agreed.by else []),
        *_so_far(agreed),
    ]
    where = f" ({phrases.names(agreed.at)})" if agreed.at else ""
    return Item(title=f"{phrases.rulebook.steps[agreed.id].do}{where}", rows=tuple(rows))
