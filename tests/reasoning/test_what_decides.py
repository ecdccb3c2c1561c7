"""How much each open question decides, against the whole verdict worked out for each level."""

from hypothesis import given
from hypothesis import strategies as st

from advisor.reasoning.evaluator import evaluate, findings_of
from advisor.reasoning.outlook import Weight
from advisor.reasoning.verdict import Range, judge
from advisor.reasoning.what_decides import OpenQuestions, weigh_open_questions
from advisor.rulebook.rulebook import Rulebook
from advisor.rulebook.vocabulary import BANDS
from advisor.scenario.answers import Answer
from advisor.scenario.scenario import Scenario
from tests.shipped import shipped_rulebook, shipped_scenario
from tests.strategies import examples, rulebooks, scenarios


def judged(rulebook: Rulebook, scenario: Scenario) -> Range:
    bounds = judge(rulebook, scenario, findings_of(evaluate(rulebook, scenario)))
    return Range(bounds.band, bounds.best, bounds.worst)


def weighed(rulebook: Rulebook, scenario: Scenario) -> OpenQuestions:
    """Weigh each question in the plain way: answer it, judge everything again, count the bands."""
    now = judged(rulebook, scenario)
    essential = rulebook.essential_at(scenario.kinds, scenario.judged_at)
    weights = {}
    for name in weigh_open_questions(rulebook, scenario).weights:
        question = rulebook.questions[name]
        ranges = []
        for level in question.order:
            tried = scenario
            if question.once:
                tried = tried.with_answer(name, Answer(answer=level))
            for partner in scenario.partners_asked(question):
                before = scenario.answer_of(partner, name)
                if before is None or before.is_unknown:
                    tried = tried.with_answer(name, Answer(answer=level), partner.name)
            ranges.append(judged(rulebook, tried))
        possible = sum(1 + BANDS.index(of.best) - BANDS.index(of.worst) for of in ranges)
        weights[name] = Weight(set(ranges) == {now}, possible, name not in essential)
    return OpenQuestions(now.best == now.worst, weights)


def test_each_open_question_of_shipped_partnerships_weighs_what_it_decides() -> None:
    rulebook = shipped_rulebook()
    changing = 0
    for name in ("first-contact", "strong-start"):
        scenario = shipped_scenario(name)
        # Half of it is forgotten, so that much is open.
        scenario = scenario.with_facts(answers=dict([*scenario.answers.items()][::2]))
        expected = weighed(rulebook, scenario)
        assert weigh_open_questions(rulebook, scenario) == expected, name
        changing += sum(not weight.changes_nothing for weight in expected.weights.values())
    assert changing > 10


@examples(40)
@given(data=st.data())
def test_each_open_question_of_any_partnership_weighs_what_it_decides(data: st.DataObject) -> None:
    rulebook = data.draw(rulebooks())
    scenario = data.draw(scenarios(rulebook))
    assert weigh_open_questions(rulebook, scenario) == weighed(rulebook, scenario)
