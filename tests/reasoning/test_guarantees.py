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

from advisor.authoring.lint.monotone import is_monotone
from advisor.authoring.perfect_files import perfect_file
from advisor.reasoning.evaluator import evaluate, findings_of
from advisor.reasoning.trace import Truth
from advisor.reasoning.verdict import Bounds, judge
from advisor.rulebook.rulebook import Rulebook
from advisor.rulebook.vocabulary import BANDS, KINDS, STAGES, Band, Kind, Stage
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


def judged(rulebook: Rulebook, scenario: Scenario) -> Bounds:
    return values_and_verdict(rulebook, scenario)[1]


def values_and_verdict(rulebook: Rulebook, scenario: Scenario) -> tuple[dict[str, Truth], Bounds]:
    """Return both, once it is clear that the verdict holds what is promised of every one."""
    traces = evaluate(rulebook, scenario)
    findings = findings_of(traces)
    found = judge(rulebook, scenario, findings)
    assert height(found.worst) <= height(found.band) <= height(found.best)
    known, asked = essential_by_hand(rulebook, scenario)
    if known >= asked / 3:
        assert height(found.band) >= min(height(found.best), height("pilot"))
    else:
        assert height(found.band) >= min(height(found.best), height("foundations-first"))
    if found.band == "ready":
        held = (rulebook.rules[r].band_at(scenario.judged_at) for r in findings.waiting)
        assert not any(held)
        assert not any(rulebook.rules[r].band_at(scenario.judged_at) for r in findings.stands)
    return {rule: trace.value for rule, trace in traces.items()}, found


def essential_by_hand(rulebook: Rulebook, scenario: Scenario) -> tuple[int, int]:
    """Return how many essential answers are known, of how many, read off the design's page."""
    essential = rulebook.essential_at(scenario.kinds, scenario.judged_at)
    places = [Place(name) for name in essential if rulebook.questions[name].once]
    places += [
        Place(name, number)
        for name in essential
        for number, partner in enumerate(scenario.partners)
        if partner.role in rulebook.questions[name].of
    ]
    return len(places) - len(open_places(rulebook, scenario).keys() & {*places}), len(places)


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


def check_forgotten(
    rulebook: Rulebook, scenario: Scenario, left: Bounds, chosen: list[Place]
) -> None:
    """Forget further answers, then essential ones too; ``left`` is the verdict with all."""
    essential = rulebook.essential_at(scenario.kinds, scenario.judged_at)
    further = [place for place in chosen if place.question not in essential]
    before, after = left, judged(rulebook, forgotten(scenario, further)) if further else left
    assert height(after.worst) <= height(before.worst)
    assert height(after.best) >= height(before.best)
    assert before.band == after.band or {before.band, after.band} == {"pilot", "ready"}
    if len(further) == len(chosen):
        return
    before, after = after, judged(rulebook, forgotten(scenario, chosen))
    assert height(after.worst) <= height(before.worst)
    assert height(after.best) >= height(before.best)
    assert height(after.band) <= max(height(before.band), height(after.floor))


@examples(200, least=200)
@given(st.data())
def test_forgetting_answers_says_no_more(data: st.DataObject) -> None:
    rulebook = data.draw(rulebooks())
    scenario = data.draw(scenarios(rulebook))
    places = list(known_places(rulebook, scenario))
    assume(places)
    chosen = data.draw(st.lists(st.sampled_from(places), min_size=1, unique=True))
    check_forgotten(rulebook, scenario, judged(rulebook, scenario), chosen)
    emptied = [place.question for place in chosen if place.partner is None]
    silent = without(scenario, emptied)
    assert judged(rulebook, silent) == judged(
        rulebook, forgotten(scenario, [place for place in places if place.question in emptied])
    ) or any(not rulebook.questions[name].once for name in emptied)


@of_shipped
def test_forgetting_any_shipped_answer_says_no_more(name: str) -> None:
    rulebook = shipped_rulebook()
    for scenario in shipped_at_stages(name):
        places = list(known_places(rulebook, scenario))
        left = judged(rulebook, scenario)
        for chosen in [[place] for place in places] + some_subsets(places):
            check_forgotten(rulebook, scenario, left, chosen)


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
    """Check the bands, and that no monotone risk is truer, after each better answer in turn.

    An open question gets its best level.
    """
    values, before = values_and_verdict(rulebook, scenario)
    monotone = [name for name in values if is_monotone(rulebook.rules[name], rulebook)]
    better: dict[Place, list[object]] = {}
    for place, levels in improvements(rulebook, scenario).items():
        better[place] = [as_written(scenario, place, level) for level in levels]
    for place in open_places(rulebook, scenario):
        question = rulebook.questions[place.question]
        if question.better != "neither":
            better[place] = [question.order[-1]]
    for place, answers in better.items():
        for answer in answers:
            changed_so = with_answers(scenario, {place: answer})
            then, after = values_and_verdict(rulebook, changed_so)
            assert height(after.best) >= height(before.best)
            assert height(after.worst) >= height(before.worst)
            assert height(after.band) >= height(before.band)
            for rule in monotone:
                assert then[rule] <= values[rule]


@examples(200, least=200)
@given(st.data())
def test_better_answers_never_worsen_the_verdict(data: st.DataObject) -> None:
    rulebook = only_monotone(data.draw(rulebooks(directed=data.draw(st.booleans()))))
    check_improvements(rulebook, data.draw(scenarios(rulebook)))


@examples(100, least=100)
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
    values, before = values_and_verdict(rulebook, scenario)
    for complete in completions(rulebook, scenario, chance):
        complete_values, after = values_and_verdict(rulebook, complete)
        assert after.best == after.worst == after.band
        assert height(before.worst) <= height(after.band) <= height(before.best)
        for rule, value in complete_values.items():
            assert value != Truth.UNKNOWN
            assert values[rule] in {value, Truth.UNKNOWN}


@examples(80, least=80)
@given(st.data(), st.randoms(use_true_random=False))
def test_every_completion_stays_within_the_range(
    data: st.DataObject, chance: random.Random
) -> None:
    """Also where one of several alike answers otherwise than the rest."""
    rulebook = data.draw(rulebooks())
    scenario = data.draw(scenarios(rulebook))
    check_completions(rulebook, scenario, chance)
    apart = with_one_apart(scenario)
    values, _ = values_and_verdict(rulebook, scenario)
    assert values_and_verdict(rulebook, apart)[0] == values
    check_completions(rulebook, apart, chance)


@of_shipped
def test_every_completion_of_what_is_shipped_stays_within_the_range(name: str) -> None:
    for scenario in shipped_at_stages(name):
        check_completions(shipped_rulebook(), scenario, same_chance())


# The shipped rulebook as data, at every kind and stage.


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_of_nothing_answered_and_of_the_short_form_answered_well(kind: Kind, stage: Stage) -> None:
    rulebook = shipped_rulebook()
    perfect = perfect_file(rulebook, kind, stage)
    essential = rulebook.essential_at(perfect.kinds, stage)

    def only(wanted: frozenset[str]) -> Scenario:
        answers = {name: said for name, said in perfect.answers.items() if name in wanted}
        partners = (
            changed(p, answers={n: said for n, said in p.answers.items() if n in wanted})
            for p in perfect.partners
        )
        return changed(perfect, answers=answers, partners=tuple(partners))

    nothing = judged(rulebook, only(frozenset()))
    assert (nothing.band, nothing.too_little_known) == ("foundations-first", True)
    assert not nothing.held_by
    short_form = judged(rulebook, only(essential))
    assert (short_form.band, short_form.waiting_on) == ("ready", ())
