"""Saving and leaving: what is asked, that nobody's work is written over, that nothing is lost."""

from pathlib import Path

import pytest
from textual.widgets import Input

from advisor.files import disk
from advisor.interview.app import InterviewApp
from advisor.interview.state.journal import Journal
from advisor.interview.state.note_draft import NoteDraft
from advisor.interview.state.save_status import private_notes
from advisor.interview.state.unsaved import unsaved_interviews
from advisor.scenario.answers import Answer
from advisor.scenario.load_scenario import load_scenario
from advisor.scenario.scenario import Scenario
from tests.interview.rooms import said_in
from tests.interview.screen import Driven, blank, driven, left_unsaved, run, written
from tests.shipped import shipped_rulebook

pytestmark = pytest.mark.usefixtures("room")


def _read(file: Path) -> Scenario:
    return load_scenario(file, shipped_rulebook())


def _journals(room: Path) -> int:
    return len(list((room / "state" / "journals").glob("*.json")))


async def _go_on(hands: Driven) -> None:
    """Go on with what was left unsaved, and answer a question in it."""
    await hands.press("2")
    await hands.screen("QuestionsScreen")
    await hands.press("2")


def test_a_name_is_asked_and_a_file_that_is_there_is_not_written_over(room: Path) -> None:
    left_unsaved(blank(room="us"))
    (room / "theirs.yaml").write_text("theirs", encoding="utf-8")

    async def steps() -> None:
        async with driven() as hands:
            await _go_on(hands)
            await hands.press("ctrl+s")
            assert "test.yaml" in hands.said
            await hands.press("escape")
            assert _journals(room) == 1
            await hands.press("ctrl+s")
            await hands.type("nowhere/a.yaml", "enter")
            assert "there is no folder nowhere" in hands.said
            await hands.type("ours.yamll", "enter")
            assert "the name of this file can end in .yaml or .yml, not in .yamll" in hands.said
            await hands.type("theirs.yaml", "enter")
            assert "Write over theirs.yaml?" in hands.said
            await hands.press("enter")
            await hands.screen("AskFile")
            assert _journals(room) == 1
            await hands.type("ours.yaml", "enter")
            await hands.until(lambda: f"Saved to {room}/ours.yaml" in hands.told)
            assert _journals(room) == 0
            assert said_in(room / "ours.yaml") == hands.scenario
            await hands.press("3")
            assert _journals(room) == 1
            await hands.press("ctrl+s")
            await hands.until(lambda: _journals(room) == 0)
            assert said_in(room / "ours.yaml") == hands.scenario

    run(steps)
    assert (room / "theirs.yaml").read_text() == "theirs"


def test_comments_and_order_of_a_file_written_by_hand_survive(ours: Path) -> None:
    before = ours.read_text()

    async def steps() -> None:
        async with driven(ours) as hands:
            await hands.visit("values-compared")
            await hands.press("2", "ctrl+z", "2", "ctrl+s")
            await hands.until(lambda: "Saved to" in hands.told)

    run(steps)
    changed = set(ours.read_text().splitlines()) ^ set(before.splitlines())
    assert {line.split(":")[0].strip() for line in changed} == {"as_of", "answer", "id"}
    assert "    answer: not-done" in changed


@pytest.mark.parametrize("key", ["1", "2", "3", "escape"])
def test_a_file_changed_elsewhere_is_written_over_only_on_request(
    key: str, ours: Path, room: Path
) -> None:
    theirs = ours.read_text() + "# theirs\n"

    async def steps() -> None:
        async with driven(ours) as hands:
            await hands.visit("values-compared")
            await hands.press("2")
            ours.write_text(theirs, encoding="utf-8")
            await hands.press("ctrl+s")
            await hands.screen("Choose")
            assert "ours.yaml was changed by someone else" in hands.said
            await hands.press(key, *([] if key == "escape" else ["enter"]))
            if key == "1":
                await hands.screen("AskFile")
                assert "ours-ours.yaml" in hands.said
                await hands.type("second.yaml", "enter")
            await hands.screen("QuestionsScreen")
            if key in "12":
                await hands.until(lambda: "Saved to" in hands.told)
            assert _journals(room) == (0 if key in "12" else 1)
            assert hands.answered("values-compared") == "not-done"

    run(steps)
    saved = {"1": room / "second.yaml", "2": ours}.get(key)
    assert (ours.read_text() == theirs) == (key != "2")
    if saved is not None:
        answer = _read(saved).answer_once("values-compared")
        assert answer is not None
        assert answer.answer == "not-done"
    assert len(unsaved_interviews(shipped_rulebook())) == (0 if saved else 1)


@pytest.mark.parametrize("key", ["y", "n", "escape"])
def test_leaving_asks_at_most_whether_to_save(key: str, ours: Path) -> None:
    before = ours.read_bytes()

    async def steps() -> None:
        async with driven(ours) as hands:
            await hands.press("2", "ctrl+q")
            await hands.screen("Choose")
            assert "Save before you leave?" in hands.said
            if key == "escape":
                await hands.press("escape")
                await hands.screen("QuestionsScreen")
                assert not hands.app.is_leaving
                return
            await hands.press(key)
            assert hands.is_on("Choose")
            hands.send("enter")
            assert await hands.gone() == 0

    run(steps)
    assert (ours.read_bytes() != before) == (key == "y")
    assert len(unsaved_interviews(shipped_rulebook())) == (0 if key == "y" else 1)


