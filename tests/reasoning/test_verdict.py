"""Holds the verdict, and the order of risks and of steps, to a direct reading of the design."""

from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from advisor.reasoning.concerns import concerns_found
from advisor.reasoning.evaluator import evaluate
from advisor.reasoning.evidence import open_answers
from advisor.reasoning.readings import Findings
from advisor.reasoning.reasoner import Reasoner
from advisor.reasoning.step_selection import SelectedStep, StepCauses, select_steps
from advisor.reasoning.verdict import floor_at, judge, verdict
from advisor.rulebook.rule import Rule, Step
from advisor.rulebook.rulebook import Rulebook
from advisor.rulebook.vocabulary import STAGES, Band, Stage
from advisor.scenario.answer_check import known_level
from advisor.scenario.answers import Answer
from advisor.scenario.scenario import Scenario
from tests.reasoning.changes import Place, better_levels, open_places, with_answers
from tests.reasoning.naive import UNKNOWN
from tests.reasoning.test_agreement import naive_findings
from tests.strategies import HORIZONS, examples, rulebooks, scenarios

WORST_FIRST = ["not-ready", "foundations-first", "pilot", "ready"]
EFFORTS = ["hour", "days"]


class Case(NamedTuple):
    """A rulebook, and what its rules are taken to be at a stage, with the floor taken to hold."""

    rulebook: Rulebook
    stage: Stage
    findings: Findings
    floor: Band


@st.composite
def cases(draw: st.DrawFn) -> Case:
    rulebook = draw(rulebooks())
    stage = draw(st.sampled_from(STAGES))
    sorts = ["silent", "undecided", "waits", "presumed", "stands"]
    values = {
        name: sorts.index(draw(st.sampled_from(sorts)))
        for name in draw(st.permutations(list(rulebook.rules)))
        if stage in rulebook.rules[name].stages
    }
    findings = Findings(
        stands=tuple(name for name, value in values.items() if value == 4),
        undecided=tuple(name for name, value in values.items() if 1 <= value <= 3),
        waiting=tuple(name for name, value in values.items() if 2 <= value <= 3),
        presumed=tuple(name for name, value in values.items() if value == 3),
    )
    floors: tuple[Band, ...] = ("foundations-first", "pilot")
    return Case(rulebook, stage, findings, draw(st.sampled_from(floors)))


# A direct reading: bands are places on the scale, worst first.


def held_at(rule: Rule, stage: Stage) -> int:
    """Return the place of the band at which the rule holds, or the last where it holds none."""
    band = rule.holds_at.get(stage) if isinstance(rule.holds_at, dict) else rule.holds_at
    return WORST_FIRST.index(band or "ready")


def lowest(rulebook: Rulebook, stage: Stage, rules: Iterable[str]) -> int:
    return min([3, *(held_at(rulebook.rules[name], stage) for name in rules)])


def place_among_risks(
    rulebook: Rulebook, name: str, stage: Stage, findings: Findings
) -> tuple[int, bool, int, str]:
    """Return what decides a risk's place: band held at, whether it is sure, topic, id."""
    rule = rulebook.rules[name]
    topics = [topic.id for topic in rulebook.topics]
    return held_at(rule, stage), name in findings.presumed, topics.index(rule.topic), name


@examples(200, least=200)
@given(cases())
def test_verdict_is_as_the_design_says(case: Case) -> None:
    rulebook, stage, findings, floor = case
    best = lowest(rulebook, stage, findings.stands)
    worst = lowest(rulebook, stage, [*findings.stands, *findings.undecided])
    cautious = lowest(rulebook, stage, [*findings.stands, *findings.waiting])
    band = min(best, max(cautious, WORST_FIRST.index(floor)))

    def in_order(names: list[str]) -> tuple[str, ...]:
        sure = findings._replace(presumed=())
        return tuple(sorted(names, key=lambda n: place_among_risks(rulebook, n, stage, sure)))

    found = verdict(rulebook, stage, findings, floor)
    assert (found.best, found.worst, found.band) == tuple(
        WORST_FIRST[place] for place in (best, worst, band)
    )
    held = {name: held_at(rule, stage) for name, rule in rulebook.rules.items()}
    holding = [name for name in findings.stands if held[name] == band < 3]
    waiting = [name for name in findings.waiting if held[name] <= band and held[name] < 3]
    assert found.held_by == in_order(holding)
    assert found.waiting_on == in_order(waiting)
    assert found.too_little_known == (floor == "foundations-first" and band == 1 < best)
    # A verdict below ready says what it hangs on.
    assert bool(holding or waiting) == (band < 3)
    assert bool(holding) == (band == best < 3)
    # What is not known never says stop, nor costs more than the floor.
    assert band >= min(best, WORST_FIRST.index(floor))


def test_a_third_that_is_known_lifts_the_floor() -> None:
    for asked, enough in ((3, 1), (9, 3), (10, 4), (11, 4)):
        assert floor_at(enough - 1, asked) == "foundations-first"
        assert floor_at(enough, asked) == "pilot"


