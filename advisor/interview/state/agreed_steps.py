"""What a meeting sets for a step: who takes it, by which day, how far it is."""

import datetime as dt

from advisor.interview.state.cursor import Place
from advisor.interview.state.room import Room
from advisor.reasoning.advised_steps import StepToTake
from advisor.reasoning.asked_questions import everything_asked
from advisor.reasoning.assessment import Assessment
from advisor.report.days_in_words import day_in_words
from advisor.report.phrases import STATUS_WORDS, Phrases
from advisor.report.step_days import step_day
from advisor.report.typed_days import day_fault, typed_day
from advisor.rulebook.rulebook import Rulebook
from advisor.rulebook.vocabulary import StepStatus
from advisor.scenario.answer_check import known_level
from advisor.scenario.facts import StepAgreement
from advisor.scenario.scenario import Scenario

STATUSES: tuple[tuple[StepStatus, str], ...] = (
    ("not-started", "Not started"),
    ("under-way", "Under way"),
    ("done", "Done"),
    ("dropped", "Dropped: we will not do this"),
)


def step_day_fault(line: str, before: dt.date | None, today: dt.date | None) -> str:
    """Return why a step cannot be taken by a day, or nothing."""
    if fault := day_fault(line, today):
        return fault
    day = typed_day(line, today)
    # A day that was set earlier may stay, though it is past by now: it is marked as past.
    if day is None or today is None or day >= today or day == before:
        return ""
    return f"that day is past; give {day_in_words(today)} or a later one"


def set_step(room: Room, step: str, taken: StepToTake | None, **said: object) -> None:
    """Change what was agreed about a step, and leave the rest of it as it was.

    Args:
        room: Where it is kept.
        step: Its id.
        taken: The step as the advice has it; None if the answers do not call for it.
        said: What is set: owner, by or status.
    """
    session = room.current
    before = session.scenario.steps.get(step)
    agreed = dict(before or ()) | said
    # Who takes it for one school has not promised it for another that needs it later.
    is_promised_anew = before is None or (bool(said.get("owner")) and said["owner"] != before.owner)
    if taken is not None and is_promised_anew:
        agreed["at"] = taken.at
    is_empty = not any(value for name, value in agreed.items() if name != "at")
    agreement = None if is_empty else StepAgreement.model_validate(agreed)
    room.change(session.update(session.scenario.with_step(step, agreement)))


def not_brought_yet(rulebook: Rulebook, scenario: Scenario, step: str) -> tuple[Place, ...]:
    """Return the answers that are still worse than what a step would bring."""
    brings = rulebook.steps[step].brings
    return tuple(
        (name, asked.partner_name)
        for asked in everything_asked(rulebook, scenario)
        if (name := asked.question.id) in brings
        and asked.state != "not-applicable"
        and not asked.question.reaches(known_level(asked.question, asked.answer), brings[name])
    )


def answers_behind(assessment: Assessment, step: str) -> tuple[Place, ...]:
    """Return the answers behind the risks that a step is for, worst first."""
    taken = assessment.step(step)
    return tuple(
        (reason.question, reason.partner)
        for risk in assessment.risks
        if taken is not None and risk.id in taken.for_
        for reason in risk.because
        if reason.question is not None
    )


def status_kept(assessment: Assessment, step: str, status: StepStatus) -> str:
    """Return how far a step is now, with the number that it had in the list."""
    ids = [one.id for one in assessment.steps]
    name = f"step {ids.index(step) + 1}" if step in ids else "the step"
    gone = ", and at the end of the list" if status in {"done", "dropped"} else ""
    return f"Kept: {name} is {STATUS_WORDS[status].lower()}{gone}."


def what_stands(agreed: StepAgreement | None) -> str:
    """Return who takes a step and by when, as the meeting set it."""
    if agreed is None or not (agreed.owner or agreed.by):
        return "Nobody and no day is set for this step."
    day = f"by {day_in_words(agreed.by)}" if agreed.by else "no day set"
    return f"Kept: {agreed.owner or 'nobody named'}, {day}."


def set_or_suggested(step: StepToTake, phrases: Phrases) -> str:
    """Return who takes a step and by when, and which of the two nobody has set."""
    who, day = phrases.step_who(step), step_day(step, phrases)
    match bool(step.owner), bool(step.by):
        case True, True:
            return f"you set: {who}, {day}"
        case True, False:
            return f"you set: {who}; day suggested: {day}"
        case False, True:
            return f"you set: {day}; suggested: {who}"
        case _:
            return f"suggested: {who}, {day}"
