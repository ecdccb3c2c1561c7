"""Holds the verdict to what is promised of it when answers are forgotten, improved, filled in.

The fourth promise, that all readers agree, is kept in test_agreement.py.
"""

import itertools
import math
import random
from collections.abc import Iterable, Iterator
from functools import cache

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from advisor.reasoning.evaluator import Truth, evaluate
from advisor.reasoning.verdict import Bounds, verdict
from advisor.rulebook.monotone import is_monotone
from advisor.rulebook.rulebook import Rulebook
from advisor.rulebook.vocabulary import BANDS, STAGES, Band, Stage
from advisor.scenario.scenario import Scenario
from tests.reasoning.changes import (
    Place,
    as_written,
    forgotten,
    improvements,
    known_places,
    open_places,
    with_answers,
    with_one_apart,
    without,
)
from tests.shipped import SCENARIO_NAMES, shipped_rulebook, shipped_scenario
from tests.strategies import changed, examples, is_deep, rulebooks, scenarios

of_shipped = pytest.mark.parametrize("name", SCENARIO_NAMES)
MOST_COMPLETIONS = 200
"""Up to so many, all completions are tried; of more, a sample of a tenth as many."""


def values_of(rulebook: Rulebook, scenario: Scenario) -> dict[str, Truth]:
    return {rule: trace.value for rule, trace in evaluate(rulebook, scenario).items()}


def judged(rulebook: Rulebook, scenario: Scenario) -> Bounds:
    return judged_by(values_of(rulebook, scenario), rulebook, scenario)


def judged_by(values: dict[str, Truth], rulebook: Rulebook, scenario: Scenario) -> Bounds:
    """Return the verdict that the values of the rules come to."""
    stands = [rule for rule, value in values.items() if value == Truth.TRUE]
    undecided = [rule for rule, value in values.items() if value == Truth.UNKNOWN]
    return verdict(rulebook, scenario.judged_at, stands, undecided)


def height(band: Band) -> int:
    return BANDS.index(band)


def shipped_at_stages(name: str) -> Iterator[Scenario]:
    """Yield a shipped partnership at every stage; in the everyday run, each at one in turn."""
    scenario, number = shipped_scenario(name), SCENARIO_NAMES.index(name)
    everyday = (STAGES[number % len(STAGES)],)
    return (changed(scenario, stage=stage) for stage in (STAGES if is_deep() else everyday))


def same_chance() -> random.Random:
    """Return a source of chance that gives the same choices each time."""
    return random.Random(1)  # noqa: S311


# 1. To forget an answer opens the range, and lifts the verdict no higher than the floor.


def check_forgotten(before: Bounds, after: Bounds, stage: Stage) -> None:
    floor: Band = "pilot" if stage == "running" else "foundations-first"
    assert height(after.worst) <= height(before.worst)
    assert height(after.best) >= height(before.best)
    assert height(after.band) <= max(height(before.band), height(floor))


@examples(200)
@given(st.data())
def test_forgetting_answers_says_no_more(data: st.DataObject) -> None:
    rulebook = data.draw(rulebooks())
    scenario = data.draw(scenarios(rulebook))
    places = list(known_places(rulebook, scenario))
    assume(places)
    chosen = data.draw(st.lists(st.sampled_from(places), min_size=1, unique=True))
    after = forgotten(scenario, chosen)
    if data.draw(st.booleans(), label="take the entries out"):
        after = without(after, [place.question for place in chosen if place.partner is None])
    check_forgotten(judged(rulebook, scenario), judged(rulebook, after), scenario.judged_at)


@of_shipped
def test_forgetting_any_shipped_answer_says_no_more(name: str) -> None:
    rulebook = shipped_rulebook()
    for scenario in shipped_at_stages(name):
        before = judged(rulebook, scenario)
        places = list(known_places(rulebook, scenario))
        subsets = [[place] for place in places] + some_subsets(places)
        for chosen in subsets:
            after = judged(rulebook, forgotten(scenario, chosen))
            check_forgotten(before, after, scenario.judged_at)


def some_subsets(places: list[Place]) -> list[list[Place]]:
    """Return the same random subsets each time, and the whole."""
    chance = same_chance()
    return [[place for place in places if chance.random() < 0.5] for _ in range(5)] + [places]


# 2. To improve an answer never makes the verdict worse, where holding risks are monotone.


