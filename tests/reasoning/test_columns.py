"""Holds the reading over columns to the evaluator and to what is composed for one partnership."""

from collections import Counter
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given

from advisor.files.clean_text import one_line
from advisor.reasoning.assessment import Assessment
from advisor.reasoning.columns.column_reader import ColumnReader
from advisor.reasoning.columns.partnership_arrays import encode
from advisor.reasoning.columns.scores import ColumnScorer
from advisor.reasoning.columns.stage_chunk import how_many
from advisor.reasoning.columns.tally import Tally
from advisor.reasoning.evaluator import evaluate
from advisor.reasoning.reasoner import Reasoner
from advisor.reasoning.trace import Trace, Truth
from advisor.rulebook.rulebook import Rulebook
from advisor.rulebook.vocabulary import BANDS, KINDS, SEVERITIES, STAGES
from advisor.scenario.scenario import Scenario
from tests.reasoning.test_agreement import built_on_a_presumption, cases, evaluated
from tests.shipped import SCENARIO_NAMES, as_if, shipped_rulebook, shipped_scenario
from tests.strategies import changed, examples, scenarios

MOST = 3


def assert_read_alike(rulebook: Rulebook, found: Sequence[Scenario]) -> None:
    values = ColumnReader(rulebook).read(encode(rulebook, found))
    for place, scenario in enumerate(found):
        traces = evaluate(rulebook, scenario)
        for number, rule in enumerate(values.rules):
            said = [bool(of[number, place]) for of in values[1:]]
            trace = traces.get(rule)
            # One that does not exist stands nowhere.
            assert said == ([False] * 4 if trace is None else says_of(trace)), rule


def says_of(trace: Trace) -> list[bool]:
    """Return what the four readings say of a rule."""
    return [trace.value == Truth.TRUE, trace.value != Truth.FALSE, trace.waits, trace.presumed]


def assert_scored_alike(rulebook: Rulebook, found: Sequence[Scenario]) -> None:
    """Hold everything that is said in short to the assessments of one after the other."""
    scorer = ColumnScorer(rulebook, MOST)
    scores = scorer.score(encode(rulebook, found), with_portfolio=True)
    reasoner = Reasoner(rulebook)
    said = [reasoner.assess(scenario) for scenario in found]
    concerns, steps = tuple(rulebook.concerns), tuple(rulebook.steps.values())
    for place, one in enumerate(said):
        bands = (BANDS[of[place]] for of in (scores.band, scores.best, scores.worst))
        assert tuple(bands) == (one.verdict.band, one.verdict.best, one.verdict.worst)
        held_by = [scorer.untils[code] for code in scores.held_by.of(place)]
        assert held_by == list(dict.fromkeys(one_line(held.until) for held in one.verdict.held_by))
        waiting_on = [scorer.untils[code] for code in scores.waiting_on.of(place)]
        open_ones = (one_line(waiting.until) for waiting in one.verdict.waiting_on)
        assert waiting_on == list(dict.fromkeys(open_ones))
        counts = {severity: scores.severities[severity][place] for severity in SEVERITIES}
        assert counts == {s: sum(c.severity == s for c in one.concerns) for s in SEVERITIES}
        number = len(concerns)
        told = [(concerns[code % number], code >= number) for code in scores.concerns.of(place)]
        assert told == [(concern.id, concern.presumed) for concern in one.concerns[:MOST]]
        first = [steps[code].id for code in scores.first_steps.of(place)]
        assert first == [step.id for step in one.steps if step.for_][:MOST]
        assert scores.known[place] == sum(topic.known for topic in one.topics)
        assert scores.asked[place] == sum(topic.asked for topic in one.topics)
    assert scores.totals == counted(rulebook, found, said)


def counted(rulebook: Rulebook, found: Sequence[Scenario], said: Sequence[Assessment]) -> Tally:
    """Return what is counted over assessments, one after the other."""
    states = [
        {(a.question, a.state) for a in one.answers if a.asked and a.question in rulebook.questions}
        for one in said
    ]
    return Tally(
        judged=Counter(rule for one in found for rule in evaluated(rulebook, one)),
        concerns=Counter((c.id, c.severity) for one in said for c in one.concerns),
        risks=Counter(risk.id for one in said for risk in one.risks),
        strengths=Counter(strength.id for one in said for strength in one.strengths),
        steps=Counter(step.id for one in said for step in one.steps if step.for_),
        topics=Counter((topic.id, topic.status) for one in said for topic in one.topics),
        asked=Counter(question for one in states for question in {q for q, _ in one}),
        unknown=Counter(question for one in states for question, s in one if s == "unknown"),
        not_asked=Counter(question for one in states for question, s in one if s == "not-asked"),
    )


@examples(500, least=500)
@given(cases(most=6))
def test_columns_read_as_the_evaluator(case: tuple[Rulebook, list[Scenario]]) -> None:
    assert_read_alike(*case)


@examples(150, least=150)
@given(cases(most=6))
def test_columns_say_what_is_said_of_one(case: tuple[Rulebook, list[Scenario]]) -> None:
    assert_scored_alike(*case)


def test_in_columns_nothing_builds_on_a_presumption() -> None:
    rulebook, scenario = built_on_a_presumption()
    assert_read_alike(rulebook, [scenario])


def test_in_columns_a_standing_risk_leads_before_a_worse_presumed_one() -> None:
    rulebook, scenario = built_on_a_presumption()
    rule = rulebook.rules["rare-knowledge"]
    stands = changed(rule, when={"specialist-cover": ("nobody",)}, unless=None)
    rulebook = changed(rulebook, rules={**rulebook.rules, stands.id: stands})
    (dates,) = (c for c in Reasoner(rulebook).assess(scenario).concerns if c.id == "dates")
    assert (dates.risks, dates.severity) == (("dates-late", stands.id), "low")
    assert_scored_alike(rulebook, [scenario])


@pytest.mark.parametrize("stage", STAGES)
def test_columns_agree_on_the_shipped_partnerships(stage: str) -> None:
    found = [
        as_if(shipped_scenario(name), kind, at)
        for name in SCENARIO_NAMES
        for kind in KINDS
        for at in STAGES
        if at == stage
    ]
    assert_read_alike(shipped_rulebook(), found)
    assert_scored_alike(shipped_rulebook(), found[::5])


@examples(60)
@given(scenarios(shipped_rulebook()))
def test_columns_agree_on_random_answers_to_the_shipped_questions(scenario: Scenario) -> None:
    assert_read_alike(shipped_rulebook(), [scenario])


def test_nothing_to_read_comes_to_nothing() -> None:
    scores = ColumnScorer(shipped_rulebook(), MOST).score(encode(shipped_rulebook(), []))
    assert len(scores.band) == len(scores.asked) == 0
    assert scores.totals == Tally.empty()


def test_more_are_counted_than_a_byte_holds() -> None:
    for many in (254, 255, 256, 511, 1021):
        counted_so = how_many([np.ones(2, bool), *[np.ones(1, bool)] * (many - 1)], 2)
        assert counted_so.tolist() == [many, 1]
