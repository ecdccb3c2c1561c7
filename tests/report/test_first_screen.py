"""The first screen: what it says of each verdict, and that it always fits."""

import datetime as dt
from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from advisor.reasoning.assess import Reasoner
from advisor.report.blocks import FindingLine, FirstScreen, HeldLine, Mark, StepLine
from advisor.report.first_screen import first_screen
from advisor.report.words import LIKELY, Words
from advisor.report.writers.cells import ASCII, DRAWN, Ornaments
from advisor.report.writers.terminal_first import MOST_LINES, first_lines
from advisor.scenario.scenario import Scenario
from tests.report import hostile
from tests.report.hostile import awkward_lines
from tests.shipped import SCENARIO_NAMES, shipped_rulebook, shipped_scenario
from tests.strategies import changed, examples

LONG = "a very long line indeed " * 40


@cache
def reasoner() -> Reasoner:
    return Reasoner(shipped_rulebook())


@cache
def shipped_screen(name: str) -> FirstScreen:
    return screen_of(shipped_scenario(name))


def screen_of(scenario: Scenario) -> FirstScreen:
    return first_screen(Words(reasoner().assess(scenario), shipped_rulebook()))


def shown(screen: FirstScreen, width: int = 80, ornaments: Ornaments = ASCII) -> list[str]:
    return [line.plain for line in first_lines(screen, width, ornaments)]


def scenario_of(**said: Any) -> Scenario:
    partners = ({"name": "Oak"}, {"name": "Elm", "answers_from": "others"})
    given: dict[str, Any] = {"partnership": "Both", "kind": "cluster", "partners": partners}
    return Scenario.model_validate(given | said)


def full(text: str) -> FirstScreen:
    """Return a screen of which every part holds the text, and there is much of everything."""
    mark = Mark("FOUNDATIONS FIRST", "[!]", "caution")
    return FirstScreen(
        title="Partnership advice",
        dated="answers of 12 May 2026",
        partners=((text, 60),) * 30,
        partnership=text,
        kinds=text,
        decision=text,
        verdict=mark,
        sentence=text,
        scale=((text, False), (text, True), ("start small", False), ("go ahead", False)),
        outlook=text,
        held=(HeldLine("put in place", text), HeldLine("find out", text)) * 3,
        settled=text,
        findings_title="Worst risks (3 of 8)",
        findings=(
            FindingLine(Mark("HIGH", "!!!", "stop"), text, (text, "the partnership")),
            *(FindingLine(Mark("LOW", "!", "plain"), text, (text,), disputed=True),) * 2,
        ),
        steps_title="First steps (3 of 12)",
        steps=(StepLine(text, text, text), StepLine(text, text, "soon"), StepLine(text, text, "")),
        uncovered=(text,) * 9,
    )


def check_fits(screen: FirstScreen, width: int) -> None:
    for ornaments in (ASCII, DRAWN):
        lines = shown(screen, width, ornaments)
        assert len(lines) <= MOST_LINES
        assert all(cell_len(line) <= width for line in lines)
        assert all(line == line.rstrip() for line in lines)


