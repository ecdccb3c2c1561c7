"""The status of an element keeps to what is known, and what follows from it to the statuses."""

import itertools
from collections.abc import Mapping
from random import Random
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from advisor.reasoning.asked_questions import questions_asked
from advisor.reasoning.evaluator import evaluate
from advisor.reasoning.framework_conclusion import conclusion
from advisor.reasoning.framework_reader import FrameworkReader, frameworks_shown
from advisor.reasoning.framework_result import (
    ConclusionOfPhases,
    ConclusionOfRange,
    ConclusionOfTest,
    ElementStatus,
    FrameworkResult,
)
from advisor.reasoning.reasoner import Reasoner
from advisor.reasoning.step_selection import is_done
from advisor.rulebook.condition import All, AnyOf, findings_in, parts, questions_read
from advisor.rulebook.framework import Element, Framework
from advisor.rulebook.question import Question
from advisor.rulebook.rulebook import Rulebook
from advisor.rulebook.vocabulary import KINDS, STAGES
from advisor.scenario.answers import Answer
from advisor.scenario.scenario import Scenario
from tests.reasoning import naive
from tests.reasoning.changes import forgotten, known_places, open_places, with_answers
from tests.shipped import SCENARIO_NAMES, as_if, shipped_rulebook, shipped_scenario
from tests.small import small_rulebook
from tests.strategies import changed, examples, rulebooks, scenarios

DECIDED = {"in-place", "partly", "missing"}


def as_read(value: Any) -> Any:
    """Return a value with its lists as tuples, as they are read from a file."""
    if isinstance(value, dict):
        return {key: as_read(held) for key, held in value.items()}
    return tuple(map(as_read, value)) if isinstance(value, list | tuple) else value


def framework_of(elements: list[dict[str, Any]], **more: Any) -> Framework:
    """Return a framework of these elements."""
    texts: dict[str, Any] = {"says": "So.", "lessons": ("lesson",)}
    return Framework.model_validate(
        {
            "id": "framework",
            "source": "source",
            "title": "A framework",
            "asks": "What is there?",
            "elements": tuple(texts | as_read(element) for element in elements),
            **more,
        }
    )


def of_conditions(rulebook: Rulebook, chance: Random) -> Framework:
    """Return a framework whose elements have the conditions of the rulebook's rules."""
    whens = [rule.when for rule in rulebook.rules.values()]
    return framework_of(
        [
            {
                "id": f"e-{rule.id}",
                "in_place": rule.when,
                "partly": chance.choice([None, *whens]),
            }
            for rule in rulebook.rules.values()
        ]
    )


def reader_of(rulebook: Rulebook, scenario: Scenario) -> FrameworkReader:
    asked = frozenset(question.id for question in questions_asked(rulebook, scenario))
    return FrameworkReader(rulebook, scenario, evaluate(rulebook, scenario), asked)


def result_of(framework: Framework, rulebook: Rulebook, scenario: Scenario) -> FrameworkResult:
    return reader_of(rulebook, scenario).result(framework)


def statuses_of(
    framework: Framework, rulebook: Rulebook, scenario: Scenario
) -> dict[str, ElementStatus]:
    result = result_of(framework, rulebook, scenario)
    return {element.id: element.status for element in result.elements}


@st.composite
def cases(draw: st.DrawFn) -> tuple[Rulebook, Framework, Scenario, Random]:
    rulebook = draw(rulebooks())
    chance = draw(st.randoms(use_true_random=True))
    return rulebook, of_conditions(rulebook, chance), draw(scenarios(rulebook)), chance


@examples(80)
@given(cases())
def test_no_completion_of_the_unknowns_changes_a_status_that_is_decided(
    case: tuple[Rulebook, Framework, Scenario, Random],
) -> None:
    rulebook, framework, scenario, chance = case
    before = statuses_of(framework, rulebook, scenario)
    places = open_places(rulebook, scenario)
    for _ in range(5):
        filled = {place: chance.choice(levels) for place, levels in places.items()}
        after = statuses_of(framework, rulebook, with_answers(scenario, filled))
        changed_ones = {name for name in before if before[name] != after[name]}
        assert not {name for name in changed_ones if before[name] in DECIDED}


