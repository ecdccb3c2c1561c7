"""Holds the verdict, and the order of risks and of steps, to a direct reading of the design."""

from collections.abc import Iterable
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.reasoning.assess import Reasoner
from advisor.reasoning.evaluator import evaluate
from advisor.reasoning.grounds import open_answers
from advisor.reasoning.steps import steps_for
from advisor.reasoning.verdict import risk_order, verdict
from advisor.rulebook.rule import Rule, Step
from advisor.rulebook.rulebook import Rulebook
from advisor.rulebook.vocabulary import KINDS, STAGES, Kind, Stage
from tests.reasoning.changes import Place, open_places, with_answers
from tests.reasoning.naive import TRUE, UNKNOWN, read
from tests.shipped import SCENARIO_NAMES, as_if, shipped_rulebook, shipped_scenario
from tests.strategies import HORIZONS, changed, examples, rulebooks, scenarios

WORST_FIRST = ["not-ready", "foundations-first", "pilot", "ready"]


class Case(NamedTuple):
    """A rulebook with some rules taken to stand, some to be undecided, at a stage."""

    rulebook: Rulebook
    stage: Stage
    stands: list[str]
    undecided: list[str]


@st.composite
def cases(draw: st.DrawFn) -> Case:
    rulebook = draw(rulebooks())
    stage = draw(st.sampled_from(STAGES))
    values = {
        name: draw(st.sampled_from(["silent", "undecided", "stands"]))
        for name in draw(st.permutations(list(rulebook.rules)))
        if stage in rulebook.rules[name].stages
    }
    stands = [name for name, value in values.items() if value == "stands"]
    undecided = [name for name, value in values.items() if value == "undecided"]
    return Case(rulebook, stage, stands, undecided)


# A direct reading: bands are places on the scale, worst first.


def held_at(rule: Rule, stage: Stage) -> int:
    """Return the place of the band at which the rule holds, or the last where it holds none."""
    band = rule.holds_at.get(stage) if isinstance(rule.holds_at, dict) else rule.holds_at
    return WORST_FIRST.index(band or "ready")


def lowest(rulebook: Rulebook, stage: Stage, rules: Iterable[str]) -> int:
    return min([3, *(held_at(rulebook.rules[name], stage) for name in rules)])


def band_between(best: int, worst: int, stage: Stage) -> int:
    floor = WORST_FIRST.index("pilot" if stage == "running" else "foundations-first")
    return min(best, max(worst, floor))


def place_among_risks(rulebook: Rulebook, name: str, stage: Stage) -> tuple[int, int, str]:
    """Return what decides a risk's place: band held at, topic, id."""
    rule = rulebook.rules[name]
    topics = [topic.id for topic in rulebook.topics]
    return held_at(rule, stage), topics.index(rule.topic), name


@examples(200)
@given(cases())
def test_verdict_is_as_the_design_says(case: Case) -> None:
    rulebook, stage, stands, undecided = case
    best = lowest(rulebook, stage, stands)
    worst = lowest(rulebook, stage, [*stands, *undecided])
    band = band_between(best, worst, stage)

    def in_order(names: list[str]) -> tuple[str, ...]:
        return tuple(sorted(names, key=lambda name: place_among_risks(rulebook, name, stage)))

    found = verdict(rulebook, stage, stands, undecided)
    assert (found.best, found.worst, found.band) == tuple(
        WORST_FIRST[place] for place in (best, worst, band)
    )
    held = {name: held_at(rule, stage) for name, rule in rulebook.rules.items()}
    holding = [name for name in stands if held[name] == band < 3]
    waiting = [name for name in undecided if held[name] <= band and held[name] < 3]
    assert found.held_by == in_order(holding)
    assert found.waiting_on == in_order(waiting)


@examples(100)
@given(cases())
def test_risks_are_worst_first(case: Case) -> None:
    rulebook, stage, stands, undecided = case
    names = [name for name in stands + undecided if rulebook.rules[name].kind == "risk"]
    found = sorted(names, key=lambda name: risk_order(rulebook.rules[name], rulebook, stage))
    assert found == sorted(names, key=lambda name: place_among_risks(rulebook, name, stage))


@examples(100)
@given(cases())
def test_unknowns_alone_never_say_stop(case: Case) -> None:
    rulebook, stage, _, undecided = case
    found = verdict(rulebook, stage, [], undecided)
    floor = "pilot" if stage == "running" else "foundations-first"
    assert found.best == "ready"
    assert WORST_FIRST.index(found.band) >= WORST_FIRST.index(floor)
    assert bool(found.held_by or found.waiting_on) == (found.band != "ready")


@examples(100)
@given(cases())
def test_a_verdict_below_ready_says_what_it_hangs_on(case: Case) -> None:
    found = verdict(*case)
    assert bool(found.held_by or found.waiting_on) == (found.band != "ready")
    assert bool(found.held_by) == (found.band == found.best != "ready")


# Steps: horizon, prerequisites, the first risk that a step answers, id.


def risks_of(case: Case) -> list[Rule]:
    rules = (case.rulebook.rules[name] for name in case.stands)
    return [rule for rule in rules if rule.kind == "risk"]


