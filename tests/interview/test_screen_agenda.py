"""Which question stands there: in order, parked, jumped to, delicate, no longer asked."""

import re
from collections.abc import Iterable
from pathlib import Path

import pytest

from advisor.interview.state.agenda import agenda, is_essential
from advisor.interview.state.unsaved import unsaved_interviews
from advisor.scenario.answers import Answer
from advisor.scenario.load_scenario import load_scenario
from advisor.scenario.scenario import Scenario
from tests.interview.screen import blank, driven, run, written
from tests.shipped import shipped_rulebook

pytestmark = pytest.mark.usefixtures("room")


def _without(file: Path, questions: Iterable[str]) -> Scenario:
    """Take the answers to questions out of a file, and return what it says then."""
    scenario = load_scenario(file, shipped_rulebook())
    for question in questions:
        scenario = scenario.with_answer(question, None)
    written(scenario, file)
    return scenario


def _ids(scenario: Scenario) -> list[str]:
    return [question.id for question in agenda(shipped_rulebook(), scenario)]


def test_back_and_forward_stop_at_the_ends(ours: Path) -> None:
    async def steps() -> None:
        async with driven(ours) as hands:
            ids = _ids(hands.scenario)
            assert hands.asked == ids[0]
            await hands.press("b")
            assert hands.asked == ids[0]
            await hands.press("f", "f", "b")
            assert hands.asked == ids[1]
            await hands.visit(ids[-1])
            await hands.press("f")
            assert hands.asked == ids[-1]

    run(steps)


def test_a_jump_shows_how_each_question_stands(ours: Path) -> None:
    _without(ours, ["first-year-goal"])

    async def steps() -> None:
        async with driven(ours, size=(100, 40)) as hands:
            assert hands.asked == "first-year-goal"
            # One that has its answer is not parked: it would not come back.
            await hands.visit("values-compared")
            await hands.press("p")
            assert "It has an answer, so it is not parked." in hands.said
            assert hands.app.room.current.parked == frozenset()
            await hands.visit("first-year-goal")
            await hands.press("p", "escape", "j")
            await hands.screen("JumpDialog")
            for mark in ("2 ● Have the heads", "3 ‖ What have the schools", "◐ What time"):
                assert mark in hands.said
            for words, question in (("2", "values-compared"), ("time money", "school-commits")):
                await hands.type(words, "enter")
                assert hands.asked == question
                await hands.press("j")
                await hands.screen("JumpDialog")
            await hands.press("down", "enter")
            await hands.press("j", "escape")
            assert hands.asked == "who-pays"

    run(steps)


def test_from_110_columns_a_map_shows_each_question_and_a_click_goes_there(ours: Path) -> None:
    _without(ours, ["first-year-goal"])

    async def steps() -> None:
        async with driven(ours, size=(110, 24)) as hands:
            await hands.press("p", "escape")
            first = hands.asked
            assert "answers known" in hands.said
            values = next(line for line in hands.shown.splitlines() if "●●‖" in line)
            x = values.index("●●‖")
            y = hands.shown.splitlines().index(values)
            await hands.pilot.click(offset=(x + 1, y))
            assert hands.asked == "values-compared"
            # A key typed at once answers what the room sees.
            await hands.press("2")
            assert hands.answered("values-compared") == "not-done"
            await hands.pilot.click(offset=(3, y))
            assert hands.asked == "reach"
            assert "▸Shared values" in hands.said
            await hands.pilot.click(offset=(3, 22))
            assert hands.asked == "reach"
            await hands.press("t")
            assert "answers known" not in hands.said
            assert first != "reach"

    run(steps)


def test_the_palette_goes_to_any_question(ours: Path) -> None:
    async def steps() -> None:
        async with driven(ours) as hands:
            await hands.command("Go to: How far has the written")
            assert hands.asked == "agreement"

    run(steps)


def test_the_next_gap_is_the_next_question_with_an_open_part(ours: Path) -> None:
    scenario = _without(ours, ["first-year-goal", "driver-named"])
    elm = scenario.partners[1].name
    written(scenario.with_answer("governing-body", None, elm), ours)

    async def steps() -> None:
        async with driven(ours) as hands:
            seen = [hands.asked]
            for _ in range(3):
                await hands.press("g")
                seen.append(hands.asked)
            assert seen == ["first-year-goal", "governing-body", "driver-named", "first-year-goal"]
            await hands.press("g", "2")
            assert hands.answered("governing-body", elm) == "not-told"
            await hands.press("g")
            assert hands.asked == "driver-named"

    run(steps)


