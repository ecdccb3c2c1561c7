"""Answers that cannot all be true, found by the evaluator: only certain ones are queried."""

from collections.abc import Iterable
from typing import NamedTuple

from advisor.files.faults import Place
from advisor.reasoning.asked_questions import AskedQuestion, everything_asked
from advisor.reasoning.evaluator import Evaluation
from advisor.reasoning.evidence import Evidence, evidence_for, subject
from advisor.reasoning.trace import Seen, Truth
from advisor.rulebook.rulebook import Contradiction, Rulebook
from advisor.scenario.scenario import Scenario


class ContradictionMet(NamedTuple):
    """A contradiction among the answers of a partnership, with its evidence."""

    contradiction: Contradiction
    evidence: tuple[Evidence, ...]

    @property
    def answers(self) -> tuple[Seen, ...]:
        return tuple(item for item in self.evidence if isinstance(item, Seen))

    @property
    def partners(self) -> tuple[str, ...]:
        return tuple(seen.partner.name for seen in self.answers if seen.partner)

    def place_in(self, scenario: Scenario) -> Place:
        """Return the key path of the first of the answers in the partnership's file."""
        first = self.answers[0]
        if first.partner is None or first.question not in first.partner.answers:
            return ("answers", first.question)
        return ("partners", scenario.partners.index(first.partner), "answers", first.question)


def contradictions_met(
    rulebook: Rulebook, scenario: Scenario, asked: Iterable[AskedQuestion] | None = None
) -> tuple[ContradictionMet, ...]:
    """Return the contradictions among the answers, in the order of the rulebook.

    Answers to questions that are not asked here are ignored, since nobody could correct them.

    Args:
        rulebook: The questions and the contradictions.
        scenario: The partnership.
        asked: Everything asked, if it has been computed already.
    """
    if not rulebook.contradictions:
        return ()
    every = everything_asked(rulebook, scenario) if asked is None else asked
    here = {(item.question.id, item.partner_name or "") for item in every}
    evaluation = Evaluation(rulebook, scenario)
    found = []
    for contradiction in rulebook.contradictions:
        trace = evaluation.evaluate(contradiction.when)
        if trace.value == Truth.TRUE:
            met = ContradictionMet(contradiction, evidence_for(trace, rulebook))
            answers = set(map(subject, met.answers))
            if answers and answers <= here:
                found.append(met)
    return tuple(found)
