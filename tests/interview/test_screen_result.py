"""What we heard, and the result: its parts, what is behind a finding, what the meeting sets."""

import datetime as dt
from pathlib import Path

import pytest
from textual.widgets import OptionList

from advisor.__main__ import run as command
from advisor.interview.screens.result import ResultScreen
from advisor.reasoning.asked_questions import questions_asked
from advisor.scenario.answers import Answer
from advisor.scenario.facts import StepAgreement
from advisor.scenario.load_scenario import load_scenario
from tests.interview.screen import Driven, driven, how_much_is_known, result, run, written
from tests.shipped import shipped_rulebook

pytestmark = pytest.mark.usefixtures("room")


async def _current(hands: Driven) -> None:
    """Wait until the advice is that of what stands now."""

    def is_current() -> bool:
        screen = hands.app.screen
        if not isinstance(screen, ResultScreen) or screen.phrases is None:
            return False
        shown = screen.phrases.assessment
        said = hands.app.room.current.scenario
        owners = {step.id: step.owner for step in shown.steps if step.owner}
        return owners == {k: v.owner for k, v in said.steps.items() if v.owner}

    await hands.until(is_current)


def test_what_was_heard_is_put_right_on_the_spot(ours: Path) -> None:
    async def steps() -> None:
        async with driven(ours) as hands:
            await hands.press("r")
            await hands.screen("ReadBackScreen")
            known, asked = how_much_is_known(ours)
            assert f"{known} of {asked} answers known" in hands.said
            assert "the schools use the same written words for it" in hands.said
            await hands.press("down", "down", "enter")
            await hands.screen("QuestionsScreen")
            assert hands.asked == "need-shown"
            await hands.press("1", "enter")
            await hands.screen("ReadBackScreen")
            assert hands.answered("need-shown") == "nobody-said"
            assert hands.app.screen.query_one("#heard", OptionList).highlighted == 3
            await hands.press("ctrl+z")
            assert hands.answered("need-shown") == "one-schools-figures"
            await hands.press("ctrl+y")
            assert hands.answered("need-shown") == "nobody-said"
            await hands.press("b")
            await hands.screen("QuestionsScreen")

    run(steps)


def test_delicate_answers_are_read_back_only_once_they_are_opened(ours: Path) -> None:
    async def steps() -> None:
        async with driven(ours, size=(100, 140)) as hands:
            await hands.press("r")
            await hands.screen("ReadBackScreen")
            delicate = [
                q for q in questions_asked(shipped_rulebook(), hands.scenario) if q.delicate
            ]
            assert hands.said.count("answered; hidden until opened") == len(delicate) > 1
            assert "They have met a few times" not in hands.said
            assert "in writing, or to the staff" not in hands.said
            await hands.press("o")
            assert "hidden until opened" not in hands.said
            assert "The head has said yes in writing, or to the staff." in hands.said
            assert "(a private note)" in hands.said
            assert "Fernhill said" not in hands.said

    run(steps)


def test_answers_that_contradict_each_other_are_asked_back_first(ours: Path) -> None:
    scenario = load_scenario(ours, shipped_rulebook())
    for question, level in (
        ("oversight", "group-reports"),
        ("cost-worked-out", "per-school-accepted"),
    ):
        scenario = scenario.with_answer(question, Answer(answer=level))
    scenario = scenario.with_answer("head-backing", Answer(answer="said-no"), "Fernhill House")

    async def steps() -> None:
        async with driven(written(scenario, ours)) as hands:
            await hands.press("r")
            await hands.screen("ReadBackScreen")
            assert "WHICH IS RIGHT?" in hands.said
            assert hands.said.count("Which is right?") == 1
            assert "and one is delicate" in hands.said
            assert "this head has said no" not in hands.said
            await hands.press("o")
            assert "Fernhill House: You said that each school has accepted its part" in hands.said
            assert "Moorfield Academy: You said that" in hands.said
            assert hands.said.count("Which is right?") == 2
            await hands.press("home", "enter")
            await hands.screen("QuestionsScreen")
            assert hands.asked == "cost-worked-out"
            await hands.press("2", "enter")
            await hands.screen("ReadBackScreen")
            assert hands.said.count("Which is right?") == 1

    run(steps)


def test_the_parts_of_the_result_are_shown_by_number_arrow_and_click(ours: Path) -> None:
    parts = {
        "Advice": "PARTNERSHIP BRIEF",
        "Risks": "limits the advice to",
        "Strengths": "[+] strength",
        "Steps": "Tue 26 May",
        "Find out": "the business managers",
        "Next": "",
        "Models": "No model names this kind of partnership.",
        "All": "FULL REPORT",
    }

    async def steps() -> None:
        async with driven(ours) as hands:
            await result(hands)
            for number, (name, shows) in enumerate(parts.items(), 1):
                await hands.press(str(number))
                assert f"[{number} {name}]" in hands.said
                assert shows in hands.said
            for number, (name, shows) in reversed(list(enumerate(parts.items(), 1))):
                await hands.click(str(number))
                assert f"[{number} {name}]" in hands.said
                assert shows in hands.said
            await hands.press("right")
            assert "[2 Risks]" in hands.said
            await hands.press("left", "left")
            assert "[8 All]" in hands.said

    run(steps)


