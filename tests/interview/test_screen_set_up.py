"""A set-up that was left half way goes on where it stopped, and nothing is chosen for anybody."""

import datetime as dt
import io
from functools import partial
from pathlib import Path

import pytest
from textual.widgets import Input

from advisor.__main__ import run as command
from advisor.interview.state.unsaved import unsaved_interviews
from advisor.scenario.load_scenario import load_scenario
from tests.interview.rooms import said_in
from tests.interview.screen import (
    blank,
    choose,
    driven,
    fill_in_partner,
    finish_set_up,
    left_unsaved,
    run,
    set_up,
)
from tests.shipped import shipped_rulebook

pytestmark = pytest.mark.usefixtures("room")

STEPS = (
    *((("Missing: the sort"), fact, "2") for fact in ("federation", "itt", "support", "hub")),
    ("This looks like", "right", "1"),
    ("Missing: the decision", "stage", "2"),
    ("Missing: who is here", "room", "2"),
)
"""What the page of a set-up shows, the fact it goes on at, and the key that answers it."""


def test_a_set_up_goes_on_where_it_stopped_whenever_the_window_goes() -> None:
    async def begin() -> None:
        async with driven() as hands:
            await set_up(hands)

    async def next_step(shows: str, fact: str, key: str) -> None:
        async with driven() as hands:
            assert "Go on with: Year 5 coding set-up left half way" in hands.said
            await hands.press("2")
            await hands.screen("SetUpPage")
            assert shows in hands.said
            assert hands.app.room.session is None
            assert hands.app.focused is not None
            assert hands.app.focused.id == fact
            await hands.press(key)

    async def finish() -> None:
        async with driven() as hands:
            await hands.press("2")
            await hands.screen("SetUpPage")
            await hands.press("f2")
            await hands.screen("QuestionsScreen")
            said = hands.scenario
            assert (said.stage, said.room) == ("agreeing", "with-partners")
            assert [p.name for p in said.partners] == ["Oak", "Elm"]

    run(begin)
    for shows, fact, key in STEPS:
        run(partial(next_step, shows, fact, key))
    run(finish)
    (left,) = unsaved_interviews(shipped_rulebook())
    assert left.set_up is None
    assert left.scenario is not None
    assert left.scenario.stage == "agreeing"


def test_what_was_given_first_is_there_again_even_without_a_name() -> None:
    async def steps() -> None:
        async with driven() as hands:
            await hands.press("n")
            await hands.screen("SetUpPage")
            await fill_in_partner(hands, "Oak", "1")
        async with driven() as hands:
            assert "Go on with: Oak set-up left half way" in hands.said
            await hands.press("2")
            await hands.screen("SetUpPage")
            assert "Oak  state school" in hands.shown

    run(steps)


@pytest.mark.parametrize(("stage", "at"), [("exploring", "federation"), ("starting", "room")])
def test_a_set_up_that_version_0_1_left_half_way_goes_on(stage: str, at: str) -> None:
    # It kept a partnership with a stage that nobody had chosen yet, and no room.
    left_unsaved(blank(stage=stage))

    async def steps() -> None:
        async with driven() as hands:
            assert "Test set-up left half way" in hands.said
            await hands.press("2")
            await hands.screen("SetUpPage")
            assert hands.app.room.session is None
            assert "Oak" in hands.said
            if stage == "exploring":
                assert hands.app.focused is not None
                assert hands.app.focused.id == at
                await finish_set_up(hands, stage="1")
            else:
                assert "Missing: who is here" in hands.said
                await choose(hands, at, "1", "f2")
                await hands.screen("QuestionsScreen")
            assert (hands.scenario.stage, hands.scenario.room) == (stage, "us")

    run(steps)


def test_leaving_a_set_up_asks_and_says_that_it_is_kept() -> None:
    async def steps() -> None:
        async with driven() as hands:
            await hands.press("n")
            await hands.screen("SetUpPage")
            await hands.type("Choirs", "ctrl+q")
            assert "Leave the set-up?" in hands.said
            await hands.press("enter")
            assert hands.is_on("SetUpPage")
            await hands.press("enter", "enter")
            await hands.screen("PartnerForm")
            await hands.type("Oak", "ctrl+q")
            assert "Discard what you typed?" in hands.said
            await hands.press("y", "enter")
            assert "Leave the set-up?" in hands.said
            await hands.press("y")
            hands.send("enter")
            assert await hands.gone() == 0
            # A name alone is soon typed again; line by line says the same.
            assert "No partner was given" in hands.app.room.farewell
        async with driven() as hands:
            assert "Choirs" not in hands.said
            await hands.press("n")
            await hands.screen("SetUpPage")
            await hands.type("Choirs", "enter")
            await fill_in_partner(hands, "Oak", "1")
            await hands.press("ctrl+q", "y")
            hands.send("enter")
            assert await hands.gone() == 0
            assert hands.app.room.farewell == "The set-up is kept, and offered next time."

    run(steps)