@examples(80)
@given(cases())
def test_forgetting_answers_only_leaves_a_status_open(
    case: tuple[Rulebook, Framework, Scenario, Random],
) -> None:
    rulebook, framework, scenario, chance = case
    before = statuses_of(framework, rulebook, scenario)
    known = list(known_places(rulebook, scenario))
    lost = forgotten(scenario, chance.sample(known, chance.randint(0, len(known))))
    after = statuses_of(framework, rulebook, lost)
    assert all(after[name] in {before[name], "unknown"} for name in before)


@examples(100)
@given(cases())
def test_an_answer_that_is_not_asked_here_changes_nothing(
    case: tuple[Rulebook, Framework, Scenario, Random],
) -> None:
    rulebook, framework, scenario, chance = case
    own = [element for element in framework.elements if not reads_findings(element)]
    assume(own)
    framework = changed(framework, elements=tuple(own))
    here = scenario.kinds, scenario.judged_at
    filled = {
        place: chance.choice(levels)
        for place, levels in open_places(rulebook, scenario).items()
        if not rulebook.questions[place.question].exists_at(*here)
    }
    before = statuses_of(framework, rulebook, scenario)
    assert statuses_of(framework, rulebook, with_answers(scenario, filled)) == before


@examples(100)
@given(cases())
def test_what_rests_only_on_questions_not_asked_here_is_open(
    case: tuple[Rulebook, Framework, Scenario, Random],
) -> None:
    rulebook, framework, scenario, _ = case
    here = scenario.kinds, scenario.judged_at
    statuses = statuses_of(framework, rulebook, scenario)
    for element in framework.elements:
        tree = [part for _, condition in element.conditions for _, part in parts(condition)]
        leaves = [part for part in tree if not isinstance(part, All | AnyOf)]
        reads = [{read.question for read in questions_read(leaf)} for leaf in leaves]
        if all(any(not rulebook.questions[q].exists_at(*here) for q in own) for own in reads):
            assert statuses[element.id] == "unknown"


def reads_findings(element: Element) -> bool:
    return any(findings_in(condition) for _, condition in element.conditions)


@examples(80)
@given(cases())
def test_an_element_that_reads_a_finding_stands_as_the_rule_does(
    case: tuple[Rulebook, Framework, Scenario, Random],
) -> None:
    rulebook, _, scenario, _ = case
    words = {naive.TRUE: "in-place", naive.UNKNOWN: "unknown", naive.FALSE: "missing"}
    framework = framework_of(
        [{"id": f"e-{rule}", "in_place": {"finding": rule}} for rule in rulebook.rules]
    )
    values = naive.read(rulebook, scenario)
    for element, status in statuses_of(framework, rulebook, scenario).items():
        expected = words[values.get(element.removeprefix("e-"), naive.UNKNOWN)]
        aside = set_aside(rulebook, scenario, rulebook.read_by[element.removeprefix("e-")])
        assert status == (aside if aside and expected == "missing" else expected)


def set_aside(rulebook: Rulebook, scenario: Scenario, read: frozenset[str]) -> ElementStatus | None:
    """Return what an element is of which nothing is known but that something does not apply."""
    answers: list[Answer | None] = []
    for question in (rulebook.questions[name] for name in read):
        if question.once:
            answers.append(scenario.answer_once(question.id))
        else:
            asked = [p for p in scenario.partners if p.role in question.of]
            answers += [scenario.answer_of(partner, question.id) for partner in asked]
    said = {answer.answer if answer else "unknown" for answer in answers}
    if "not-applicable" not in said or said - {"not-applicable", "unknown"}:
        return None
    return "unknown" if "unknown" in said else "not-applicable"