@examples(200, least=200)
@given(cases())
def test_concerns_are_led_and_come_as_the_design_says(case: Case) -> None:
    rulebook, stage, findings, _ = case
    told = [n for n in (*findings.stands, *findings.presumed) if rulebook.rules[n].kind == "risk"]
    told.sort(key=lambda name: place_among_risks(rulebook, name, stage, findings))
    found = concerns_found([rulebook.rules[n] for n in told], findings.presumed, rulebook, stage)
    weights = []
    for one in found:
        of_it = [name for name in told if rulebook.rules[name].concern == one.concern.id]
        assert [risk.id for risk in one.risks] == of_it
        standing = [name for name in of_it if name in findings.stands]
        assert one.presumed == (not standing)
        weight = lowest(rulebook, stage, standing or of_it)
        assert one.lead.id == next(
            name for name in standing or of_it if held_at(rulebook.rules[name], stage) == weight
        )
        weights.append((weight, list(rulebook.concerns).index(one.concern.id)))
    assert weights == sorted(weights)
    assert {one.concern.id for one in found} == {rulebook.rules[name].concern for name in told}


# Steps: the best that each serves, horizon, effort, id; prerequisites; what is done.


class Raised(NamedTuple):
    """Risks that raise steps of a rulebook, in their order, over some answers."""

    causes: StepCauses
    rulebook: Rulebook
    scenario: Scenario

    def steps(self) -> list[SelectedStep]:
        return select_steps(*self)


@st.composite
def raised(draw: st.DrawFn) -> Raised:
    rulebook, stage, findings, floor = draw(cases())
    scenario = draw(scenarios(rulebook)).at_stage(stage)
    rules = (rulebook.rules[name] for name in (*findings.stands, *findings.presumed))
    risks = [rule for rule in rules if rule.kind == "risk"]
    held_by = verdict(rulebook, stage, findings, floor).held_by
    return Raised(StepCauses(risks, findings.stands, held_by), rulebook, scenario)


def done_by_hand(step: Step, rulebook: Rulebook, scenario: Scenario) -> bool:
    """Return whether everyone whom it concerns has what a step brings."""
    good: list[bool] = []
    for name, level in step.brings.items():
        question = rulebook.questions[name]
        said: list[Answer | None] = [scenario.answer_once(name)]
        if not question.once:
            asked = (one for one in scenario.partners if one.role in question.of)
            said = [scenario.answer_of(one, name) for one in asked]
        levels = [known_level(question, a) for a in said if a is None or not a.is_not_applicable]
        later = question.order[question.order.index(level) + 1 :]
        enough = {
            level,
            *(later if question.better == "neither" else better_levels(question, level)),
        }
        good.append(bool(levels) and all(one in enough for one in levels))
    return bool(good) and all(good)


@examples(200, least=200)
@given(raised())
def test_steps_are_merged_and_what_is_done_is_left_out(case: Raised) -> None:
    (risks, standing, *_), rulebook, scenario = case
    found = {taken.step.id: taken for taken in case.steps()}
    over = {step for step, said in scenario.steps.items() if said.status in {"done", "dropped"}}
    open_ones = {r.id: [s for s in r.steps if s not in over] for r in risks}
    named = {step for steps in open_ones.values() for step in steps}
    done = {s for s in named if done_by_hand(rulebook.steps[s], rulebook, scenario)}
    replaced = {other for s in named - done for other in rulebook.steps[s].instead_of}
    left = named - done - replaced
    assert left <= found.keys() <= named
    answers = {
        name: {
            risk
            for risk, steps in open_ones.items()
            if name in left and ({*steps} - done) & {*rulebook.steps[name].instead_of}
        }
        for name in found
    }
    for name in found.keys() - left:
        alone = [
            steps
            for risk, steps in open_ones.items()
            if steps and risk in standing and not left & {*steps}
            if not any(risk in of for of in answers.values())
        ]
        assert name in {next((s for s in steps if s not in done), steps[0]) for steps in alone}
    for risk, steps in open_ones.items():
        answered = any(risk in taken.answers for taken in found.values())
        assert risk not in standing or not steps or answered
    for name, taken in found.items():
        own = {risk.id for risk in risks if name in risk.steps}
        assert taken.answers == tuple(r.id for r in risks if r.id in own | answers[name])


@examples(200, least=200)
@given(raised())
def test_of_the_steps_that_are_left_the_one_that_serves_best_is_taken(case: Raised) -> None:
    (risks, _, held_by, *_), rulebook, scenario = case
    names = [taken.step.id for taken in case.steps()]

    def place(name: str) -> tuple[int, int, int, str]:
        """Return the best place of the step and of those that cannot be taken before it."""
        step = rulebook.steps[name]
        served = [risk for risk in risks if name in risk.steps]
        holds = [
            0 if risk.id in held_by else 1 if held_at(risk, scenario.judged_at) < 3 else 2
            for risk in served
        ]
        own = min(holds), HORIZONS.index(step.when), EFFORTS.index(step.effort), name
        return min([own, *(place(other) for other in names if name in rulebook.steps[other].needs)])

    for earlier, later in pairwise(names):
        assert place(earlier) <= place(later)
    for number, name in enumerate(names):
        assert {*rulebook.steps[name].needs} & {*names} <= {*names[:number]}


