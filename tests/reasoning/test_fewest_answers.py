"""The fewest answers behind a rule, held against trying out every choice of them."""

import sys
from collections.abc import Iterable, Iterator
from itertools import combinations, islice
from random import Random
from types import FrameType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.reasoning.answer_lookup import AnswerKey
from advisor.reasoning.evaluator import evaluate
from advisor.reasoning.fewest_answers import Needed, fewest_changes, fewest_enough
from advisor.reasoning.trace import Truth
from advisor.rulebook.question import Question
from advisor.rulebook.rule import Rule
from advisor.rulebook.rulebook import Rulebook
from advisor.rulebook.vocabulary import UNKNOWN
from advisor.scenario.answer_check import known_level
from advisor.scenario.answers import Answer
from advisor.scenario.scenario import Scenario
from tests.shipped import SCENARIO_NAMES, shipped_rulebook, shipped_scenario
from tests.strategies import examples, rulebooks, scenarios

MOST_TRIED = 300
MOST_TIMES = 10
"""How many times as many calls 40 schools may take as 10: it is 6, unless choices multiply."""


def places(
    rule: Rule, rulebook: Rulebook, scenario: Scenario
) -> Iterator[tuple[AnswerKey, str | None]]:
    """Yield each answer that a rule could read, in the order of the page, and its level."""
    for question in rulebook.questions.values():
        if question.id not in rulebook.read_by[rule.id]:
            continue
        partners = [None] if question.once else [*scenario.partners_asked(question)]
        answers = scenario.answers_to(question)
        for partner, answer in zip(partners, answers, strict=True):
            if answer is None or not answer.is_not_applicable:
                name = partner.name if partner else None
                yield AnswerKey(question.id, name), known_level(question, answer)


def known_only(scenario: Scenario, known: Iterable[AnswerKey], of: Iterable[AnswerKey]) -> Scenario:
    """Return the scenario with all of these answers forgotten but for the known ones."""
    for place in set(of) - set(known):
        scenario = scenario.with_answer(place.question, Answer(answer=UNKNOWN), place.partner)
    return scenario


def with_changes(scenario: Scenario, changes: Iterable[Needed]) -> Scenario:
    for change in changes:
        if not change.is_so:
            answer = Answer(answer=change.levels[0])
            scenario = scenario.with_answer(change.place.question, answer, change.place.partner)
    return scenario


def value(rule: Rule, rulebook: Rulebook, scenario: Scenario) -> Truth:
    return evaluate(rulebook, scenario)[rule.id].value


def check_enough(rule: Rule, rulebook: Rulebook, scenario: Scenario) -> None:
    now = value(rule, rulebook, scenario)
    for to, wanted in ((True, Truth.TRUE), (False, Truth.FALSE)):
        found = fewest_enough(rule, rulebook, scenario, to=to)
        assert (found is not None) == (now == wanted)
        if found is None:
            continue
        known = [place for place, level in places(rule, rulebook, scenario) if level is not None]
        chosen = tuple(needed.place for needed in found)
        assert value(rule, rulebook, known_only(scenario, chosen, known)) == wanted
        for place in chosen:
            rest = set(chosen) - {place}
            assert value(rule, rulebook, known_only(scenario, rest, known)) == Truth.UNKNOWN
        # Fewer first, then in the order of the page: no choice that comes before is enough.
        before = (some for size in range(len(chosen) + 1) for some in combinations(known, size))
        for some in islice(before, MOST_TRIED):
            if some == chosen:
                break
            assert value(rule, rulebook, known_only(scenario, some, known)) != wanted


