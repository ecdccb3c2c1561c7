"""The steps to take for the risks: each once, in order, without the ones already done."""

import datetime as dt
from collections.abc import Collection, Sequence
from typing import NamedTuple

from advisor.reasoning.step_days import step_order
from advisor.rulebook.rule import Rule, Step
from advisor.rulebook.rulebook import Rulebook
from advisor.rulebook.vocabulary import Stage
from advisor.scenario.answer_check import known_level
from advisor.scenario.scenario import Scenario


class SelectedStep(NamedTuple):
    """A step to take.

    Attributes:
        answers: The risks it answers, in their order.
        when: By when it is due here: its own horizon, or a later one if that is full.
    """

    step: Step
    answers: tuple[str, ...]
    when: str


class StepCauses(NamedTuple):
    """The risks that raise steps, and the steps to take if nothing limits the verdict.

    Attributes:
        risks: True or presumed, worst first.
        standing: The ids of the true ones.
        held_by: The ids of the risks that decide the band.
        when_ready: Steps to take at this stage even if nothing limits it.
        due_next: Steps for what limits the verdict at the next stage.
    """

    risks: Sequence[Rule]
    standing: Collection[str]
    held_by: Collection[str]
    when_ready: Sequence[str] = ()
    due_next: Sequence[str] = ()


def select_steps(
    causes: StepCauses, rulebook: Rulebook, scenario: Scenario, today: dt.date | None = None
) -> list[SelectedStep]:
    """Return each step to take once.

    Steps for the risks that decide the band come first, then steps for any risk with a band, then
    the rest, and last the steps to take although nothing limits the verdict. Each group is sorted
    by due day, effort and id. A step that another needs comes before it, and moves up to its
    position if that is better. When a horizon is full, the step is due by the next one.
    """
    answers = _raised(causes, rulebook, scenario)
    serves = {step: _serves(step, causes, scenario.judged_at) for step in answers}
    for place, following in enumerate((causes.when_ready, causes.due_next), start=3):
        for step in following:
            if step not in scenario.closed_steps and not is_done(
                rulebook.steps[step], rulebook, scenario
            ):
                # A step that a risk raised too keeps its better place.
                serves.setdefault(step, place)
    order = step_order(rulebook, scenario, today)
    places = {step: (place, order[step]) for step, place in serves.items()}
    # Deepest first, so that one pass takes a place to the needs of needs.
    for step in sorted(places, key=lambda step: -rulebook.step_depths[step]):
        for need in rulebook.steps[step].needs:
            if need in places:
                places[need] = min(places[need], places[step])
    in_order = sorted(places, key=lambda step: (places[step], rulebook.step_depths[step], step))
    horizons = rulebook.wording.horizons
    soonest = {named.id: place for place, named in enumerate(horizons)}
    room = [named.most for named in horizons]
    due: dict[str, int] = {}
    for name in in_order:
        taken = rulebook.steps[name]
        at = max([soonest[taken.when], *(due[need] for need in taken.needs if need in due)])
        # Comes to an end: the last horizon has no limit, or the rulebook does not load.
        while room[at] == 0:
            at += 1
        limit = room[at]
        room[at] = None if limit is None else limit - 1
        due[name] = at
    return [
        SelectedStep(rulebook.steps[s], answers.get(s, ()), horizons[due[s]].id) for s in in_order
    ]


def _raised(
    causes: StepCauses, rulebook: Rulebook, scenario: Scenario
) -> dict[str, tuple[str, ...]]:
    """Return the steps to take, each with the risks that it answers.

    Leaves out steps that are done and steps that another one replaces, which then answers their
    risks too. If that leaves a true risk without any step, its first step that is not done stays,
    or else its first. What the meeting marked as done or dropped is always left out.
    """
    closed = scenario.closed_steps
    steps_of = {
        risk.id: [step for step in risk.steps if step not in closed] for risk in causes.risks
    }
    raised = dict.fromkeys(step for steps in steps_of.values() for step in steps)
    done = {s for s in raised if is_done(rulebook.steps[s], rulebook, scenario)}
    taken = (rulebook.steps[step] for step in raised if step not in done)
    omitted = done.union(*(step.instead_of for step in taken))
    stands_in = {
        (step, risk)
        for step in raised
        if step not in omitted
        for risk, steps in steps_of.items()
        if not (set(steps) - done).isdisjoint(rulebook.steps[step].instead_of)
    }
    answered = {risk for _, risk in stands_in}
    kept = {
        next((step for step in steps if step not in done), steps[0])
        for risk, steps in steps_of.items()
        if steps and risk in causes.standing and risk not in answered and omitted.issuperset(steps)
    }
    return {
        step: tuple(
            risk.id for risk in causes.risks if step in risk.steps or (step, risk.id) in stands_in
        )
        for step in raised
        if step not in omitted or step in kept
    }


def is_done(step: Step, rulebook: Rulebook, scenario: Scenario) -> bool:
    """Return whether everything that a step brings is there; if that is nothing, it is not done."""
    return bool(step.brings) and all(
        _is_there(question, level, rulebook, scenario) for question, level in step.brings.items()
    )


def _is_there(name: str, level: str, rulebook: Rulebook, scenario: Scenario) -> bool:
    """Return whether everybody who is asked a question answers this level or a better one."""
    question = rulebook.questions[name]
    answers = scenario.answers_to(question)
    concerned = [answer for answer in answers if not (answer and answer.is_not_applicable)]
    found = (known_level(question, answer) for answer in concerned)
    return bool(concerned) and all(question.reaches(one, level) for one in found)


def _serves(step: str, causes: StepCauses, stage: Stage) -> int:
    """Return 0 if a step is for a risk that decides the band, 1 for any with a band, else 2."""
    own = [risk for risk in causes.risks if step in risk.steps]
    if any(risk.id in causes.held_by for risk in own):
        return 0
    return 1 if any(risk.band_at(stage) for risk in own) else 2