@examples(100)
@given(cases())
def test_every_status_says_what_it_rests_on(
    case: tuple[Rulebook, Framework, Scenario, Random],
) -> None:
    rulebook, framework, scenario, _ = case
    result = result_of(framework, rulebook, scenario)
    assert sum(result.counts.values()) == len(result.elements)
    exist = {rule.id for rule in rulebook.rules_at(scenario.kinds, scenario.judged_at)}
    of_absent = {
        element.id
        for element in framework.elements
        for _, condition in element.conditions
        if not findings_in(condition) <= exist
    }
    for element in result.elements:
        if element.status == "unknown":
            open_ones = [r for r in element.because if r.answer in {None, "unknown"} and r.question]
            assert open_ones or element.not_asked or element.id in of_absent
        else:
            assert not element.not_asked
            assert all(r.answer is not None or r.fact for r in element.because)
        keys = [(r.question, r.partner, r.fact) for r in element.because]
        assert len(keys) == len(set(keys))
        assert all(reason.note is None for reason in element.because)


@pytest.mark.parametrize("name", SCENARIO_NAMES)
def test_a_completion_changes_no_decided_status_of_a_shipped_framework(name: str) -> None:
    """Nor does a model propose a step that the plan takes as done."""
    rulebook, chance = shipped_rulebook(), Random(name)  # noqa: S311
    for stage, kind in chance.sample([*itertools.product(STAGES, KINDS)], 4):
        scenario = as_if(shipped_scenario(name), kind, stage)
        places = open_places(rulebook, scenario)
        filled = {place: chance.choice(levels) for place, levels in places.items()}
        was, then = (
            reader_of(rulebook, read) for read in (scenario, with_answers(scenario, filled))
        )
        for framework in rulebook.frameworks.values():
            after = {element.id: element.status for element in then.result(framework).elements}
            for element in was.result(framework).elements:
                assert element.status in {after[element.id], "unknown"}
                assert not any(done_for_the_plan(step, scenario) for step in element.steps)


def done_for_the_plan(step: str, scenario: Scenario) -> bool:
    rulebook = shipped_rulebook()
    taken = rulebook.steps[step]
    brings = [rulebook.questions[question] for question in taken.brings]
    are_asked = all(is_asked(question, scenario) for question in brings)
    return are_asked and is_done(taken, rulebook, scenario)


def test_what_is_not_asked_at_a_stage_is_said_to_be_so() -> None:
    rulebook = small_rulebook()
    money = rulebook.questions["months-funded"]
    questions = {**rulebook.questions, "months-funded": changed(money, stages=("running",))}
    rulebook = changed(rulebook, questions=questions)
    framework = framework_of(
        [
            {"id": "one", "in_place": {"months-funded": ["under-half-year"]}},
            {"id": "two", "in_place": {"any_partner": {"senior-team": ["told"]}}},
            {
                "id": "three",
                "in_place": {
                    "all": [
                        {"months-funded": ["under-half-year"]},
                        {"dates-fixed": ["before-all"]},
                    ]
                },
            },
        ]
    )
    scenario = Scenario.model_validate(
        {
            "partnership": "One",
            "kind": "support",
            "stage": "starting",
            "partners": ({"name": "Ash", "role": "supported"},),
            "answers": {"months-funded": 3, "dates-fixed": "before-some"},
        }
    )
    one, two, three = result_of(framework, rulebook, scenario).elements
    assert (one.status, one.not_asked) == ("unknown", ("months-funded",))
    assert (two.status, two.not_asked) == ("unknown", ("senior-team",))
    assert (three.status, three.not_asked) == ("missing", ())
    (one, _, _) = result_of(framework, rulebook, scenario.at_stage("running")).elements
    assert (one.status, one.not_asked, one.because[0].answer) == ("in-place", (), 3)


