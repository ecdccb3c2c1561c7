"""Holds the readers of the rules to one another: evaluator, engine, and a naive third reading."""

import json
import os
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.reasoning.engine import Engine, _engine_class
from advisor.reasoning.evaluator import evaluate, findings_of
from advisor.reasoning.experta_library import experta
from advisor.reasoning.readings import Findings
from advisor.reasoning.reasoner import Reasoner
from advisor.rulebook.references import reference_complaints
from advisor.rulebook.rulebook import Rulebook
from advisor.rulebook.vocabulary import KINDS, STAGES, Kind, Stage
from advisor.scenario.load_scenario import parse_scenario
from advisor.scenario.scenario import Scenario
from tests.reasoning.naive import FALSE, TRUE, UNKNOWN, read, read_four
from tests.shipped import SCENARIO_NAMES, as_if, shipped_rulebook, shipped_scenario
from tests.small import small_rulebook
from tests.strategies import changed, examples, files, is_deep, rulebooks, scenarios


def naive_findings(rulebook: Rulebook, scenario: Scenario) -> Findings:
    """Return what the four readings come to, once it is clear that they fit together."""
    values, four = read(rulebook, scenario), read_four(rulebook, scenario)
    for rule, says in four.items():
        assert says["stands"] == (values[rule] == TRUE)
        assert says["could"] == (values[rule] != FALSE)
        assert says["stands"] <= says["presumed"] <= says["waits"] <= says["could"]
    undecided = [rule for rule, value in values.items() if value == UNKNOWN]
    return Findings(
        stands=tuple(rule for rule, value in values.items() if value == TRUE),
        undecided=tuple(undecided),
        waiting=tuple(rule for rule in undecided if four[rule]["waits"]),
        presumed=tuple(rule for rule in undecided if four[rule]["presumed"]),
    )


def evaluated(rulebook: Rulebook, scenario: Scenario) -> dict[str, int]:
    return {rule: int(trace.value) for rule, trace in evaluate(rulebook, scenario).items()}


def in_order(values: dict[str, int]) -> list[tuple[str, int]]:
    return list(values.items())


@st.composite
def cases(draw: st.DrawFn, most: int) -> tuple[Rulebook, list[Scenario]]:
    """Draw a rulebook and a few partnerships, some of which share kinds and stage."""
    rulebook = draw(rulebooks())
    found = draw(st.lists(scenarios(rulebook), min_size=1, max_size=most))
    first = found[0]
    for number, scenario in enumerate(found):
        if draw(st.booleans()):
            found[number] = changed(
                scenario, kind=first.kind, also=first.also, stage=first.judged_at
            )
    return rulebook, found


@examples(100)
@given(st.data())
def test_what_is_drawn_could_be_loaded(data: st.DataObject) -> None:
    """Else agreement on random cases would say nothing about real ones."""
    rulebook = data.draw(rulebooks())
    sorts = ("question", "lesson", "step", "rule", "source")
    models = {(s, name): m for s in sorts for name, m in getattr(rulebook, f"{s}s").items()}
    declared = {sort: frozenset(name for s, name in models if s == sort) for sort in sorts}
    assert not list(
        reference_complaints(models, declared, tuple(rulebook.topic_order), rulebook.wording)
    )
    for rule in rulebook.rules.values():
        for question in (rulebook.questions[name] for name in rulebook.read_by[rule.id]):
            assert not (rule.is_gate and question.may_not_apply)
    said = data.draw(files(rulebook))
    read_back = parse_scenario(json.dumps(said).encode(), "drawn.yaml", rulebook)
    assert read_back == Scenario.model_validate(said)


def test_random_cases_are_of_all_sorts() -> None:
    """Else readers could agree because every rule is silent."""
    seen: dict[int, int] = {FALSE: 0, UNKNOWN: 0, TRUE: 0}
    chained = waiting = presumed = 0

    @examples(100, least=100)
    @given(cases(most=2))
    def count(case: tuple[Rulebook, list[Scenario]]) -> None:
        nonlocal chained, waiting, presumed
        rulebook, found = case
        for scenario in found:
            for rule, value in evaluated(rulebook, scenario).items():
                seen[value] += 1
                chained += rulebook.strata[rule] > 0
            findings = findings_of(evaluate(rulebook, scenario))
            waiting += len(findings.waiting)
            presumed += len(findings.presumed)

    count()
    total = sum(seen.values())
    assert min(seen.values()) > total / 10
    assert chained > total / 10
    assert 0 < presumed < waiting < seen[UNKNOWN]


@examples(500, least=500)
@given(cases(most=3))
def test_evaluator_and_engine_read_as_the_naive_reading(
    case: tuple[Rulebook, list[Scenario]],
) -> None:
    rulebook, found = case
    reasoner = Reasoner(rulebook)
    for scenario in found:
        assert in_order(evaluated(rulebook, scenario)) == in_order(read(rulebook, scenario))
        found_so = findings_of(evaluate(rulebook, scenario))
        assert found_so == naive_findings(rulebook, scenario)
        assert reasoner.run_engine(scenario) == found_so


