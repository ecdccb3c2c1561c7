"""Keys that come faster than the screen changes: each is meant for what the one before shows."""

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest
from textual import events
from textual.app import ComposeResult
from textual.widgets import Input

from advisor.interview.app import InterviewApp
from advisor.interview.clean_exit import CleanExitApp
from advisor.interview.state.asking_order import AskingOrder
from advisor.interview.state.session import Session
from advisor.scenario.answers import Answer
from advisor.scenario.scenario import Partner, Scenario
from tests.interview.screen import Driven, blank, driven, run, written
from tests.interview.textual_parts import send_key
from tests.shipped import shipped_rulebook


async def burst(hands: Driven, *keys: str) -> None:
    """Send keys without waiting for what any of them does."""
    for key in keys:
        character = key if len(key) == 1 else None
        hands.app.post_message(events.Key(key, character))
    await hands.pilot.pause()
    await hands.pilot.pause(0.1)


def test_a_number_behind_enter_answers_the_next_question(ours: Path) -> None:
    async def steps() -> None:
        async with driven(ours) as hands:
            await hands.press("delete", "f", "delete", "b")
            before = hands.asked
            await burst(hands, "enter", "2")
            assert hands.answered(before) is None
            assert hands.asked != before
            assert hands.answered(hands.asked) is not None

    run(steps)


def test_a_number_behind_park_leaves_the_parked_question_alone(ours: Path) -> None:
    async def steps() -> None:
        async with driven(ours) as hands:
            await hands.press("delete", "f", "delete", "b")
            before = hands.asked
            await burst(hands, "p", "2")
            assert hands.answered(before) is None
            assert before in hands.app.room.current.parked

    run(steps)


def test_a_number_behind_x_chooses_the_reason(ours: Path) -> None:
    async def steps() -> None:
        async with driven(ours) as hands:
            await hands.visit("door-to-door")
            await burst(hands, "x", "1")
            await hands.until(lambda: hands.is_on("QuestionsScreen"))
            answer = hands.scenario.answer_once("door-to-door")
            assert answer is not None
            assert answer.is_not_applicable

    run(steps)


def test_two_presses_open_one_note(ours: Path) -> None:
    async def steps() -> None:
        async with driven(ours) as hands:
            await burst(hands, "n", "n")
            await hands.screen("AskNote")
            assert sum(type(screen).__name__ == "AskNote" for screen in hands.app.screen_stack) == 1

    run(steps)


def _of_note(scenario: Scenario) -> object:
    answer = scenario.answer_once("values-compared")
    return answer and (answer.note, answer.who_could_tell)


def _partners(hands: Driven) -> tuple[Partner, ...]:
    form = getattr(hands.app.screen, "form", None)
    return form.partners if form is not None else ()


EAGER: dict[str, tuple[bool, tuple[str, ...], Callable[[Driven], object], object]] = {
    "note": (
        True,
        ("2", "n", *"so 2 q", "ctrl+s"),
        lambda hands: _of_note(hands.scenario),
        ("so 2 q", None),
    ),
    "note without an answer": (
        True,
        ("n", *"as 1 s", "ctrl+s", "2"),
        lambda hands: _of_note(hands.scenario),
        ("as 1 s", None),
    ),
    "who could tell": (
        True,
        ("u", "w", *"a q 2", "enter"),
        lambda hands: _of_note(hands.scenario),
        (None, "a q 2"),
    ),
    "number": (
        True,
        ("1", "2", "enter"),
        lambda hands: hands.answered("months-covered"),
        12,
    ),
    "name and partner": (
        False,
        ("n", *"no q", "enter", "enter", *"Oak 2", *("down", "1") * 2, *("down", "1") * 2, "enter"),
        lambda hands: [p.name for p in _partners(hands)],
        ["Oak 2"],
    ),
    "open": (
        False,
        ("o", *"ours.yaml", "enter"),
        lambda hands: hands.app.room.session is not None and hands.scenario.partnership,
        "Test",
    ),
}


@pytest.mark.parametrize("name", EAGER)
def test_keys_typed_before_the_first_paint_reach_what_they_are_for(
    name: str, room: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opens, keys, found, expected = EAGER[name]
    scenario = blank()
    if name == "number":
        # The first open question is then the number.
        order = AskingOrder(shipped_rulebook())
        while (gap := order.first(Session(scenario))) and gap.id != "months-covered":
            answer = Answer(answer="unknown")
            for partner in (p.name for p in scenario.partners) if not gap.once else (None,):
                scenario = scenario.with_answer(gap.id, answer, partner)
    file = written(scenario, room / "ours.yaml")

    def press_all(app: InterviewApp) -> None:
        for key in keys:
            app.post_message(events.Key(key, key if len(key) == 1 else None))

    monkeypatch.setattr(InterviewApp, "on_load", press_all, raising=False)

    async def steps() -> None:
        app = InterviewApp(shipped_rulebook, file if opens else None)
        async with app.run_test(size=(80, 24)) as pilot:
            hands = Driven(app, pilot)
            await hands.until(lambda: app.is_ready and (not opens or app.room.session is not None))
            await hands.until(lambda: found(hands) == expected)

    run(steps)


class _SlowApp(CleanExitApp):
    """Takes more turns of the event loop to look at a key than a key gets."""

    def compose(self) -> ComposeResult:
        yield Input()

    async def on_event(self, event: events.Event) -> None:
        if isinstance(event, events.Key):
            for _ in range(100):
                await asyncio.sleep(0)
        await super().on_event(event)


def test_no_key_overtakes_another_where_the_app_is_slow() -> None:
    async def steps() -> None:
        app = _SlowApp()
        async with app.run_test() as pilot:
            field = app.query_one(Input)
            for letter in "Year5coding":
                send_key(app, letter)
            for _ in range(400):
                await pilot.pause(0.01)
                if len(field.value) == len("Year5coding"):
                    break
            assert field.value == "Year5coding"

    run(steps)
