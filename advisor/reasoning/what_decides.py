"""Which open questions decide most, as an interview asks them; ``outlook`` says more of each."""

from collections.abc import Mapping
from typing import NamedTuple

from advisor.reasoning.asked_questions import everything_asked, open_answers_of
from advisor.reasoning.evaluator import evaluate
from advisor.reasoning.outlook import StageOutlook, Weight
from advisor.rulebook.rulebook import Rulebook
from advisor.rulebook.vocabulary import BANDS, next_stage
from advisor.scenario.scenario import Scenario


class OpenQuestions(NamedTuple):
    """The questions with an answer that nobody has given or nobody knows.

    Attributes:
        is_settled: Whether no open answer can change the verdict any more.
        weights: What each decides, by its id, in the order of the page.
    """

    is_settled: bool
    weights: Mapping[str, Weight]


def weigh_open_questions(rulebook: Rulebook, scenario: Scenario) -> OpenQuestions:
    """Return how much each open question decides.

    Over the shipped partnerships it takes 36 ms at most, with nothing answered, so it keeps nothing
    from one answer to the next.
    """
    outlook = StageOutlook(rulebook, scenario, evaluate(rulebook, scenario))
    weights = {
        name: outlook.weight(name, outlook.if_answered(rulebook.questions[name], partners))
        for name, partners in open_answers_of(everything_asked(rulebook, scenario)).items()
    }
    return OpenQuestions(outlook.now.best == outlook.now.worst, weights)


def limits_at_next_stage(rulebook: Rulebook, scenario: Scenario) -> dict[str, int]:
    """Return how low each open question could bring the next verdict: 0 is lowest."""
    stage = next_stage(scenario.judged_at)
    if stage is None:
        return {}
    later = scenario.at_stage(stage)
    outlook = StageOutlook(rulebook, later, evaluate(rulebook, later))
    return {
        name: min(map(BANDS.index, outlook.limits(rulebook.questions[name], partners)))
        for name, partners in open_answers_of(everything_asked(rulebook, scenario)).items()
    }
