"""Compose the assessment from the findings: the verdict and its conditions, risks and steps."""

from collections.abc import Iterable, Sequence

from advisor.reasoning.advised_steps import StepToTake
from advisor.reasoning.agreements import (
    agreed_besides,
    dates_in_order,
    disagreements_besides,
    steps_to_take,
)
from advisor.reasoning.answer_summary import (
    answers_shown,
    find_out,
    not_applicable,
    not_covered,
    notes_of,
    open_in_state,
    topic_states,
)
from advisor.reasoning.assessment import (
    Assessment,
    ConcernShown,
    ContradictionShown,
    DueNext,
    Finding,
    HeldBy,
    PartnerShown,
    Risk,
    RulebookVersion,
    Verdict,
    WaitingOn,
)
from advisor.reasoning.assessment_inputs import AssessmentInputs
from advisor.reasoning.assessment_parts import Reason, citations, reason_for
from advisor.reasoning.concerns import concerns_found
from advisor.reasoning.contradictions import contradictions_met
from advisor.reasoning.evidence import Evidence, FactSeen
from advisor.reasoning.framework_reader import FrameworkReader, frameworks_shown
from advisor.reasoning.framework_result import FrameworkResult
from advisor.reasoning.next_stage_risks import due_next
from advisor.reasoning.open_questions import OpenQuestion, Waiting
from advisor.reasoning.outlook import outlook
from advisor.reasoning.step_selection import StepCauses
from advisor.reasoning.verdict import band_without
from advisor.rulebook.rule import Rule
from advisor.rulebook.vocabulary import BANDS, Band


def compose(inputs: AssessmentInputs) -> Assessment:
    scenario, rulebook = inputs.scenario, inputs.rulebook
    due = due_next(inputs)
    causes = step_causes(inputs, due)
    steps = steps_to_take(causes, inputs.evidence, rulebook, scenario, inputs.today)
    ahead = outlook(inputs)
    shown_steps = frozenset(step.id for step in steps)
    notes = notes_of(scenario)
    shown = tuple(n for n in notes if inputs.private_notes or n.visibility == "shared")
    earlier = tuple(
        one if inputs.private_notes or one.visibility == "shared" else one.without_note
        for one in scenario.earlier
    )
    held_back = sum(
        one.note != all_of.note for one, all_of in zip(earlier, scenario.earlier, strict=True)
    )
    return Assessment(
        partnership=scenario.partnership,
        kind=scenario.kind,
        also=scenario.also,
        stage=inputs.stage,
        stage_given=scenario.stage is not None,
        as_of=scenario.as_of,
        days_from=inputs.today,
        next_meeting=scenario.next_meeting,
        starts=scenario.starts,
        room=scenario.room,
        present=scenario.present,
        about=scenario.about,
        dates=dates_in_order(scenario),
        partners=tuple(
            PartnerShown(**partner.model_dump(exclude={"answers"})) for partner in scenario.partners
        ),
        rulebook=RulebookVersion(version=rulebook.version, hash=rulebook.content_hash),
        verdict=_verdict(inputs),
        concerns=_concerns(inputs, steps),
        risks=tuple(_risk(rule, inputs, shown_steps) for rule in inputs.risks),
        strengths=tuple(_finding(rule, inputs) for rule in inputs.strengths),
        disagreements_besides=disagreements_besides(scenario, inputs.evidence),
        undecided=tuple(_waiting(rule.id, inputs.missing[rule.id]) for rule in inputs.undecided),
        steps=steps,
        agreed_besides=agreed_besides(scenario, steps),
        find_out=find_out(inputs.asked, _deciding_answers(inputs)),
        could_change=ahead.could_change,
        unknown=open_in_state(inputs.asked, "unknown"),
        not_asked=open_in_state(inputs.asked, "not-asked"),
        not_applicable=not_applicable(inputs.asked),
        contradictions=_contradictions(inputs),
        topics=topic_states(rulebook, inputs.asked, inputs.risks, inputs.undecided, inputs.stage),
        due_next=due,
        next_band=ahead.next_band,
        not_covered=not_covered(rulebook, scenario),
        frameworks=_frameworks(inputs),
        answers=answers_shown(rulebook, scenario, inputs.asked),
        notes=shown,
        earlier=earlier,
        private_notes_left_out=len(notes) - len(shown) + held_back,
    )


def step_causes(inputs: AssessmentInputs, due: Iterable[DueNext]) -> StepCauses:
    """Return what raises steps; if the verdict is ready, also the steps to take anyway."""
    causes = StepCauses(inputs.risks, inputs.findings.stands, inputs.bounds.held_by)
    if inputs.bounds.band != "ready":
        return causes
    steps, rules = inputs.rulebook.steps.values(), inputs.rulebook.rules
    # A risk that is only waiting has to be found out about first.
    certain = (rules[risk.id] for risk in due if risk.status != "waits")
    return causes._replace(
        when_ready=tuple(step.id for step in steps if inputs.stage in step.when_ready),
        due_next=tuple(dict.fromkeys(step for rule in certain for step in rule.steps)),
    )


def _frameworks(inputs: AssessmentInputs) -> tuple[FrameworkResult, ...]:
    rulebook, scenario = inputs.rulebook, inputs.scenario
    asked = frozenset(item.question.id for item in inputs.asked)
    reader = FrameworkReader(rulebook, scenario, inputs.traces, asked)
    shown = frameworks_shown(rulebook, scenario, inputs.frameworks)
    return tuple(reader.result(framework) for framework in shown)