def place_among_steps(step: Step, risks: list[Rule]) -> tuple[int, int, str]:
    first = next(number for number, risk in enumerate(risks) if step.id in risk.steps)
    return HORIZONS.index(step.when), first, step.id


@examples(100)
@given(cases())
def test_steps_are_merged_and_in_order(case: Case) -> None:
    risks = risks_of(case)
    found = steps_for(risks, case.rulebook)
    ordered = [taken.step for taken in found]
    raised = {step for risk in risks for step in risk.steps}
    assert sorted(step.id for step in ordered) == sorted(raised)
    for step, answered, _ in found:
        assert answered == tuple(risk.id for risk in risks if step.id in risk.steps)
    horizons = [HORIZONS.index(step.when) for step in ordered]
    assert horizons == sorted(horizons)
    for number, step in enumerate(ordered):
        # What no standing risk raised counts as done, and so does all that it needs in turn.
        before = {other.id for other in ordered[:number]}
        assert set(step.needs) & raised <= before


@examples(100)
@given(cases())
def test_of_the_steps_that_are_free_the_first_is_taken(case: Case) -> None:
    """Which settles the order that horizons and prerequisites leave open."""
    risks = risks_of(case)
    left = [taken.step for taken in steps_for(risks, case.rulebook)]
    while left:
        waiting = {step.id for step in left}
        free = [step for step in left if not waiting.intersection(step.needs)]
        assert left.pop(0) == min(free, key=lambda step: place_among_steps(step, risks))


@examples(100)
@given(cases())
def test_a_step_is_due_later_only_where_its_horizon_is_full(case: Case) -> None:
    """So that no more is due before the next meeting than can be done by then."""
    found = steps_for(risks_of(case), case.rulebook)
    due = [HORIZONS.index(taken.when) for taken in found]
    assert due == sorted(due)
    room = [named.most for named in case.rulebook.wording.horizons]
    for number, taken in enumerate(found):
        own = HORIZONS.index(taken.step.when)
        assert all(due[:number].count(full) == room[full] for full in range(own, due[number]))
        assert due[number] >= own
    assert all(most is None or due.count(place) <= most for place, most in enumerate(room))


# The same, in the advice as it is given.


@examples(80)
@given(st.data())
def test_advice_is_given_in_that_order(data: st.DataObject) -> None:
    rulebook = data.draw(rulebooks())
    scenario = data.draw(scenarios(rulebook))
    values, stage = read(rulebook, scenario), scenario.stage or "starting"
    stands = [name for name, value in values.items() if value == TRUE]
    undecided = [name for name, value in values.items() if value == UNKNOWN]
    risks = sorted(
        (name for name in stands if rulebook.rules[name].kind == "risk"),
        key=lambda name: place_among_risks(rulebook, name, stage),
    )
    steps = steps_for([rulebook.rules[name] for name in risks], rulebook)

    advice = Reasoner(rulebook).assess(scenario)
    assert [risk.id for risk in advice.risks] == risks
    assert {strength.id for strength in advice.strengths} == {*stands} - {*risks}
    assert {waiting.id for waiting in advice.undecided} == {*undecided}
    assert [step.when for step in advice.steps] == [taken.when for taken in steps]
    assert [step.id for step in advice.steps] == [taken.step.id for taken in steps]

    bounds = verdict(rulebook, stage, stands, undecided)
    said = advice.verdict
    assert (said.band, said.best, said.worst) == bounds[:3]
    assert said.decision == rulebook.wording.bands[stage][bounds.band]
    assert tuple(held.id for held in said.held_by) == bounds.held_by
    assert tuple(waiting.id for waiting in said.waiting_on) == bounds.waiting_on


@examples(100)
@given(st.data())
def test_the_answers_that_an_undecided_rule_asks_for_settle_it(data: st.DataObject) -> None:
    rulebook = data.draw(rulebooks())
    scenario = data.draw(scenarios(rulebook))
    numbers = {partner.name: number for number, partner in enumerate(scenario.partners)}
    for name, trace in evaluate(rulebook, scenario).items():
        found_out = {
            Place(question, numbers[partner.name] if partner else None): data.draw(
                st.sampled_from(rulebook.questions[question].order)
            )
            for question, partner in open_answers(trace)
        }
        assert bool(found_out) == (trace.value == UNKNOWN)
        assert found_out.keys() <= open_places(rulebook, scenario).keys()
        settled = with_answers(scenario, found_out)
        assert evaluate(rulebook, settled)[name].value != UNKNOWN


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_with_nothing_answered_the_shipped_rules_say_find_out(kind: Kind, stage: Stage) -> None:
    """The files' own facts about who takes part, and no answer."""
    for name in SCENARIO_NAMES:
        scenario = as_if(shipped_scenario(name), kind, stage)
        asked = [changed(partner, answers={}) for partner in scenario.partners]
        silent = changed(scenario, answers={}, partners=tuple(asked))
        values = read(shipped_rulebook(), silent)
        undecided = [rule for rule, value in values.items() if value == UNKNOWN]
        stands = [rule for rule, value in values.items() if value == TRUE]
        found = verdict(shipped_rulebook(), stage, stands, undecided)
        assert found.band == ("pilot" if stage == "running" else "foundations-first"), name
        assert not found.held_by, name