def only_monotone(rulebook: Rulebook) -> Rulebook:
    """Return the rulebook with no verdict held by a rule that is not monotone."""
    rules = {
        name: rule
        if rule.kind == "strength" or is_monotone(rule, rulebook)
        else changed(rule, holds_at=None, until=None)
        for name, rule in rulebook.rules.items()
    }
    return changed(rulebook, rules=rules)


def check_improvements(rulebook: Rulebook, scenario: Scenario) -> None:
    """Check the bands, and that no monotone risk is truer, after each better answer in turn."""
    values = values_of(rulebook, scenario)
    before = judged_by(values, rulebook, scenario)
    monotone = [name for name in values if is_monotone(rulebook.rules[name], rulebook)]
    for place, levels in improvements(rulebook, scenario).items():
        for level in levels:
            better = with_answers(scenario, {place: as_written(scenario, place, level)})
            then = values_of(rulebook, better)
            after = judged_by(then, rulebook, better)
            assert height(after.best) >= height(before.best)
            assert height(after.worst) >= height(before.worst)
            assert height(after.band) >= height(before.band)
            for rule in monotone:
                assert then[rule] <= values[rule]


@examples(200)
@given(st.data())
def test_better_answers_never_worsen_the_verdict(data: st.DataObject) -> None:
    rulebook = only_monotone(data.draw(rulebooks(directed=data.draw(st.booleans()))))
    check_improvements(rulebook, data.draw(scenarios(rulebook)))


@examples(100)
@given(rulebooks(directed=True))
def test_what_is_built_to_be_monotone_is_found_so(rulebook: Rulebook) -> None:
    """Else the test above could hold because no rule is left."""
    for rule in rulebook.rules.values():
        assert is_monotone(rule, rulebook) == (rule.kind == "risk")


@cache
def shipped_and_monotone() -> Rulebook:
    return only_monotone(shipped_rulebook())


@of_shipped
def test_a_better_shipped_answer_never_worsens_the_verdict(name: str) -> None:
    rulebook = shipped_and_monotone()
    for scenario in shipped_at_stages(name):
        check_improvements(rulebook, scenario)


# 3. Whatever the unknown answers turn out to be, it is within the range.


def completions(
    rulebook: Rulebook, scenario: Scenario, chance: random.Random
) -> Iterable[Scenario]:
    """Return all ways of filling in what is open, or a sample where they are many."""
    to_fill = open_places(rulebook, scenario)
    if math.prod(map(len, to_fill.values())) <= MOST_COMPLETIONS:
        ways: Iterable[tuple[str, ...]] = itertools.product(*to_fill.values())
    else:
        at_the_ends = [tuple(levels[end] for levels in to_fill.values()) for end in (0, -1)]
        ways = at_the_ends + [
            tuple(chance.choice(levels) for levels in to_fill.values())
            for _ in range(MOST_COMPLETIONS // 10)
        ]
    for way in ways:
        yield with_answers(scenario, dict(zip(to_fill, way, strict=True)))


def check_completions(rulebook: Rulebook, scenario: Scenario, chance: random.Random) -> None:
    """Check the bands, and that each rule keeps the value that it had."""
    values = values_of(rulebook, scenario)
    before = judged_by(values, rulebook, scenario)
    for complete in completions(rulebook, scenario, chance):
        complete_values = values_of(rulebook, complete)
        after = judged_by(complete_values, rulebook, complete)
        assert after.best == after.worst == after.band
        assert height(before.worst) <= height(after.band) <= height(before.best)
        for rule, value in complete_values.items():
            assert value != Truth.UNKNOWN
            assert values[rule] in {value, Truth.UNKNOWN}


@examples(80)
@given(st.data(), st.randoms(use_true_random=False))
def test_every_completion_stays_within_the_range(
    data: st.DataObject, chance: random.Random
) -> None:
    """Also where one of several alike answers otherwise than the rest."""
    rulebook = data.draw(rulebooks())
    scenario = data.draw(scenarios(rulebook))
    check_completions(rulebook, scenario, chance)
    apart = with_one_apart(scenario)
    assert values_of(rulebook, apart) == values_of(rulebook, scenario)
    check_completions(rulebook, apart, chance)


@of_shipped
def test_every_completion_of_what_is_shipped_stays_within_the_range(name: str) -> None:
    for scenario in shipped_at_stages(name):
        check_completions(shipped_rulebook(), scenario, same_chance())
