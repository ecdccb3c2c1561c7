"""The picture over many partnerships: counted as by hand, and the same however it is added up."""

from collections import Counter
from functools import cache, reduce
from operator import add

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from advisor.batch.portfolio.totals import Portfolio, portfolio_of
from advisor.batch.score_row import NOTHING_ANSWERED, score_row
from advisor.reasoning.asked_questions import everything_asked
from advisor.reasoning.assessment import Assessment
from advisor.reasoning.evaluator import evaluate, findings_of
from advisor.reasoning.reasoner import Reasoner
from advisor.rulebook.vocabulary import BANDS, KINDS, STAGES
from advisor.scenario.scenario import Scenario
from tests.shipped import SCENARIO_NAMES, as_if, shipped_rulebook, shipped_scenario
from tests.strategies import changed, examples, rulebooks, scenarios

RULEBOOK = shipped_rulebook()
IDS = ("oak", "elm", "yew")
counts = st.dictionaries(st.sampled_from(IDS), st.integers(0, 9))
portfolios = st.builds(
    Portfolio,
    partnerships=st.integers(0, 9),
    nothing_answered=st.integers(0, 9),
    answers_known=st.integers(0, 9),
    answers_asked=st.integers(0, 9),
    bands=st.dictionaries(
        st.sampled_from(STAGES), st.dictionaries(st.sampled_from(BANDS), st.integers(0, 9))
    ),
    kinds=st.dictionaries(
        st.sampled_from(KINDS), st.dictionaries(st.sampled_from(BANDS), st.integers(0, 9))
    ),
    judged=counts,
    risks=counts,
    strengths=counts,
    steps=counts,
    topics=st.dictionaries(
        st.sampled_from(IDS),
        st.dictionaries(st.sampled_from(["at-risk", "unclear"]), st.integers(0, 9)),
    ),
    asked=counts,
    unknown=counts,
    not_asked=counts,
)


@cache
def reasoner() -> Reasoner:
    return Reasoner(RULEBOOK)


@cache
def field() -> tuple[tuple[Scenario, Assessment], ...]:
    """Return the shipped partnerships, and one in which nothing is answered."""
    blank = changed(
        as_if(shipped_scenario(SCENARIO_NAMES[0]), "itt", "agreeing"), answers={}, also=()
    )
    blank = changed(blank, partners=tuple(changed(p, answers={}) for p in blank.partners))
    scenarios = [*map(shipped_scenario, SCENARIO_NAMES), blank]
    return tuple((scenario, reasoner().assess(scenario)) for scenario in scenarios)


def whole() -> Portfolio:
    return reduce(add, (portfolio_of(said, RULEBOOK) for _, said in field()), Portfolio.empty)


def test_what_is_found_is_counted_as_the_evaluator_finds_it() -> None:
    stands: Counter[str] = Counter()
    judged: Counter[str] = Counter()
    for scenario, _ in field():
        traces = evaluate(RULEBOOK, scenario)
        found = findings_of(traces)
        stands.update(found.stands)
        presumed = {rule for rule in found.presumed if RULEBOOK.rules[rule].kind == "risk"}
        stands.update(presumed)
        judged.update(traces.keys())
    rules, picture = RULEBOOK.rules, whole()
    assert picture.judged == judged
    assert picture.risks == {r: n for r, n in stands.items() if rules[r].kind == "risk"}
    assert picture.strengths == {r: n for r, n in stands.items() if rules[r].kind == "strength"}
    raised = Counter(step.id for _, said in field() for step in said.steps if step.for_)
    assert picture.steps == raised
    weights = Counter((c.id, c.severity) for _, said in field() for c in said.concerns)
    counted = {(c, s): n for c, of in picture.concerns.items() for s, n in of.items()}
    assert counted == weights


def test_bands_and_kinds_are_counted_as_scored() -> None:
    scores = [score_row("", said, RULEBOOK) for _, said in field()]
    answered = [score for score in scores if score.decision != NOTHING_ANSWERED]
    picture = whole()
    assert picture.partnerships == len(scores)
    assert picture.nothing_answered == len(scores) - len(answered) == 1
    for counted, at in ((picture.bands, "stage"), (picture.kinds, "kind")):
        flat = {(one, band): n for one, bands in counted.items() for band, n in bands.items()}
        assert flat == Counter((getattr(score, at), score.band) for score in answered)
    assert picture.answers_known == sum(score.known for score in scores)
    assert picture.answers_asked == sum(score.asked for score in scores)


def test_answers_are_counted_once_a_partnership() -> None:
    picture = whole()
    for question in RULEBOOK.questions:
        states = [
            {
                one.state
                for one in everything_asked(RULEBOOK, scenario)
                if one.question.id == question
            }
            for scenario, _ in field()
        ]
        assert picture.asked.get(question, 0) == sum(map(bool, states))
        assert picture.unknown.get(question, 0) == sum("unknown" in found for found in states)
        assert picture.not_asked.get(question, 0) == sum("not-asked" in found for found in states)
    for topic in RULEBOOK.topics:
        said = [next(t for t in one.topics if t.id == topic.id) for _, one in field()]
        assert picture.topics[topic.id] == Counter(state.status for state in said)


@examples(30)
@given(data=st.data())
def test_nothing_is_counted_more_often_than_it_can_be(data: st.DataObject) -> None:
    rulebook = data.draw(rulebooks())
    said = [
        Reasoner(rulebook).assess(scenario)
        for scenario in data.draw(st.lists(scenarios(rulebook), max_size=4))
    ]
    picture = sum((portfolio_of(one, rulebook) for one in said), Portfolio.empty)
    in_a_band = picture.partnerships - picture.nothing_answered
    assert picture.partnerships == len(said)
    for groups in (picture.bands, picture.kinds):
        assert sum(number for bands in groups.values() for number in bands.values()) == in_a_band
    for rule in rulebook.rules.values():
        found = (picture.risks, picture.strengths)
        assert sum(one.get(rule.id, 0) for one in found) <= picture.judged.get(rule.id, 0)
    for question in rulebook.questions:
        asked = picture.asked.get(question, 0)
        assert asked <= picture.partnerships
        assert picture.unknown.get(question, 0) <= asked
        assert picture.not_asked.get(question, 0) <= asked
    for statuses in picture.topics.values():
        assert sum(statuses.values()) == picture.partnerships


@given(portfolios, portfolios, portfolios)
def test_it_adds_up_the_same_in_any_order(one: Portfolio, two: Portfolio, three: Portfolio) -> None:
    assert one + (two + three) == (one + two) + three
    assert one + two == two + one
    assert one + Portfolio.empty == one == Portfolio.empty + one
    assert (one + two).model_dump_json() == (two + one).model_dump_json()
    assert (one + two).risks == {
        rule: number for rule in IDS if (number := one.risks.get(rule, 0) + two.risks.get(rule, 0))
    }


@given(portfolios)
def test_it_is_read_back_as_it_was_written(one: Portfolio) -> None:
    assert Portfolio.model_validate_json(one.model_dump_json()) == one


def test_a_count_below_none_is_refused() -> None:
    with pytest.raises(ValidationError):
        Portfolio(risks={"oak": -1})