def _verdict(inputs: AssessmentInputs) -> Verdict:
    bounds, rules, wording = inputs.bounds, inputs.rulebook.rules, inputs.rulebook.wording
    decision = wording.said(inputs.scenario.kind, inputs.stage, bounds.band)
    return Verdict(
        band=bounds.band,
        best=bounds.best,
        worst=bounds.worst,
        decision=wording.too_little_known if bounds.too_little_known else decision,
        too_little_known=bounds.too_little_known,
        held_by=tuple(
            HeldBy(
                id=rule,
                # Never empty: a rule with holds_at and no until does not load.
                until=inputs.rulebook.until_of(rules[rule]) or "",
                then=_band_without([rule], inputs),
            )
            for rule in bounds.held_by
        ),
        waiting_on=tuple(
            WaitingOn(
                **dict(_waiting(rule, inputs.waits_for(rule))),
                presumed=rule in inputs.presumed,
                until=inputs.rulebook.until_of(rules[rule]) or "",
                then=_band_without([rule], inputs),
            )
            for rule in bounds.waiting_on
        ),
        then=_band_without((*bounds.held_by, *bounds.waiting_on), inputs),
        further_open=len({answer.question for answer in _further_open(inputs)}),
    )


def _concerns(inputs: AssessmentInputs, steps: Sequence[StepToTake]) -> tuple[ConcernShown, ...]:
    found = concerns_found(inputs.risks, inputs.presumed, inputs.rulebook, inputs.stage)
    return tuple(
        ConcernShown(
            id=one.concern.id,
            title=one.concern.title,
            topic=one.concern.topic,
            severity=one.lead.severity_at(inputs.stage),
            holds_at=(held := one.lead.band_at(inputs.stage)),
            presumed=one.presumed,
            until=inputs.rulebook.until_of(one.lead) if held else None,
            then=_band_without([one.lead.id], inputs),
            risks=tuple(risk.id for risk in one.risks),
            steps=tuple(s.id for s in steps if any(risk.id in s.for_ for risk in one.risks)),
        )
        for one in found
    )


def _band_without(rules: Iterable[str], inputs: AssessmentInputs) -> Band:
    """Return the band without any risk of these risks' concerns, all else unchanged."""
    rulebook = inputs.rulebook
    concerns = {rulebook.rules[rule].concern or "" for rule in rules}
    settled = frozenset(risk.id for concern in concerns for risk in rulebook.risks_of[concern])
    return band_without(settled, inputs.findings, rulebook, inputs.stage, inputs.bounds.floor)


def _waiting(rule: str, missing: tuple[OpenQuestion, ...]) -> Waiting:
    return Waiting(
        id=rule, asks=tuple(dict.fromkeys(answer.question for answer in missing)), open=missing
    )


def _further_open(inputs: AssessmentInputs) -> frozenset[OpenQuestion]:
    """Return the other open answers behind undecided risks that have a band but do not wait."""
    waiting = frozenset(inputs.findings.waiting)
    return frozenset(
        answer
        for rule in inputs.undecided
        if rule.id not in waiting and rule.band_at(inputs.stage)
        for answer in inputs.missing[rule.id]
        if answer.question not in inputs.essential
    )


def _risk(rule: Rule, inputs: AssessmentInputs, shown_steps: frozenset[str]) -> Risk:
    return Risk(
        **dict(_finding(rule, inputs)),
        severity=rule.severity_at(inputs.stage),
        holds_at=rule.band_at(inputs.stage),
        presumed=rule.id in inputs.presumed,
        open=inputs.excuses.get(rule.id, ()),
        steps=tuple(step for step in rule.steps if step in shown_steps),
    )


def _finding(rule: Rule, inputs: AssessmentInputs) -> Finding:
    return Finding(
        id=rule.id,
        title=rule.title,
        topic=rule.topic,
        explanation=rule.because,
        because=tuple(_reason(item, inputs) for item in inputs.evidence[rule.id]),
        sources=citations(rule, inputs.rulebook),
        disagreement=inputs.scenario.disagreements.get(rule.id),
    )


def _reason(item: Evidence, inputs: AssessmentInputs) -> Reason:
    answer = None if isinstance(item, FactSeen) else item.answer
    with_note = answer is not None and (inputs.private_notes or answer.visibility == "shared")
    return reason_for(item, with_note=with_note)


def _contradictions(inputs: AssessmentInputs) -> tuple[ContradictionShown, ...]:
    return tuple(
        ContradictionShown(
            id=met.contradiction.id,
            ask=met.contradiction.ask,
            answers=tuple(_reason(item, inputs) for item in met.evidence),
        )
        for met in contradictions_met(inputs.rulebook, inputs.scenario, inputs.asked)
    )


def _deciding_answers(inputs: AssessmentInputs) -> frozenset[OpenQuestion]:
    """Return the open answers that could still change the verdict."""
    bounds, rules = inputs.bounds, inputs.rulebook.rules

    def could_lower(rule: str) -> bool:
        held = rules[rule].band_at(inputs.stage) or "ready"
        return BANDS.index(held) < BANDS.index(bounds.best)

    waited_for = (
        answer
        for rule in bounds.waiting_on
        if could_lower(rule)
        for answer in inputs.waits_for(rule)
    )
    # A risk that keeps the verdict below its best leaves room for other answers to lower it.
    further = _further_open(inputs) if bounds.band == "ready" else frozenset()
    return frozenset(waited_for) | further
