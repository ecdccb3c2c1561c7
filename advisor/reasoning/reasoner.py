"""Assess a partnership: experta decides which rules are true, the evaluator explains why."""

import datetime as dt
from collections.abc import Collection

from advisor.reasoning.assessment import Assessment
from advisor.reasoning.assessment_inputs import AssessmentInputs
from advisor.reasoning.compose import compose
from advisor.reasoning.engine import Engine
from advisor.reasoning.evaluator import evaluate, findings_of
from advisor.reasoning.readings import Findings
from advisor.reasoning.trace import Trace
from advisor.rulebook.rulebook import Rulebook
from advisor.rulebook.vocabulary import Kind, Stage, next_stage
from advisor.scenario.scenario import Scenario


class Disagreement(Exception):
    """The engine and the evaluator differ on a rule, so neither can be trusted."""


class Reasoner:
    """Assesses partnerships against one rulebook, keeping an engine for each kind and stage.

    One thread owns a reasoner.
    """

    def __init__(self, rulebook: Rulebook) -> None:
        self.rulebook = rulebook
        self._engines: dict[tuple[frozenset[Kind], Stage], Engine] = {}

    def run_engine(self, scenario: Scenario) -> Findings:
        key = scenario.kinds, scenario.judged_at
        # Kept as long as the reasoner: experta keeps every TEST that it has met for the life of the
        # process, so to build engines again and again would use up memory.
        if key not in self._engines:
            self._engines[key] = Engine(self.rulebook, *key)
        return self._engines[key].run(scenario)

    def assess(
        self,
        scenario: Scenario,
        *,
        private_notes: bool = False,
        frameworks: Collection[str] = (),
        on: dt.date | None = None,
    ) -> Assessment:
        """Return the advice for a partnership.

        Args:
            scenario: The partnership; it must fit the rulebook.
            private_notes: Whether to show private notes too; they are counted if not.
            frameworks: Frameworks to show that the kind and stage do not call for.
            on: The day from which the days of steps are counted; that of the answers if it is
                None. Without either, steps have no days.

        Raises:
            KeyError: There is no such framework.
            Disagreement: The engine and the evaluator differ on a rule.
        """
        findings = self.run_engine(scenario)
        traces = evaluate(self.rulebook, scenario)
        _compare(findings, traces)
        later = next_stage(scenario.judged_at)
        # An engine for the next stage would cost as much again to build, for a look ahead.
        due = evaluate(self.rulebook, scenario.at_stage(later)) if later else {}
        return compose(
            AssessmentInputs(
                self.rulebook,
                scenario,
                findings,
                traces,
                due,
                private_notes,
                tuple(frameworks),
                on or scenario.as_of,
            )
        )


def _compare(findings: Findings, traces: dict[str, Trace]) -> None:
    evaluated = findings_of(traces)
    if findings != evaluated:
        # The comparison above sees the order too. If nothing else differs, no rule is named.
        differ = [set(one) ^ set(other) for one, other in zip(findings, evaluated, strict=True)]
        named = ", ".join(sorted(set().union(*differ)))
        raise Disagreement(f"engine and evaluator differ on {named}")