def check_changes(rule: Rule, rulebook: Rulebook, scenario: Scenario) -> None:
    now = value(rule, rulebook, scenario)
    for to, wanted in ((True, Truth.TRUE), (False, Truth.FALSE)):
        for may in ("open", "better", "any"):
            found = fewest_changes(rule, rulebook, scenario, to=to, may=may)
            if found is not None:
                assert value(rule, rulebook, with_changes(scenario, found)) == wanted
                assert may != "open" or all(n.is_so or n.now is None for n in found)
        fewest = sum(not needed.is_so for needed in found or ())
        assert (found is not None and not fewest) == (now == wanted)
        if found is None or fewest > 1:
            alone = (
                Needed(place, (level,), None)
                for place, _ in places(rule, rulebook, scenario)
                for level in rulebook.questions[place.question].order
            )
            for change in islice(alone, MOST_TRIED):
                assert value(rule, rulebook, with_changes(scenario, [change])) != wanted


@examples(60)
@given(data=st.data())
def test_no_fewer_answers_are_enough(data: st.DataObject) -> None:
    rulebook = data.draw(rulebooks())
    scenario = data.draw(scenarios(rulebook))
    for rule in rulebook.rules_at(scenario.kinds, scenario.judged_at):
        check_enough(rule, rulebook, scenario)


@examples(60)
@given(data=st.data())
def test_changes_do_what_they_say_and_no_single_one_is_missed(data: st.DataObject) -> None:
    rulebook = data.draw(rulebooks())
    scenario = data.draw(scenarios(rulebook))
    for rule in rulebook.rules_at(scenario.kinds, scenario.judged_at):
        check_changes(rule, rulebook, scenario)


@pytest.mark.parametrize("name", SCENARIO_NAMES)
def test_of_the_shipped_ones_no_answer_can_be_left_out(name: str) -> None:
    rulebook, scenario = shipped_rulebook(), shipped_scenario(name)
    traces = evaluate(rulebook, scenario)
    true = [rule for rule, trace in traces.items() if trace.value == Truth.TRUE]
    for rule in map(rulebook.rules.__getitem__, true[::6]):
        found = fewest_enough(rule, rulebook, scenario, to=True)
        assert found is not None
        chosen = {needed.place for needed in found}
        known = [place for place, level in places(rule, rulebook, scenario) if level is not None]
        assert value(rule, rulebook, known_only(scenario, chosen, known)) == Truth.TRUE
        for place in chosen:
            less = known_only(scenario, chosen - {place}, known)
            assert value(rule, rulebook, less) == Truth.UNKNOWN


def test_four_times_the_schools_take_some_six_times_the_calls() -> None:
    """Each school's answers are read by several parts of one rule: choices must not multiply."""
    _calls_for(2)  # What is worked out once for a rulebook is then there.
    assert _calls_for(40) < MOST_TIMES * _calls_for(10)


def _calls_for(schools: int) -> int:
    """Return how many functions all rules call for a hub of so many schools.

    No clock, which other work on the machine would change.
    """
    rulebook = shipped_rulebook()
    chance = Random(3)  # noqa: S311  # no secret hangs on it
    asked = [q for q in rulebook.questions.values() if q.exists_at(frozenset(["hub"]), "starting")]

    def some(of: Iterable[Question]) -> dict[str, str]:
        return {question.id: chance.choice((*question.order, UNKNOWN)) for question in of}

    scenario = Scenario.model_validate(
        {
            "partnership": "Many",
            "kind": "hub",
            "stage": "starting",
            "partners": tuple(
                {
                    "name": f"School {n}",
                    "answers": some(q for q in asked if q.is_asked_of("member")),
                }
                for n in range(schools)
            ),
            "answers": some(q for q in asked if q.once),
        }
    )
    calls = 0

    def count(_frame: FrameType, event: str, _of: object) -> None:
        nonlocal calls
        calls += event == "call"

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        for rule in rulebook.rules_at(scenario.kinds, "starting"):
            for to in (True, False):
                fewest_enough(rule, rulebook, scenario, to=to)
                fewest_changes(rule, rulebook, scenario, to=to, may="any")
    finally:
        sys.setprofile(before)
    return calls
