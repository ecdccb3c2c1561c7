"""Contradictions are asked back where they are certain, and nowhere else."""

from collections.abc import Iterable, Iterator
from itertools import product
from pathlib import Path

import pytest

from advisor.authoring.lint.lint_rules import lint
from advisor.authoring.perfect_files import perfect_file, perfect_file_complaints
from advisor.reasoning.contradictions import contradictions_met
from advisor.reasoning.reasoner import Reasoner
from advisor.rulebook import condition as language
from advisor.rulebook.condition import Condition, questions_in
from advisor.rulebook.loading import load_with_origins
from advisor.rulebook.rulebook import Contradiction
from advisor.rulebook.vocabulary import KINDS, STAGES
from advisor.scenario.answers import Answer
from advisor.scenario.scenario import Scenario
from tests.formats import render
from tests.plain import check_message
from tests.shipped import shipped_rulebook
from tests.small import copied_to, spoil

RULEBOOK = shipped_rulebook()
LISTED = {contradiction.id: contradiction for contradiction in RULEBOOK.contradictions}


def ways_to_meet(condition: Condition) -> Iterator[tuple[tuple[str, str], ...]]:
    """Yield every choice of levels that makes a condition true, whoever answers so."""
    match condition:
        case language.All():
            for choice in product(*map(ways_to_meet, condition.parts)):
                yield tuple(answer for part in choice for answer in part)
        case language.AnyOf():
            for part in condition.parts:
                yield from ways_to_meet(part)
        case language.AnswerIs():
            yield from (((condition.question, level),) for level in condition.levels)
        case language.OfPartners():
            of_each = [
                [(name, level) for level in levels] for name, levels in condition.answers.items()
            ]
            yield from product(*of_each)
        case language.Fact():
            yield ()
        case _:
            raise AssertionError(condition)


def what_asks_for(way: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Yield answers because of which the questions are asked, where they are asked only then."""
    for question, _ in way:
        ask_when = RULEBOOK.questions[question].ask_when
        if ask_when is not None:
            yield from [*ways_to_meet(ask_when)][-1]


def with_level(scenario: Scenario, question: str, level: str) -> Scenario:
    """Return the partnership with one answer from everybody who is asked."""
    number = RULEBOOK.questions[question].number
    given: str | float = level
    if number is not None and level != "unknown":
        given = next(n for n in range(int(number.most) + 1) if number.band_of(n) == level)
    answer = Answer(answer=given)
    if RULEBOOK.questions[question].once:
        return scenario.with_answer(question, answer)
    for partner in scenario.partners_asked(RULEBOOK.questions[question]):
        scenario = scenario.with_answer(question, answer, partner.name)
    return scenario


def is_met(contradiction: Contradiction, scenario: Scenario) -> bool:
    return contradiction in [met.contradiction for met in contradictions_met(RULEBOOK, scenario)]


def examples_of(contradiction: Contradiction) -> Iterator[Scenario]:
    """Yield a partnership for each way to meet a contradiction, all else at its best."""
    for way in ways_to_meet(contradiction.when):
        met = []
        for kind, stage in product(KINDS, STAGES):
            scenario = perfect_file(RULEBOOK, kind, stage)
            for question, level in (*what_asks_for(way), *way):
                scenario = with_level(scenario, question, level)
            met += [scenario] if is_met(contradiction, scenario) else []
        assert met, way
        yield met[0]


@pytest.mark.parametrize("name", LISTED)
def test_each_way_to_contradict_oneself_is_asked_back_until_an_answer_changes(name: str) -> None:
    contradiction = LISTED[name]
    named = {
        read.question: read.levels or ()
        for _, part in language.parts(contradiction.when)
        for read in language.questions_read(part)
    }
    for scenario in examples_of(contradiction):
        for question, levels in named.items():
            assert not is_met(contradiction, with_level(scenario, question, "unknown"))
            best = RULEBOOK.questions[question].order[-1]
            if best not in levels:
                assert not is_met(contradiction, with_level(scenario, question, best))
        for stage in STAGES:
            asked = all(stage in RULEBOOK.questions[question].stages for question in named)
            assert asked or not is_met(contradiction, scenario.at_stage(stage))


def test_what_contradicts_itself_is_on_every_page_until_it_is_put_right() -> None:
    contradiction = RULEBOOK.contradictions[0]
    scenario = next(examples_of(contradiction))
    assessment = Reasoner(RULEBOOK).assess(scenario)
    (shown,) = assessment.contradictions
    assert {answer.question for answer in shown.answers} == questions_in(contradiction.when)
    for extent in ("brief", "full"):
        text = " ".join(render(assessment, RULEBOOK, "text", extent=extent).split())
        assert "CONTRADICT" in text
        assert contradiction.ask in text
    for question in questions_in(contradiction.when):
        scenario = with_level(scenario, question, RULEBOOK.questions[question].order[-1])
    assert "CONTRADICT" not in render(Reasoner(RULEBOOK).assess(scenario), RULEBOOK, "text")


WHEN = "{any_partner: {head-backing: [refused], senior-team: [weighed]}}"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (WHEN, "{any_partner: {head-backing: [set-aside], senior-team: [weighed]}}",
         ":2: the best answers of a cluster at exploring meet it; they can all be true"),
        (WHEN, "{all: [{dates-fixed: [one-by-one]}, {dates-fixed: [before-some]}]}",
         ":2: can never be met: its answers exclude one another"),
        (WHEN, "{partners: {at_least: 9}}", ":2: reads no answer; facts alone contradict nothing"),
        (WHEN, "{dates-fixed: [one-by-one, one-by-one]}", ':2: names a level of "dates-fixed" tw'),
        ("right?", "right.", ":3: ask ends without a question mark; ask which"),
        ("Which is", "x" * 200 + " is", ":3: ask has 2"),
    ],
)  # fmt: skip
def test_one_thing_sown_is_one_complaint(tmp_path: Path, old: str, new: str, expected: str) -> None:
    folder = copied_to(tmp_path)
    spoil(folder, "contradictions.yaml", old, new)
    assert [one.startswith(expected) for one in told(folder)] == [True], told(folder)


HEAD = "of: [member, lead, provider, placement, supporting, supported]"
TEAM = "of: [member, lead]"


@pytest.mark.parametrize(
    ("head", "team", "expected"),
    [
        ("of: [member]", "of: [lead]", "no role is asked all of"),
        (
            f"stages: [running]\n  {HEAD}",
            f"stages: [agreeing]\n  {TEAM}",
            "its questions are asked",
        ),
    ],
)
def test_answers_that_nobody_can_give_together_are_complained_of(
    tmp_path: Path, head: str, team: str, expected: str
) -> None:
    folder = copied_to(tmp_path)
    spoil(folder, "questions/funding.yaml", HEAD, head)
    spoil(folder, "questions/funding.yaml", TEAM, team)
    (says,) = told(folder)
    assert says.startswith(f":2: can never be met: {expected}")


def told(folder: Path) -> list[str]:
    rulebook, origins = load_with_origins(folder)
    complaints = (*lint(rulebook), *perfect_file_complaints(rulebook))
    found = [str(origins.fault(one)) for one in complaints if one.about[0] == "contradiction"]
    for message in found:
        check_message(message.partition(": ")[2])
    return [message.replace(f"{folder}/contradictions.yaml", "") for message in found]