def test_an_absent_finding_is_told_by_the_answers_that_keep_it_away() -> None:
    framework = framework_of(
        [
            {
                "id": "one",
                "in_place": {
                    "all": [{"partners": {"at_least": 2}}, {"not": {"finding": "dates-late"}}]
                },
            },
            {"id": "two", "in_place": {"differ_by": 2, "question": "head-backing"}},
        ]
    )
    scenario = Scenario.model_validate(
        {
            "partnership": "One",
            "kind": "cluster",
            "stage": "starting",
            "partners": (
                {"name": "Ash", "answers": {"head-backing": "said-yes"}},
                {"name": "Elm"},
            ),
            "answers": {"dates-fixed": "before-all"},
        }
    )
    one, two = result_of(framework, small_rulebook(), scenario).elements
    told = [(reason.question or reason.fact, reason.partner) for reason in one.because]
    assert (one.status, told) == ("in-place", [("partners", None), ("dates-fixed", None)])
    # Whatever the head of Elm says, it is no two levels from the middle one.
    told = [(reason.question, reason.partner) for reason in two.because]
    assert (two.status, told) == ("missing", [("head-backing", "Ash")])


@pytest.mark.parametrize("kind", KINDS)
def test_frameworks_are_shown_where_they_say_and_where_asked_for(kind: str) -> None:
    rulebook = small_rulebook()
    for stage in STAGES:
        scenario = Scenario.model_validate(
            {"partnership": "A", "kind": kind, "stage": stage, "partners": ({"name": "Ash"},)}
        )
        shown = kind in {"cluster", "hub"} and stage in {"starting", "running"}
        found = [f.id for f in frameworks_shown(rulebook, scenario, ())]
        assert found == (["what-lasts"] if shown else [])
        found = [f.id for f in frameworks_shown(rulebook, scenario, ["two-pillars"])]
        assert found == ["two-pillars", "what-lasts"][: 2 if shown else 1]
        with pytest.raises(KeyError):
            Reasoner(rulebook).assess(scenario, frameworks=["two"])


# What follows from statuses.

STATUSES: tuple[ElementStatus, ...] = ("in-place", "partly", "missing", "unknown", "background")
PARTS = ("a", "b", "c")
LEVELS = ("one-by-one", "after-closing", "before-some", "before-all")


def completions(statuses: Mapping[str, ElementStatus]) -> list[dict[str, ElementStatus]]:
    open_ones = [name for name, status in statuses.items() if status == "unknown"]
    sorts: tuple[ElementStatus, ...] = ("in-place", "missing")
    return [
        {**statuses, **dict(zip(open_ones, chosen, strict=True))}
        for chosen in itertools.product(sorts, repeat=len(open_ones))
    ]


@st.composite
def grouped(draw: st.DrawFn, reads: str) -> tuple[Framework, dict[str, ElementStatus]]:
    """Draw a framework in parts, with a status for each element."""
    parts = [draw(st.sampled_from(PARTS)) for _ in range(draw(st.integers(1, 6)))]
    condition = {"in_place": {"dates-fixed": ["before-all"]}}
    elements = [{"id": f"e{n}", "part": part, **condition} for n, part in enumerate(parts)]
    takes = {"takes": draw(st.sampled_from(["all", "any"]))} if reads == "test" else {}
    more = {"answers": {"yes": "Y.", "no": "N.", "unknown": "U."}} if reads == "test" else {}
    in_order = tuple({"id": part, "title": part, **takes} for part in PARTS)
    framework = framework_of(elements, reads=reads, parts=in_order, **more)
    statuses = {f"e{n}": draw(st.sampled_from(STATUSES)) for n in range(len(parts))}
    return framework, statuses


@examples(100)
@given(grouped("test"))
def test_a_test_is_decided_if_every_completion_agrees(
    case: tuple[Framework, dict[str, ElementStatus]],
) -> None:
    framework, statuses = case
    found = conclusion(framework, statuses, small_rulebook(), None)
    assert isinstance(found, ConclusionOfTest)
    outcomes = set()
    for completed in completions(statuses):
        met = []
        for part in framework.parts:
            values = [
                completed[e.id] == "in-place"
                for e in framework.elements
                if e.part == part.id and completed[e.id] != "background"
            ]
            if values:
                met.append(any(values) if part.takes == "any" else all(values))
        outcomes.add(all(met) if met else None)
    decided = {True: "yes", False: "no", None: "unknown"}
    assert found.outcome == (decided[outcomes.pop()] if len(outcomes) == 1 else "unknown")