def test_leaving_asks_nothing_where_all_is_saved(ours: Path) -> None:
    async def steps() -> None:
        async with driven(ours) as hands:
            await hands.press("2", "ctrl+s")
            await hands.until(lambda: "Saved to" in hands.told)
            hands.send("ctrl+q")
            assert await hands.gone() == 0

    run(steps)


@pytest.mark.parametrize("key", ["s", "t", "x", "escape"])
def test_answers_that_are_saved_nowhere_are_offered_another_place(
    key: str, ours: Path, room: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = ours.read_bytes()
    apps: list[InterviewApp] = []

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    async def steps() -> None:
        async with driven(ours) as hands:
            with monkeypatch.context() as patched:
                patched.setattr(disk, "write", full)
                await hands.press("2")
                await hands.screen("Choose")
                assert "have not been saved anywhere (No space left on device)" in hands.said
                assert "Go on for now" in hands.said
                assert "Leave without" not in hands.said
                await hands.press("x", "enter", "ctrl+s")
                await hands.until(lambda: "ours.yaml cannot be written" in hands.said)
                assert "kept" not in hands.said
                await hands.press("escape")
                assert "have not been saved anywhere" in hands.said
                hands.send("ctrl+q")
                await hands.screen("Choose")
                assert "kept" not in hands.said
                if key == "x":
                    await hands.press(key)
                    hands.send("enter")
                    assert await hands.gone() == 2
            if key != "x":
                await _with_room_again(hands, key)
            apps.append(hands.app)

    run(steps)
    farewell = apps[0].farewell
    assert ("kept, and offered" in farewell) == (key in {"t", "escape"})
    assert ("not been saved anywhere" in farewell) == (key == "x")
    assert ours.read_bytes() == before
    assert len(unsaved_interviews(shipped_rulebook())) == (1 if key in {"t", "escape"} else 0)
    others = [path for path in room.glob("*.yaml") if path != ours]
    assert len(others) == (1 if key == "s" else 0)


async def _with_room_again(hands: Driven, key: str) -> None:
    """Take a choice once the disk has room, and leave."""
    await hands.press(key)
    if key != "escape":
        hands.send("enter")
    if key == "s":
        await hands.screen("AskFile")
        await hands.type("elsewhere.yaml", "enter")
    elif key == "escape":
        await hands.screen("QuestionsScreen")
        hands.send("ctrl+q")
    if key in {"t", "escape"}:
        await hands.until(lambda: "Save before you leave?" in hands.said)
        assert "what was said here is kept, and offered next time" in hands.said
        await hands.press("n")
        hands.send("enter")
    assert await hands.gone() == 0


def test_saving_keeps_the_answers_that_undo_brought_back(ours: Path) -> None:
    async def steps() -> None:
        async with driven(ours) as hands:
            await hands.press("2", "ctrl+s")
            await hands.until(lambda: "Saved to" in hands.told)
            await hands.press("ctrl+z", "ctrl+s")
            await hands.until(lambda: hands.told.count("Saved to") == 2)

    before = _read(ours)
    run(steps)
    assert said_in(ours) == before
    assert before.answer_once("values-compared") == Answer(
        answer="written-words", note="Half a page. All three use the same one."
    )


@pytest.mark.parametrize("keeps", [True, False])
def test_a_note_that_waited_for_an_answer_is_offered_and_lost_only_on_request(
    keeps: bool, room: Path
) -> None:
    """The interview line by line had promised that it is offered next time."""
    journal = Journal()
    journal.draft = NoteDraft("so they say", private=True, said_by="the head")
    journal.record(blank())
    journal.close()

    async def steps() -> None:
        async with driven() as hands:
            await hands.press("2")
            await hands.screen("AskNote")
            (left,) = (room / "state" / "journals").glob("*.json")
            assert "so they say" in left.read_text()
            if keeps:
                await hands.press("ctrl+s")
                await hands.screen("Choose")
                await hands.press("2")
            else:
                await hands.press("escape")
                assert "Discard what you typed?" in hands.said
                await hands.press("y", "enter")
            await hands.screen("QuestionsScreen")
            await hands.until(lambda: ("so they say" in left.read_text()) == keeps)
            said = str(hands.scenario.answers)
            assert ("so they say" in said and "private" in said and "the head" in said) == keeps

    run(steps)
    (left,) = unsaved_interviews(shipped_rulebook())
    assert not left.draft


def test_a_path_is_completed_and_a_private_note_is_named_once(ours: Path, room: Path) -> None:
    before = _read(ours)
    notes = private_notes(before) + 1
    secret = Answer(answer="not-done", note="lukewarm", visibility="private")
    written(before.with_answer("values-compared", secret), ours)
    (room / "for-the-board").mkdir()

    async def steps() -> None:
        async with driven(ours) as hands:
            await hands.command("Save under another name")
            await hands.screen("AskFile")
            field = hands.app.screen.query_one(Input)
            # The name and folder of the file itself, so that Enter changes nothing unseen.
            assert field.value == "ours.yaml"
            await hands.type("for-", "tab")
            assert field.value == "for-the-board/"
            await hands.press("enter")
            assert field.value == "for-the-board/ours.yaml"
            await hands.press("enter")
            await hands.until(lambda: "for-the-board/ours.yaml" in hands.told)
            assert f"{notes} private notes are in it too" in hands.told
            await hands.press("1", "ctrl+s")
            await hands.until(lambda: hands.told.count("Saved to") == 2)
            assert hands.told.count("private note") == 1

    run(steps)
    assert _read(room / "for-the-board" / "ours.yaml") != _read(ours)
