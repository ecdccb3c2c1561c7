"""The steps, in the order in which to take them."""

from advisor.reasoning.assessment import AgreedBesides, StepToTake
from advisor.reasoning.reason import Reason
from advisor.report.blocks import Block, Item, Paragraph, Row, Section, Table
from advisor.report.words import Words, day_in_words, labels, plural, title_told

MOST_IN_FULL = 12


def steps_section(words: Words) -> Section:
    """Return the steps in the order in which to take them, then what else was agreed."""
    assessment = words.assessment
    titles = {r.id: title_told(r.title, presumed=r.presumed) for r in assessment.risks}
    first, later = assessment.steps[:MOST_IN_FULL], assessment.steps[MOST_IN_FULL:]
    blocks: list[Block] = [_step(step, titles, words) for step in first]
    if later:
        blocks.append(Paragraph(f"{plural(len(later), 'further step')}, once those are taken:"))
        rows = tuple(_short_row(step, titles, words) for step in later)
        blocks.append(Table(("Step", "Who", "Where", "By", "Done when", "After", "For"), rows))
    if not blocks:
        blocks = [Paragraph("No risk stands that asks for a step.")]
    if assessment.agreed_besides:
        blocks.append(Paragraph("Agreed too, and done already or asked for by no risk now:"))
        blocks += (_agreed(agreed, words) for agreed in assessment.agreed_besides)
    return Section("steps", "Steps, in order", tuple(blocks))


def _step(step: StepToTake, titles: dict[str, str], words: Words) -> Item:
    rows = [
        Row("Who", (_who(step, words),)),
        Row("By", (_by(step, words),)),
        Row("Done when", (step.done_when,)),
        Row("For", tuple(titles[risk] for risk in step.for_)),
    ]
    if where := _where(step, words):
        rows.insert(1, Row("Where", (where,)))
    if before := [need for need in step.needs if need in words.step_numbers]:
        rows.append(Row("First", tuple(map(words.step, before))))
    number = str(words.step_numbers[step.id])
    return Item(title=step.do, number=number, rows=tuple(rows))


def _where(step: StepToTake, words: Words) -> str:
    """Return the partners whose answers the step would improve, unless that is all of them."""
    improves = words.rulebook.steps[step.id].brings
    raised_by = [risk for risk in words.assessment.risks if risk.id in step.for_]
    found = dict.fromkeys(
        reason.partner
        for risk in raised_by
        for reason in risk.because
        if reason.partner is not None
        and reason.question in improves
        and _falls_short(reason, improves[reason.question], words)
    )
    if len(found) == len(words.assessment.partners):
        return ""
    return ", ".join(map(words.partner, found))


def _falls_short(reason: Reason, level: str, words: Words) -> bool:
    """Return whether an answer is not yet the level to which a step would bring it."""
    order = words.rulebook.questions[reason.question or ""].order
    return reason.answer not in order or order.index(str(reason.answer)) < order.index(level)


def _short_row(step: StepToTake, titles: dict[str, str], words: Words) -> tuple[str, ...]:
    """Return a step in short; what comes before it stands by number."""
    return (
        f"{words.step_numbers[step.id]}  {step.do}",
        _who(step, words),
        _where(step, words),
        _by(step, words),
        step.done_when,
        ", ".join(f"step {words.step_numbers[n]}" for n in step.needs if n in words.step_numbers),
        "; ".join(titles[risk] for risk in step.for_),
    )


def _who(step: StepToTake, words: Words) -> str:
    """Return who takes a step: the owner, with the role that usually does, or that role."""
    role = f" ({step.who})" if step.owner else ""
    return f"{words.step_who(step)}{role}"


def _by(step: StepToTake, words: Words) -> str:
    """Return by when a step is taken, with how soon it usually is where the day was set."""
    effort = f"work: {labels(words.rulebook.wording.efforts)[step.effort]}"
    usual = labels(words.rulebook.wording.horizons)[step.when]
    aside = f"{usual}; {effort}" if step.by else effort
    return f"{words.step_by(step)} ({aside})"


def _agreed(agreed: AgreedBesides, words: Words) -> Item:
    rows = [
        *([Row("Who", (agreed.owner,))] if agreed.owner else []),
        *([Row("By", (day_in_words(agreed.by),))] if agreed.by else []),
    ]
    return Item(title=words.rulebook.steps[agreed.id].do, rows=tuple(rows))
