"""Composes the assessment from what was found: the verdict and its conditions, risks, steps."""

from collections.abc import Iterator

from advisor.reasoning.assessment import (
    Assessment,
    Citation,
    DueNext,
    Finding,
    Held,
    OpenQuestion,
    PartnerShown,
    Risk,
    RulebookVersion,
    Verdict,
    WaitingOn,
)
from advisor.reasoning.assessment_inputs import AssessmentInputs
from advisor.reasoning.evaluator import Seen, Trace, Truth
from advisor.reasoning.frameworks import FrameworkReader, frameworks_shown
from advisor.reasoning.grounds import FactGround, Ground, OpenAnswer
from advisor.reasoning.meeting import (
    agreed_besides,
    dates_in_order,
    disagreements_besides,
    steps_to_take,
)
from advisor.reasoning.reason import Reason
from advisor.reasoning.settled import band_once_settled
from advisor.reasoning.standing import FrameworkStanding
from advisor.reasoning.stock import (
    answers_shown,
    find_out,
    not_applicable,
    not_covered,
    notes_of,
    open_in_state,
    topic_states,
)
from advisor.reasoning.verdict import risk_order
from advisor.rulebook.rule import Rule
from advisor.rulebook.rulebook import Rulebook
from advisor.rulebook.vocabulary import BANDS, Stage, next_stage


def compose(inputs: AssessmentInputs) -> Assessment:
    """Return the assessment."""
    scenario, rulebook = inputs.scenario, inputs.rulebook
    steps = steps_to_take(inputs.risks, rulebook, scenario)
    notes = notes_of(scenario)
    shown = tuple(n for n in notes if inputs.private_notes or n.visibility == "shared")
    return Assessment(
        partnership=scenario.partnership,
        kind=scenario.kind,
        also=scenario.also,
        stage=inputs.stage,
        stage_given=scenario.stage is not None,
        as_of=scenario.as_of,
        room=scenario.room,
        dates=dates_in_order(scenario),
        partners=tuple(
            PartnerShown(**partner.model_dump(exclude={"answers"})) for partner in scenario.partners
        ),
        rulebook=RulebookVersion(version=rulebook.version, hash=rulebook.content_hash),
        verdict=_verdict(inputs),
        risks=tuple(_risk(rule, inputs) for rule in inputs.risks),
        strengths=tuple(_finding(rule, inputs) for rule in inputs.strengths),
        disagreements_besides=disagreements_besides(scenario, inputs.findings.stands),
        undecided=tuple(inputs.waiting.values()),
        steps=steps,
        agreed_besides=agreed_besides(scenario, steps),
        find_out=find_out(inputs.asked, _deciding_answers(inputs)),
        unknown=open_in_state(inputs.asked, "unknown"),
        not_asked=open_in_state(inputs.asked, "not-asked"),
        not_applicable=not_applicable(inputs.asked),
        topics=topic_states(rulebook, inputs.asked, inputs.risks, inputs.undecided, inputs.stage),
        due_next=_due_next(inputs),
        not_covered=not_covered(rulebook, scenario),
        frameworks=_frameworks(inputs),
        answers=answers_shown(rulebook, scenario, inputs.asked),
        notes=shown,
        private_notes_left_out=len(notes) - len(shown),
    )


def _frameworks(inputs: AssessmentInputs) -> tuple[FrameworkStanding, ...]:
    rulebook, scenario = inputs.rulebook, inputs.scenario
    asked = frozenset(item.question.id for item in inputs.asked)
    reader = FrameworkReader(rulebook, scenario, inputs.traces, asked)
    shown = frameworks_shown(rulebook, scenario, inputs.frameworks)
    return tuple(reader.standing(framework) for framework in shown)


def _verdict(inputs: AssessmentInputs) -> Verdict:
    bounds, rules = inputs.bounds, inputs.rulebook.rules
    return Verdict(
        band=bounds.band,
        best=bounds.best,
        worst=bounds.worst,
        decision=inputs.rulebook.wording.bands[inputs.stage][bounds.band],
        held_by=tuple(Held(id=rule, until=rules[rule].until or "") for rule in bounds.held_by),
        waiting_on=tuple(
            WaitingOn(**dict(inputs.waiting[rule]), until=rules[rule].until or "")
            for rule in bounds.waiting_on
        ),
        then=band_once_settled(inputs.rulebook, inputs.scenario, bounds, _answers_behind(inputs)),
    )


