"""A meeting's decisions: owners and days of steps, disagreements, key dates."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence

from advisor.reasoning.advised_steps import DateShown, OtherAgreement, StepToTake
from advisor.reasoning.assessment import OtherDisagreement
from advisor.reasoning.assessment_parts import citations
from advisor.reasoning.evidence import Evidence, FactSeen
from advisor.reasoning.step_days import DatedStep, StepCalendar, lacks
from advisor.reasoning.step_selection import SelectedStep, StepCauses, select_steps
from advisor.reasoning.trace import Seen
from advisor.rulebook.rule import Step
from advisor.rulebook.rulebook import Rulebook
from advisor.scenario.answer_check import known_level
from advisor.scenario.scenario import Scenario

_OF_STEP = ("id", "do", "who", "effort", "done_when", "needs")


def steps_to_take(
    causes: StepCauses,
    evidence: Mapping[str, Sequence[Evidence]],
    rulebook: Rulebook,
    scenario: Scenario,
    today: dt.date | None,
) -> tuple[StepToTake, ...]:
    """Return the steps that the risks raise, in order, with the meeting's decisions on each.

    Args:
        causes: What raises steps.
        evidence: What is behind each risk, by its id.
        rulebook: Has the steps.
        scenario: The partnership.
        today: The day from which days are counted; None gives the steps no days.
    """
    steps = select_steps(causes, rulebook, scenario, today)
    at = {one.step.id: _at(one, evidence, rulebook, scenario) for one in steps}
    days = _days(steps, at, rulebook, scenario, today) if today else {}
    return tuple(
        StepToTake(
            **{name: getattr(selected.step, name) for name in _OF_STEP},
            **dict(scenario.steps.get(selected.step.id, ()))
            | {
                "at": at[selected.step.id],
                "agreed_at": _agreed_at(selected.step, at[selected.step.id], scenario),
            },
            for_=selected.answers,
            when=selected.when,
            sources=citations(selected.step, rulebook),
            overdue=_is_overdue(selected.step.id, scenario, today),
            **days.get(selected.step.id, {}),
        )
        for selected in steps
    )


def _at(
    selected: SelectedStep,
    evidence: Mapping[str, Sequence[Evidence]],
    rulebook: Rulebook,
    scenario: Scenario,
) -> tuple[str, ...]:
    """Return the partners whose answers a step would improve, unless it is for all of them."""
    step = selected.step
    # "Ask each school … (Canal Street)" would send people to one school with a step for all.
    if step.for_every_school:
        return ()
    behind = [
        (item.partner, item)
        for risk in selected.answers
        for item in evidence[risk]
        if not isinstance(item, FactSeen) and item.partner
    ]
    found = dict.fromkeys(one.name for one, item in behind if _improves(step, item, rulebook))
    if not found:
        # Raised by another answer of theirs: a head leaves, say, and the board is to be asked.
        found = dict.fromkeys(one.name for one, _ in behind if lacks(step, one, rulebook, scenario))
    # Naming every partner says no more than naming none.
    return () if len(found) == len(scenario.partners) else tuple(found)


def _agreed_at(step: Step, at: Sequence[str], scenario: Scenario) -> tuple[str, ...]:
    """Return for which partners a step was agreed on, if it is for others as well by now."""
    agreed = scenario.steps.get(step.id)
    if agreed is None or not agreed.at or step.for_every_school:
        return ()
    now = set(at) or {partner.name for partner in scenario.partners}
    return agreed.at if now.difference(agreed.at) else ()


def _improves(step: Step, seen: Seen, rulebook: Rulebook) -> bool:
    """Return whether an answer is unknown, or below what a step would bring it to."""
    question, level = rulebook.questions[seen.question], step.brings.get(seen.question)
    return level is not None and not question.reaches(known_level(question, seen.answer), level)


def _is_overdue(step: str, scenario: Scenario, today: dt.date | None) -> bool:
    agreed = scenario.steps.get(step)
    return bool(agreed and agreed.by and today and agreed.by < today)


def _days(
    steps: Sequence[SelectedStep],
    at: Mapping[str, tuple[str, ...]],
    rulebook: Rulebook,
    scenario: Scenario,
    today: dt.date,
) -> dict[str, dict[str, dt.date | None]]:
    """Return the days of each step, by the field names of ``StepToTake``."""
    stage, set_by = scenario.judged_at, {step: said.by for step, said in scenario.steps.items()}
    is_early = stage in {"agreeing", "starting"}
    due = [
        DatedStep(
            selected.step,
            selected.when,
            before_start=is_early
            and any(rulebook.rules[r].band_at(stage) for r in selected.answers),
            set_by=set_by.get(selected.step.id),
            at=frozenset(at[selected.step.id]),
        )
        for selected in steps
    ]
    return {
        step: {
            "suggested_by": None if set_by.get(step) else found.day,
            "papers_by": found.papers_by,
            "too_late_for": found.too_late_for,
        }
        for step, found in StepCalendar(rulebook, scenario, today).days(due).items()
    }


def agreed_besides(scenario: Scenario, steps: Collection[StepToTake]) -> tuple[OtherAgreement, ...]:
    """Return the decisions on steps that no true risk asks for, in the order of the file."""
    asked_for = {step.id for step in steps}
    return tuple(
        OtherAgreement(id=step, **dict(agreed))
        for step, agreed in scenario.steps.items()
        if step not in asked_for
    )


def disagreements_besides(
    scenario: Scenario, shown: Collection[str]
) -> tuple[OtherDisagreement, ...]:
    """Return the disagreements with findings that are not shown, in the order of the file."""
    return tuple(
        OtherDisagreement(id=rule, because=because)
        for rule, because in scenario.disagreements.items()
        if rule not in shown
    )


def dates_in_order(scenario: Scenario) -> tuple[DateShown, ...]:
    return tuple(
        DateShown(**dict(date) | {"partner": partner.name if partner else None})
        for date in sorted(scenario.dates, key=lambda date: date.on)
        for partner in (scenario.partner_of(date),)
    )
