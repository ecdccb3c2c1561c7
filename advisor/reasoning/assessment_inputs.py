"""What the parts of an assessment have in common, each value worked out once."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from advisor.reasoning.asked_questions import AskedQuestion, everything_asked
from advisor.reasoning.evidence import (
    Evidence,
    evidence_for,
    open_answers,
    open_excuses,
)
from advisor.reasoning.open_questions import OpenQuestion
from advisor.reasoning.readings import Findings
from advisor.reasoning.trace import Seen, Trace
from advisor.reasoning.verdict import Bounds, judge, risk_order
from advisor.rulebook.rule import Rule
from advisor.rulebook.rulebook import Rulebook
from advisor.rulebook.vocabulary import Stage
from advisor.scenario.scenario import Scenario


@dataclass(frozen=True)
class AssessmentInputs:
    """What an assessment is composed of, and what several of its parts need of it.

    Attributes:
        findings: What the engine found.
        traces: How the evaluator came to each rule's value.
        due: How the same answers would be read at the next stage; empty after the last.
        private_notes: Whether private notes are shown.
        frameworks: The frameworks that were asked for.
        today: The day from which the days of steps are counted, if there is one.
    """

    rulebook: Rulebook
    scenario: Scenario
    findings: Findings
    traces: dict[str, Trace]
    due: dict[str, Trace]
    private_notes: bool
    frameworks: tuple[str, ...]
    today: dt.date | None = None

    @cached_property
    def asked(self) -> tuple[AskedQuestion, ...]:
        return tuple(everything_asked(self.rulebook, self.scenario))

    @property
    def stage(self) -> Stage:
        return self.scenario.judged_at

    @cached_property
    def bounds(self) -> Bounds:
        return judge(self.rulebook, self.scenario, self.findings)

    @cached_property
    def essential(self) -> frozenset[str]:
        """The questions of the short form here."""
        return self.rulebook.essential_at(self.scenario.kinds, self.stage)

    @cached_property
    def risks(self) -> list[Rule]:
        """The risks that are true or presumed, worst first."""
        found = (*self.findings.stands, *self.presumed)
        return [rule for rule in self._in_order(found) if rule.kind == "risk"]

    @cached_property
    def presumed(self) -> frozenset[str]:
        rules = self.rulebook.rules
        return frozenset(r for r in self.findings.presumed if rules[r].kind == "risk")

    @cached_property
    def strengths(self) -> list[Rule]:
        """The strengths that are true, by topic."""
        return [rule for rule in self._in_order(self.findings.stands) if rule.kind == "strength"]

    @cached_property
    def undecided(self) -> list[Rule]:
        """The risks that are unknown and not presumed, worst first, then the strengths."""
        undecided = self._in_order(self.findings.undecided)
        return [rule for rule in undecided if rule.id not in self.presumed]

    def _in_order(self, ids: Iterable[str]) -> list[Rule]:
        def order(rule: Rule) -> tuple[object, ...]:
            presumed = rule.id in self.presumed
            return rule.kind, *risk_order(rule, self.rulebook, self.stage, presumed=presumed)

        return sorted((self.rulebook.rules[rule] for rule in ids), key=order)

    @cached_property
    def evidence(self) -> dict[str, tuple[Evidence, ...]]:
        """The answers and facts behind each finding that is shown, by rule id."""
        shown = (*self.risks, *self.strengths)
        return {rule.id: evidence_for(self.traces[rule.id], self.rulebook) for rule in shown}

    @cached_property
    def missing(self) -> dict[str, tuple[OpenQuestion, ...]]:
        """The open answers behind each unknown rule, by rule id."""
        return {r: _questions(open_answers(self.traces[r])) for r in self.findings.undecided}

    @cached_property
    def excuses(self) -> dict[str, tuple[OpenQuestion, ...]]:
        """The open answers that could excuse each presumed risk, by rule id."""
        return {r: _questions(open_excuses(self.traces[r])) for r in self.presumed}

    def waits_for(self, rule: str) -> tuple[OpenQuestion, ...]:
        """Return what a waiting rule waits for: essential answers, and what could excuse it."""
        excuses = self.excuses.get(rule, ())
        missing = self.missing[rule]
        found = tuple(one for one in missing if one.question in self.essential or one in excuses)
        # What only further answers to a finding could excuse waits for these.
        return found or missing


def _questions(answers: Iterable[Seen]) -> tuple[OpenQuestion, ...]:
    return tuple(
        OpenQuestion(question=a.question, partner=a.partner.name if a.partner else None)
        for a in answers
    )
