"""Keys that come faster than the screen changes: each is meant for what the one before shows."""

import shutil
from pathlib import Path

import pytest
from textual import events

from tests.interview.screen import Driven, driven, run

SHIPPED = Path("scenarios/trustees-not-told.yaml").resolve()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return Path(shutil.copy(SHIPPED, tmp_path / "ours.yaml"))


async def burst(hands: Driven, *keys: str) -> None:
    """Send keys without waiting for what any of them does."""
    for key in keys:
        character = key if len(key) == 1 else None
        hands.app.post_message(events.Key(key, character))
    await hands.pilot.pause()
    await hands.pilot.pause(0.1)


def test_a_number_behind_enter_answers_the_next_question(file: Path) -> None:
    async def steps() -> None:
        async with driven(file) as hands:
            await hands.press("delete", "f", "delete", "b")
            before = hands.asked
            await burst(hands, "enter", "2")
            assert hands.answered(before) is None
            assert hands.asked != before
            assert hands.answered(hands.asked) is not None

    run(steps)


def test_a_number_behind_park_leaves_the_parked_question_alone(file: Path) -> None:
    async def steps() -> None:
        async with driven(file) as hands:
            await hands.press("delete", "f", "delete", "b")
            before = hands.asked
            await burst(hands, "p", "2")
            assert hands.answered(before) is None
            assert before in hands.app.current.parked

    run(steps)


def test_a_number_behind_x_chooses_the_reason(file: Path) -> None:
    async def steps() -> None:
        async with driven(file) as hands:
            await hands.visit("door-to-door")
            await burst(hands, "x", "1")
            await hands.until(lambda: hands.is_on("QuestionsScreen"))
            answer = hands.scenario.answer_once("door-to-door")
            assert answer is not None
            assert answer.is_not_applicable

    run(steps)


def test_two_presses_open_one_note(file: Path) -> None:
    async def steps() -> None:
        async with driven(file) as hands:
            await burst(hands, "n", "n")
            await hands.screen("AskNote")
            assert sum(type(screen).__name__ == "AskNote" for screen in hands.app.screen_stack) == 1

    run(steps)