@given(cases(most=1))
def test_experta_would_prepare_no_rule_of_the_engine_otherwise(
    case: tuple[Rulebook, list[Scenario]],
) -> None:
    rulebook, (scenario,) = case
    engine = _engine_class(rulebook, scenario.kinds, scenario.judged_at)()
    for rule in engine.get_rules():
        prepared = experta.matchers.rete.utils.prepare_rule(rule)
        assert type(prepared) is type(rule)
        assert tuple(prepared) == tuple(rule)
        assert prepared.salience == rule.salience


@given(cases(most=1), st.data())
def test_some_rules_read_alone_are_as_among_all(
    case: tuple[Rulebook, list[Scenario]], data: st.DataObject
) -> None:
    rulebook, (scenario,) = case
    some = data.draw(st.sets(st.sampled_from(sorted(rulebook.rules))), label="rules")
    every, alone = evaluate(rulebook, scenario), evaluate(rulebook, scenario, some)
    assert alone.keys() & some == every.keys() & some
    assert [*alone] == [rule for rule in every if rule in alone]
    assert alone == {rule: every[rule] for rule in alone}


def built_on_a_presumption() -> tuple[Rulebook, Scenario]:
    """Return a rule with an excuse that reads a finding which is presumed, and answers for it.

    Random rules are hardly ever so.
    """
    rulebook = small_rulebook()
    excused = changed(rulebook.rules["rare-knowledge"], unless="money-secured")
    said = {"answer": "set-aside"}
    scenario = Scenario.model_validate(
        {
            "partnership": "Both",
            "kind": "cluster",
            "stage": "starting",
            "partners": ({"name": "Oak", "answers": {"head-backing": said}}, {"name": "Elm"}),
            "answers": {
                "dates-fixed": {"answer": "one-by-one"},
                "specialist-cover": {"answer": "nobody"},
            },
        }
    )
    return changed(rulebook, rules={**rulebook.rules, excused.id: excused}), scenario


def test_nothing_builds_on_a_presumption() -> None:
    rulebook, scenario = built_on_a_presumption()
    findings = findings_of(evaluate(rulebook, scenario))
    assert findings.presumed == ("dates-late",)
    assert "rare-knowledge" in findings.undecided
    assert Reasoner(rulebook).run_engine(scenario) == findings == naive_findings(rulebook, scenario)


@examples(80)
@given(cases(most=3), st.data())
def test_a_reused_engine_finds_what_a_fresh_one_does(
    case: tuple[Rulebook, list[Scenario]], data: st.DataObject
) -> None:
    rulebook, found = case
    reused = Reasoner(rulebook)
    fresh = [
        Engine(rulebook, scenario.kinds, scenario.judged_at).run(scenario) for scenario in found
    ]
    turns = st.lists(st.integers(0, len(found) - 1), min_size=2, max_size=6)
    for turn in data.draw(turns, label="order"):
        assert reused.run_engine(found[turn]) == fresh[turn]


@cache
def shipped_reasoner() -> Reasoner:
    return Reasoner(shipped_rulebook())


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_readers_agree_on_what_is_shipped(kind: Kind, stage: Stage) -> None:
    """Every partnership file, read as if it were of every kind and at every stage.

    In the everyday run each of them is read at a third of these.
    """
    rulebook = shipped_rulebook()
    turn = KINDS.index(kind) + STAGES.index(stage)
    for name in SCENARIO_NAMES if is_deep() else SCENARIO_NAMES[turn % 3 :: 3]:
        scenario = as_if(shipped_scenario(name), kind, stage)
        findings = findings_of(evaluate(rulebook, scenario))
        assert findings == naive_findings(rulebook, scenario), name
        assert shipped_reasoner().run_engine(scenario) == findings, name


_FILES, _STAGES = (SCENARIO_NAMES, STAGES) if is_deep() else (SCENARIO_NAMES[::3], STAGES[:1])


@cache
def findings_as_json(names: tuple[str, ...], stages: tuple[Stage, ...]) -> str:
    """Return what is found in shipped files at some stages, and the advice at their own."""
    found = {}
    for name in names:
        scenario = shipped_scenario(name)
        at_stages = [shipped_reasoner().run_engine(scenario.at_stage(stage)) for stage in stages]
        found[name] = [at_stages, shipped_reasoner().assess(scenario).model_dump(mode="json")]
    return json.dumps(found)


@pytest.mark.parametrize("seed", ["0", "1", "2", "random"] if is_deep() else ["1"])
def test_findings_are_the_same_bytes_under_every_hash_seed(seed: str) -> None:
    """This process has a seed of its own, so that one more is compared than there are cases."""
    found = f"findings_as_json({_FILES}, {_STAGES})"
    call = f"from {__name__} import findings_as_json; print({found}, end='')"
    run = subprocess.run(
        [sys.executable, "-c", call],
        env=os.environ | {"PYTHONHASHSEED": seed},
        cwd=Path(__file__).parents[2],
        capture_output=True,
        check=False,
    )
    assert not run.returncode, run.stderr.decode()
    assert run.stdout.decode() == findings_as_json(_FILES, _STAGES)
