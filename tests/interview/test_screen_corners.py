"""Corners of the screen: ways out, one dialog over another, other windows, trials, full discs."""

from pathlib import Path

import pytest
from filelock import FileLock

from advisor.files import atomic
from advisor.interview.state import journal
from advisor.scenario.load_scenario import load_scenario
from tests.interview.screen import (
    AS_TEXT,
    Driven,
    blank,
    driven,
    how_much_is_known,
    left_unsaved,
    result,
    run,
    set_up,
    written,
)
from tests.shipped import shipped_rulebook

pytestmark = pytest.mark.usefixtures("room")


def _journals(room: Path) -> int:
    return len(list((room / "state" / "journals").glob("*.json")))


async def _go_on(hands: Driven) -> None:
    """Go on with what was left unsaved, and answer a question in it."""
    await hands.press("2")
    await hands.screen("QuestionsScreen")
    await hands.press("2")


def test_a_file_opened_before_is_offered_with_its_day_and_what_is_known(ours: Path) -> None:
    async def steps() -> None:
        async with driven(ours) as hands:
            await hands.press("escape")
            await hands.screen("StartScreen")
            assert hands.app.room.session is None
        async with driven(size=(120, 40)) as hands:
            known, asked = how_much_is_known(ours)
            shown = "Go on with: Shared year 8 science and Latin ours.yaml, "
            assert f"{shown}{known} of {asked} answers known, answers of 12 May 2026" in hands.said
            await hands.pilot.resize_terminal(80, 24)
            shown = "Go on with: Shared year 8 science and Latin answers of 12 May 2026"
            await hands.until(lambda: shown in hands.said)
            await hands.press("2")
            await hands.screen("QuestionsScreen")
            assert hands.scenario == load_scenario(ours, shipped_rulebook())

    run(steps)


def test_what_another_window_has_taken_up_is_told_and_no_fault_of_the_program(room: Path) -> None:
    left_unsaved(blank(room="us"))

    async def steps() -> None:
        async with driven() as hands:
            (journal,) = (room / "state" / "journals").glob("*.json")
            with FileLock(journal.with_suffix(".lock")):
                await hands.press("2")
                await hands.until(lambda: hands.is_on("Page") or "another window" in hands.shown)
                assert hands.app.room.session is None

    run(steps)


def test_an_example_can_be_saved_only_as_it_stands_on_the_screen(room: Path) -> None:
    async def steps() -> None:
        async with driven() as hands:
            await hands.press("e", "enter")
            await hands.screen("ResultScreen")
            await hands.press("escape")
            await hands.screen("QuestionsScreen")
            await hands.command("Change: Decision")
            await hands.screen("SetUpPage")
            await hands.press("1", "escape")
            await hands.screen("QuestionsScreen")
            await hands.press("ctrl+s")
            if hands.is_on("AskFile"):
                await hands.type("kept.yaml", "enter")
                await hands.until(lambda: "Saved to" in hands.told)
                saved = load_scenario(room / "kept.yaml", shipped_rulebook())
                assert saved == hands.app.room.current.scenario

    run(steps)


def test_going_back_from_the_set_up_loses_none_of_it() -> None:
    async def steps() -> None:
        async with driven() as hands:
            await set_up(hands)
            await hands.press("escape")
            await hands.screen("StartScreen")
            assert "Go on with: Year 5 coding set-up left half way" in hands.said
            await hands.press("2")
            await hands.screen("SetUpPage")
            assert all(text in hands.shown for text in ("Year 5 coding", "Oak", "Elm"))

    run(steps)


@pytest.mark.parametrize("key", ["q", "ctrl+q"])
def test_the_first_screen_is_left_by_the_key_it_shows(key: str) -> None:
    async def steps() -> None:
        async with driven() as hands:
            assert "q Leave" in hands.shown
            hands.send(key)
            assert await hands.gone() == 0

    run(steps)


def test_every_part_can_be_clicked_on_a_narrow_screen(ours: Path) -> None:
    async def steps() -> None:
        async with driven(ours, size=(60, 18)) as hands:
            await result(hands)
            for name in ("2 Plan", "3 Find out", "f Full report", "1 Advice"):
                await hands.click(f" {name[0]} ")
                assert f"[{name}]" in hands.said

    run(steps)


def test_undo_in_a_trial_stops_at_what_was_said(ours: Path) -> None:
    async def steps() -> None:
        async with driven(ours) as hands:
            await hands.press("1")
            await result(hands)
            await hands.press("i", "ctrl+z")
            assert "Change an answer, and see what moves." in hands.said
            assert hands.app.room.current.scenario == hands.scenario

    run(steps)


def test_delicate_answers_stay_hidden_in_a_trial(ours: Path) -> None:
    async def steps() -> None:
        async with driven(ours, size=(100, 150)) as hands:
            await result(hands)
            await hands.press("i")
            await hands.screen("WhatIfScreen")
            await hands.press("a")
            assert "dated results" in hands.said
            assert "yes on record" not in hands.said

    run(steps)