@pytest.mark.parametrize("width", [56, 60, 61, 72, 80, 100, 120, 200])
@pytest.mark.parametrize("text", [LONG, "x" * hostile.LONG, "漢字" * (hostile.LONG // 2), "short"])
def test_the_fullest_screen_fits(text: str, width: int) -> None:
    check_fits(full(text), width)


@examples(30)
@given(text=awkward_lines.map(lambda text: " ".join(text.split())), width=st.integers(56, 200))
def test_a_full_screen_of_any_text_fits(text: str, width: int) -> None:
    check_fits(full(text), width)


@pytest.mark.parametrize("name", SCENARIO_NAMES)
@pytest.mark.parametrize("width", [56, 60, 80, 120])
def test_the_first_screen_of_each_scenario_fits(name: str, width: int) -> None:
    check_fits(shipped_screen(name), width)


@pytest.mark.parametrize("name", SCENARIO_NAMES)
def test_the_first_screen_says_what_the_assessment_says(name: str) -> None:
    assessment = reasoner().assess(shipped_scenario(name))
    rulebook = shipped_rulebook()
    wording, verdict = rulebook.wording, assessment.verdict
    screen = screen_of(shipped_scenario(name))
    text = "\n".join(shown(screen))
    assert f"{wording.ratings[verdict.band].label}: {verdict.decision}" in text
    assert f"[{wording.ratings[verdict.band].label}]" in text
    waits = bool(verdict.waiting_on) and verdict.best != verdict.worst
    number = 0 if verdict.too_little_known else 2 if waits else 3
    expected = [step.do for step in assessment.steps][:number]
    assert [s.do for s in screen.steps][: len(expected)] == expected
    rest = [s.do for s in screen.steps][len(expected) :]
    asks = {rulebook.questions[name].asks for rule in verdict.waiting_on for name in rule.asks}
    if waits:
        assert rest
        assert {do.removeprefix("Find out: ") for do in rest} <= asks
    titles = [f.title for f in (assessment.concerns or assessment.strengths)[:3]]
    told = [line.title.removeprefix(LIKELY.format("")) for line in screen.findings]
    assert told == titles
    assert ("NOT COVERED" in text) == bool(assessment.not_covered)
    assert bool(screen.held) == (verdict.band != "ready")


def test_a_verdict_that_answers_cannot_change_says_so() -> None:
    nothing_open = screen_of(shipped_scenario("ready-to-sign"))
    something_open = screen_of(shipped_scenario("trustees-not-told"))
    moving = screen_of(scenario_of(stage="exploring"))
    # One further answer is open behind a risk that holds no lower than what stands.
    held_already = screen_of(shipped_scenario("new-head-no-handover"))
    assert held_already.outlook == something_open.outlook
    assert nothing_open.outlook == "Nothing is unknown that could change this."
    assert something_open.outlook == "What you do not know yet cannot change this today."
    assert moving.outlook.startswith("What is not known could still move this between stop and ")


def test_where_nothing_is_answered_the_verdict_says_find_out() -> None:
    screen = screen_of(scenario_of(stage="agreeing"))
    assert {line.verb for line in screen.held} == {"find out"}
    assert all(line.text.startswith("whether ") for line in screen.held)
    assert screen.held_besides == f"and {len(screen.held) - 3} more, below"


def test_where_too_little_is_known_five_questions_come_first() -> None:
    screen = screen_of(scenario_of(stage="agreeing"))
    assert screen.sentence == shipped_rulebook().wording.too_little_known
    assert screen.steps_title.startswith("First to find out")
    asks = {question.asks for question in shipped_rulebook().questions.values()}
    assert len({line.do for line in screen.steps} & asks) == len(screen.steps) == 5
    for width in (56, 80, 120):
        check_fits(screen, width)


def test_each_thing_that_holds_stands_once() -> None:
    for name in SCENARIO_NAMES:
        screen = screen_of(shipped_scenario(name))
        texts = [line.text.removeprefix("whether ") for line in screen.held]
        assert len(texts) == len(set(texts))


def test_a_stage_that_was_not_given_is_said_to_be_read_in() -> None:
    screen = screen_of(scenario_of())
    assert screen.decision.endswith("(3 of 4; no stage given, read as starting)")
    assert screen_of(scenario_of(stage="running")).decision.endswith("(4 of 4)")


def test_the_day_of_the_answers_is_shown() -> None:
    assert screen_of(scenario_of()).dated == "answers undated"
    dated = scenario_of(as_of=dt.date(2026, 5, 2))
    assert screen_of(dated).dated == "answers of 2 May 2026"


def test_partners_that_stand_for_several_are_counted() -> None:
    partners = ({"name": "Oak"}, {"name": "Small schools", "count": 60})
    lines = shown(screen_of(scenario_of(partners=partners)), 80, DRAWN)
    assert lines[1] == "Oak · Small schools ×60"
    many = tuple({"name": f"School number {number}", "count": 2} for number in range(50))
    lines = shown(screen_of(scenario_of(partners=many)))
    assert " more" in lines[2]


def test_an_answer_that_others_gave_is_marked() -> None:
    answers = {"head-backing": {"every": "said-no"}}
    screen = screen_of(scenario_of(stage="agreeing", answers=answers))
    assert any(line.said_by == ("Oak", "Elm (not confirmed)") for line in screen.findings)


def test_who_answered_for_the_partnership_is_named_else_the_partnership() -> None:
    answers = {"leads-relationship": "not-met"}
    screen = screen_of(scenario_of(stage="agreeing", answers=answers))
    assert any("the partnership" in line.said_by for line in screen.findings)
    by_someone = {"leads-relationship": {"answer": "not-met", "said_by": "the chair"}}
    screen = screen_of(scenario_of(stage="agreeing", answers=by_someone))
    assert any("the chair" in line.said_by for line in screen.findings)


def test_steps_of_one_day_have_it_in_their_heading() -> None:
    screen = full("something to do")
    step = StepLine("Ask", "the head", "this term")
    same = changed_screen(screen, steps=(step, step))
    assert "FIRST STEPS (3 OF 12), this term" in shown(same)
    other = changed_screen(same, steps=(step, StepLine("Ask", "the head", "this year")))
    assert any(line.endswith("the head, this year") for line in shown(other, 120))


def changed_screen(screen: FirstScreen, **update: Any) -> FirstScreen:
    fields = {name: getattr(screen, name) for name in FirstScreen.__slots__}
    return FirstScreen(**fields | update)


def test_strengths_stand_there_where_no_risk_does() -> None:
    screen = screen_of(shipped_scenario("ready-to-sign"))
    assert screen.findings_title.startswith("In your favour")
    assert screen.held == ()
    assert "HELD BY   nothing" in shown(screen)


def test_a_name_is_shortened_with_an_ellipsis() -> None:
    scenario = changed(scenario_of(), partnership="Long name " * 400)
    assert any("..." in line for line in shown(screen_of(scenario)))
    assert any("…" in line for line in shown(screen_of(scenario), 80, DRAWN))