@examples(100)
@given(grouped("phases"))
def test_the_phase_at_hand_is_one_of_those_that_it_could_be(
    case: tuple[Framework, dict[str, ElementStatus]],
) -> None:
    framework, statuses = case
    found = conclusion(framework, statuses, small_rulebook(), None)
    assert isinstance(found, ConclusionOfPhases)
    at_hand = set()
    for completed in completions(statuses):
        lacking = [
            e.part for e in framework.elements if completed[e.id] not in {"in-place", "background"}
        ]
        at_hand.add(min(lacking, default=None, key=PARTS.index))
    assert at_hand - {None} == set(found.could_be)
    nothing = set(statuses.values()) == {"background"}
    finished = "no" if None not in at_hand else "yes" if at_hand == {None} else "unknown"
    finished = "unknown" if nothing else finished
    assert found.finished == finished
    assert found.phase == (found.could_be[0] if found.could_be else None)
    of_phase = {e.id for e in framework.elements if e.part == found.phase}
    assert set(found.calls_for) <= of_phase
    assert found.calls_for or not found.could_be


@examples(100)
@given(
    st.lists(st.sampled_from(STATUSES), min_size=1, max_size=4),
    st.sampled_from([None, "unknown", *LEVELS]),
)
def test_the_form_that_fits_is_one_of_those_that_could(
    statuses: list[ElementStatus], today: str | None
) -> None:
    levels = LEVELS[4 - len(statuses) :]
    framework = framework_of(
        [
            {
                "id": level,
                "level": level,
                "in_place": {"dates-fixed": ["before-all"]},
                "steps": (f"towards-{level}",),
            }
            for level in levels
        ],
        reads="range",
        present="dates-fixed",
    )
    by_id = dict(zip(levels, statuses, strict=True))
    answer = Answer(answer=today) if today else None
    found = conclusion(framework, by_id, small_rulebook(), answer)
    assert isinstance(found, ConclusionOfRange)
    fitting = {
        max((i for i, s in done.items() if s == "in-place"), default=None, key=LEVELS.index)
        for done in completions(by_id)
    }
    assert fitting - {None} == set(found.could_fit)
    assert found.settled == (len(fitting) == 1)
    assert found.fits in fitting
    if found.settled and found.fits and found.today:
        here, there = LEVELS.index(found.today), LEVELS.index(found.fits)
        assert found.move == ("none" if here == there else "tighter" if here < there else "looser")
        if found.next:
            between = LEVELS.index(found.next)
            assert here < between <= there or there <= between < here
            assert found.steps == (f"towards-{found.next}",)
    else:
        assert found.move is None
    assert (found.next is None) == (found.move in {None, "none"})


@pytest.mark.parametrize("name", SCENARIO_NAMES)
def test_no_model_asks_for_what_is_done(name: str) -> None:
    """Where every answer is the best, only what is not asked here can still be proposed."""
    rulebook, scenario = shipped_rulebook(), shipped_scenario(name)
    for question in rulebook.questions.values():
        best = Answer(answer=question.order[-1])
        names = [None] if question.once else [p.name for p in scenario.partners]
        for partner in names:
            scenario = scenario.with_answer(question.id, best, partner)
    for framework in rulebook.frameworks.values():
        for element in result_of(framework, rulebook, scenario).elements:
            for step in element.steps:
                brings = [rulebook.questions[question] for question in rulebook.steps[step].brings]
                assert not brings or any(not is_asked(question, scenario) for question in brings)


def is_asked(question: Question, scenario: Scenario) -> bool:
    here = question.exists_at(scenario.kinds, scenario.judged_at)
    return here and (question.once or any(p.role in question.of for p in scenario.partners))
