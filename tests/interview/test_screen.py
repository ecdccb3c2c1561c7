"""The interview on the screen: whole meetings, by keyboard and by mouse."""

from pathlib import Path

from advisor.scenario.load_scenario import load_scenario
from tests.interview.screen import driven, run
from tests.shipped import shipped_rulebook


def test_an_answer_is_kept_saved_and_advised_on(ours: Path) -> None:
    async def steps() -> None:
        async with driven(ours) as hands:
            await hands.visit("values-compared")
            await hands.press("2", "ctrl+z", "ctrl+y")
            await hands.press("r")
            await hands.screen("ReadBackScreen")
            assert "No, they have not compared it." in hands.shown
            await hands.press("d")
            await hands.advice()
            assert "FOUNDATIONS FIRST" in hands.shown
            await hands.press("ctrl+s")
            journal = hands.app.room.journal
            assert journal is not None
            await hands.until(lambda: not journal.unsaved)

    run(steps)
    scenario = load_scenario(ours, shipped_rulebook())
    answer = scenario.answer_once("values-compared")
    assert answer is not None
    assert answer.answer == "not-done"
    assert answer.note == "Half a page. All three use the same one."