def test_a_parked_question_comes_back_when_nothing_else_is_open(ours: Path) -> None:
    _without(ours, ["values-compared", "first-year-goal", "driver-named"])

    async def steps() -> None:
        async with driven(ours) as hands:
            assert hands.asked == "values-compared"
            await hands.press("p")
            assert hands.asked == "first-year-goal"
            await hands.press("enter")
            assert hands.asked == "driver-named"
            await hands.press("4", "enter")
            assert "1 question of it still open" in hands.said
            await hands.press("s", "enter")
            assert hands.asked == "first-year-goal"
            await hands.press("4", "enter")
            assert "Take up what is parked: 1 question" in hands.said
            await hands.press("p", "enter")
            assert hands.asked == "values-compared"
            assert "It is parked" in hands.said
            await hands.press("3")
            assert hands.app.room.current.parked == frozenset()
            await hands.press("enter")
            await hands.screen("ReadBackScreen")

    run(steps)


def test_the_short_form_ends_and_the_further_questions_follow_on_request(ours: Path) -> None:
    scenario = _without(ours, ["gives-and-gets", "need-shown", "travel-share"])
    for partner in scenario.partners:
        scenario = scenario.with_answer("gives-and-gets", None, partner.name)
    written(scenario, ours)

    async def steps() -> None:
        async with driven(ours) as hands:
            assert hands.asked == "gives-and-gets"
            await hands.press("a", "3", "enter")
            assert "No answer that is still open" in hands.said
            await hands.press("escape", "enter")
            assert "The short form is done" in hands.said
            await hands.press("escape")
            assert hands.asked == "gives-and-gets"
            await hands.press("enter", "r")
            await hands.screen("ReadBackScreen")
            await hands.press("b", "enter", "g")
            assert hands.asked == "need-shown"
            await hands.press("2", "enter")
            assert hands.asked == "travel-share"
            await hands.press("2", "enter")
            await hands.screen("ReadBackScreen")

    run(steps)


@pytest.mark.parametrize("stage", ["exploring", "running"])
def test_the_essential_questions_come_first_on_the_screen(stage: str, room: Path) -> None:
    scenario = blank(stage=stage)
    file = written(scenario, room / "a.yaml")
    essential = [q.id for q in agenda(shipped_rulebook(), scenario) if is_essential(q, scenario)]

    async def steps() -> None:
        async with driven(file) as hands:
            for _ in range(3):
                assert hands.asked in essential
                assert f"1 of {len(essential)}" in hands.said
                await hands.press("enter")

    run(steps)


def test_a_delicate_question_takes_no_answer_while_it_is_hidden(room: Path) -> None:
    file = written(blank(room="with-partners"), room / "a.yaml")
    asks = shipped_rulebook().questions["leads-relationship"].asks[:30]

    async def steps() -> None:
        async with driven(file) as hands:
            for question in ("leads-relationship", "head-backing"):
                before = hands.scenario
                await hands.visit(question)
                assert "hidden until you open it" in hands.said
                assert "Partners are in the room" in hands.said
                assert asks not in hands.said
                await hands.press("1", "2", "u", "x", "a", "3", "w", "delete", "down", "right")
                for begins_a_note in ("n", "space"):
                    await hands.press(begins_a_note, *"so 4")
                    assert hands.is_on("Page")
                    assert asks not in hands.said
                    await hands.press("escape")
                await hands.press("4")
                assert hands.is_on("QuestionsScreen")
                assert hands.scenario == before
                await hands.press("f1")
                assert asks not in hands.said
                await hands.press("escape", "o")
                assert "hidden until" not in hands.said
                await hands.press("2")
                assert hands.scenario != before

    run(steps)


