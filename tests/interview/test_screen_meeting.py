"""Whole meetings, by keyboard alone and by mouse alone; on the screen as line by line."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from advisor.__main__ import run as command
from advisor.interview.state.agenda import agenda, is_essential
from advisor.interview.state.journal import Journal
from advisor.interview.state.preferences import Preferences, save_preferences
from advisor.interview.state.session import Session
from advisor.interview.texts import SETTLED
from advisor.scenario.load_scenario import load_scenario
from advisor.scenario.scenario import Scenario
from tests.interview.rooms import interviewed_by_line, room_with, said_in
from tests.interview.screen import AS_TEXT, Driven, blank, driven, run, written
from tests.shipped import shipped_rulebook
from tests.strategies import examples

pytestmark = pytest.mark.usefixtures("room")


async def _set_up(hands: Driven) -> None:
    await hands.press("n")
    await hands.screen("SetUpPage")
    await hands.type("Choirs", "enter")
    for name, sector in (("Oak", "1"), ("Elm", "2")):
        await hands.press("enter")
        await hands.screen("PartnerForm")
        await hands.type(name, "down", sector, "enter")
        # Enter goes to what is missing: whether somebody from it is here.
        await hands.press("1", "enter")
        await hands.screen("SetUpPage")
    # Four plain facts, the kind, the decision, the room; down goes from line to line.
    for key in ("2", "2", "2", "2", "1", "1", "1"):
        await hands.press("down", key)
    await hands.press("f2")
    await hands.screen("QuestionsScreen")


async def _answer_by_key(hands: Driven) -> None:
    question = shipped_rulebook().questions[hands.asked]
    if question.delicate:
        await hands.press("o")
    if question.number:
        await hands.press("4", "5", "enter")
    else:
        await hands.press(*("2" if question.once else "22"))
    await hands.press("enter")
    if SETTLED in hands.said:
        await hands.press("g", "enter")


def test_a_whole_meeting_by_keyboard_alone(room: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said: list[Scenario] = []

    async def steps() -> None:
        async with driven() as hands:
            await _set_up(hands)
            while hands.is_on("QuestionsScreen"):
                await _answer_by_key(hands)
            assert "The short form is done" in hands.said
            await hands.press("r", "enter")
            await hands.screen("ReadBackScreen")
            await hands.press("d")
            await hands.advice()
            await hands.press("2", "enter")
            await hands.type("the head", "enter", "enter")
            await hands.until(lambda: "you set: the head" in hands.said)
            await hands.press("e", AS_TEXT, "enter")
            await hands.type("choirs.txt", "enter")
            await hands.until(lambda: "Written to" in hands.told)
            await hands.press("ctrl+q")
            said.append(hands.scenario)
            hands.send("enter")
            assert await hands.gone() == 0

    run(steps)
    assert said_in(room / "choirs.yaml") == said[0]
    asked = agenda(shipped_rulebook(), said[0])
    short_form = {question.id for question in asked if is_essential(question, said[0])}
    assert {*said[0].answers, *said[0].partners[1].answers} == short_form
    output = room / "assessed.txt"
    assert command(["assess", str(room / "choirs.yaml"), "--output", str(output)]) == 0
    assert output.read_bytes() == (room / "choirs.txt").read_bytes()
    capsys.readouterr()


async def _answer_by_mouse(hands: Driven) -> None:
    question = shipped_rulebook().questions[hands.asked]
    if question.delicate:
        await hands.click("Open it", after="o")
    if question.number:
        await hands.click("We don't know")
    elif question.once:
        await hands.click(question.levels[1].label)
    else:
        for number in range(len(hands.scenario.partners)):
            await hands.click_answer("3", number)
    await hands.click("Next", after="⏎")
    if SETTLED in hands.said:
        await hands.click("Go on with all")


def test_a_whole_meeting_by_mouse_alone(room: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = written(blank(stage="exploring"), room / "choirs.yaml")
    save_preferences(Preferences(files=(str(file),)))
    said: list[Scenario] = []

    async def steps() -> None:
        async with driven() as hands:
            await hands.click("Go on with: Test")
            await hands.screen("QuestionsScreen")
            while hands.is_on("QuestionsScreen"):
                await _answer_by_mouse(hands)
            await hands.click("Read back")
            await hands.screen("ReadBackScreen")
            await hands.click("show the advice")
            await hands.advice()
            await hands.click("  1  ")
            await hands.screen("ConcernScreen")
            await hands.click(" 1 ")
            await hands.screen("QuestionsScreen")
            await hands.click("Come back", after="⏎")
            await hands.screen("ConcernScreen")
            await hands.click("b Back")
            await hands.screen("ResultScreen")
            await hands.click("Export")
            await hands.click("Plain text")
            await hands.click("Write it here")
            await hands.until(lambda: "Written to" in hands.told)
            await hands.click("Save", after="Export")
            await hands.until(lambda: "Saved to" in hands.told)
            said.append(hands.scenario)

    run(steps)
    assert said_in(file) == said[0]
    assert said[0] != blank(stage="exploring")
    output = room / "assessed.txt"
    assert command(["assess", str(file), "--output", str(output)]) == 0
    assert output.read_bytes() == (room / "choirs-advice.txt").read_bytes()
    capsys.readouterr()


def _lines(step: tuple[Any, ...]) -> list[str]:
    """Return what is typed line by line, for the first partner as on the screen."""
    match step:
        case ("level" | "number", question, number):
            return [f"go {question}", "for Oak", str(number)]
        case ("alike", question, number):
            # Where nothing is replaced, nothing is asked, and y is no answer to any question.
            return [f"go {question}", f"all {number}", "y"]
        case ("unknown", question):
            return [f"go {question}", "for Oak", "u"]
        case ("reason", question, number):
            return [f"go {question}", "for Oak", f"x {number}"]
        case (word,):
            return [word]
    raise ValueError(step)


def _keys(step: tuple[Any, ...]) -> list[str]:
    """Return what is pressed on the screen, once the question stands there."""
    match step:
        case ("level", _, number):
            return [str(number)]
        case ("number", _, number):
            return [*str(number), "enter"]
        case ("alike", _, number):
            return ["a", str(number)]
        case ("unknown", _):
            return ["u"]
        case ("reason", _, number):
            return ["x", str(number)]
        case ("undo",):
            return ["ctrl+z"]
        case ("redo",):
            return ["ctrl+y"]
    raise ValueError(step)


ONCE = st.sampled_from(["values-compared", "first-year-goal", "agreement", "leads-relationship"])
OF_PARTNERS = st.sampled_from(["senior-team", "governing-body", "head-backing"])
LEVEL = st.integers(1, 4)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("level"), ONCE | OF_PARTNERS, LEVEL),
        st.tuples(st.just("alike"), OF_PARTNERS, LEVEL),
        st.tuples(st.just("number"), st.just("months-covered"), st.sampled_from([0, 7, 60, 8.5])),
        st.tuples(st.just("number"), st.just("door-to-door"), st.sampled_from([5, 45, 240])),
        st.tuples(st.just("reason"), st.just("door-to-door"), st.integers(1, 2)),
        st.tuples(st.just("reason"), st.just("senior-team"), st.just(1)),
        st.tuples(st.just("unknown"), ONCE | OF_PARTNERS),
        st.sampled_from([("undo",), ("undo",), ("redo",)]),
    ),
    min_size=4,
    max_size=9,
)


async def _on_the_screen(hands: Driven, step: tuple[Any, ...]) -> None:
    if len(step) > 1:
        await hands.visit(step[1])
        if "hidden until you open it" in hands.said:
            await hands.press("o")
        if "› Elm" in hands.shown:
            await hands.press("left")
    await hands.press(*_keys(step))
    if hands.is_on("Choose"):
        await hands.press("y", "enter")


def _line_by_line(file: Path, lines: list[str]) -> bytes:
    journal = Journal()
    scenario = load_scenario(file, shipped_rulebook())
    journal.lock_file(file, file.read_bytes())
    typed = "".join(f"{line}\n" for line in [*lines, "stop"]).encode()
    interviewed_by_line(room_with(Session(scenario, today=scenario.as_of), journal), typed)
    journal.unlock_file()
    return file.read_bytes()


@pytest.mark.long
@settings(
    examples(5),
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(steps=STEPS)
def test_the_same_answers_give_the_same_bytes_as_line_by_line(
    room: Path, steps: list[tuple[Any, ...]]
) -> None:
    today = dt.datetime.now().astimezone().date()
    start = blank(as_of=today, id="ours")
    on_screen, by_line = written(start, room / "screen.yaml"), written(start, room / "plain.yaml")

    async def meeting() -> None:
        async with driven(on_screen) as hands:
            for step in steps:
                await _on_the_screen(hands, step)
            await hands.press("ctrl+s")
            await hands.until(lambda: "Saved to" in hands.told)

    run(meeting)
    lines = [line for step in steps for line in _lines(step)]
    assert on_screen.read_bytes() == _line_by_line(by_line, lines)


def test_notes_give_the_same_bytes_as_line_by_line(room: Path) -> None:
    today = dt.datetime.now().astimezone().date()
    start = blank(as_of=today, id="ours")
    on_screen, by_line = written(start, room / "screen.yaml"), written(start, room / "plain.yaml")

    async def meeting() -> None:
        async with driven(on_screen) as hands:
            await hands.visit("agreement")
            await hands.press("2", "n")
            await hands.type("Not for all: [b] # no")
            await hands.press("tab")
            await hands.type("the clerk", "tab", "2", "ctrl+s")
            await hands.press("ctrl+s")
            await hands.until(lambda: "Saved to" in hands.told)

    run(meeting)
    lines = ["go agreement", "private Not for all: [b] # no", "by the clerk", "2"]
    assert on_screen.read_bytes() == _line_by_line(by_line, lines)