def test_an_export_never_takes_the_name_of_a_file_that_is_not_saved_yet(room: Path) -> None:
    file = written(blank(), room / "new.txt")

    async def steps() -> None:
        async with driven(file) as hands:
            await hands.press("2")
            file.unlink()
            await result(hands)
            await hands.press("e", AS_TEXT, "enter")
            await hands.type("new.txt", "enter")
            await hands.until(lambda: "partnership file itself" in hands.said)
            assert not file.exists()

    run(steps)


@pytest.mark.parametrize("key", ["1", "2"])
def test_a_disc_that_is_full_loses_nothing_and_is_told(
    key: str, ours: Path, room: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = atomic.write_atomically

    def full(file: Path, data: bytes, **how: int) -> None:
        if file.suffix == ".yaml":
            raise OSError(28, "No space left on device")
        write(file, data, **how)

    monkeypatch.setattr(journal, "write_atomically", full)

    async def steps() -> None:
        async with driven(ours) as hands:
            await hands.press("2", "ctrl+s")
            await hands.until(lambda: "No space left" in hands.said)
            assert hands.is_on("AskFile")
            assert "what was said is kept" in hands.said
            await hands.press("escape")
            ours.write_text(ours.read_text() + "# theirs\n", encoding="utf-8")
            await hands.press("ctrl+s", key, "enter")
            if key == "1":
                await hands.type("second.yaml", "enter")
            await hands.until(lambda: "No space left" in hands.said)
            assert hands.is_on("AskFile")
            assert _journals(room) == 1

    run(steps)


def test_what_is_saved_on_leaving_has_the_name_that_was_shown(room: Path) -> None:
    left_unsaved(blank(room="us"))
    (room / "test.yaml").write_text("theirs", encoding="utf-8")
    shown: list[str] = []

    async def steps() -> None:
        async with driven() as hands:
            await _go_on(hands)
            await hands.press("ctrl+q")
            await hands.screen("Choose")
            shown.append(hands.said)
            hands.send("enter")
            assert await hands.gone() == 0

    run(steps)
    (written,) = {path.name for path in room.glob("*.yaml")} - {"test.yaml"}
    assert written in shown[0]
    assert (room / "test.yaml").read_text() == "theirs"


def test_the_questions_are_left_for_the_first_screen_and_nothing_is_lost(ours: Path) -> None:
    before = ours.read_bytes()

    async def steps() -> None:
        async with driven(ours) as hands:
            await hands.press("2")
            said = hands.scenario
            await hands.press("q", "n")
            assert hands.is_on("Choose")
            await hands.press("enter")
            await hands.screen("StartScreen")
            assert hands.app.room.session is None
            await hands.until(lambda: "left unsaved" in hands.said)
            await hands.press("2")
            await hands.screen("QuestionsScreen")
            assert hands.scenario == said

    run(steps)
    assert ours.read_bytes() == before


def test_leaving_twice_asks_once(ours: Path) -> None:
    async def steps() -> None:
        async with driven(ours) as hands:
            await hands.press("2", "ctrl+q", "ctrl+q", "escape")
            if hands.is_on("Choose"):
                await hands.press("n")
                hands.send("enter")
                assert await hands.gone() == 0
            else:
                assert hands.is_on("QuestionsScreen")

    run(steps)


def test_staying_after_all_leaves_a_dialog_as_it_was(ours: Path) -> None:
    async def steps() -> None:
        async with driven(ours) as hands:
            await hands.press("2", "r", "d")
            await hands.advice()
            await hands.press("e", "ctrl+q", "escape")
            if hands.is_on("Choose"):
                await hands.press(AS_TEXT, "enter")
                await hands.screen("AskFile")
                await hands.type("said.txt", "enter")
                await hands.until(lambda: "Written to" in hands.told)
            else:
                assert hands.is_on("ResultScreen")

    run(steps)


@pytest.mark.parametrize("screen", ["QuestionsScreen", "ReadBackScreen", "ResultScreen"])
def test_every_screen_of_a_meeting_can_be_left_by_mouse(screen: str, ours: Path) -> None:
    async def steps() -> None:
        async with driven(ours) as hands:
            before = {
                "QuestionsScreen": (),
                "ReadBackScreen": ("r",),
                "ResultScreen": ("r", "d", "s", "enter"),
            }
            await hands.press(*before[screen])
            await hands.screen(screen)
            lines = hands.shown.splitlines()
            offered = f"{lines[0]} {lines[-1]}"
            names = ["Leave", "Back to", "Menu", "Everything", "Commands"]
            names += ["b Back"] if screen == "ResultScreen" else []
            assert any(name in offered for name in names), offered

    run(steps)


def test_the_parts_of_the_result_have_their_names_at_80_columns(ours: Path) -> None:
    models = written(blank("itt"), ours)

    async def steps() -> None:
        async with driven(models) as hands:
            await result(hands)
            named = "[1 Advice] 2 Plan 3 Find out 4 What if 5 Models f Full report"
            assert named in hands.said
            await hands.press("5")
            assert "MODELS FROM THE DOCUMENTS" in hands.said

    run(steps)