def test_opening_and_parking_are_no_answers(room: Path) -> None:
    scenario = blank()
    file = written(scenario, room / "a.yaml")

    async def steps() -> None:
        async with driven(file) as hands:
            await hands.visit("leads-relationship")
            await hands.press("o")
            assert hands.app.room.journal is not None
            assert not hands.app.room.journal.unsaved
            await hands.press("p")
            assert hands.scenario == scenario
            await hands.press("ctrl+z")
            assert hands.scenario == scenario

    run(steps)


def test_a_stage_that_does_not_ask_a_question_keeps_its_answer(ours: Path) -> None:
    async def steps() -> None:
        async with driven(ours) as hands:
            before = hands.scenario
            await hands.visit("governing-body")
            await hands.command("Change: Decision")
            await hands.screen("SetUpPage")
            await hands.press("1", "escape")
            await hands.screen("QuestionsScreen")
            assert hands.scenario.stage == "exploring"
            assert "governing-body" not in _ids(hands.scenario)
            assert "not asked here; its answer is kept" in hands.said
            assert hands.scenario.partners == before.partners
            await hands.press("g", "r")
            await hands.screen("ReadBackScreen")
            assert "What has the board that can commit" not in hands.said
            assert hands.app.room.journal is not None
            assert hands.app.room.journal.unsaved
            await hands.press("b")
            await hands.command("Change: Decision")
            await hands.screen("SetUpPage")
            await hands.press("2", "escape")
            await hands.screen("QuestionsScreen")
            await hands.visit("governing-body")
            assert hands.scenario == before
            assert "not asked here" not in hands.said
            (yes,) = (x for x in hands.shown.splitlines() if "They have minuted a yes." in x)
            assert "●" in yes

    run(steps)
    assert load_scenario(ours, shipped_rulebook()).stage == "agreeing"
    (left,) = unsaved_interviews(shipped_rulebook())
    assert left.scenario is not None
    assert left.scenario.stage == "agreeing"


def test_a_kind_that_does_not_ask_a_question_keeps_its_answer(ours: Path) -> None:
    async def steps() -> None:
        async with driven(ours) as hands:
            before = hands.scenario
            kinds = list(hands.app.room.rulebook.wording.kinds)
            await hands.command("Change: Kind")
            await hands.screen("SetUpPage")
            await hands.press("2", "down", str(kinds.index("federation") + 1), "escape")
            await hands.screen("QuestionsScreen")
            assert hands.scenario.kinds == {"federation"}
            assert "how-decided" not in _ids(hands.scenario)
            assert hands.answered("how-decided") == "together-no-way-out"
            await hands.command("Change: Kind")
            await hands.screen("SetUpPage")
            await hands.press("2", "down", str(kinds.index(before.kind) + 1), "escape")
            await hands.screen("QuestionsScreen")
            assert hands.scenario == before
            assert "how-decided" in _ids(hands.scenario)

    run(steps)


def test_an_earlier_answer_hides_a_question_and_brings_it_back(ours: Path) -> None:
    share = shipped_rulebook().questions["travel-share"].asks

    async def steps() -> None:
        async with driven(ours) as hands:
            await hands.visit("door-to-door")
            await hands.press("5", "enter")
            assert "travel-share" not in _ids(hands.scenario)
            assert hands.answered("travel-share") == "about-the-same"
            assert f"One question no longer applies (its answer is kept): {share}" in hands.said
            await hands.press("4", "5", "enter")
            assert "travel-share" in _ids(hands.scenario)
            assert f"One question now applies: {share}" in hands.said
            await hands.visit("travel-share")
            assert "2 ● half or more" in hands.said

    run(steps)


def test_the_verdict_so_far_is_told_only_once_it_is_asked_for(room: Path) -> None:
    scenario = blank().with_answer("driver-named", Answer(answer="nobody"))
    file = written(scenario, room / "a.yaml")

    async def steps() -> None:
        async with driven(file) as hands:
            await hands.press("2")
            assert "So far" not in hands.said
            await hands.press("v")
            assert re.search(r"So far: between [A-Z ]+ and [A-Z ]+\. It is shown", hands.said)
            await hands.visit("governing-body")
            await hands.press("1")
            assert "So far: " in hands.said
            assert "risk added: " in hands.said
            await hands.press("v")
            assert "The verdict so far is hidden" in hands.said
            await hands.press("2")
            assert "So far: " not in hands.said

    run(steps)