def test_what_will_not_do_is_not_lost_by_going_on() -> None:
    async def steps() -> None:
        async with driven() as hands:
            await set_up(hands)
            # What is pasted can be longer than a file takes.
            hands.app.screen.query_one("#about-what", Input).value = "a" * 20_001
            hands.app.screen.query_one("#stage").focus()
            await hands.press("L")
            assert "No text here" in hands.said
            await hands.press("tab")
            assert "No text here" not in hands.said
            hands.app.screen.query_one("#about-for_whom").focus()
            await hands.type("Year 5", "f2")
            assert hands.app.focused is not None
            assert hands.app.focused.id == "about-what"
            await hands.type("Coding")
            hands.app.screen.query_one("#starts").focus()
            await hands.type("next spring", "f2")
            assert hands.is_on("SetUpPage")
            assert "this is not a day" in hands.said
            await hands.type("9 January 2027")
            await finish_set_up(hands)
            about = hands.scenario.about
            assert about is not None
            assert (about.what, about.for_whom) == ("Coding", "Year 5")
            assert hands.scenario.starts == dt.date(2027, 1, 9)

    run(steps)


def test_a_set_up_of_a_file_that_is_not_there_yet_goes_on_with_that_file(room: Path) -> None:
    file = room / "choirs.yaml"

    async def steps() -> None:
        async with driven(file) as hands:
            await hands.type("Choirs", "enter")
            await fill_in_partner(hands, "Oak", "1")
        async with driven(file) as hands:
            assert "A set-up was left half way" in hands.said
            await hands.press("enter")
            await hands.screen("SetUpPage")
            await finish_set_up(hands)
            await hands.press("ctrl+s")
            await hands.until(lambda: "Saved to" in hands.told)

    run(steps)
    assert load_scenario(file, shipped_rulebook()).stage == "agreeing"


def test_saving_from_the_set_up_writes_a_file(room: Path) -> None:
    async def steps() -> None:
        async with driven() as hands:
            await set_up(hands)
            await hands.press("ctrl+s")
            assert "Missing: the sort" in hands.said
            for fact in ("federation", "itt", "support", "hub", "right", "stage"):
                await choose(hands, fact, "1")
            await choose(hands, "room", "1", "ctrl+s")
            await hands.screen("AskFile")
            await hands.type("kept.yaml", "enter")
            await hands.until(lambda: "Saved to" in hands.told)
            assert said_in(room / "kept.yaml") == hands.scenario

    run(steps)


def test_a_set_up_line_by_line_goes_on_where_it_stopped(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    school = ["Oak", "1", "1", "y", "y", ""]
    given = [["Choirs", *school], [""], *([key] for key in "nnnny21")]
    given += [[""], ["27 June 2026", "Concert", "7", "1"], [""], *([""] for _ in range(7))]
    for number, lines in enumerate(given):
        typed = "".join(f"{line}\n" for line in (*["y"] * (number > 0), *lines))
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(typed.encode())))
        assert command(["interview", "--plain"]) == 0
        shown = capsys.readouterr().out
        is_last = number == len(given) - 1
        assert ("The set-up is kept, and offered next time." in shown) != is_last, shown
    (left,) = unsaved_interviews(shipped_rulebook())
    assert left.scenario is not None
    assert (left.scenario.stage, left.scenario.room) == ("agreeing", "us")
    assert [date.what for date in left.scenario.dates] == ["Concert"]


def test_a_file_without_a_stage_says_how_it_is_read(room: Path) -> None:
    file = room / "a.yaml"
    file.write_text("partnership: P\nkind: cluster\npartners:\n  - name: Oak\n", encoding="utf-8")

    async def steps() -> None:
        async with driven(file) as hands:
            await hands.until(lambda: "does not say which decision" in hands.said)
            assert "do we begin" in hands.said
            await hands.press("enter")
            await hands.screen("QuestionsScreen")

    run(steps)
