"""What the parts of an assessment have in common, each value worked out once."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from advisor.reasoning.asked import Asked, everything_asked
from advisor.reasoning.assessment import OpenQuestion, Waiting
from advisor.reasoning.engine import Findings
from advisor.reasoning.evaluator import Trace
from advisor.reasoning.grounds import Ground, OpenAnswer, grounds, open_answers
from advisor.reasoning.verdict import Bounds, risk_order, verdict
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

    @cached_property
    def risks(self) -> list[Rule]:
        """The risks that are true, worst first."""
        return [rule for rule in self._in_order(self.findings.stands) if rule.kind == "risk"]

    @cached_property
    def strengths(self) -> list[Rule]:
        """The strengths that are true, by topic."""
        return [rule for rule in self._in_order(self.findings.stands) if rule.kind == "strength"]

    @cached_property
    def undecided(self) -> list[Rule]:
        """The risks that are unknown, worst first, then the strengths."""
        return self._in_order(self.findings.undecided)

    def _in_order(self, ids: Iterable[str]) -> list[Rule]:
        def order(rule: Rule) -> tuple[object, ...]:
            return rule.kind, *risk_order(rule, self.rulebook, self.stage)

        return sorted((self.rulebook.rules[rule] for rule in ids), key=order)

    @cached_property
    def evidence(self) -> dict[str, tuple[Ground, ...]]:
        """The answers and facts behind each rule that is true, by rule id."""
        return {r: grounds(self.traces[r], self.rulebook) for r in self.findings.stands}

    @cached_property
    def missing(self) -> dict[str, tuple[OpenAnswer, ...]]:
        """The open answers behind each unknown rule, by rule id in the order of ``undecided``."""
        return {rule.id: open_answers(self.traces[rule.id]) for rule in self.undecided}

    @cached_property
    def waiting(self) -> dict[str, Waiting]:
        """What an assessment lists of each unknown rule, by rule id."""
        # Cached: the list of unknown rules, the verdict and the questions to ask all read it.
        return {rule: _waiting(rule, missing) for rule, missing in self.missing.items()}


def _waiting(rule: str, missing: tuple[OpenAnswer, ...]) -> Waiting:
    return Waiting(
        id=rule,
        asks=tuple(dict.fromkeys(answer.question for answer in missing)),
        open=tuple(
            OpenQuestion(
                question=answer.question, partner=answer.partner.name if answer.partner else None
            )
            for answer in missing
        ),
    )