def _answers_behind(inputs: AssessmentInputs) -> Iterator[Seen | OpenAnswer]:
    """Yield the answers behind what limits the verdict, and those that it waits on."""
    for rule in inputs.bounds.held_by:
        yield from (one for one in inputs.evidence[rule] if not isinstance(one, FactGround))
    for rule in inputs.bounds.waiting_on:
        yield from inputs.missing[rule]


def _risk(rule: Rule, inputs: AssessmentInputs) -> Risk:
    return Risk(
        **dict(_finding(rule, inputs)),
        severity=rule.severity_at(inputs.stage),
        holds_at=rule.band_at(inputs.stage),
        steps=rule.steps,
    )


def _finding(rule: Rule, inputs: AssessmentInputs) -> Finding:
    return Finding(
        id=rule.id,
        title=rule.title,
        topic=rule.topic,
        explanation=rule.because,
        because=tuple(_reason(ground, inputs) for ground in inputs.evidence[rule.id]),
        sources=citations(rule, inputs.rulebook),
        disagreement=inputs.scenario.disagreements.get(rule.id),
    )


def _reason(ground: Ground, inputs: AssessmentInputs) -> Reason:
    if isinstance(ground, FactGround):
        return Reason(fact=ground.fact, value=ground.value)
    answer = ground.answer
    note = (
        answer.note if answer and (inputs.private_notes or answer.visibility == "shared") else None
    )
    return Reason(
        question=ground.question,
        answer=answer.answer if answer else None,
        partner=ground.partner.name if ground.partner else None,
        said_by=answer.said_by if answer else None,
        note=note,
    )


def citations(rule: Rule, rulebook: Rulebook) -> tuple[Citation, ...]:
    """Return every place that a rule's lessons name, with what it supports."""
    return tuple(
        Citation(source=passage.source, locator=passage.locator, supports=lesson.says)
        for lesson in (rulebook.lessons[name] for name in rule.lessons)
        for passage in lesson.passages
    )


def _deciding_answers(inputs: AssessmentInputs) -> frozenset[OpenQuestion]:
    """Return the open answers that could still change the verdict."""
    bounds = inputs.bounds
    if bounds.best == bounds.worst:
        # Open answers remain, but none of them can change the verdict.
        return frozenset()
    return frozenset(answer for rule in bounds.waiting_on for answer in inputs.waiting[rule].open)


def _due_next(inputs: AssessmentInputs) -> tuple[DueNext, ...]:
    """Return the risks that limit the verdict at the next stage, and not yet or less today.

    Risks that are true come first, then those that are unknown, each in the order of risks.
    """
    stage = next_stage(inputs.stage)
    if stage is None:
        return ()
    rules = inputs.rulebook.rules
    due = [
        rules[rule]
        for rule, trace in inputs.due.items()
        if trace.value > Truth.FALSE and _limits_more(rules[rule], trace, inputs, stage)
    ]

    def order(rule: Rule) -> tuple[object, ...]:
        return -inputs.due[rule.id].value, *risk_order(rule, inputs.rulebook, stage)

    return tuple(
        DueNext(
            id=rule.id,
            title=rule.title,
            until=rule.until or "",
            holds_at=rule.band_at(stage) or "pilot",
            status="stands" if inputs.due[rule.id].value == Truth.TRUE else "undecided",
        )
        for rule in sorted(due, key=order)
    )


def _limits_more(rule: Rule, trace: Trace, inputs: AssessmentInputs, stage: Stage) -> bool:
    """Return whether a risk limits the verdict more at ``stage`` than at the current one.

    A risk that is unknown today and true at ``stage`` counts, although its band is the same:
    ``stage`` is itself a fact that conditions read.
    """
    band_then, band_now = rule.band_at(stage), rule.band_at(inputs.stage)
    if band_then is None:
        return False
    # A rule that does not exist at the current stage has no trace.
    trace_now = inputs.traces.get(rule.id)
    if band_now is None or trace_now is None or trace_now.value < trace.value:
        return True
    return BANDS.index(band_then) < BANDS.index(band_now)  # worst band first