@examples(100)
@given(raised())
def test_a_step_is_due_later_only_where_its_horizon_is_full(case: Raised) -> None:
    """So that no more is due before the next meeting than can be done by then."""
    found = case.steps()
    due = {taken.step.id: HORIZONS.index(taken.when) for taken in found}
    room = [named.most for named in case.rulebook.wording.horizons]
    for number, taken in enumerate(found):
        before = [due[other.step.id] for other in found[:number]]
        needs = [due[need] for need in taken.step.needs if need in due]
        soonest = max([HORIZONS.index(taken.step.when), *needs])
        assert due[taken.step.id] >= soonest
        full = range(soonest, due[taken.step.id])
        assert all(before.count(place) == room[place] for place in full)
    places = list(due.values())
    assert all(most is None or places.count(place) <= most for place, most in enumerate(room))


# The same, in the advice as it is given.


@examples(80)
@given(st.data())
def test_advice_is_given_in_that_order(data: st.DataObject) -> None:
    rulebook = data.draw(rulebooks())
    scenario = data.draw(scenarios(rulebook))
    stage = scenario.stage or "starting"
    findings = naive_findings(rulebook, scenario)
    told = (*findings.stands, *findings.presumed)
    risks = sorted(
        (name for name in told if rulebook.rules[name].kind == "risk"),
        key=lambda name: place_among_risks(rulebook, name, stage, findings),
    )
    bounds = judge(rulebook, scenario, findings)
    causes = StepCauses([rulebook.rules[r] for r in risks], findings.stands, bounds.held_by)
    advice = Reasoner(rulebook).assess(scenario)
    if bounds.band == "ready":
        due = (rulebook.rules[one.id] for one in advice.due_next if one.status != "waits")
        causes = causes._replace(
            when_ready=[name for name, step in rulebook.steps.items() if stage in step.when_ready],
            due_next=list(dict.fromkeys(step for rule in due for step in rule.steps)),
        )
    steps = select_steps(causes, rulebook, scenario, scenario.as_of)
    assert [step.for_ for step in advice.steps] == [taken.answers for taken in steps]
    without = [step for step in advice.steps if not step.for_]
    assert all(step.sources for step in without if rulebook.steps[step.id].lessons)
    assert not without or bounds.band == "ready"
    raised_ones = [place for place, step in enumerate(advice.steps) if step.for_]
    needed = {need for step in advice.steps for need in step.needs}
    for step in advice.steps[: max(raised_ones, default=0)]:
        assert step.for_ or step.id in needed
    assert [risk.id for risk in advice.risks] == risks
    assert {r.id for r in advice.risks if r.presumed} == {*risks} & {*findings.presumed}
    assert {strength.id for strength in advice.strengths} == {*findings.stands} - {*risks}
    assert {waiting.id for waiting in advice.undecided} == {*findings.undecided} - {*risks}
    assert [step.when for step in advice.steps] == [taken.when for taken in steps]
    assert [step.id for step in advice.steps] == [taken.step.id for taken in steps]
    shown = {step.id for step in advice.steps}
    assert all({*risk.steps} <= shown for risk in advice.risks)

    said = advice.verdict
    assert (said.band, said.best, said.worst) == bounds[:3]
    decision = rulebook.wording.bands[stage][bounds.band]
    too_little = rulebook.wording.too_little_known
    assert said.decision == (too_little if bounds.too_little_known else decision)
    assert tuple(held.id for held in said.held_by) == bounds.held_by
    assert tuple(waiting.id for waiting in said.waiting_on) == bounds.waiting_on
    essential = rulebook.essential_at(scenario.kinds, stage)
    for waiting in said.waiting_on:
        assert waiting.open
        assert waiting.presumed == (waiting.id in findings.presumed)
        if not waiting.presumed and essential & {*waiting.asks}:
            assert {*waiting.asks} <= essential


@examples(100)
@given(st.data())
def test_the_answers_that_an_undecided_rule_asks_for_settle_it(data: st.DataObject) -> None:
    rulebook = data.draw(rulebooks())
    scenario = data.draw(scenarios(rulebook))
    numbers = {partner.name: number for number, partner in enumerate(scenario.partners)}
    for name, trace in evaluate(rulebook, scenario).items():
        found_out = {
            Place(seen.question, numbers[seen.partner.name] if seen.partner else None): data.draw(
                st.sampled_from(rulebook.questions[seen.question].order)
            )
            for seen in open_answers(trace)
        }
        assert bool(found_out) == (trace.value == UNKNOWN)
        assert found_out.keys() <= open_places(rulebook, scenario).keys()
        settled = with_answers(scenario, found_out)
        assert evaluate(rulebook, settled)[name].value != UNKNOWN
