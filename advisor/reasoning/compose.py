"""Composes the assessment from what was found: the verdict and its conditions, risks, steps."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from advisor.reasoning.asked import Asked, everything_asked
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
    Waiting,
    WaitingOn,
)
from advisor.reasoning.engine import Findings
from advisor.reasoning.evaluator import Trace, Truth
from advisor.reasoning.frameworks import FrameworkReader, frameworks_shown
from advisor.reasoning.grounds import FactGround, Ground, grounds, open_answers
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
from advisor.reasoning.verdict import Bounds, risk_order, verdict
from advisor.rulebook.rule import Rule
from advisor.rulebook.rulebook import Rulebook
from advisor.rulebook.vocabulary import BANDS, Stage, next_stage
from advisor.scenario.scenario import Scenario


@dataclass(frozen=True)
class Material:
    """What an assessment is composed of.

    Attributes:
        findings: What the engine found.
        traces: How the evaluator came to each rule's value.
        due: How the same answers would be read at the next stage; empty after the last.
        private_notes: Whether private notes are shown.
        frameworks: The frameworks that were asked for.
    """

    rulebook: Rulebook
    scenario: Scenario
    findings: Findings
    traces: dict[str, Trace]
    due: dict[str, Trace]
    private_notes: bool
    frameworks: tuple[str, ...]

    @cached_property
    def asked(self) -> tuple[Asked, ...]:
        """Every question asked, in order."""
        return tuple(everything_asked(self.rulebook, self.scenario))

    @property
    def stage(self) -> Stage:
        """The stage at which the partnership is judged."""
        return self.scenario.judged_at

    @cached_property
    def bounds(self) -> Bounds:
        """The verdict."""
        return verdict(self.rulebook, self.stage, self.findings.stands, self.findings.undecided)

    def standing(self, kind: str) -> list[Rule]:
        """Return the standing risks, worst first, or the strengths by topic."""
        return self._sorted(rule for rule in self._rules(self.findings.stands) if rule.kind == kind)

    def undecided(self) -> list[Rule]:
        """Return the undecided risks, worst first, then the strengths."""
        return self._sorted(self._rules(self.findings.undecided))

    def _rules(self, ids: Iterable[str]) -> Iterator[Rule]:
        return (self.rulebook.rules[rule] for rule in ids)

    def _sorted(self, rules: Iterable[Rule]) -> list[Rule]:
        def order(rule: Rule) -> tuple[object, ...]:
            return rule.kind, *risk_order(rule, self.rulebook, self.stage)

        return sorted(rules, key=order)


def compose(material: Material) -> Assessment:
    """Return the assessment."""
    scenario, rulebook = material.scenario, material.rulebook
    risks = material.standing("risk")
    steps = steps_to_take(risks, rulebook, scenario)
    notes = notes_of(scenario)
    shown = tuple(n for n in notes if material.private_notes or n.visibility == "shared")
    return Assessment(
        partnership=scenario.partnership,
        kind=scenario.kind,
        also=scenario.also,
        stage=material.stage,
        stage_given=scenario.stage is not None,
        as_of=scenario.as_of,
        room=scenario.room,
        dates=dates_in_order(scenario),
        partners=tuple(
            PartnerShown(**partner.model_dump(exclude={"answers"})) for partner in scenario.partners
        ),
        rulebook=RulebookVersion(version=rulebook.version, hash=rulebook.content_hash),
        verdict=_verdict(material),
        risks=tuple(_risk(rule, material) for rule in risks),
        strengths=tuple(_strength(rule, material) for rule in material.standing("strength")),
        disagreements_besides=disagreements_besides(scenario, material.findings.stands),
        undecided=tuple(_waiting(rule, material) for rule in material.undecided()),
        steps=steps,
        agreed_besides=agreed_besides(scenario, steps),
        find_out=find_out(material.asked, _that_matter(material)),
        unknown=open_in_state(material.asked, "unknown"),
        not_asked=open_in_state(material.asked, "not-asked"),
        not_applicable=not_applicable(material.asked),
        topics=topic_states(rulebook, material.asked, risks, material.undecided(), material.stage),
        due_next=_due_next(material),
        not_covered=not_covered(rulebook, scenario),
        frameworks=_frameworks(material),
        answers=answers_shown(rulebook, scenario, material.asked),
        notes=shown,
        private_notes_left_out=len(notes) - len(shown),
    )


def _frameworks(material: Material) -> tuple[FrameworkStanding, ...]:
    rulebook, scenario = material.rulebook, material.scenario
    asked = frozenset(item.question.id for item in material.asked)
    reader = FrameworkReader(rulebook, scenario, material.traces, asked)
    shown = frameworks_shown(rulebook, scenario, material.frameworks)
    return tuple(reader.standing(framework) for framework in shown)


def _verdict(material: Material) -> Verdict:
    bounds, rules = material.bounds, material.rulebook.rules
    return Verdict(
        band=bounds.band,
        best=bounds.best,
        worst=bounds.worst,
        decision=material.rulebook.wording.bands[material.stage][bounds.band],
        held_by=tuple(Held(id=rule, until=rules[rule].until or "") for rule in bounds.held_by),
        waiting_on=tuple(
            WaitingOn(**_waiting(rules[rule], material).model_dump(), until=rules[rule].until or "")
            for rule in bounds.waiting_on
        ),
        then=band_once_settled(material.rulebook, material.scenario, bounds, material.traces),
    )


def _risk(rule: Rule, material: Material) -> Risk:
    return Risk(
        **dict(_strength(rule, material)),
        severity=rule.severity or "low",
        holds_at=rule.band_at(material.stage),
        steps=rule.steps,
    )


def _strength(rule: Rule, material: Material) -> Finding:
    behind = grounds(material.traces[rule.id], material.rulebook)
    return Finding(
        id=rule.id,
        title=rule.title,
        topic=rule.topic,
        explanation=rule.because,
        because=tuple(_reason(ground, material) for ground in behind),
        sources=citations(rule, material.rulebook),
        disagreement=material.scenario.disagreements.get(rule.id),
    )


def _reason(ground: Ground, material: Material) -> Reason:
    if isinstance(ground, FactGround):
        return Reason(fact=ground.fact, value=ground.value)
    answer = ground.answer
    note = (
        answer.note
        if answer and (material.private_notes or answer.visibility == "shared")
        else None
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


def _waiting(rule: Rule, material: Material) -> Waiting:
    found = open_answers(material.traces[rule.id])
    return Waiting(
        id=rule.id,
        asks=tuple(dict.fromkeys(item.question for item in found)),
        open=tuple(
            OpenQuestion(question=i.question, partner=i.partner.name if i.partner else None)
            for i in found
        ),
    )


def _that_matter(material: Material) -> frozenset[OpenQuestion]:
    """Return the open answers that the verdict waits on; none where it cannot move."""
    if material.bounds.best == material.bounds.worst:
        return frozenset()
    rules = material.rulebook.rules
    return frozenset(
        item for rule in material.bounds.waiting_on for item in _waiting(rules[rule], material).open
    )


def _due_next(material: Material) -> tuple[DueNext, ...]:
    """Return what holds, or could, at the next stage and does not weigh as much today.

    What stands comes first, then what is undecided, each in the order of risks.
    """
    later = next_stage(material.stage)
    if later is None:
        return ()
    rules = material.rulebook.rules
    found = [
        rules[rule]
        for rule, trace in material.due.items()
        if trace.value > Truth.FALSE and _weighs_more(rules[rule], trace, material, later)
    ]

    def order(rule: Rule) -> tuple[object, ...]:
        return -material.due[rule.id].value, *risk_order(rule, material.rulebook, later)

    return tuple(
        DueNext(
            id=rule.id,
            title=rule.title,
            until=rule.until or "",
            holds_at=rule.band_at(later) or "pilot",
            status="stands" if material.due[rule.id].value == Truth.TRUE else "undecided",
        )
        for rule in sorted(found, key=order)
    )


def _weighs_more(rule: Rule, due: Trace, material: Material, later: Stage) -> bool:
    """Return whether the rule holds at a lower band at the next stage, or only there."""
    band, held = rule.band_at(later), rule.band_at(material.stage)
    today = material.traces.get(rule.id)
    if band is None:
        return False
    if held is None or today is None or today.value < due.value:
        return True
    return BANDS.index(band) < BANDS.index(held)