def test_a_risk_opens_and_its_reason_goes_to_the_question_and_back(ours: Path) -> None:
    async def steps() -> None:
        async with driven(ours, size=(100, 90)) as hands:
            await result(hands)
            await hands.press("2", "enter")
            await hands.screen("FindingScreen")
            for part in ("You said", "They have not been told.", "Sources", "Steps", "Why", "p.43"):
                assert part in hands.said
            await hands.press("1")
            await hands.screen("QuestionsScreen")
            assert hands.asked == "governing-body"
            assert "› Moorfield Academy" in hands.shown
            await hands.press("enter")
            await hands.screen("FindingScreen")
            await hands.click("They have not been told.")
            await hands.screen("QuestionsScreen")
            await hands.press("6", "enter")
            await hands.screen("FindingScreen")
            await hands.until(lambda: "This is no longer the case" in hands.said)
            assert hands.answered("governing-body", "Moorfield Academy") == "minuted"
            await hands.press("escape")
            await hands.screen("ResultScreen")
            await hands.until(lambda: "One board you need has not been told" not in hands.said)

    run(steps)


def test_a_disagreement_is_kept_and_the_verdict_stays(ours: Path, room: Path) -> None:
    async def steps() -> None:
        async with driven(ours) as hands:
            await result(hands)
            headline = hands.shown.splitlines()[6]
            assert "FOUNDATIONS FIRST" in headline
            await hands.press("2", "enter", "d")
            await hands.type("They meet on [25] June.", "enter")
            await hands.screen("FindingScreen")
            assert "They meet on [25] June." in hands.said
            await hands.press("escape")
            await hands.until(lambda: "(we disagree)" in hands.said)
            await hands.press("1")
            assert hands.shown.splitlines()[6] == headline
            await hands.press("ctrl+s")
            await hands.until(lambda: "Saved to" in hands.told)

    run(steps)
    kept = load_scenario(ours, shipped_rulebook())
    assert list(kept.disagreements.values()) == ["They meet on [25] June."]
    export = ["assess", str(ours), "--report", "full", "--output", str(room / "a.md")]
    assert command(export) == 0
    assert "They meet on" in (room / "a.md").read_text()


def test_a_disagreement_is_taken_out_by_an_empty_line(ours: Path) -> None:
    async def steps() -> None:
        async with driven(ours) as hands:
            before = hands.scenario
            await result(hands)
            await hands.press("3", "enter", "d")
            await hands.type("Not so.", "enter")
            assert list(hands.scenario.disagreements.values()) == ["Not so."]
            await hands.press("d")
            await hands.screen("AskLine")
            await hands.press("ctrl+u", "enter")
            await hands.screen("FindingScreen")
            assert hands.scenario == before

    run(steps)


def test_a_step_takes_an_owner_and_a_day(ours: Path) -> None:
    async def steps() -> None:
        async with driven(ours) as hands:
            await result(hands)
            await hands.press("4", "down", "enter")
            await hands.type("the deputy", "enter")
            await hands.type("31/6/2026", "enter")
            assert "no such day" in hands.said
            await hands.type("25/6/2026", "enter")
            await _current(hands)
            (agreed,) = hands.scenario.steps.values()
            assert agreed == StepAgreement(owner="the deputy", by=dt.date(2026, 6, 25))
            assert "agreed: the deputy, Thu 25 June" in hands.said
            assert "[4 Steps]" in hands.said
            await hands.press("enter", "escape")
            assert (agreed,) == tuple(hands.scenario.steps.values())
            await hands.press("enter", "ctrl+u", "enter", "ctrl+u", "enter")
            await _current(hands)
            assert hands.scenario.steps == {}

    run(steps)


def test_risks_are_sorted_by_topic_and_by_weight(ours: Path) -> None:
    async def steps() -> None:
        async with driven(ours, size=(100, 50)) as hands:
            await result(hands)
            await hands.press("m")
            assert "[1 Advice]" in hands.said
            await hands.press("2")
            by_weight = hands.shown
            await hands.press("m")
            assert "STAFFING" in hands.shown.upper()
            assert "FAIR EXCHANGE" not in hands.shown
            assert hands.shown.count("HIGH !!!") == by_weight.count("HIGH !!!")
            await hands.press("enter")
            await hands.screen("FindingScreen")
            await hands.press("escape", "m")
            assert hands.shown == by_weight

    run(steps)


def test_what_to_find_out_opens_its_question(ours: Path) -> None:
    async def steps() -> None:
        async with driven(ours) as hands:
            await result(hands)
            await hands.press("5", "down", "down", "down", "enter")
            await hands.screen("QuestionsScreen")
            assert hands.asked == "school-commits"
            assert "› Moorfield Academy" in hands.shown
            await hands.press("3", "enter")
            await hands.screen("ResultScreen")
            await hands.until(lambda: "What time or money" not in hands.said)
            assert hands.answered("school-commits", "Moorfield Academy") == "release"

    run(steps)
